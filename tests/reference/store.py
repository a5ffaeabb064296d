# SPDX-License-Identifier: Apache-2.0
"""Inputs from a name, and golden files: <case>.json says what there is, <case>.safetensors holds the numbers."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

from weights import Tensor, checksum, fnv1a64

Tensors = dict[str, torch.Tensor]

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


def normal(name: str, *shape: int) -> torch.Tensor:
    """Test input in float64 whose values are all representable in float16, so that every dtype starts alike."""
    values = np.random.default_rng(fnv1a64(name)).standard_normal(shape)
    return torch.from_numpy(values.astype(np.float16).astype(np.float64))


def integers(name: str, below: int, *shape: int) -> torch.Tensor:
    return torch.from_numpy(np.random.default_rng(fnv1a64(name)).integers(0, below, shape))


def relative_rms(value: torch.Tensor, truth: torch.Tensor) -> float:
    return float((value.double() - truth).square().mean().sqrt() / truth.double().square().mean().sqrt())


def rounding_errors(model: torch.nn.Module, run: Callable[[torch.nn.Module], Tensors], exact: Tensors) -> dict:
    """What the reference itself loses in lower precision: the floor of any tolerance. Leaves the model in float16."""
    errors = {}
    for name, dtype in (("float32_error", torch.float32), ("float16_error", torch.float16)):
        rounded = run(model.to(dtype))
        errors[name] = {key: float(f"{relative_rms(rounded[key], exact[key]):.2g}") for key in exact}
    return errors


def save_tensors(case: str, tensors: dict[str, torch.Tensor | np.ndarray]) -> None:
    """Floats become float32, integers int32. The format has no NaN on purpose: a golden with one is a mistake."""
    stored = {}
    for key, value in tensors.items():
        array = np.asarray(value)
        stored[key] = np.ascontiguousarray(array, np.int32 if array.dtype.kind == "i" else np.float32)
        if not np.isfinite(stored[key]).all():
            raise ValueError(f"{case}: {key} is not finite")
    save_file(stored, GOLDEN / f"{case}.safetensors")
    report(case, "safetensors")


def save_manifest(case: str, about: dict, tensors: list[Tensor] = ()) -> None:
    """JSON with one line for each entry, and one for each row of a list of objects, so that differences read well."""
    if tensors:
        about = about | {"tensors": [{"name": t.name, "shape": t.shape, "offset": t.offset, "scale": t.scale,
                                      "crc32": checksum(t)} for t in tensors]}
    entries = ",\n".join(f"{json.dumps(key)}: {in_rows(value)}" for key, value in about.items())
    (GOLDEN / f"{case}.json").write_text(f"{{\n{entries}\n}}\n")
    report(case, "json")


def in_rows(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(json.dumps(row) for row in value) + "\n]"
    return json.dumps(value)


def report(case: str, kind: str) -> None:
    size = (GOLDEN / f"{case}.{kind}").stat().st_size
    print(f"{case}.{kind}: {size / 1000:.1f} kB")
