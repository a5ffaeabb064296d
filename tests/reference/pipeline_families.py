# SPDX-License-Identifier: Apache-2.0
"""Golden files of whole pictures for the families after Stable Diffusion 1: tiny checkpoints in the shape of 2 and XL.

What differs is what the UNet is told; the loop is that of pipeline.py.
"""

from dataclasses import asdict

import torch

import ldm_names
import pipeline
import tokenizer as clip_tokenizer
from networks import TimestepFrequencies, build, build_open_clip
from pipeline import Request
from store import relative_rms, save_manifest, save_tensors

TEXT = {"layers": 3, "heads": 4, "max_length": 77, "vocab_size": 800}
COMMON = {key: pipeline.CONFIG[key] for key in ("vae", "betas")}
SIZE_CHANNELS = 256  # of each of the six numbers that SDXL is told

SD2 = COMMON | {
    "unet": pipeline.CONFIG["unet"] | {"num_head_channels": 16, "use_linear_in_transformer": True, "context_dim": 48},
    "text": TEXT | {"hidden_size": 48, "intermediate_size": 192, "activation": "gelu"},
    "latent": {"channels": 4, "factor": 8, "scale": 0.18215},
}
del SD2["unet"]["num_heads"]

SDXL = COMMON | {
    "unet": SD2["unet"] | {"channel_mult": [1, 2, 4], "transformer_depth": [0, 1, 2], "transformer_depth_middle": 2,
                           "context_dim": 48 + 64, "adm_in_channels": 40 + 6 * SIZE_CHANNELS},
    "text": TEXT | {"hidden_size": 48, "intermediate_size": 192, "activation": "quick_gelu"},
    "text_2": TEXT | {"hidden_size": 64, "intermediate_size": 256, "activation": "gelu", "projection_size": 40},
    "latent": {"channels": 4, "factor": 8, "scale": 0.13025},
}

SD2_RUNS = (
    Request("eps", "euler", "normal", 4),
    Request("v", "dpmpp_2m", "karras", 4, cfg=2.0, prediction="v"),
)
SDXL_RUNS = (
    Request("eps", "dpmpp_2m", "karras", 4),
    Request("batch", "euler_a", "karras", 4, seed=42, width=48, height=64, batch=2),
    Request("v", "euler", "normal", 4, cfg=2.0, prediction="v"),
    Request("a1111_empty", "euler", "normal", 4, compat="a1111", negative=""),
)

ABOUT = {
    "about": [
        "as pipeline_sd1.json, but for what the network is told of a text",
        "sd2: OpenCLIP, last layer but one and final layer norm; padding is token 0",
        "sdxl: both encoders' last layer but one without norm, side by side; the second is OpenCLIP and pads with 0",
        "sdxl labels: the second encoder's pooled vector, then height, width, 0, 0, height, width of the picture as"
        " sinusoids of 256, cosines first",
        "sdxl in a1111: an empty negative prompt is no text but zeros, in the pooled vector too",
    ],
    "data": {
        "cond, uncond": "[1, 77, context_dim]",
        "cond.pooled, uncond.pooled": "sdxl: [1, 40]",
        "<run>: noise, latents.K, image": "as in pipeline_sd1.json",
    },
}

Condition = tuple[torch.Tensor, torch.Tensor | None]  # context and labels


def with_zero_padding(ids: torch.Tensor) -> torch.Tensor:
    """What stands behind the first end token becomes 0."""
    end = int((ids == TEXT["vocab_size"] - 1).nonzero()[0])
    return torch.where(torch.arange(len(ids)) > end, 0, ids)


def sinusoids(numbers: list[float]) -> torch.Tensor:
    return TimestepFrequencies(SIZE_CHANNELS)(torch.tensor(numbers, dtype=torch.float64)).flatten()[None]


