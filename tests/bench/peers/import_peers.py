#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the files of MovieLens-1M to field ids and tokens: our program beside pandas and Hugging Face's tokenizers. One JSON line.

    python import_peers.py PREPARE_BENCHMARK MOVIELENS_FOLDER [--tokenizer FOLDER] [--repeats 3] [--one-core]

Each round is a process of its own with no cache of either side; the raw files are in the page cache. Both sides read and join the
three files, drop the 3s, number the values of each field in order of first appearance, word every row ("User ID is 1. Gender is F.
...") and tokenise it; checksums of all field ids and of all tokens must be equal. The peer reads with pandas' C parser (the
separator :: made a tab first, as its Python parser is some ten times slower) and tokenises with the faster batch call, on all
cores. FOLDER has a tokenizer.json; MiniLM's (BERT's uncased vocabulary) when not given.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import time
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests" / "reference"))
FIELDS = ["User ID", "Gender", "Age", "Job", "Zipcode", "Movie ID", "Title", "Film genre"]


def read_table(path, names):
    import pandas

    text = Path(path).read_text(encoding="latin-1").replace("::", "\t")
    return pandas.read_csv(io.StringIO(text), sep="\t", names=names, dtype=str, quoting=3, keep_default_na=False)


def joined(folder):
    ratings = read_table(folder / "ratings.dat", ["User ID", "Movie ID", "rating", "time"])
    users = read_table(folder / "users.dat", ["User ID", "Gender", "Age", "Job", "Zipcode"])
    movies = read_table(folder / "movies.dat", ["Movie ID", "Title", "genres"])
    movies["Title"] = movies["Title"].str.replace(r"\s*\(\d{4}\)$", "", regex=True)
    movies["Film genre"] = movies["genres"].str.split("|").str[0]
    ratings = ratings[ratings["rating"] != "3"]
    return ratings.merge(users, on="User ID", how="inner").merge(movies, on="Movie ID", how="inner")


def peer(folder, tokenizer_file):
    """One round; imports are not timed."""
    import numpy
    import pandas
    from tokenizers import Tokenizer

    start = time.perf_counter()
    table = joined(Path(folder))
    read = time.perf_counter()
    ids = numpy.stack([pandas.factorize(table[name])[0] for name in FIELDS], axis=1).astype(numpy.int32)
    encoded = time.perf_counter()
    sentences = ""
    for name in FIELDS:
        sentences = sentences + (" " if name != FIELDS[0] else "") + f"{name} is " + table[name] + "."
    tokenizer = Tokenizer.from_file(tokenizer_file)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokens = [numpy.array(one.ids, dtype=numpy.int32) for one in tokenizer.encode_batch_fast(sentences.tolist())]
    tokens = numpy.concatenate(tokens)
    done = time.perf_counter()

    def checksum(numbers):
        return {"count": int(numbers.size), "crc32": zlib.crc32(numpy.ascontiguousarray(numbers).tobytes())}
    print(json.dumps({"read_s": read - start, "encode_s": encoded - read, "tokenise_s": done - encoded, "rows": len(table),
                      "tokens": checksum(tokens), "fields": checksum(ids)}))


def best_of(command, repeats, environment):
    """The line of the quickest round; every round is wanted to say the same of its rows."""
    best, total = None, None
    for _ in range(repeats):
        line = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment).stdout)
        seconds = line["read_s"] + line["encode_s"] + line["tokenise_s"]
        if total is None or seconds < total:
            best, total = line, seconds
    return best, total


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", help="build/dev/bin/prepare_benchmark")
    parser.add_argument("movielens", type=Path, help="folder with ratings.dat, users.dat and movies.dat")
    parser.add_argument("--tokenizer", type=Path, help="folder with tokenizer.json")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--one-core", action="store_true", help="for the tokenizers of the peer")
    parser.add_argument("--peer-round", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peer_round:
        peer(arguments.movielens, str(arguments.tokenizer / "tokenizer.json"))
        return 0
    if arguments.tokenizer is None:
        from minilm_folder import minilm_folder
        arguments.tokenizer = minilm_folder()
    environment = {**os.environ, "TOKENIZERS_PARALLELISM": "false" if arguments.one_core else "true"}
    ours, our_seconds = best_of([arguments.program, str(arguments.movielens), str(arguments.tokenizer)], arguments.repeats, environment)
    theirs, their_seconds = best_of([sys.executable, __file__, arguments.program, str(arguments.movielens), "--tokenizer", str(arguments.tokenizer),
                                     "--peer-round"], arguments.repeats, environment)
    for key in ("rows", "tokens", "fields"):
        if ours[key] != theirs[key]:
            print(f"the two sides differ in {key}: ours {ours[key]}, theirs {theirs[key]}", file=sys.stderr)
            return 1
    steps = {side: {key: round(line[key], 3) for key in ("read_s", "encode_s", "tokenise_s")} for side, line in (("ours", ours), ("theirs", theirs))}
    print(json.dumps({"rows": ours["rows"], "tokens": ours["tokens"]["count"], "ours_s": round(our_seconds, 3), "theirs_s": round(their_seconds, 3),
                      "ratio": round(their_seconds / our_seconds, 1), **steps}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
