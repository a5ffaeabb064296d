# SPDX-License-Identifier: Apache-2.0
"""CLIP's byte-pair encoding with a vocabulary of its own: python tokenizer.py learns the merges from captions.

Numbers are given as CLIP gives them: 256 byte symbols, the same with </w>, the merges in their order, start, end.
"""
import argparse
import functools
import json
import random
import re
from collections import Counter
from pathlib import Path

from painter.captions import draw_example

PATH = Path(__file__).parent / "tokenizer.json"
START, END, MAX_LENGTH = "<|startoftext|>", "<|endoftext|>", 32
PIECES = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\s\w]|_)+", re.IGNORECASE)


def byte_symbols():
    """CLIP's printable character for every byte, in CLIP's order."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    table = {byte: chr(byte) for byte in printable}
    for byte in range(256):
        if byte not in table:
            table[byte] = chr(256 + len(table) - len(printable))
    return table


BYTES = byte_symbols()


def symbols(word):
    """The word's byte symbols, the last one with the end-of-word mark."""
    letters = [BYTES[byte] for byte in word.encode()]
    return (*letters[:-1], letters[-1] + "</w>")


def merge(parts, pair):
    merged, index = [], 0
    while index < len(parts):
        if index + 1 < len(parts) and (parts[index], parts[index + 1]) == pair:
            merged.append(parts[index] + parts[index + 1])
            index += 2
        else:
            merged.append(parts[index])
            index += 1
    return tuple(merged)


def learn(texts, entries):
    words = Counter(piece for text in texts for piece in PIECES.findall(text.lower()))
    splits = {word: symbols(word) for word in words}
    merges = []
    while len(merges) < entries - 514:
        pairs = Counter()
        for word, parts in splits.items():
            for pair in zip(parts, parts[1:]):
                pairs[pair] += words[word]
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(" ".join(best))
        splits = {word: merge(parts, best) for word, parts in splits.items()}
    return merges


class Tokenizer:
    def __init__(self, merges):
        self.merges = merges
        pairs = [tuple(line.split()) for line in merges]
        self.ranks = {pair: rank for rank, pair in enumerate(pairs)}
        entries = [*BYTES.values(), *(symbol + "</w>" for symbol in BYTES.values()), *("".join(pair) for pair in pairs), START, END]
        self.ids = {entry: number for number, entry in enumerate(entries)}
        self.size = len(entries)

    @classmethod
    def load(cls):
        return cls(json.loads(PATH.read_text())["merges"])

    @functools.lru_cache(4096)
    def split(self, word):
        parts = symbols(word)
        while len(parts) > 1:
            best = min(zip(parts, parts[1:]), key=lambda pair: self.ranks.get(pair, 1 << 30))
            if best not in self.ranks:
                break
            parts = merge(parts, best)
        return [self.ids[part] for part in parts]

    def encode(self, text):
        """Start, the text, end, and end again up to the full length."""
        ids = [number for piece in PIECES.findall(text.lower()) for number in self.split(piece)]
        ids = [self.ids[START], *ids[:MAX_LENGTH - 2]]
        return ids + [self.ids[END]] * (MAX_LENGTH - len(ids))

    def metadata(self):
        return dict(type="clip_bpe", merges=self.merges, vocab_size=self.size, start=START, end=END, max_length=MAX_LENGTH)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captions", type=int, default=20000)
    parser.add_argument("--entries", type=int, default=1000)
    options = parser.parse_args()
    pick = random.Random(7)
    merges = learn([draw_example(pick)[1] for _ in range(options.captions)], options.entries)
    tokenizer = Tokenizer(merges)
    PATH.write_text(json.dumps(tokenizer.metadata(), ensure_ascii=False, indent=0) + "\n")
    print(f"{tokenizer.size} entries")


if __name__ == "__main__":
    main()