class Checkpoint(pipeline.Checkpoint):
    def __init__(self, dtype: torch.dtype, config: dict):
        self.dtype, self.scale = dtype, config["latent"]["scale"]
        self.unet, unet = build("unet", config)
        self.vae, vae = build("vae", config)
        self.texts, texts = self.build_texts(config)
        self.tensors = unet + vae + texts
        for module in (self.unet, self.vae, *self.texts):
            module.to(dtype)

    def predict(self, x: torch.Tensor, timestep: int, condition: Condition) -> torch.Tensor:
        context, labels = (None if part is None else part.expand(len(x), *part.shape[1:]).to(self.dtype)
                           for part in condition)
        timesteps = torch.full((len(x),), timestep)
        return self.unet(x.to(self.dtype), timesteps, context, class_labels=labels).sample.double()


class Sd2(Checkpoint):
    @staticmethod
    def build_texts(config: dict):
        module, tensors = build_open_clip("cond_stage_model.model.", config["text"])
        return [module], tensors

    def encode(self, ids: torch.Tensor) -> dict[str, torch.Tensor]:
        text = self.texts[0]
        states = text(input_ids=with_zero_padding(ids)[None], output_hidden_states=True).hidden_states[-2]
        return {"": text.text_model.final_layer_norm(states).double()}

    def condition(self, shared: dict, name: str, request: Request) -> Condition:
        return shared[name], None


class Sdxl(Checkpoint):
    @staticmethod
    def build_texts(config: dict):
        ldm_names.TEXT, kept = "conditioner.embedders.0.transformer.", ldm_names.TEXT
        first, tensors = build("text", config)
        ldm_names.TEXT = kept
        second, more = build_open_clip("conditioner.embedders.1.model.", config["text_2"])
        return [first, second], tensors + more

    def encode(self, ids: torch.Tensor) -> dict[str, torch.Tensor]:
        first = self.texts[0](input_ids=ids[None], output_hidden_states=True)
        second = self.texts[1](input_ids=with_zero_padding(ids)[None], output_hidden_states=True)
        return {"": torch.cat([first.hidden_states[-2], second.hidden_states[-2]], dim=-1).double(),
                ".pooled": second.text_embeds.double()}

    def condition(self, shared: dict, name: str, request: Request) -> Condition:
        shared = shared | texts_of_its_own(request, shared)
        numbers = [request.height, request.width, 0, 0, request.height, request.width]
        return shared[name], torch.cat([shared[name + ".pooled"], sinusoids(numbers)], dim=1)


def texts_of_its_own(request: Request, shared: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    if not (request.is_a1111 and request.negative == ""):
        return {}
    return {key: torch.zeros_like(shared[key]) for key in ("uncond", "uncond.pooled")}


def prepare(model: Checkpoint) -> dict[str, torch.Tensor]:
    words = clip_tokenizer.make()
    shared = {}
    for name, text in (("cond", pipeline.PROMPT), ("uncond", pipeline.NEGATIVE)):
        ids = torch.tensor(clip_tokenizer.padded(words, text))
        shared |= {name + part: value for part, value in model.encode(ids).items()}
    return shared


def render(model: Checkpoint, request: Request, shared: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return pipeline.render(model, request,
                           {name: model.condition(shared, name, request) for name in ("cond", "uncond")})


def main() -> None:
    for case, kind, config, requests in (("pipeline_sd2", Sd2, SD2, SD2_RUNS), ("pipeline_sdxl", Sdxl, SDXL, SDXL_RUNS)):
        models = [kind(dtype, config) for dtype in (torch.float64, torch.float32, torch.float16)]
        shared = [prepare(model) for model in models]
        runs = []
        for request in requests:
            exact, *rounded = (render(model, request, given) for model, given in zip(models, shared))
            errors = {kind: {key: float(f"{relative_rms(value[key], exact[key]):.2g}")
                             for key in (f"latents.{request.steps}", "image")}
                      for kind, value in zip(("float32_error", "float16_error"), rounded)}
            runs.append(asdict(request) | errors)
            tensors = {key: value for key, value in exact.items() if not key.startswith("step_noise.")}
            save_tensors(f"{case}.{request.name}", tensors | texts_of_its_own(request, shared[0]))
        save_tensors(case, shared[0])
        save_manifest(case, {"config": config, "tokenizer": "tokenizer_clip.json", "prompt": pipeline.PROMPT,
                             "negative": pipeline.NEGATIVE} | ABOUT | {"runs": runs}, models[0].tensors)


if __name__ == "__main__":
    main()
