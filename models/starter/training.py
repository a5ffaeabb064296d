# SPDX-License-Identifier: Apache-2.0
"""What all training scripts share: device, a time budget with a cosine learning rate, the average of the weights, checkpoints."""
import argparse
import contextlib
import copy
import math
import os
import time
from pathlib import Path

import torch

import fused_norm
from dataset import WORK


def options(description, minutes, rate, batch):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--minutes", type=float, default=minutes, help="training time over all runs; the learning rate falls to zero at its end")
    parser.add_argument("--rate", type=float, default=rate)
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--kernel", action="store_true", help="on a CPU: use our own group norm kernel (needs a C++ compiler)")
    parser.add_argument("--fresh", action="store_true", help="do not resume from the checkpoint")
    return parser


def device(threads, kernel=False):
    torch.set_num_threads(threads)
    if kernel:
        fused_norm.use_kernel()
    torch.seed()         # every process and every run draws its own batches
    torch.backends.cudnn.benchmark = True
    join_processes()
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def half_precision(place):
    """bfloat16 where the machine multiplies it fast: CUDA, or a CPU with AMX or AVX-512 BF16."""
    fast = place.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
    return torch.autocast(place.type, torch.bfloat16) if fast else contextlib.nullcontext()


class Run:
    """Counts the time that training has used, over restarts, and says what the learning rate is now."""

    def __init__(self, minutes, rate, warmup=100):
        self.budget, self.rate, self.warmup = minutes * 60, rate, warmup
        self.step, self.before, self.start = 0, 0., time.time()
        self.began = time.time()

    @property
    def elapsed(self):
        return self.before + time.time() - self.start

    @property
    def progress(self):
        return self.elapsed / self.budget

    def speed(self, items):
        """Items a second in this process since it started."""
        return items / (time.time() - self.began)

    def set_rate(self, optimizer):
        rate = self.rate * min(1, (self.step + 1) / self.warmup) * (.5 + .5 * math.cos(math.pi * min(1, self.progress)))
        for group in optimizer.param_groups:
            group["lr"] = rate + 1e-6


class Average:
    """Exponential moving average of the weights."""

    def __init__(self, model, decay):
        self.model, self.decay = copy.deepcopy(model).eval().requires_grad_(False), decay

    @torch.no_grad()
    def update(self, model, step):
        decay = min(self.decay, (1 + step) / (10 + step))
        torch._foreach_lerp_(list(self.model.parameters()), list(model.parameters()), 1 - decay)


def join_processes():
    """With RANK and WORLD_SIZE set (torchrun does that) several processes train together; see synchronise."""
    if int(os.environ.get("WORLD_SIZE", 1)) > 1:
        torch.distributed.init_process_group("gloo")


def is_first():
    return not torch.distributed.is_initialized() or torch.distributed.get_rank() == 0


@torch.no_grad()
def start_together(model):
    if torch.distributed.is_initialized():
        for parameter in model.parameters():
            torch.distributed.broadcast(parameter, 0)


@torch.no_grad()
def synchronise(model, run, every=8):
    """Every few steps the processes average their weights: as good as averaging gradients, and far less waiting on a busy machine."""
    if not torch.distributed.is_initialized() or run.step % every:
        return
    processes = torch.distributed.get_world_size()
    parameters = list(model.parameters())
    flat = torch.cat([parameter.flatten() for parameter in parameters] + [torch.tensor([run.elapsed])])
    torch.distributed.all_reduce(flat)
    flat /= processes
    for parameter, values in zip(parameters, flat.split([p.numel() for p in parameters] + [1])):
        parameter.copy_(values.view_as(parameter))
    run.before, run.start = flat[-1].item(), time.time()         # all stop at the same step


def save(name, run, **parts):
    if not is_first():
        return
    WORK.mkdir(exist_ok=True)
    path = WORK / f"{name}.pt"
    state = {key: part.state_dict() if hasattr(part, "state_dict") else part for key, part in parts.items()}
    torch.save(dict(state, step=run.step, elapsed=run.elapsed), path.with_suffix(".tmp"))
    os.replace(path.with_suffix(".tmp"), path)


def resume(name, run, fresh, **parts):
    path = WORK / f"{name}.pt"
    if fresh or not Path(path).exists():
        return False
    state = torch.load(path, map_location="cpu")
    for key, part in parts.items():
        if key in state:         # restore.py has no optimizer to give
            part.load_state_dict(state[key])
    run.step, run.before, run.start = state["step"], state["elapsed"], time.time()
    return True


def load_part(name, key, module):
    """Puts the weights `key` of the checkpoint `name` into the module."""
    module.load_state_dict(torch.load(WORK / f"{name}.pt", map_location="cpu")[key])
    return module.eval()
