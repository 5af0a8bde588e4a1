#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the tables of docs/RESULTS.md from a run file of run_grid.py. No number is typed in.

    python3 write_results.py build/release/bin/clickprompt --store results.cpw --output ../../docs/RESULTS.md

What stands between the lines `<!-- NAME -->` and `<!-- end -->` of the document is replaced; the
words around it stay. Means and standard deviations are over the seeds; differences are paired by
seed, with the p value of a two-sided t test (`clickprompt runs compare`).
"""

import argparse
import json
import re
import statistics
import subprocess
import sys
from pathlib import Path

import grid

METRICS = (("test/auc", "test AUC", 4), ("test/expected_auc", "expected AUC", 4), ("test/log_loss", "log loss", 4))


def program(arguments, *words):
    done = subprocess.run([arguments.program, *words, "--project", arguments.store, "--json", "--quiet"],
                          capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else None


def cell(runs, metric, digits):
    values = [run["results"][metric] for run in runs if metric in run["results"]]
    if not values:
        return "-"
    mean = f"{statistics.mean(values):.{digits}f}"
    return f"{mean} ± {statistics.stdev(values):.{digits}f}" if len(values) > 1 else mean


def difference(arguments, name, against, metric):
    """"+0.0196 (p 0.0009)", or "-" where there are no pairs."""
    compared = program(arguments, "runs", "compare", "--group", f"name = {name}", "--against", f"name = {against}",
                       "--metric", metric)
    if not compared:
        return "-"
    change = compared["metrics"][metric]["difference"]
    p_value = f" (p {change['p_value']:.2g})" if "p_value" in change else ""
    return f"{change['mean']:+.4f}{p_value}"


def table(arguments, data_set, runs_by_name):
    """One data set: a row for each cell that has finished runs."""
    has_truth = data_set == "sample"
    metrics = [metric for metric in METRICS if has_truth or metric[0] != "test/expected_auc"]
    judged = "test/expected_auc" if has_truth else "test/auc"
    titles = ["backbone", "arm", "seeds", *(title for _, title, _ in metrics), "against scratch", "against no prompts"]
    lines = ["| " + " | ".join(titles) + " |", "|" + "---|" * len(titles)]
    for backbone in grid.BACKBONES:
        for arm, title in grid.ARMS.items():
            name = grid.cell_name(data_set, backbone, arm)
            runs = runs_by_name.get(name)
            if not runs:
                continue
            against = [difference(arguments, name, grid.cell_name(data_set, backbone, other), judged) if other != arm else ""
                       for other in ("scratch", "no_prompts")]
            cells = [backbone, title, str(len(runs)), *(cell(runs, metric, digits) for metric, _, digits in metrics), *against]
            lines.append("| " + " | ".join(cells) + " |")
    if len(lines) == 2:
        return None
    return f"Differences: {'expected AUC' if has_truth else 'test AUC'}, paired by seed.\n\n" + "\n".join(lines)


def replace_block(text, name, block):
    pattern = re.compile(rf"(<!-- {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not pattern.search(text):
        raise SystemExit(f"the document has no block <!-- {name} --> ... <!-- end -->; add one where its table belongs")
    return pattern.sub(lambda found: found[1] + "\n" + block + "\n\n" + found[2], text)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the clickprompt program")
    parser.add_argument("--store", required=True, help="the run file")
    parser.add_argument("--output", type=Path, required=True, help="the document with the blocks")
    return parser.parse_args()


def main():
    arguments = parse()
    runs_by_name = {}
    for run in program(arguments, "runs", "list") or []:
        if run["state"] == "finished":
            runs_by_name.setdefault(run["name"], []).append(run)
    text = arguments.output.read_text()
    for data_set in grid.DATA_SETS:
        block = table(arguments, data_set, runs_by_name)
        if block:
            text = replace_block(text, data_set, block)
    arguments.output.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
