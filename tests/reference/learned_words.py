# SPDX-License-Identifier: Apache-2.0
"""Golden file of learned words (textual inversion): vectors of a file in the place of token embeddings.

The words become rows behind the table of the text encoders of pipeline_sd1 and pipeline_sdxl, as transformers adds
tokens, so that nothing here knows how the engine inserts them.
"""

import torch

import pipeline
import pipeline_families as families
import prompts
import tokenizer as clip_tokenizer
from store import GOLDEN, normal, report, save_manifest, save_tensors

VOCABULARY = pipeline.CONFIG["text"]["vocab_size"]
WORDS = {"sea-glass": 3, "pigment": 1, "fog": 8}  # vectors of each
KEPT = 20  # tokens of a row

# A prompt as its program reads it, and what it means: [text or word, weight] of each row of tokens. Words are in <>.
CASES = [
    {"name": "one", "compat": "a1111", "prompt": "a castle of sea-glass by the sea",
     "rows": [[("a castle of", 1.0), ("<sea-glass>", 1.0), ("by the sea", 1.0)]]},
    {"name": "weighted", "compat": "a1111", "prompt": "pigment, (Sea-Glass:1.4) by the (sea)",
     "rows": [[("<pigment>", 1.0), (",", 1.0), ("<sea-glass>", 1.4), ("by the", 1.0), ("sea", 1.1)]]},
    {"name": "moves on whole", "compat": "a1111", "prompt": "castle " * 70 + "fog sea",
     "rows": [[("castle " * 70, 1.0)], [("<fog>", 1.0), ("sea", 1.0)]]},
    {"name": "mentioned", "compat": "comfyui", "prompt": "embedding:pigment, (embedding:sea-glass:1.4) by the (sea)",
     "rows": [[("<pigment>", 1.0), (",", 1.0), ("<sea-glass>", 1.4), ("by the", 1.0), ("sea", 1.1)]]},
    {"name": "nowhere", "compat": "comfyui", "prompt": "a castle embedding:mist, by the sea",
     "rows": [[("a castle", 1.0), (", by the sea", 1.0)]]},
    {"name": "its end is the prompt's", "compat": "a1111", "prompt": "a castle pigment",
     "rows": [[("a castle", 1.0), ("<pigment>", 1.0)]]},
]

ABOUT = [
    "cases: prompt for the program that `compat` names; <word> stands for its vectors, the rest for tokens; a bare name"
    " is a word in A1111, \"embedding:name\" in ComfyUI, which drops names without a file",
    "learned_words.safetensors: vectors.<model>.<encoder>.<word> [vectors, hidden size] and the first 20 tokens of each"
    " row, <model>.<case> [rows, 20, context], with <model>.<case>.pooled where there is one",
    "learned_words_a1111.pt: the vectors of sea-glass for sd1; learned_words_diffusers.bin: those of pigment",
]


def places_of(row: list[tuple[str, float]], ids_of) -> list[tuple[int, float]]:
    """Ids and weights; the vectors of words count on behind the vocabulary."""
    first = dict(zip(WORDS, (VOCABULARY + sum(list(WORDS.values())[:i]) for i in range(len(WORDS)))))
    places = []
    for text, weight in row:
        name = text.strip("<>")
        ids = range(first[name], first[name] + WORDS[name]) if text.startswith("<") else ids_of(text)
        places += [(i, weight) for i in ids]
    return places


def add_words(model: torch.nn.Module, kind: str, encoder: int) -> dict[str, torch.Tensor]:
    table = model.get_input_embeddings().weight
    vectors = {f"vectors.{kind}.{encoder}.{name}": normal(f"learned_words.{kind}.{encoder}.{name}", n, table.shape[1])
               for name, n in WORDS.items()}
    model.resize_token_embeddings(VOCABULARY + sum(WORDS.values()), mean_resizing=False)
    model.get_input_embeddings().weight.data[VOCABULARY:] = torch.cat(list(vectors.values()))
    return vectors


def encoded(model, kind: str, case: dict, clip, ids_of) -> dict[str, torch.Tensor]:
    rows = []
    pooled = {}
    for row in case["rows"]:
        places = places_of(row, ids_of)
        pad = clip_tokenizer.LENGTH - len(places) - 1
        ids = torch.tensor([clip.bos_token_id] + [i for i, _ in places] + [clip.eos_token_id] * pad)
        weights = torch.tensor([1.0] + [w for _, w in places] + [1.0] * pad, dtype=torch.float64)
        empty = torch.tensor([clip.bos_token_id] + [clip.eos_token_id] * (clip_tokenizer.LENGTH - 1))
        states, z_empty = model(ids), model(empty)
        # Each encoder's states are weighed by themselves.
        parts = [prompts.weigh(z, e, weights[None]) for z, e in zip(states["states"], z_empty["states"])]
        rows.append(torch.cat([part[case["compat"] == "comfyui"] for part in parts], dim=-1)[:, :KEPT])
        if "pooled" in states and not pooled:
            pooled = {f"{kind}.{case['name']}.pooled": states["pooled"]}
    return {f"{kind}.{case['name']}": torch.cat(rows)} | pooled


def sd1() -> tuple:
    text = pipeline.Checkpoint(torch.float64).text
    vectors = add_words(text, "sd1", 0)
    return vectors, lambda ids: {"states": [text(input_ids=ids[None]).last_hidden_state]}


def sdxl() -> tuple:
    (first, second), _ = families.Sdxl.build_texts(families.SDXL)
    vectors = add_words(first, "sdxl", 0) | add_words(second, "sdxl", 1)

    def encode(ids: torch.Tensor) -> dict:
        one = first(input_ids=ids[None], output_hidden_states=True)
        two = second(input_ids=families.with_zero_padding(ids)[None], output_hidden_states=True)
        return {"states": [one.hidden_states[-2], two.hidden_states[-2]], "pooled": two.text_embeds}

    return vectors, encode


def save_files(tensors: dict[str, torch.Tensor]) -> None:
    """Two words of SD 1 as A1111 and as diffusers write them."""
    glass, pigment = (tensors[f"vectors.sd1.0.{name}"].float() for name in ("sea-glass", "pigment"))
    torch.save({"string_to_token": {"*": 265}, "string_to_param": {"*": glass}, "name": "another name", "step": 9,
                "sd_checkpoint": None, "sd_checkpoint_name": None}, GOLDEN / "learned_words_a1111.pt")
    torch.save({"<pigment>": pigment[0].half()}, GOLDEN / "learned_words_diffusers.bin")
    report("learned_words_a1111", "pt")
    report("learned_words_diffusers", "bin")


@torch.no_grad()
def main() -> None:
    clip = clip_tokenizer.make()

    def ids_of(text: str) -> list[int]:
        return clip(text, add_special_tokens=False, verbose=False).input_ids

    tensors = {}
    for kind, build in (("sd1", sd1), ("sdxl", sdxl)):
        vectors, model = build()
        tensors |= vectors
        for case in CASES:
            tensors |= encoded(model, kind, case, clip, ids_of)
    save_tensors("learned_words", tensors)
    save_files(tensors)
    save_manifest("learned_words", {"about": ABOUT, "words": WORDS,
                                    "cases": [{key: case[key] for key in ("name", "compat", "prompt")}
                                              for case in CASES]})


if __name__ == "__main__":
    main()
