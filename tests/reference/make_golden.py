#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the golden files that the C++ tests read: tests/data/golden by default.

    python make_golden.py [--output FOLDER] [--only bert,backbones,training,metrics,comparison,wordpiece,wordpiece_rare]

Seeds are fixed; with the versions of requirements.txt and one thread the bytes are the same each time.
"""

import argparse
import sys
from pathlib import Path

import torch

import golden_backbones
import golden_bert
import golden_comparison
import golden_metrics
import golden_training
import golden_wordpiece
import golden_wordpiece_rare

MAKERS = {
    "bert": golden_bert.make,
    "backbones": golden_backbones.make,
    "training": golden_training.make,
    "metrics": golden_metrics.make,
    "comparison": golden_comparison.make,
    "wordpiece": golden_wordpiece.make,
    "wordpiece_rare": golden_wordpiece_rare.make,
}
LARGEST_FILE = 200_000  # bytes: golden files live in the repository


def too_large(folder):
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size > LARGEST_FILE]


def main():
    parser = argparse.ArgumentParser(description="Write the golden files")
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parent.parent / "data" / "golden")
    parser.add_argument("--only", default=",".join(MAKERS), help="comma-separated parts")
    arguments = parser.parse_args()
    unknown = set(arguments.only.split(",")) - set(MAKERS)
    if unknown:
        parser.error(f"unknown part {', '.join(sorted(unknown))}; known: {', '.join(MAKERS)}")
    torch.set_num_threads(1)
    arguments.output.mkdir(parents=True, exist_ok=True)
    for part in arguments.only.split(","):
        MAKERS[part](arguments.output)
    large = too_large(arguments.output)
    for path in large:
        print(f"{path}: {path.stat().st_size} bytes, expected at most {LARGEST_FILE}", file=sys.stderr)
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
