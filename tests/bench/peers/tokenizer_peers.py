#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed of our tokenizers beside Hugging Face's fast ones, on the same sentences, one thread each: one JSON line for each family.

    python tokenizer_peers.py PROGRAM [--movielens FOLDER] [--wordpiece FOLDER] [--bpe FOLDER] [--repeats 3]

PROGRAM is `clickprompt`; it runs `bench --only tokenizer`. FOLDER of --wordpiece has a tokenizer.json (default: MiniLM's, which is
BERT's uncased vocabulary), that of --bpe vocab.json and merges.txt (default: the golden vocabulary of the tests). The faster of
encode_batch and encode_batch_fast counts. text_ratio: whole sentences. rows_ratio: rows of the data set, of which our program
tokenises each distinct value once, the time for that included.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ["TOKENIZERS_PARALLELISM"] = "false"
ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests" / "reference"))

from tokenizers import Tokenizer  # noqa: E402

import golden_bpe  # noqa: E402
from minilm_folder import minilm_folder  # noqa: E402


def our_speed(program, vocabulary, movielens, sentences):
    command = [program, "bench", "--only", "tokenizer", "--vocab", str(vocabulary), "--sentences", str(sentences), "--json"]
    if movielens:
        command += ["--movielens", movielens]
    lines = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return {line["name"]: line["value"] for line in lines}


def their_speed(tokenizer, lines, repeats):
    """Sentences a second, the best of both calls."""
    best = 0
    for encode in (tokenizer.encode_batch, tokenizer.encode_batch_fast):
        for _ in range(repeats):
            start = time.perf_counter()
            encode(lines)
            best = max(best, len(lines) / (time.perf_counter() - start))
    return best


def measure(family, tokenizer, vocabulary, arguments):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sentences.txt"
        ours = our_speed(arguments.program, vocabulary, arguments.movielens, path)
        text = path.read_text(encoding="utf-8")
    lines = text.removesuffix("\n").split("\n")
    theirs = their_speed(tokenizer, lines, arguments.repeats)
    their_megabytes = theirs * (len(text.encode("utf-8")) - len(lines)) / len(lines) / 1e6
    return {"family": family, "sentences": len(lines), "ours_mb_per_s": round(ours["tokenizer_text"], 2),
            "theirs_mb_per_s": round(their_megabytes, 2), "text_ratio": round(ours["tokenizer_text"] / their_megabytes, 1),
            "ours_rows_per_s": round(ours["tokenizer_rows"]), "theirs_rows_per_s": round(theirs),
            "rows_ratio": round(ours["tokenizer_rows"] / theirs, 1)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--movielens", help="folder of MovieLens-1M; the built-in sample when not given")
    parser.add_argument("--wordpiece", type=Path, help="folder with tokenizer.json")
    parser.add_argument("--bpe", type=Path, default=ROOT / "tests" / "data" / "golden" / "bpe", help="folder with vocab.json and merges.txt")
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    wordpiece = arguments.wordpiece or minilm_folder()
    published = Tokenizer.from_file(str(wordpiece / "tokenizer.json"))
    published.no_truncation()
    published.no_padding()
    byte_level = golden_bpe.make_bpe(*golden_bpe.read_vocabulary(arguments.bpe))
    for family, tokenizer, vocabulary in (("wordpiece", published, wordpiece), ("bpe", byte_level, arguments.bpe)):
        print(json.dumps(measure(family, tokenizer, vocabulary, arguments)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
