# SPDX-License-Identifier: Apache-2.0
"""Golden files of whole pictures: a tiny checkpoint in the shape of Stable Diffusion 1 from prompt to pixels.

The loop is written out here instead of calling a pipeline of diffusers, because it follows other conventions: initial
scale, time steps and partial schedules of ComfyUI, and the noise of one generator per picture as in A1111. Runs with
`compat` follow one of the two in everything.
"""

import math
from dataclasses import asdict, dataclass

import torch
import torchsde

import noise_table
import sampling
import tokenizer as clip_tokenizer
from networks import build
from store import normal, relative_rms, save_manifest, save_tensors

CONFIG = {
    "unet": {"in_channels": 4, "out_channels": 4, "model_channels": 32, "channel_mult": [1, 2, 4, 4],
             "num_res_blocks": 2, "transformer_depth": [1, 1, 1, 0], "transformer_depth_middle": 1, "num_heads": 8,
             "context_dim": 64, "use_linear_in_transformer": False, "adm_in_channels": 0},
    "vae": {"z_channels": 4, "ch": 32, "ch_mult": [1, 2, 4, 4], "num_res_blocks": 2},
    "text": {"hidden_size": 64, "layers": 3, "heads": 4, "intermediate_size": 256, "max_length": 77,
             "activation": "quick_gelu", "vocab_size": 800},
    "latent": {"channels": 4, "factor": 8, "scale": 0.18215},
    "prediction": "eps",
    "betas": {"schedule": "scaled_linear", "start": 0.00085, "end": 0.012, "steps": 1000},
}

PROMPT = "a painting of a lighthouse by the sea, golden sunset, detailed oil painting"
NEGATIVE = "dark photo, 3 cats"


@dataclass(frozen=True)
class Request:
    name: str
    sampler: str
    schedule: str
    steps: int
    cfg: float = 5.0
    seed: int = 1234
    width: int = 64
    height: int = 48
    batch: int = 1
    prediction: str = "eps"
    strength: float = 1.0  # below 1 the picture starts from init_image
    compat: str = "native"
    negative: str = NEGATIVE

    @property
    def is_a1111(self) -> bool:
        return self.compat == "a1111"

    @property
    def is_brownian(self) -> bool:
        return self.sampler == "dpmpp_2m_sde" and self.compat != "native"


RUNS = (
    Request("euler", "euler", "normal", 6),
    Request("euler_cfg1", "euler", "exponential", 4, cfg=1.0),
    Request("euler_a", "euler_a", "normal", 6),
    Request("heun", "heun", "karras", 4),
    Request("dpmpp_2m", "dpmpp_2m", "karras", 5),
    Request("dpmpp_2m_sde", "dpmpp_2m_sde", "karras", 5),
    Request("ddim", "ddim", "simple", 5),
    Request("lcm", "lcm", "sgm_uniform", 5, cfg=1.0),
    Request("batch", "euler_a", "karras", 4, seed=42, width=48, height=64, batch=2),
    Request("img2img", "dpmpp_2m", "karras", 5, strength=0.6),
    Request("v_euler", "euler", "normal", 6, cfg=2.0, prediction="v"),
    Request("v_dpmpp_2m", "dpmpp_2m", "karras", 5, cfg=2.0, prediction="v"),
    Request("v_img2img", "euler_a", "normal", 4, cfg=2.0, prediction="v", strength=0.6),
    Request("a1111", "euler_a", "beta", 4, width=32, compat="a1111"),
    Request("a1111_img2img", "dpmpp_2m_sde", "karras", 5, batch=2, strength=0.6, compat="a1111"),
    Request("comfyui", "euler_a", "karras", 4, width=32, batch=2, compat="comfyui"),
    Request("comfyui_sde", "dpmpp_2m_sde", "karras", 4, width=32, batch=2, compat="comfyui"),
)

