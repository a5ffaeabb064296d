# SPDX-License-Identifier: Apache-2.0
"""Golden file of the CLIP tokenizer on a small vocabulary of our own, which the pipeline case uses as well."""

from collections import Counter

from transformers import CLIPTokenizer

from store import save_manifest

BEGIN, END = "<|startoftext|>", "<|endoftext|>"
LENGTH = 77
MERGES = 286

# What the merges are learned from; words count by their weight, rare ones stay in pieces.
CORPUS = """
    12 a the of in and on with painting picture light
    8 lighthouse castle forest mountain river island sea sky clouds sunset night winter spring
    6 oil watercolor portrait landscape detailed beautiful style painted by art artist color colors
    5 red green blue golden white black dark bright soft warm cold old young small large
    4 cat dog bird horse fox dragon woman man girl boy knight wizard robot ship tree flower rose garden house street
    4 don't it's they're we've i'm you'll he'd 's 't 'll
    3 café naïve über señor œuvre straße mañana москва 東京 日本 🎨 🔥 ... !! -- ,,
    2 photorealistic masterpiece concept illustration cinematic lighting volcanic earth pigment
"""

TEXTS = [
    "",
    " ",
    "a painting of a castle",
    "A Painting OF a CASTLE",
    "a  painting \t of\n\n a\u00a0castle ",
    "lighthouse,sunset;night",
    "oil painting, (detailed:1.2), [soft], {warm} <lora:x:0.5>",
    "1girl, 2boys, 1024x768 4k 3.14 -7",
    "in 1999 and ½ of x² at Ⅷ o'clock, ٣ times",
    "don't can't it's they're we've i'm you'll he'd",
    "DON'T IT'S WE'VE",
    "rock'n'roll 'tis the cat's 'quoted' ''double''s",
    "!'s ?'t 'S 'LL",
    "it’s the “curly” kind — isn’t it…",
    "tom &amp; jerry &lt;3 &quot;hi&quot; &#39;",
    "café CAFÉ cafe\u0301 naïve ÜBER straße STRASSE",
    "İstanbul ıspanak ΣΑΣ ǅ ﬁne",
    "москва МОСКВА 東京タワー 日本 한국어 ภาษาไทย العربية עברית हिन्दी",
    "🎨🔥 🎨 🔥! 👩‍🎨 👍🏽 🇬🇷 ❤️",
    "a\u200bb a\u00adb a\ufeffb",
    "one\u2003two\u3000three\u2028four\u0085five",
    "\x00 \x07 \x7f",
    "𝔊𝔬𝔱𝔥𝔦𝔠 𝟙𝟚 Ａｂｃ１",
    "snake_case kebab-case a.b/c\\d e@f #tag $5 50% ~x^2 a+b=c",
    "...!!! --- ,,, ??? ;; :: || && ** ``` ~~",
    "a,b , c ,d",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "x" * 40,
    "paintingpainting castlecastle lighthouseseas",
    "p pa pai pain paint painti paintin painting paintings",
    "photorealistic masterpiece supercalifragilistic",
    BEGIN,
    f"a {END} b",
    f"a{END}b {BEGIN}",
    "<|ENDOFTEXT|> <|endoftext |> <|start",
    "</w> a</w> the</w>cat",
    "Ġa Ċ Ã© â",
    "e\u0301\u0323 o\u0308\u0304 \u0301alone",
    "ÅÅÅ Ω Ω K",
    "ß ẞ ŉ ǰ ΐ ᾳ",
    "\r\nwindows\r\nlines\r\n",
    "  leading and trailing  ",
    "a\tb\vc\fd",
    "the the the the",
    "⑴ ㊗ ℡ ™ © ® ¼ № ∑ √ ← ♥ ☺",
    "castle " * 74,
    "castle " * 75,
    "castle " * 76,
    "a very long prompt, " * 40,
]

PADDED = ["", "a painting of a castle", "castle " * 75, "castle " * 76, "a very long prompt, " * 40]

ABOUT = [
    "vocabulary in the order of CLIP: 256 bytes, 256 bytes with </w>, one entry per merge, begin, end",
    "bytes are written as GPT-2 writes them: printable Latin-1 first (33-126, 161-172, 174-255), the rest from U+0100",
    "ids are those of transformers' CLIPTokenizer: NFC, each run of white space becomes one space, lower case, then the"
    " split of CLIP; no HTML unescaping and no ftfy; lower case goes character by character (no final sigma)",
    "only the exact spelling of <|startoftext|> and <|endoftext|> is special, in any place",
    "texts: begin and end are part of ids, nothing is cut or padded",
    "padded: at most 77 ids, cut so that end is the last, padded with end",
]


def byte_letters() -> dict[int, str]:
    """A printable character for each byte, in the order in which CLIP numbers them."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {byte: chr(256 + i) for i, byte in enumerate(others)}


LETTERS = byte_letters()


def letters_of(word: str) -> list[str]:
    letters = [LETTERS[byte] for byte in word.encode()]
    return letters[:-1] + [letters[-1] + "</w>"]


def learn_merges(count: int) -> list[tuple[str, str]]:
    """Byte pair encoding (Sennrich et al. 2016): the most frequent pair first, ties in alphabetical order."""
    words = [(int(weight), letters_of(word)) for weight, *line in map(str.split, CORPUS.strip().splitlines())
             for word in line]
    merges = []
    while len(merges) < count:
        pairs = Counter()
        for weight, parts in words:
            for pair in zip(parts, parts[1:]):
                pairs[pair] += weight
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        words = [(weight, joined(parts, best)) for weight, parts in words]
    return merges


def joined(parts: list[str], pair: tuple[str, str]) -> list[str]:
    result = []
    for part in parts:
        if result and (result[-1], part) == pair:
            result[-1] += part
        else:
            result.append(part)
    return result


def vocabulary(merges: list[tuple[str, str]]) -> list[str]:
    letters = list(LETTERS.values())
    return letters + [c + "</w>" for c in letters] + ["".join(pair) for pair in merges] + [BEGIN, END]


def make() -> CLIPTokenizer:
    merges = learn_merges(MERGES)
    numbers = {token: i for i, token in enumerate(vocabulary(merges))}
    return CLIPTokenizer(vocab=numbers, merges=merges, model_max_length=LENGTH)


def padded(tokenizer: CLIPTokenizer, text: str) -> list[int]:
    return tokenizer(text, padding="max_length", truncation=True, max_length=LENGTH).input_ids


def main() -> None:
    tokenizer, merges = make(), learn_merges(MERGES)
    size = len(vocabulary(merges))
    assert len(set(vocabulary(merges))) == size
    save_manifest("tokenizer_clip", {
        "about": ABOUT, "vocab_size": size, "begin": size - 2, "end": size - 1, "max_length": LENGTH,
        "merges": [" ".join(pair) for pair in merges],
        "texts": [{"text": text, "ids": tokenizer(text, verbose=False).input_ids} for text in TEXTS],
        "padded": [{"text": text, "ids": padded(tokenizer, text)} for text in PADDED]})


if __name__ == "__main__":
    main()
