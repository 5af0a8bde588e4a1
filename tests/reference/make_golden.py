#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the golden files that the C++ tests read: tests/data/golden by default.

    python make_golden.py [--output FOLDER] [--only bert,backbones,bpe,...] [--check]

Seeds are fixed; with the versions of requirements.txt and one thread the bytes are the same each time.
--check writes nothing: it makes the files in a temporary folder and compares them with those of the output folder.
Exit status: 0 done or equal, 1 a file is too large or differs (the first one is named).
"""

import argparse
import sys
import tempfile
from pathlib import Path

import torch

import golden_backbone_options
import golden_backbones
import golden_bert
import golden_bpe
import golden_comparison
import golden_families
import golden_files
import golden_metrics
import golden_models
import golden_training
import golden_weights
import golden_wordpiece
import golden_wordpiece_rare

MAKERS = {
    "bert": golden_bert.make,
    "families": golden_families.make,
    "backbones": golden_backbones.make,
    "backbone_options": golden_backbone_options.make,
    "models": golden_models.make,
    "training": golden_training.make,
    "metrics": golden_metrics.make,
    "comparison": golden_comparison.make,
    "wordpiece": golden_wordpiece.make,
    "wordpiece_rare": golden_wordpiece_rare.make,
    "bpe": golden_bpe.make,
    "weights": golden_weights.make,
}
LARGEST_FILE = 200_000  # bytes: golden files live in the repository


def too_large(folder):
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size > LARGEST_FILE]


def make(parts, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for part in parts:
        MAKERS[part](folder)
    large = too_large(folder)
    for path in large:
        print(f"{path}: {path.stat().st_size} bytes, expected at most {LARGEST_FILE}", file=sys.stderr)
    return 1 if large else 0


def check(parts, folder):
    with tempfile.TemporaryDirectory() as name:
        status = make(parts, Path(name))
        for difference in golden_files.folder_differences(folder, Path(name), wants_all=set(parts) == set(MAKERS)):
            print(f"{difference}\nrun make_golden.py and commit what it writes, or undo the change", file=sys.stderr)
            return 1
        return status


def main():
    parser = argparse.ArgumentParser(description="Write the golden files")
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parent.parent / "data" / "golden")
    parser.add_argument("--only", default=",".join(MAKERS), help="comma-separated parts")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments = parser.parse_args()
    parts = arguments.only.split(",")
    unknown = set(parts) - set(MAKERS)
    if unknown:
        parser.error(f"unknown part {', '.join(sorted(unknown))}; known: {', '.join(MAKERS)}")
    torch.set_num_threads(1)
    return (check if arguments.check else make)(parts, arguments.output)


if __name__ == "__main__":
    sys.exit(main())
