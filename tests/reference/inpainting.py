# SPDX-License-Identifier: Apache-2.0
"""Golden files of inpainting: diffusers' own StableDiffusionInpaintPipeline on the tiny checkpoint of pipeline.py, plain
and with the nine input channels of an inpainting checkpoint.

Where the engine follows ComfyUI and A1111 instead, the pipeline is told so: the start picture is encoded to the mean of
its posterior, and the surroundings of the mask are put back after every step for nine channels too, and before the first
step of a run from noise.
"""

from dataclasses import asdict, dataclass

import torch
from diffusers import EulerAncestralDiscreteScheduler, EulerDiscreteScheduler, StableDiffusionInpaintPipeline
from diffusers.pipelines.stable_diffusion import pipeline_stable_diffusion_inpaint
from diffusers.schedulers import scheduling_euler_ancestral_discrete

import pipeline
from networks import build
from store import relative_rms, save_manifest, save_tensors

# Top, left, bottom, right in latents. In pixels it is eight times that, so that both sides see the same mask however they
# bring it to the size of latents.
MASK = (2, 3, 5, 6)
NINE = pipeline.CONFIG | {"unet": pipeline.CONFIG["unet"] | {"in_channels": 9}}
FIRST = "model.diffusion_model.input_blocks.0.0.weight"


@dataclass(frozen=True)
class Request:
    name: str
    channels: int
    sampler: str
    steps: int  # those that are run
    strength: float
    mask_fill: str = "original"
    schedule: str = "normal"
    cfg: float = 5.0
    seed: int = 1234
    width: int = 64
    height: int = 48
    batch: int = 1
    prediction: str = "eps"


# Steps and strengths at which the time steps are whole: diffusers gives the network those between entries, too.
RUNS = (
    Request("plain", 4, "euler", 3, 0.75),
    Request("plain_ancestral", 4, "euler_a", 3, 0.75),
    Request("plain_from_noise", 4, "euler", 4, 1.0, mask_fill="noise"),
    Request("nine", 9, "euler", 3, 0.75),
    Request("nine_batch", 9, "euler", 2, 0.5, seed=42, batch=2),
    Request("nine_from_noise", 9, "euler", 4, 1.0, mask_fill="noise"),
)

ABOUT = {
    "about": [
        "the checkpoint of pipeline_sd1, whose first convolution has nine channels in the runs of nine",
        "start picture, texts and their encodings are those of pipeline_sd1.safetensors",
        "mask: top, left, bottom and right of what is painted anew, in latents; eight times that in pixels",
        "outside the mask latents.K is the encoded picture + sigma * noise, the picture itself at the end",
        "nine channels: latents, mask, the encoded picture with grey under the mask",
    ],
    "data": {
        "<run>: noise": "[batch, 4, 6, 8] the first draw of each picture's generator",
        "<run>: latents.0 ... latents.N": "x before the first step and after each; euler_a only the last",
        "<run>: image": "[batch, 3, 48, 64] in 0..1, not put back into the picture",
    },
}


def pixel_mask() -> torch.Tensor:
    top, left, bottom, right = (8 * side for side in MASK)
    mask = torch.zeros(1, 1, 48, 64)
    mask[..., top:bottom, left:right] = 1
    return mask


class Pipeline(StableDiffusionInpaintPipeline):
    """With the conventions that the module's text tells of."""

    def _encode_vae_image(self, image: torch.Tensor, generator: object) -> torch.Tensor:
        return self.vae.encode(image.to(self.vae.dtype)).latent_dist.mode() * self.vae.config.scaling_factor

    def prepare_latents(self, *args, image: torch.Tensor, timestep: torch.Tensor, is_strength_max: bool, **options):
        options |= {"return_noise": True, "return_image_latents": True}
        x, self.noise, self.original = super().prepare_latents(*args, image=image, timestep=timestep,
                                                               is_strength_max=is_strength_max, **options)
        if is_strength_max:
            sigma = self.scheduler.sigmas[0].double()
            x = self.blended((self.noise * (sigma.square() + 1).sqrt()).to(x.dtype), timestep)
        self.states = [x]
        return (x, self.noise, self.original) if self.unet.config.in_channels == 4 else (x, self.noise)

    def blended(self, x: torch.Tensor, timestep: torch.Tensor | None) -> torch.Tensor:
        around = self.original if timestep is None else self.scheduler.add_noise(self.original, self.noise, timestep)
        mask = pixel_mask()[..., ::8, ::8].to(x.dtype)
        return (1 - mask) * around + mask * x

    def after_step(self, _, step: int, timestep: torch.Tensor, tensors: dict) -> dict:
        later = self.scheduler.timesteps[-self.num_timesteps:][step + 1:step + 2]
        blended = self.blended(tensors["latents"], later if len(later) else None)
        self.states.append(blended)
        return {"latents": blended}


