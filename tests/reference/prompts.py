# SPDX-License-Identifier: Apache-2.0
"""Golden file of prompts: how ComfyUI weighs words, how long prompts break into rows, and what weights do to tokens."""

import torch

import pipeline
import tokenizer as clip_tokenizer
from store import normal, save_manifest, save_tensors

COMFYUI = [
    "", "a castle, fog", "(x)", "((x))", "(x:1.5)", "((x:1.2))", "(a (b:0.5) c:2)", "(a (b) c:2)", "[x] and [y:z:0.5]",
    r"\(x\)", r"(a\))", r"(x\:1.2)", "a (b", "a) b", "a) (b)", "((a)", "(a))", "()", "(:1.2)", "(x:y)", "(x:)",
    "(x: 1.5 )", "(x:1e-1)", "(x:+2)", "(x:-0.5)", "(a:b:1.3)", "(a:1.3)(b:0.7)", "(a)(b)", "x:1.5", "BREAK a AND b",
    r"a\b \{c\}", "(a:(b:1.5))", "(東京:1.2) café",
]


LENGTH = 12  # of a row, so that little text is long

LONG = [
    [("a castle of the a castle of the a castle", 1.0)],
    [("a castle of the a castle of the a castle of the castle", 1.0)],
    [("a castle, of the a castle of the a castle of the castle", 1.0)],
    [("a castle of the a castle of, the a, castle of the castle", 1.2)],
    [("a castle of the a castle of the a castle, a castle", 1.0)],
    [("a castle of the a castle of the a, castle of", 1.0)],
    [("a castle of the", 1.0), ("castle painting of the castle", 1.3), ("a, castle of the a", 0.7)],
    [("a castle of the a", 1.0), ("castle painting of the castle a of", 1.3), ("a", 0.5), ("castle", 1.5)],
    [("a castle", 1.0), ("supercalifragilistic", 1.3), ("castle, supercalifragilistic of the castle", 0.7)],
    [("a", 1.0), None, ("castle", 1.1), None, None, ("of the", 1.0), None],
    [None, ("a castle of the a castle of the a castle of", 1.0), None, ("a", 1.0)],
]

ABOUT = [
    "comfyui: spans [text, weight] of each prompt; a pair of round brackets is times 1.1, or what a number behind its"
    " last colon says; a closing bracket without a partner makes everything behind it lie deeper",
    "rows: spans [text, weight] or null for BREAK; a1111 and comfyui: rows of [ids, weights] for the vocabulary of"
    " tokenizer_clip with a length of 12; ComfyUI knows no BREAK, so its rows are left out where there is one",
    "encoded: the prompt \"a painting of a (lighthouse:1.4) by [the] sea\" through the text encoder of pipeline_sd1;"
    " prompts.safetensors has its first 12 tokens as cond.<program>.<clip skip>",
    "prompts.safetensors: z, empty [3, 6, 5] and weights [3, 6]: encoded tokens, those of the empty text; a1111,"
    " comfyui: what comes of them, row by row",
]


def comfyui_spans(prompt: str) -> list[tuple[str, float]]:
    """Recursive descent over characters, each with whether it is escaped."""
    letters, escaped = [], False
    for i, letter in enumerate(prompt):
        follows = prompt[i + 1:i + 2]
        if letter == "\\" and not escaped and follows and follows in "(){}|_#":
            escaped = True
            continue
        letters.append((letter, escaped))
        escaped = False
    return spans_of(letters, 1.0)


def spans_of(letters: list[tuple[str, bool]], weight: float) -> list[tuple[str, float]]:
    spans, piece, depth = [], [], 0

    def close_piece() -> None:
        if not piece:
            return
        if len(piece) >= 2 and piece[0] == ("(", False) and piece[-1] == (")", False):
            spans.extend(weighed(piece[1:-1], weight * 1.1))
        else:
            spans.append(("".join(letter for letter, _ in piece), weight))
        piece.clear()

    for letter in letters:
        if letter == ("(", False):
            if depth == 0:
                close_piece()
            depth += 1
        piece.append(letter)
        if letter == (")", False):
            depth -= 1
            if depth == 0:
                close_piece()
    close_piece()
    return spans


def weighed(inside: list[tuple[str, bool]], weight: float) -> list[tuple[str, float]]:
    colons = [i for i, (letter, _) in enumerate(inside) if letter == ":"]
    if colons and colons[-1] > 0:
        number = "".join(letter for letter, _ in inside[colons[-1] + 1:])
        try:
            return spans_of(inside[:colons[-1]], float(number))
        except ValueError:
            pass
    return spans_of(inside, weight)


