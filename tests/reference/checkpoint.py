# SPDX-License-Identifier: Apache-2.0
"""Writes the weights of a manifest to a real checkpoint with the metadata of our model files:

    python tests/reference/checkpoint.py pipeline_sd1 tiny.safetensors
"""

import json
import sys

from safetensors.numpy import save_file

from store import GOLDEN
from tokenizer import BEGIN, END
from weights import Tensor, halves


def metadata(manifest: dict) -> dict[str, str]:
    result = {"lemnos.config": json.dumps({"version": 1} | manifest["config"])}
    if "tokenizer" in manifest:
        words = json.loads((GOLDEN / manifest["tokenizer"]).read_text())
        result["lemnos.tokenizer"] = json.dumps({
            "type": "clip_bpe", "merges": words["merges"], "vocab_size": words["vocab_size"],
            "start": BEGIN, "end": END, "max_length": words["max_length"]})
    return result


def main(case: str, path: str) -> None:
    manifest = json.loads((GOLDEN / f"{case}.json").read_text())
    rows = [Tensor(t["name"], tuple(t["shape"]), t["offset"], t["scale"]) for t in manifest["tensors"]]
    save_file({t.name: halves(t) for t in rows}, path, metadata(manifest))


if __name__ == "__main__":
    main(*sys.argv[1:])
