# SPDX-License-Identifier: Apache-2.0
"""A GGUF file with every type that the engine reads, and what GGML's own Python package makes of it."""

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type
from safetensors.numpy import save_file

from store import GOLDEN
from weights import fnv1a64

ROWS, COLUMNS = 3, 512
# Where the halves of a block are: they are drawn so that they are finite; all other bytes are random.
HALVES = {Type.Q4_0: (0,), Type.Q4_1: (0, 2), Type.Q5_0: (0,), Type.Q5_1: (0, 2), Type.Q8_0: (0,),
          Type.Q2_K: (80, 82), Type.Q3_K: (108,), Type.Q4_K: (0, 2), Type.Q5_K: (0, 2), Type.Q6_K: (208,),
          Type.IQ4_NL: (0,), Type.IQ4_XS: (0,)}


def random_blocks(kind: Type, elements: int) -> np.ndarray:
    """Any bytes are a valid block, so random ones reach every bit; a block each has a subnormal and a zero scale."""
    random = np.random.default_rng(fnv1a64(f"gguf_files.{kind.name}"))
    block_elements, block_bytes = gguf.GGML_QUANT_SIZES[kind]
    blocks = random.integers(0, 256, (elements // block_elements, block_bytes), dtype=np.uint8)
    for offset in HALVES[kind]:
        halves = random.uniform(-0.1, 0.1, len(blocks)).astype(np.float16)
        halves[0], halves[1] = 3e-6, 0
        blocks[:, offset:offset + 2] = halves[:, None].view(np.uint8)
    return blocks


def main() -> None:
    path = GOLDEN / "gguf_types.gguf"
    writer = gguf.GGUFWriter(path, "sd1")
    writer.add_string("general.name", "pigments")
    writer.add_bool("general.is_a_test", True)
    writer.add_float32("general.number", 0.5)
    writer.add_array("tokenizer.ggml.tokens", ["a", "bc", ""])
    writer.add_array("numbers", [1, 2, 3])
    expected = {}
    for kind in HALVES:
        name = f"{kind.name.lower()}.weight"
        raw = random_blocks(kind, ROWS * COLUMNS).reshape(ROWS, -1)
        writer.add_tensor(name, raw, raw_dtype=kind)
        expected[name] = gguf.dequantize(raw, kind).reshape(ROWS, COLUMNS)
    plain = np.random.default_rng(1).standard_normal((5, 7)).astype(np.float32)
    brain = gguf.quantize(plain, Type.BF16)
    writer.add_tensor("f32.weight", plain)
    writer.add_tensor("f16.bias", plain[0].astype(np.float16))
    writer.add_tensor("bf16.weight", brain, raw_dtype=Type.BF16)
    expected |= {"f32.weight": plain, "f16.bias": plain[0].astype(np.float16).astype(np.float32),
                 "bf16.weight": gguf.dequantize(brain, Type.BF16)}
    # A convolution whose rows of 9 numbers do not divide into blocks, reshaped as ComfyUI-GGUF does.
    conv = random_blocks(Type.Q8_0, 32 * 4 * 9).reshape(36, -1)
    writer.add_tensor("conv.weight", conv, raw_dtype=Type.Q8_0)
    writer.add_array("comfy.gguf.orig_shape.conv.weight", [32, 4, 3, 3])
    expected["conv.weight"] = gguf.dequantize(conv, Type.Q8_0).reshape(32, 4, 3, 3)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    save_file({name: np.ascontiguousarray(values) for name, values in expected.items()}, GOLDEN / "gguf_types.safetensors")
    for file in (path, GOLDEN / "gguf_types.safetensors"):
        print(f"{file.name}: {file.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    main()