ABOUT = {
    "about": [
        "pipeline_sd1.safetensors holds what all runs share, pipeline_sd1.<run>.safetensors the rest",
        "text: last layer and final layer norm; guidance: uncond + cfg * (cond - uncond); cfg 1 uses cond alone",
        "network: input x / sqrt(1 + sigma^2), time step the nearest entry of the table in log sigma",
        "eps: D = x - sigma * output; v: D = x / (1 + sigma^2) - output * sigma / sqrt(1 + sigma^2)",
        "noise: one torch CPU generator per picture, seeded with seed + index; it draws [4, height / 8, width / 8] for"
        " the start and goes on drawing the same shape for every step that needs noise",
        "start: noise * sqrt(1 + sigma_0^2); with init_image: scale * mean of its posterior + noise * sigma_0",
        "init_image with strength: the last `steps` steps of a schedule of int(steps / strength)",
        "compat a1111: time steps between entries, start noise * sigma_0, the last int(strength * steps) + 1 steps;"
        " noise of SDE samplers from torchsde, one path per picture across the whole schedule; init_image is drawn from its"
        " posterior with a CPU generator of the seed, one picture after the other",
        "compat comfyui: one draw for the batch; steps draw from a new generator with seed + 1; SDE samplers from one"
        " path for the batch across the run",
        "image: decoder(x / scale) / 2 + 0.5, cut to 0..1",
        "float32_error: relative RMS of the same loop with the networks in float32 and float16, at the last latents and"
        " the image",
    ],
    "data": {
        "ids.cond, ids.uncond": "token ids [77]",
        "cond, uncond": "[1, 77, hidden_size]",
        "init_image": "[1, 3, 48, 64] in 0..1, every value a whole number of 255ths",
        "init_latents, init_deviation": "[1, 4, 6, 8], mean and standard deviation of the posterior times scale",
        "<run>: noise": "[batch, 4, height / 8, width / 8] the first draw",
        "<run>: step_noise.K": "the draws after it, K from 0",
        "<run>: latents.0 ... latents.N": "x before the first step and after each of the N steps",
        "<run>: image": "[batch, 3, height, width] in 0..1",
    },
}


