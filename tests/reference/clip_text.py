# SPDX-License-Identifier: Apache-2.0
"""Golden files of the CLIP text encoder (Radford et al. 2021), with both activations and two lengths."""

import torch

from networks import build
from store import integers, rounding_errors, save_manifest, save_tensors

CASES = {
    "clip_text_quick_gelu": {"hidden_size": 48, "layers": 3, "heads": 4, "intermediate_size": 160, "max_length": 77,
                             "activation": "quick_gelu", "vocab_size": 120},
    "clip_text_gelu": {"hidden_size": 64, "layers": 3, "heads": 4, "intermediate_size": 144, "max_length": 20,
                       "activation": "gelu", "vocab_size": 131},
}

DATA = {
    "ids": "token ids [batch, max_length]: begin, words, end, padding (with end in row 0 and 1, with 0 in row 2)",
    "last": "after the last layer and the final layer norm",
    "penultimate": "after the last layer but one, without layer norm",
    "penultimate_normalised": "the same after the final layer norm",
}


def token_ids(case: str, config: dict) -> torch.Tensor:
    """A short text, one that fills the length exactly, and one that is padded with 0 as OpenCLIP does."""
    length, begin, end = config["max_length"], config["vocab_size"] - 2, config["vocab_size"] - 1
    ids = torch.full((3, length), end)
    for row, words in enumerate((5, length - 2, length // 2)):
        ids[row, 0] = begin
        ids[row, 1:1 + words] = integers(f"{case}.ids.{row}", begin, words)
    ids[2, length // 2 + 2:] = 0
    return ids


def encode(model: torch.nn.Module, ids: torch.Tensor) -> dict[str, torch.Tensor]:
    output = model(input_ids=ids, output_hidden_states=True)
    penultimate = output.hidden_states[-2]
    return {"last": output.last_hidden_state, "penultimate": penultimate,
            "penultimate_normalised": model.final_layer_norm(penultimate)}


def main() -> None:
    for case, text in CASES.items():
        config = {"text": text}
        model, tensors = build("text", config)
        ids = token_ids(case, text)
        exact = encode(model, ids)
        errors = rounding_errors(model, lambda rounded: encode(rounded, ids), exact)
        save_manifest(case, {"config": config, "data": DATA} | errors, tensors)
        save_tensors(case, {"ids": ids} | exact)


if __name__ == "__main__":
    main()
