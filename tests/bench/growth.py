#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the cost of training grows, as a table and a picture.

    python3 tests/bench/growth.py PROGRAM [--svg docs/growth.svg] [--core 1] [--only tokens] [--rounds 1]

Runs `clickprompt bench` on made data and changes one size at a time. Rates are rows by processor time of all threads, so that other
work on the machine counts little; for the number of threads they are rows by the clock. Nothing but Python 3 is needed.
"""

import argparse
import json
import math
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CTR = ["--only", "ctr_train_dnn", "--embedding", 16, "--tower-layers", 2, "--steps", 30]
TEXT = ["--only", "finetune_plm_2x128", "--features", 800, "--made-rows", 5000, "--steps", 12]


@dataclass
class Curve:
    name: str
    title: str
    flag: str
    values: list
    common: list
    more: object = None  # further flags of a value

    def command(self, value):
        extra = self.more(value) if self.more else []
        return [*self.common, *extra, self.flag, value]


CURVES = [
    Curve("vocabulary", "DNN: distinct values", "--features", [1000, 10000, 100000, 1000000, 10000000], [*CTR, "--made-rows", 300000]),
    Curve("batch", "DNN, 100,000 values: batch", "--batch", [64, 256, 1024, 4096, 16384], [*CTR, "--features", 100000, "--made-rows", 300000]),
    Curve("tokens", "finetuning 2x128: tokens", "--tokens", [16, 32, 64, 128, 256, 512], TEXT,
          lambda tokens: ["--batch", max(4, min(64, 4096 // tokens))]),
    Curve("prompts", "finetuning 2x128, 32 tokens: prompts K", "--prompts", [0, 1, 2, 5, 10, 20], [*TEXT, "--tokens", 32]),
    Curve("layers", "finetuning 128 wide, 32 tokens: layers", "--layers", [1, 2, 4, 6, 12], [*TEXT, "--tokens", 32]),
    Curve("threads", "DNN, 100,000 values: threads", "--threads", [1, 2], [*CTR, "--features", 100000, "--made-rows", 300000]),
]


def measure(program, curve, value, arguments):
    command = [program, "bench", "--json", *curve.command(value)]
    if curve.name != "threads":
        command = ["taskset", "-c", arguments.core, *command, "--threads", 1]
    key = "value" if curve.name == "threads" else "per_processor_second"
    rates = []
    for _ in range(arguments.rounds):
        output = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, check=True, text=True).stdout
        rates.append(json.loads(output)[0][key])
    return statistics.median(rates)


def ticks(low, high):
    """Powers of ten, and where there are fewer than three of them 1, 2 and 5 times those."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    powers = [10.0**power for power in range(first, last + 1)]
    inside = [tick for tick in powers if low <= tick <= high]
    if len(inside) >= 3:
        return inside
    return [factor * power for power in powers for factor in (1, 2, 5) if low <= factor * power <= high]


def short(number):
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if number >= size and number % (size / 10) == 0:
            return f"{number / size:g}{letter}"
    return f"{number:,g}" if number < 1e5 else f"{number:,.0f}"


def panel(curve, points, left, top, width, height):
    shift = 1 if points[0][0] == 0 else 0  # a logarithm of 0 prompts: drawn at 1 more
    xs, ys = [math.log10(x + shift) for x, _ in points], [math.log10(y) for _, y in points]
    low, high = min(ys) - 0.15, max(ys) + 0.15
    span = (max(xs) - min(xs)) or 1

    def place(x, y):
        return left + (x - min(xs)) / span * width, top + height - (y - low) / (high - low) * height

    parts = [f'<text x="{left}" y="{top - 10}" font-weight="bold">{curve.title}</text>',
             f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="none" stroke="#888"/>']
    for tick in ticks(10**low, 10**high):
        _, y = place(min(xs), math.log10(tick))
        parts.append(f'<line x1="{left}" x2="{left + width}" y1="{y:.1f}" y2="{y:.1f}" stroke="#8884"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{short(tick)}</text>')
    for (value, _), x in zip(points, xs):
        column, _ = place(x, low)
        parts.append(f'<text x="{column:.1f}" y="{top + height + 16}" text-anchor="middle">{short(value)}</text>')
    path = " ".join(f"{place(x, y)[0]:.1f},{place(x, y)[1]:.1f}" for x, y in zip(xs, ys))
    parts.append(f'<polyline points="{path}" fill="none" stroke="#2a7de1" stroke-width="2"/>')
    parts += [f'<circle cx="{place(x, y)[0]:.1f}" cy="{place(x, y)[1]:.1f}" r="3.5" fill="#2a7de1"/>' for x, y in zip(xs, ys)]
    return parts


def picture(results):
    width, height, columns = 300, 170, 2
    parts = []
    for index, (curve, points) in enumerate(results):
        parts += panel(curve, points, 70 + index % columns * (width + 90), 40 + index // columns * (height + 70), width, height)
    rows = (len(results) + columns - 1) // columns
    size = (70 + columns * (width + 90) - 40, 40 + rows * (height + 70))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" font-family="sans-serif" font-size="12">'
            f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=lambda text: str(Path(text).resolve()))
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--core", type=int, default=1)
    parser.add_argument("--only", help="one curve by its name")
    parser.add_argument("--rounds", type=int, default=1)
    arguments = parser.parse_args()
    results = []
    for curve in CURVES:
        if arguments.only and arguments.only != curve.name:
            continue
        points = [(value, measure(arguments.program, curve, value, arguments)) for value in curve.values]
        results.append((curve, points))
        print(f"| {curve.title} | " + " | ".join(f"{short(value)}: {rate:,.0f}" for value, rate in points) + " |", flush=True)
    if arguments.svg:
        arguments.svg.write_text(picture(results), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