class Rows:
    """Rows of (id, weight) without start, end and padding."""

    def __init__(self, begin: int, end: int):
        self.begin, self.end, self.room, self.rows = begin, end, LENGTH - 2, [[]]

    def finished(self) -> list[dict]:
        result = []
        for row in self.rows:
            ids, weights = [self.begin], [1.0]
            ids += [i for i, _ in row]
            weights += [w for _, w in row]
            pad = LENGTH - len(ids)
            result.append({"ids": ids + [self.end] * pad, "weights": weights + [1.0] * pad})
        return result


def a1111_rows(rows: Rows, spans: list, ids_of, comma: int) -> list[dict]:
    """A full row gives what follows its last comma to the next, if the comma is among its last 20 tokens."""
    comma_at = None
    for span in spans:
        if span is None:
            rows.rows.append([])
            comma_at = None
            continue
        for token in ids_of(span[0]):
            row = rows.rows[-1]
            if len(row) == rows.room:
                near = token != comma and comma_at is not None and rows.room - comma_at <= 20
                cut = comma_at + 1 if near else rows.room
                rows.rows[-1], rest = row[:cut], row[cut:]
                rows.rows.append(rest)
                comma_at = None
            elif token == comma:
                comma_at = len(row)
            rows.rows[-1].append((token, span[1]))
    if len(rows.rows) > 1 and not rows.rows[-1]:
        rows.rows.pop()
    return rows.finished()


def comfyui_rows(rows: Rows, spans: list, ids_of) -> list[dict]:
    """A span of fewer than eight tokens is not torn apart."""
    for text, weight in spans:
        group = [(token, weight) for token in ids_of(text)]
        whole = len(group) < 8
        while group:
            room = rows.room - len(rows.rows[-1])
            if len(group) > room and (whole or room == 0):
                rows.rows.append([])
                continue
            rows.rows[-1] += group[:room]
            group = group[room:]
    return rows.finished()


def weigh(z: torch.Tensor, empty: torch.Tensor, weights: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    scaled = z * weights[..., None]
    a1111 = scaled * (z.mean(dim=(1, 2)) / scaled.mean(dim=(1, 2)))[:, None, None]
    return a1111, torch.lerp(empty, z, weights[..., None])


ENCODED = [("a painting of a ", 1.0), ("lighthouse", 1.4), (" by ", 1.0), ("the", 1 / 1.1), (" sea", 1.0)]
KEPT = 12  # tokens


def encoded(clip, ids_of) -> dict[str, torch.Tensor]:
    """Clip skip n leaves the last n - 1 layers out; the final layer norm stays."""
    model = pipeline.Checkpoint(torch.float64)
    places = [(token, weight) for text, weight in ENCODED for token in ids_of(text)]
    pad = clip_tokenizer.LENGTH - len(places) - 1
    ids = torch.tensor([clip.bos_token_id] + [token for token, _ in places] + [clip.eos_token_id] * pad)
    weights = torch.tensor([1.0] + [weight for _, weight in places] + [1.0] * pad, dtype=torch.float64)
    empty = torch.tensor([clip.bos_token_id] + [clip.eos_token_id] * (clip_tokenizer.LENGTH - 1))
    result = {}
    for skip in (1, 2, 3):
        z, z_empty = (model.text.final_layer_norm(model.text(input_ids=row[None], output_hidden_states=True)
                                                  .hidden_states[-skip]) for row in (ids, empty))
        a1111, comfyui = weigh(z, z_empty, weights[None])
        result |= {f"cond.a1111.{skip}": a1111[:, :KEPT], f"cond.comfyui.{skip}": comfyui[:, :KEPT]}
    return {key: value.contiguous() for key, value in result.items()}


@torch.no_grad()
def main() -> None:
    clip = clip_tokenizer.make()
    begin, end = clip.bos_token_id, clip.eos_token_id

    def ids_of(text: str) -> list[int]:
        return clip(text, add_special_tokens=False, verbose=False).input_ids

    (comma,) = ids_of(",")
    long = []
    for spans in LONG:
        row = {"spans": spans, "a1111": a1111_rows(Rows(begin, end), spans, ids_of, comma)}
        if None not in spans:
            row["comfyui"] = comfyui_rows(Rows(begin, end), spans, ids_of)
        long.append(row)
    z, empty = normal("prompts.z", 3, 6, 5) + 0.5, normal("prompts.empty", 1, 6, 5).expand(3, -1, -1)
    weights = torch.tensor([[1, 1, 1.3, 0.5, 1, 1], [1, -0.5, 1, 2, 0, 1], [1, 1, 1, 1, 1.1, 1]], dtype=torch.float64)
    a1111, comfyui = weigh(z, empty, weights)
    save_tensors("prompts", {"z": z, "empty": empty.contiguous(), "weights": weights, "a1111": a1111,
                             "comfyui": comfyui} | encoded(clip, ids_of))
    save_manifest("prompts", {"about": ABOUT, "comfyui": [{"prompt": p, "spans": comfyui_spans(p)} for p in COMFYUI],
                              "rows": long})


if __name__ == "__main__":
    main()
