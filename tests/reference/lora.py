# SPDX-License-Identifier: Apache-2.0
"""Changes of weights by LoRA, LoHa, LoKr and DoRA: every kind on a linear and a convolution weight.

The formulas are those of the papers (Hu et al. 2021; Hyeon-Woo et al. 2021; Liu et al. 2024) and of LyCORIS; where
programs differ (which axis DoRA's lengths are taken of, and when), ComfyUI's choice counts.
"""

import torch

from store import normal, save_tensors

OUT, IN, RANK = 6, 10, 3
SHAPES = {"linear": (OUT, IN), "conv": (OUT, IN, 3, 3)}
STRENGTH = 0.75


def parts(prefix: str, **shapes: tuple[int, ...]) -> dict[str, torch.Tensor]:
    return {name: normal(f"{prefix}.{name}", *shape) for name, shape in shapes.items()}


def tucker(core: torch.Tensor, right: torch.Tensor, left: torch.Tensor) -> torch.Tensor:
    return torch.einsum("ijkl,jr,ip->prkl", core, right, left)


def lora(kind: str, window: tuple[int, ...]):
    p = parts(f"lora.{kind}", lora_down=(RANK, IN, *window), lora_up=(OUT, RANK, *[1] * len(window)))
    change = (p["lora_up"].flatten(1) @ p["lora_down"].flatten(1)).reshape(OUT, IN, *window)
    return {f"{k}.weight": v for k, v in p.items()}, change, RANK


def tucker_lora(kind: str, window: tuple[int, ...]):
    p = parts(f"mid.{kind}", lora_down=(RANK, IN, 1, 1), lora_mid=(RANK, RANK, *window), lora_up=(OUT, RANK, 1, 1))
    change = torch.einsum("or,rjkl,ji->oikl", p["lora_up"][..., 0, 0], p["lora_mid"], p["lora_down"][..., 0, 0])
    return {f"{k}.weight": v for k, v in p.items()}, change, RANK


def loha(kind: str, window: tuple[int, ...]):
    p = parts(f"loha.{kind}", hada_w1_a=(OUT, RANK), hada_w1_b=(RANK, IN * 9 if window else IN),
              hada_w2_a=(OUT, RANK), hada_w2_b=(RANK, IN * 9 if window else IN))
    change = (p["hada_w1_a"] @ p["hada_w1_b"]) * (p["hada_w2_a"] @ p["hada_w2_b"])
    return p, change.reshape(OUT, IN, *window), RANK


def tucker_loha(kind: str, window: tuple[int, ...]):
    p = parts(f"lohat.{kind}", hada_t1=(RANK, RANK, *window), hada_w1_a=(RANK, OUT), hada_w1_b=(RANK, IN),
              hada_t2=(RANK, RANK, *window), hada_w2_a=(RANK, OUT), hada_w2_b=(RANK, IN))
    change = tucker(p["hada_t1"], p["hada_w1_b"], p["hada_w1_a"]) * tucker(p["hada_t2"], p["hada_w2_b"], p["hada_w2_a"])
    return p, change, RANK


def lokr(kind: str, window: tuple[int, ...]):
    p = parts(f"lokr.{kind}", lokr_w1=(2, 5), lokr_w2=(3, 2, *window))
    w1 = p["lokr_w1"].reshape(2, 5, *[1] * len(window))
    return p, torch.kron(w1, p["lokr_w2"]), None          # alpha does not count where nothing is factored


def factored_lokr(kind: str, window: tuple[int, ...]):
    p = parts(f"lokrf.{kind}", lokr_w1=(2, 5), lokr_w2_a=(3, RANK), lokr_w2_b=(RANK, 2 * (9 if window else 1)))
    w2 = (p["lokr_w2_a"] @ p["lokr_w2_b"]).reshape(3, 2, *window)
    return p, torch.kron(p["lokr_w1"].reshape(2, 5, *[1] * len(window)), w2), RANK


def tucker_lokr(kind: str, window: tuple[int, ...]):
    p = parts(f"lokrt.{kind}", lokr_w1_a=(2, RANK), lokr_w1_b=(RANK, 5), lokr_t2=(RANK, RANK, *window),
              lokr_w2_a=(RANK, 3), lokr_w2_b=(RANK, 2))
    w1 = (p["lokr_w1_a"] @ p["lokr_w1_b"]).reshape(2, 5, 1, 1)
    return p, torch.kron(w1, tucker(p["lokr_t2"], p["lokr_w2_b"], p["lokr_w2_a"]).contiguous()), RANK


def difference(kind: str, window: tuple[int, ...]):
    change = normal(f"diff.{kind}", OUT, IN, *window)
    return {"diff": change}, change, None


def decomposed(weight: torch.Tensor, change: torch.Tensor, magnitude: torch.Tensor, by_rows: bool) -> torch.Tensor:
    changed = weight + change
    window = [1] * (weight.dim() - 2)
    if by_rows:
        norm = weight.flatten(1).norm(dim=1).reshape(OUT, 1, *window)
    else:
        norm = changed.transpose(0, 1).flatten(1).norm(dim=1).reshape(1, IN, *window)
    changed = changed * (magnitude / (norm + torch.finfo(torch.float32).eps))
    return weight + STRENGTH * (changed - weight)


def main() -> None:
    tensors = {}

    def case(name: str, weight: torch.Tensor, stored: dict, result: torch.Tensor) -> None:
        tensors[f"{name}/weight"], tensors[f"{name}/result"] = weight, result
        for part, value in stored.items():
            tensors[f"{name}/layer.{part}"] = value

    for kind, shape in SHAPES.items():
        window = shape[2:]
        makers = [lora, loha, lokr, factored_lokr, difference] + ([tucker_lora, tucker_loha, tucker_lokr] if window else [])
        for maker in makers:
            stored, change, rank = maker(kind, window)
            weight = normal(f"weight.{kind}", *shape)
            for alpha in (None, 2.5):
                scale = alpha / rank if alpha and rank else 1.0
                with_alpha = stored | ({"alpha": torch.tensor(alpha)} if alpha else {})
                name = f"{maker.__name__} {kind}{' alpha' if alpha else ''}"
                case(name, weight, with_alpha, weight + STRENGTH * scale * change)
        stored, change, rank = lora(kind, window)
        for by_rows in (True, False):
            size = (OUT, 1, *[1] * len(window)) if by_rows else (1, IN, *[1] * len(window))
            magnitude = normal(f"dora.{kind}.{by_rows}", *size).abs() + 1
            result = decomposed(weight, 2.5 / rank * change, magnitude, by_rows)
            case(f"dora {kind} {'rows' if by_rows else 'columns'}", weight,
                 stored | {"alpha": torch.tensor(2.5), "dora_scale": magnitude}, result)
    save_tensors("lora", tensors)


if __name__ == "__main__":
    main()