class Checkpoint:
    """The three networks in one dtype; everything between them stays in double precision."""

    def __init__(self, dtype: torch.dtype):
        self.dtype = dtype
        parts = {part: build(part, CONFIG) for part in ("unet", "vae", "text")}
        self.tensors = [tensor for _, tensors in parts.values() for tensor in tensors]
        self.unet, self.vae, self.text = (module.to(dtype) for module, _ in parts.values())
        self.scale = CONFIG["latent"]["scale"]

    def encode_text(self, ids: torch.Tensor) -> torch.Tensor:
        return self.text(input_ids=ids[None]).last_hidden_state.double()

    def encode_image(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Mean and standard deviation of the posterior, both times the latent scale."""
        mean, logvar = self.vae.quant_conv(self.vae.encoder((image * 2 - 1).to(self.dtype))).double().chunk(2, dim=1)
        return mean * self.scale, (logvar.clamp(-30, 20) / 2).exp() * self.scale

    def decode(self, latents: torch.Tensor) -> torch.Tensor:
        return (self.vae.decode((latents / self.scale).to(self.dtype)).sample.double() / 2 + 0.5).clamp(0, 1)

    def predict(self, x: torch.Tensor, timestep: float, context: torch.Tensor) -> torch.Tensor:
        timesteps = torch.full((len(x),), timestep)
        return self.unet(x.to(self.dtype), timesteps, context.expand(len(x), -1, -1).to(self.dtype)).sample.double()


class NoiseSource:
    """One generator per picture, so that a picture does not depend on the batch it is made in; or ComfyUI's order."""

    def __init__(self, request: Request, sigmas: list[float], whole: list[float]):
        shape = (4, request.height // 8, request.width // 8)
        one_draw = request.compat == "comfyui"
        self.shape = (request.batch, *shape) if one_draw else shape
        seeds = [request.seed] if one_draw else [request.seed + i for i in range(request.batch)]
        self.join = (lambda parts: parts[0]) if one_draw else torch.stack
        self.generators = [torch.Generator().manual_seed(seed) for seed in seeds]
        self.restarts = one_draw
        self.drawn, self.trees, self.pairs = [], [], zip(sigmas[:-1], sigmas[1:])
        if request.is_brownian:
            low, high = single(sigmas[-2]), single((whole if request.is_a1111 else sigmas)[0])
            self.trees = [torchsde.BrownianTree(low, torch.zeros(self.shape), high, entropy=seed) for seed in seeds]

    def __call__(self) -> torch.Tensor:
        if self.drawn and self.trees:
            start, end = (single(sigma) for sigma in next(self.pairs))
            parts = [-tree(end, start) / (start - end).sqrt() for tree in self.trees]
        else:
            if len(self.drawn) == 1 and self.restarts:
                self.generators = [torch.Generator().manual_seed(g.initial_seed() + 1) for g in self.generators]
            parts = [torch.randn(self.shape, generator=g) for g in self.generators]
        self.drawn.append(self.join([part.double() for part in parts]))
        return self.drawn[-1]


def single(value: float) -> torch.Tensor:
    return torch.tensor(value, dtype=torch.float32)


def init_image() -> torch.Tensor:
    """Eight-bit picture: two slopes and some noise, different in every channel."""
    y, x = torch.meshgrid(torch.linspace(0, 1, 48), torch.linspace(0, 1, 64), indexing="ij")
    smooth = torch.stack([x, (x + y) / 2, 1 - y])[None].double()
    return ((smooth * 200 + 25 + 15 * normal("pipeline.init_image", 1, 3, 48, 64)).round().clamp(0, 255)) / 255


def denoiser(model: Checkpoint, table: sampling.NoiseTable, request: Request, cond: torch.Tensor,
             uncond: torch.Tensor) -> sampling.Denoise:
    def output(x: torch.Tensor, timestep: float) -> torch.Tensor:
        with_prompt = model.predict(x, timestep, cond)
        if request.cfg == 1:
            return with_prompt
        without = model.predict(x, timestep, uncond)
        return without + request.cfg * (with_prompt - without)

    def denoise(x: torch.Tensor, sigma: float) -> torch.Tensor:
        timestep = table.fractional(sigma)
        if not request.is_a1111 and abs(timestep % 1 - 0.5) < 0.01:
            raise ValueError(f"{request.name}: sigma {sigma} lies between two time steps; choose other steps")
        root = math.sqrt(1 + sigma**2)
        predicted = output(x / root, timestep if request.is_a1111 else table.nearest(sigma))
        return x - sigma * predicted if request.prediction == "eps" else x / root**2 - predicted * sigma / root

    return denoise


def render(model: Checkpoint, request: Request, shared: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    table = sampling.NoiseTable()
    if request.is_a1111:
        choose = noise_table.A1111.get(request.schedule, noise_table.SCHEDULES[request.schedule])
        whole = choose(table, request.steps)
        sigmas = whole[request.steps - int(min(request.strength, 0.999) * request.steps) - 1:]
    else:
        whole = sigmas = sampling.partial_schedule(request.schedule, table, request.steps, request.strength)
    noise = NoiseSource(request, sigmas, whole)
    if request.strength == 1:
        x = noise() * (sigmas[0] if request.is_a1111 else math.sqrt(1 + sigmas[0] ** 2))
    else:
        x = encoded(request, shared) + noise() * sigmas[0]
    denoise = denoiser(model, table, request, shared["cond"], shared["uncond"])
    latents = [x, *sampling.SAMPLERS[request.sampler](denoise, x, sigmas, noise)]
    first, *others = noise.drawn
    return ({"noise": first} | {f"step_noise.{k}": value for k, value in enumerate(others)}
            | {f"latents.{k}": value for k, value in enumerate(latents)} | {"image": model.decode(latents[-1])})


def encoded(request: Request, shared: dict[str, torch.Tensor]) -> torch.Tensor:
    """A1111 draws from the posterior, one picture after the other, with torch's global generator. Nobody stores in what
    state that was; here it is as after a run with the same seed."""
    mean, deviation = shared["init_latents"], shared["init_deviation"]
    if not request.is_a1111:
        return mean
    generator = torch.Generator().manual_seed(request.seed)
    return torch.cat([mean + deviation * torch.randn(mean.shape, generator=generator) for _ in range(request.batch)])


def prepare(model: Checkpoint) -> dict[str, torch.Tensor]:
    words = clip_tokenizer.make()
    ids = {key: torch.tensor(clip_tokenizer.padded(words, text)) for key, text in
           (("ids.cond", PROMPT), ("ids.uncond", NEGATIVE))}
    image = init_image()
    mean, deviation = model.encode_image(image)
    return ids | {"cond": model.encode_text(ids["ids.cond"]), "uncond": model.encode_text(ids["ids.uncond"]),
                  "init_image": image, "init_latents": mean, "init_deviation": deviation}


def main() -> None:
    models = [Checkpoint(dtype) for dtype in (torch.float64, torch.float32, torch.float16)]
    shared = [prepare(model) for model in models]
    runs = []
    for request in RUNS:
        exact, *rounded = (render(model, request, given) for model, given in zip(models, shared))
        last = max((key for key in exact if key.startswith("latents.")), key=lambda key: int(key[8:]))
        errors = {kind: {key: float(f"{relative_rms(value[key], exact[key]):.2g}") for key in (last, "image")}
                  for kind, value in zip(("float32_error", "float16_error"), rounded)}
        runs.append(asdict(request) | errors)
        save_tensors(f"pipeline_sd1.{request.name}", exact)
    save_tensors("pipeline_sd1", shared[0])
    save_manifest("pipeline_sd1", {"config": CONFIG, "tokenizer": "tokenizer_clip.json", "prompt": PROMPT,
                                   "negative": NEGATIVE} | ABOUT | {"runs": runs}, models[0].tensors)


if __name__ == "__main__":
    main()
