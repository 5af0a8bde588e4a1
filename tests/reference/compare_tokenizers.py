#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares our tokenizers with Hugging Face's fast ones, id by id and offset by offset.

    python compare_tokenizers.py PROGRAM --strings 200000 --seed 1 [--family wordpiece,bpe] [--vocabulary FOLDER]

PROGRAM is `clickprompt`, or tests' `tokenize_program`: both take `tokenize --plm FOLDER --null`. For each family the strings are
shared out over its variants (uncased, cased, without and with add_prefix_space, from a tokenizer.json alone, with added tokens).
--vocabulary: a folder with another byte-level vocab.json and merges.txt. Ends with 1 when anything differs.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.normalizers import BertNormalizer

import golden_bpe
from minilm_folder import minilm_folder
from tokenizer_strings import text_of

GOLDEN = Path(__file__).resolve().parent.parent / "data" / "golden"
CHUNK = 20000
SHOWN = 10  # differences printed for each variant


def write_json(path, value):
    path.write_text(json.dumps(value), encoding="utf-8")


def wordpiece_variants(folder):
    """(name, tokenizer, folder for our program, drawing of strings)"""
    published = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    published.no_truncation()
    published.no_padding()
    vocab = published.get_vocab()
    lines = [piece for piece, _ in sorted(vocab.items(), key=lambda entry: entry[1])]
    for lowers in (True, False):
        name = "uncased" if lowers else "cased"
        tokenizer = Tokenizer.from_str(published.to_str())
        tokenizer.normalizer = BertNormalizer(lowercase=lowers)
        (folder / name).mkdir()
        (folder / name / "vocab.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        write_json(folder / name / "tokenizer_config.json", {"do_lower_case": lowers})
        yield f"wordpiece {name}", tokenizer, folder / name, text_of
    for name, lowers in (("wordpiece_added", True), ("wordpiece_added_cased", False)):
        tokenizer = Tokenizer.from_str(published.to_str())
        tokenizer.normalizer = BertNormalizer(lowercase=lowers)
        tokenizer.add_tokens(golden_bpe.ADDED)
        yield name.replace("_", " "), tokenizer, saved(tokenizer, folder / name), mixed_draw


def bpe_variants(folder, vocabulary):
    vocab, merges = golden_bpe.read_vocabulary(vocabulary)
    for adds in (False, True):
        name = "bpe_prefix" if adds else "bpe_plain"
        golden_bpe.write_vocabulary(vocab, merges, folder / name)
        write_json(folder / name / "tokenizer_config.json", {"add_prefix_space": adds})
        yield name.replace("_", " "), golden_bpe.make_bpe(vocab, merges, adds), folder / name, text_of
    for adds in (False, True):
        name = "bpe_added_prefix" if adds else "bpe_added"
        tokenizer = golden_bpe.make_bpe(vocab, merges, adds, golden_bpe.ADDED)
        yield name.replace("_", " "), tokenizer, saved(tokenizer, folder / name), mixed_draw


def saved(tokenizer, folder):
    folder.mkdir()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def mixed_draw(generator, words):
    """Half of the texts are full of added tokens."""
    return (golden_bpe.with_added if generator.random() < 0.5 else text_of)(generator, words)


def ours(program, folder, texts):
    done = subprocess.run([program, "tokenize", "--plm", str(folder), "--null"], input=b"".join(text + b"\0" for text in texts),
                          stdout=subprocess.PIPE, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    if len(rows) != len(texts):
        raise RuntimeError(f"{len(texts)} texts in, {len(rows)} lines out")
    return rows


def compare(program, variant, count, seed, words):
    name, tokenizer, folder, draw = variant
    generator = random.Random(f"{seed} {name}")
    different, tokens = 0, 0
    for start in range(0, count, CHUNK):
        texts = [draw(generator, words).replace(b"\0", b"") for _ in range(min(CHUNK, count - start))]
        for text, row in zip(texts, ours(program, folder, texts)):
            ids, offsets = golden_bpe.expected(tokenizer, text)
            tokens += len(ids)
            if row["ids"] == ids and row["offsets"] == offsets:
                continue
            different += 1
            if different <= SHOWN:
                what = "ids" if row["ids"] != ids else "offsets"
                print(f"  {name}: {what} of {text.hex()} = {text!r}\n    expected {ids} {offsets}\n    found    {row['ids']} {row['offsets']}")
    print(f"{name}: {count} strings, {tokens} tokens, {different} different", flush=True)
    return different


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--strings", type=int, default=200000, help="for each family")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--family", default="wordpiece,bpe")
    parser.add_argument("--vocabulary", type=Path, default=GOLDEN / "bpe", help="byte-level vocab.json and merges.txt")
    arguments = parser.parse_args()
    words = golden_bpe.sample_words()
    makers = {"wordpiece": wordpiece_variants, "bpe": lambda folder: bpe_variants(folder, arguments.vocabulary)}
    different = 0
    with tempfile.TemporaryDirectory() as temporary:
        for family in arguments.family.split(","):
            variants = list(makers[family](Path(temporary)))
            for variant in variants:
                different += compare(arguments.program, variant, -(-arguments.strings // len(variants)), arguments.seed, words)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
