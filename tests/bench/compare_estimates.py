#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what `train --dry-run` foretells against what training then takes: peak memory of the process and time.

    python compare_estimates.py PROGRAM [--minilm FOLDER] [--threads N] [--steps N] [--shape TEXT ...]

Each shape in a PA-MLM and a finetune stage, every stage in a process of its own. FOLDER holds MiniLM-L6 (config.json,
vocab.txt, model.safetensors), whose vocabulary the shapes of TinyBERT and BERT-base take; without it only the scratch
models are compared. --shape runs those whose name holds TEXT.
The corrections inside the memory estimate were found on "scratch 2x128" and "MiniLM-L6"; the other shapes are independent.
Run it on a quiet machine. Prints a table; exit status 1 when an estimate is more than 25 % off.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

LIMIT = 0.25


SCRATCH = {"scratch": {"layers": 2, "hidden": 128, "heads": 2, "feed_forward": 512, "maximum_positions": 128},
           "tokenizer": {"kind": "trained", "vocabulary_size": 2000}}


def spec(kind, steps, shape):
    rates = {"learning_rate_plm": 1e-4, "learning_rate_ctr": 1e-3, "learning_rate_heads": 1e-3}
    return {
        "name": kind, "seed": 1, "plm": shape["plm"], "prompts": {"count": shape.get("prompts", 5)},
        "data": {"source": "sample", "maximum_rows": shape.get("rows", 6000),
                 "split": {"kind": "random", "train": 0.8, "valid": 0.1, "seed": 1}},
        "backbone": {"id": shape.get("backbone", "dcn_v2")},
        "stages": [{"kind": kind, "epochs": 1, "maximum_steps": steps, "batch": shape.get("batch", 64), "optimizer": rates}]}


def scratch_shape(layers, hidden, heads, positions, minilm, **more):
    model = {"layers": layers, "hidden": hidden, "heads": heads, "feed_forward": 4 * hidden, "maximum_positions": positions, **more}
    return {"scratch": model, "tokenizer": {"kind": "file", "path": str(minilm / "vocab.txt")}}


def shapes(minilm):
    """(name, what the spec takes from it)."""
    yield "scratch 2x128", {"plm": SCRATCH}
    yield "2x128, autoint, batch 256", {"plm": SCRATCH, "backbone": "autoint", "batch": 256, "rows": 20000}
    yield "2x128, xdeepfm, 20 prompts", {"plm": SCRATCH, "backbone": "xdeepfm", "prompts": 20}
    if minilm:
        yield "MiniLM-L6", {"plm": {"folder": str(minilm)}}
        yield "TinyBERT-4L-312", {"plm": scratch_shape(4, 312, 12, 512, minilm, feed_forward=1200, hidden_dropout=0.1)}
        yield "BERT-base, batch 32", {"plm": scratch_shape(12, 768, 12, 512, minilm, hidden_dropout=0.1), "batch": 32}


def run(arguments, folder):
    """(standard output, peak bytes of the process)."""
    process = subprocess.Popen([*map(str, arguments)], cwd=folder, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(map(str, arguments))} ended with {os.waitstatus_to_exitcode(status)}")
    return output, usage.ru_maxrss * 1024


def compare(program, wanted, threads):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "spec.json").write_text(json.dumps(wanted), encoding="utf-8")
        common = ["--threads", threads, "--json", "--quiet"]
        run([program, "data", "import", "sample", "--name", "sample", "--quiet"], folder)
        output, trial_peak = run([program, "train", "spec.json", "--dry-run", *common], folder)
        estimate = json.loads(output)["arms"][0]["stages"][0]
        output, peak = run([program, "train", "spec.json", *common], folder)
        seconds = json.loads(output)["runs"][0]["seconds"]
        return estimate, trial_peak, peak, seconds


def main():
    parser = argparse.ArgumentParser(description="Compare estimates with what training takes")
    parser.add_argument("program", type=lambda text: Path(text).resolve())
    parser.add_argument("--minilm", type=lambda text: Path(text).resolve())
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--shape", action="append", default=[])
    arguments = parser.parse_args()
    print(f"{'shape':<28} {'stage':<18} {'memory, MB':>24} {'':>6}  {'time, s':>18}")
    print(f"{'':<28} {'':<18} {'foretold':>12}{'measured':>12} {'':>6}  {'foretold':>9}{'measured':>9}")
    worst = 0.0
    chosen = [(name, shape) for name, shape in shapes(arguments.minilm)
              if not arguments.shape or any(text in name for text in arguments.shape)]
    for name, shape in chosen:
        for kind in ("pa_mlm", "finetune_with_plm"):
            estimate, _, peak, seconds = compare(arguments.program, spec(kind, arguments.steps, shape), arguments.threads)
            memory_off, time_off = estimate["peak_bytes"] / peak - 1, estimate["seconds"] / seconds - 1
            worst = max(worst, abs(memory_off), abs(time_off))
            print(f"{name:<28} {kind:<18} {estimate['peak_bytes'] / 1e6:12.0f}{peak / 1e6:12.0f} {memory_off:+6.0%}  "
                  f"{estimate['seconds']:9.1f}{seconds:9.1f} {time_off:+6.0%}", flush=True)
    print(f"the worst is {worst:.0%} off, allowed are {LIMIT:.0%}")
    return 1 if worst > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
