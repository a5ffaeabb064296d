# SPDX-License-Identifier: Apache-2.0
"""Writes every golden file again, or only those of some modules: python tests/reference/make_all.py [unet vae ...]"""

import importlib
import sys

MODULES = ("formula", "clip_text", "unet", "vae", "noise", "brownian", "schedules", "samplers", "tokenizer", "prompts",
           "pipeline", "pipeline_families", "inpainting", "learned_words", "geometries", "lora", "diffusers_names",
           "pytorch_files", "gguf_files")


def main() -> None:
    for name in sys.argv[1:] or MODULES:
        importlib.import_module(name).main()


if __name__ == "__main__":
    main()
