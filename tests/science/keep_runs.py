#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps what docs/RESULTS.md needs of a run file's runs, about a kilobyte for each, as documents that `clickprompt runs import` reads.

    python3 keep_runs.py build/release/bin/clickprompt --store results.cpw --folder tests/science/runs

One document for each data set. A run of the same cell and seed is replaced, the others stay, so that arms trained later pair with
seeds trained before:

    for file in tests/science/runs/*.json; do build/release/bin/clickprompt runs import $file --project kept.cpw; done
    python3 write_results.py build/release/bin/clickprompt --store kept.cpw --output ../../docs/RESULTS.md --keep-rows
"""

import argparse
import json
import sys
from pathlib import Path

import grid
import run_grid
import write_results

# Values for each field are many and stand in no table.
KEPT_RESULTS = (*(metric for metric, _, _ in write_results.METRICS), "valid/auc", "valid/log_loss", *write_results.READ_METRICS)


def cell_of(run):
    """(data set, backbone, arm), or None for a run that is none of the grid's."""
    cell = tuple(run["name"].split("/"))
    return cell if len(cell) == 3 and cell[0] in grid.DATA_SETS and cell[1] in grid.BACKBONES and cell[2] in grid.EVERY_ARM else None


def kept(run):
    """The run with one point for each result that a table shows, its seed and its machine; no other settings, no history."""
    start = run["environment"][:1]
    settings = {"seed": str(run["seed"]), "backbone": run["backbone"], "dataset": run["dataset"], "spec_hash": run["spec_hash"]}
    metrics = [{"name": name, "points": 1, "step": [run["step"]], "value": [run["results"][name]], "epoch": [0], "stage": [0], "time": [run["created"]]}
               for name in KEPT_RESULTS if name in run["results"]]
    return {"run": run["run"], "name": run["name"], "state": run["state"], "seed": run["seed"], "created": run["created"],
            "seconds": run["seconds"], "spec": None, "settings": settings,
            "events": [{"step": 0, "time": run["created"], "kind": "log", "level": "info", "text": at["text"]} for at in start], "metrics": metrics}


def merged(document, runs, program):
    """A document with these runs in it, in the order of cell and seed."""
    by_key = {(run["name"], run["seed"]): run for run in document.get("runs", [])} | {(run["name"], run["seed"]): run for run in runs}
    written = max((run["created"] for run in by_key.values()), default=0)  # the same runs, the same bytes
    return {"format": "clickprompt-runs", "format_version": 1, "program": program, "written": written,
            "runs": [by_key[key] for key in sorted(by_key)]}


def text_of(document):
    """JSON with a line for each run, so that a change of one is a change of one line."""
    head = {key: value for key, value in document.items() if key != "runs"}
    lines = ",\n".join(json.dumps(run, ensure_ascii=False) for run in document["runs"])
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "runs": [\n' + lines + "\n]}\n"


def keep(document, folder):
    """Adds the finished runs of the grid in a document to those of the folder; returns how many for each data set."""
    by_data_set = {}
    for run in document["runs"]:
        cell = cell_of(run)
        if cell and run["state"] == "finished" and "imported_from" not in run:  # what was imported is kept already
            by_data_set.setdefault(cell[0], []).append(kept(run))
    folder.mkdir(parents=True, exist_ok=True)
    for data_set, runs in by_data_set.items():
        path = folder / f"{data_set}.json"
        old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        path.write_text(text_of(merged(old, runs, document["program"])), encoding="utf-8")
    return {data_set: len(runs) for data_set, runs in by_data_set.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the clickprompt program")
    parser.add_argument("--store", required=True, help="the run file")
    parser.add_argument("--folder", type=Path, required=True, help="where the documents are")
    arguments = parser.parse_args()
    for data_set, count in keep(run_grid.program(arguments, "runs", "export", "--all"), arguments.folder).items():
        print(f"{data_set}: {count} runs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
