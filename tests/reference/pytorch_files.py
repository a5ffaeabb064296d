# SPDX-License-Identifier: Apache-2.0
"""The same tensors in every way that torch.save has put them into files, for the reader of .ckpt and .pth."""

import collections
import sys
import types

import numpy as np
import torch
from safetensors.torch import save_file

from store import GOLDEN, normal


def tensors() -> dict[str, torch.Tensor]:
    def values(name: str, *shape: int) -> torch.Tensor:
        return normal(f"pytorch_files.{name}", *shape).float()

    whole = values("whole", 6, 4)
    return {
        "conv.weight": values("conv", 2, 3, 3, 3),
        "conv.bias": values("bias", 2).half(),
        "brain": values("brain", 5).bfloat16(),
        "wide": values("wide", 3).double(),
        "rows": whole[2:5],  # a part of a storage
        "pointwise": values("pointwise", 4, 6, 1, 1).contiguous(memory_format=torch.channels_last),
        "steps": torch.arange(7),
        "small": torch.arange(4, dtype=torch.int32),
        "scalar": torch.tensor(2.5),
        "empty": torch.zeros(0, 3),
    }


def training_state(weights: dict[str, torch.Tensor]) -> dict:
    """What PyTorch Lightning wrote for Stable Diffusion 1, with a class of its own as a key."""
    module = types.ModuleType("pytorch_lightning.callbacks.model_checkpoint")
    checkpoint_class = type("ModelCheckpoint", (), {"__module__": module.__name__})
    module.ModelCheckpoint = checkpoint_class
    for name in ("pytorch_lightning", "pytorch_lightning.callbacks"):
        sys.modules.setdefault(name, types.ModuleType(name))
    sys.modules[module.__name__] = module
    return {
        "epoch": 0, "global_step": 470000, "pytorch-lightning_version": "1.4.2", "state_dict": weights,
        "callbacks": {checkpoint_class: {"best_model_score": np.float64(0.25), "monitor": None, "top": {1, 2}}},
        "optimizer_states": [{"state": {0: {"exp_avg": torch.zeros(3)}}, "lr": 1e-4, "betas": (0.9, 0.999)}],
        "lr_schedulers": [{"counter": 2**70}],
    }


def main() -> None:
    weights = tensors()
    save_file({name: t.contiguous() for name, t in weights.items()}, GOLDEN / "pytorch.safetensors")
    ordered = collections.OrderedDict(weights)
    ordered._metadata = {"": {"version": 1}}
    parameters = torch.nn.ParameterDict({"*": torch.nn.Parameter(normal("pytorch_files.token", 2, 8).float())})
    nested: dict = {}
    for name, tensor in weights.items():
        *path, leaf = name.split(".")
        inner = nested
        for part in path:
            inner = inner.setdefault(part, {})
        inner[leaf] = tensor
    training = training_state(weights)
    files = {
        "zip.pth": (weights, {}),
        "legacy.pth": (ordered, {"_use_new_zipfile_serialization": False}),
        "protocol4.pt": ({"params_ema": ordered, "params": {}}, {"pickle_protocol": 4}),
        "lightning.ckpt": (training, {}),
        "lightning_legacy.ckpt": (training, {"_use_new_zipfile_serialization": False}),
        "parameters.bin": ({n: torch.nn.Parameter(t, requires_grad=False) for n, t in weights.items()}, {}),
        "nested.pth": (nested, {}),
        "inversion.pt": ({"string_to_token": {"*": 265}, "string_to_param": {"*": parameters["*"].data},
                          "name": "pigment", "step": 500}, {}),
        "inversion_of_authors.pt": ({"string_to_token": {"*": torch.tensor(265)}, "string_to_param": parameters}, {}),
        "transposed.pth": ({"turned.weight": torch.zeros(3, 5).T}, {}),
    }
    for name, (content, options) in files.items():
        path = GOLDEN / f"pytorch_{name}"
        torch.save(content, path, **options)
        print(f"{path.name}: {path.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    main()