def seeded_noise(request: Request):
    """In place of diffusers' draws: a generator for each picture, in single precision."""
    generators = [torch.Generator().manual_seed(request.seed + i) for i in range(request.batch)]

    def draw(shape: tuple[int, ...], dtype: torch.dtype, **_) -> torch.Tensor:
        return torch.stack([torch.randn(tuple(shape)[1:], generator=g) for g in generators]).to(dtype)

    return draw


def render(model: pipeline.Checkpoint, unet: torch.nn.Module, request: Request, shared: dict) -> dict:
    kind = EulerAncestralDiscreteScheduler if request.sampler == "euler_a" else EulerDiscreteScheduler
    betas = pipeline.CONFIG["betas"]
    scheduler = kind(beta_start=betas["start"], beta_end=betas["end"], beta_schedule=betas["schedule"],
                     timestep_spacing="linspace", steps_offset=1)
    unet.register_to_config(sample_size=64)  # or the pipeline does not take it
    draw = seeded_noise(request)
    for module in (pipeline_stable_diffusion_inpaint, scheduling_euler_ancestral_discrete):
        module.randn_tensor = draw
    run = Pipeline(model.vae, None, None, unet, scheduler, None, None, requires_safety_checker=False)
    run.set_progress_bar_config(disable=True)
    texts = {name: shared[key].to(model.dtype).expand(request.batch, -1, -1)
             for name, key in (("prompt_embeds", "cond"), ("negative_prompt_embeds", "uncond"))}
    image = run(**texts, image=shared["init_image"].float(), mask_image=pixel_mask(), height=request.height,
                width=request.width, num_inference_steps=round(request.steps / request.strength),
                strength=request.strength, guidance_scale=request.cfg, output_type="pt",
                callback_on_step_end=run.after_step, callback_on_step_end_tensor_inputs=["latents"]).images
    states = {f"latents.{k}": x for k, x in enumerate(run.states)}
    if request.sampler == "euler_a":  # the engine puts the surroundings back when they are next needed
        states = {f"latents.{request.steps}": run.states[-1]}
    return {"noise": run.noise} | states | {"image": image}


def main() -> None:
    dtypes = (torch.float64, torch.float32, torch.float16)
    models = [pipeline.Checkpoint(dtype) for dtype in dtypes]
    shared = [pipeline.prepare(model) for model in models]
    wide = [build("unet", NINE, dtype) for dtype in dtypes]
    runs = []
    for request in RUNS:
        exact, *rounded = (render(model, nine if request.channels == 9 else model.unet, request, given)
                           for model, (nine, _), given in zip(models, wide, shared))
        errors = {kind: {key: float(f"{relative_rms(value[key], exact[key]):.2g}")
                         for key in (f"latents.{request.steps}", "image")}
                  for kind, value in zip(("float32_error", "float16_error"), rounded)}
        runs.append(asdict(request) | errors)
        save_tensors(f"pipeline_inpaint.{request.name}", exact)
    first = [tensor for tensor in wide[0][1] if tensor.name == FIRST]
    save_manifest("pipeline_inpaint", {"prompt": pipeline.PROMPT, "negative": pipeline.NEGATIVE} | ABOUT
                  | {"mask": MASK, "runs": runs}, first)


if __name__ == "__main__":
    main()
