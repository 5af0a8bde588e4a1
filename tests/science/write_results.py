#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the tables of docs/RESULTS.md from a run file of run_grid.py. No number is typed in.

    python3 write_results.py build/release/bin/clickprompt --store results.cpw --output ../../docs/RESULTS.md

What stands between the lines `<!-- NAME -->` and `<!-- end -->` of the document is replaced; the
words around it stay. Means and standard deviations are over the seeds; differences are paired by
seed, with the p value of a two-sided t test (`clickprompt runs compare`). Blocks NAME_reading,
NAME_masking and NAME_tail are made behind NAME where they are missing. With --tail each run is evaluated once for the
four cells of rare and other users and items, and what was measured is kept beside the run file. A table never loses rows unless --replace is given;
with --keep-rows those of cells that the run file lacks stay as they are.
"""

import argparse
import json
import re
import statistics
import subprocess
import sys
from pathlib import Path

import grid

MASKED_METRICS = ("valid/masked_accuracy", "valid/masked_accuracy_without_prompts")
READ_METRICS = (*MASKED_METRICS, "valid/masked_loss", "valid/masked_loss_without_prompts")
TAIL_SHARE = 0.5  # the half of the values with the fewest training rows
TAIL_TEXT = ("Test AUC where users or items are rare, that is among the half of the values with the fewest training rows. In brackets: the "
             "difference from scratch, paired by seed.")
MASKING_TEXT = ("What PA-MLM masks, judged by the CTR model that is served alone afterwards. Masked words are those of validation rows, masked "
                "as in training: other maskings ask other questions.")
READING_TEXT = ("What PA-MLM tells masked words of validation rows from: a model with prompts, the same one with its prompts cut off, and one that "
                "never had any.")
METRICS = (("test/auc", "test AUC", 4), ("test/expected_auc", "expected AUC", 4), ("test/log_loss", "log loss", 4))


def program(arguments, *words):
    done = subprocess.run([arguments.program, *words, "--project", arguments.store, "--json", "--quiet"],
                          capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else None


def spread(values, digits):
    """"0.7137 ± 0.0043", without the deviation for one value, "-" for none."""
    values = list(values)
    if not values:
        return "-"
    mean = f"{statistics.mean(values):.{digits}f}"
    return f"{mean} ± {statistics.stdev(values):.{digits}f}" if len(values) > 1 else mean


def cell(runs, metric, digits):
    return spread([run["results"][metric] for run in runs if metric in run["results"]], digits)


def head(titles):
    """The first two lines of a table."""
    return ["| " + " | ".join(titles) + " |", "|" + "---|" * len(titles)]


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
    lines = head(titles)
    for backbone in grid.BACKBONES:
        for arm, description in grid.ARMS.items():
            name = grid.cell_name(data_set, backbone, arm)
            runs = runs_by_name.get(name)
            if not runs:
                continue
            against = [difference(arguments, name, grid.cell_name(data_set, backbone, other), judged) if other != arm else ""
                       for other in ("scratch", "no_prompts")]
            cells = [backbone, description.title, str(len(runs)), *(cell(runs, metric, digits) for metric, _, digits in metrics), *against]
            lines.append("| " + " | ".join(cells) + " |")
    if len(lines) == 2:
        return None
    return f"Differences: {'expected AUC' if has_truth else 'test AUC'}, paired by seed.\n\n" + "\n".join(lines)


def tail_cells(arguments, run, fields):
    """The four cells of a run's test rows as `clickprompt evaluate` measures them, from the folder beside the run file if there."""
    kept = Path(arguments.store + ".d") / "tail" / f"{run['run']}-{TAIL_SHARE}.json"
    if not kept.exists():
        measured = program(arguments, "evaluate", run["run"], "--tail", ",".join(fields), "--tail-share", str(TAIL_SHARE))
        if not measured:
            raise SystemExit(f"{run['run']} cannot be evaluated; is its checkpoint still there?")
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(measured["tail"]["cells"]))
    return json.loads(kept.read_text())


def paired_change(own, other):
    """" (+0.0123, t 2.5)" of two dictionaries seed to value, over the seeds that both have."""
    changes = [own[seed] - other[seed] for seed in own if seed in other]
    if len(changes) < 2:
        return ""
    error = statistics.stdev(changes) / len(changes) ** 0.5
    return f" ({statistics.mean(changes):+.4f}" + (f", t {statistics.mean(changes) / error:.1f})" if error > 0 else ")")


def areas_by_cell(cells_by_seed):
    """Of each cell its AUC by seed; a cell with one class only has none."""
    return [{seed: cells[place]["auc"] for seed, cells in cells_by_seed.items() if cells[place]["auc"] is not None} for place in range(4)]


def tail_table(arguments, data_set, runs_by_name):
    """One data set: AUC in each of the four cells, and its difference from the model from scratch."""
    lines = []
    for backbone in grid.BACKBONES:
        scratch = None
        for arm in grid.MAIN_ARMS:
            runs = runs_by_name.get(grid.cell_name(data_set, backbone, arm))
            if not runs:
                continue
            cells = {run["seed"]: tail_cells(arguments, run, grid.DATA_SETS[data_set].tail_fields) for run in runs}
            if not lines:
                titles = [f"{cell['cell']} ({cell['rows']:,} rows)" for cell in next(iter(cells.values()))]
                lines = head(["backbone", "arm", "seeds", *titles])
            areas = areas_by_cell(cells)
            scratch = areas if arm == "scratch" else scratch
            texts = [spread(area.values(), 4) + (paired_change(area, other) if arm != "scratch" else "")
                     for area, other in zip(areas, scratch or [{}] * 4)]
            lines.append("| " + " | ".join([backbone, grid.ARMS[arm].title, str(len(runs)), *texts]) + " |")
    return "\n".join(lines)


def masking_table(arguments, data_set, runs_by_name):
    """One data set: for each masking how well hidden words are predicted, and what the model that is then served alone gains."""
    judged = "test/expected_auc" if data_set == "sample" else "test/auc"
    backbone = grid.BACKBONES[0]
    lines = []
    for arm, description in grid.MASKING_ARMS.items():
        name = grid.cell_name(data_set, backbone, arm)
        runs = runs_by_name.get(name)
        if not runs:
            continue
        values = [cell(runs, metric, 3) for metric in MASKED_METRICS] + [cell(runs, judged, 4)]
        differences = [difference(arguments, name, grid.cell_name(data_set, backbone, "scratch"), judged),
                       difference(arguments, name, grid.cell_name(data_set, backbone, "alone"), judged) if arm != "alone" else ""]
        lines.append("| " + " | ".join([description.title, str(len(runs)), *values, *differences]) + " |")
    if len(lines) < 2:
        return ""
    titles = ["masked in PA-MLM", "seeds", "masked words right", "the same, prompts cut off",
              "expected AUC" if data_set == "sample" else "test AUC", "against scratch", "against the first row"]
    return "\n".join([*head(titles), *lines])


def reading_table(data_set, runs_by_name):
    """One data set: how well masked words are predicted after PA-MLM, with prompts and with these cut off."""
    lines = []
    for arm, title in grid.READING_ARMS.items():
        runs = runs_by_name.get(grid.cell_name(data_set, grid.BACKBONES[0], arm))
        if runs:
            lines.append("| " + " | ".join([title, str(len(runs)), *(cell(runs, metric, 3) for metric in READ_METRICS)]) + " |")
    if len(lines) < 2:
        return ""
    titles = ["PA-MLM with", "seeds", "masked words right", "the same, prompts cut off", "masked loss", "the same, prompts cut off"]
    return "\n".join([*head(titles), *lines])


def with_block(text, name, after):
    """The document with an empty block of this name, made behind the block `after` where there is none yet."""
    if f"<!-- {name} -->" in text:
        return text
    return re.sub(rf"<!-- {re.escape(after)} -->\n.*?<!-- end -->\n", lambda found: f"{found[0]}\n<!-- {name} -->\n<!-- end -->\n", text,
                  count=1, flags=re.DOTALL)


def replace_block(text, name, block):
    pattern = re.compile(rf"(<!-- {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not pattern.search(text):
        raise SystemExit(f"the document has no block <!-- {name} --> ... <!-- end -->; add one where its table belongs")
    return pattern.sub(lambda found: found[1] + "\n" + block + "\n\n" + found[2], text)


def table_rows(text):
    """The rows of the first table in a text, without its head."""
    return [line for line in text.split("\n") if line.startswith("|")][2:]


def rows_of_block(text, name):
    """Rows of the table that a block of the document holds now."""
    block = re.search(rf"<!-- {re.escape(name)} -->\n(.*?)<!-- end -->", text, re.DOTALL)
    return table_rows(block[1]) if block else []


def row_key(line):
    """What a row is about: backbone and arm, or what was masked or read."""
    first, second = (cell.strip() for cell in line.split("|")[1:3])
    return (first, second) if first in grid.BACKBONES else (grid.BACKBONES[0], first)


def with_kept_rows(text, name, block):
    """The block with the rows of the document's table that it lacks: cells of runs that this run file does not have."""
    rows = {row_key(line): line for line in rows_of_block(text, name) + table_rows(block)}
    titles = [arm.title for arm in (*grid.ARMS.values(), *grid.MASKING_ARMS.values())] + list(grid.READING_ARMS.values())
    order = sorted(rows, key=lambda key: (grid.BACKBONES.index(key[0]), titles.index(key[1])))
    lines = block.split("\n")
    first = next(place for place, line in enumerate(lines) if line.startswith("|")) + 2
    return "\n".join(lines[:first] + [rows[key] for key in order])


def write_block(arguments, text, name, block):
    """The document with a new table, unless the run file has fewer rows than the document and nobody said that this is meant."""
    if arguments.keep_rows:
        block = with_kept_rows(text, name, block)
    found, made = len(rows_of_block(text, name)), len(table_rows(block))
    if made < found and not arguments.replace:
        raise SystemExit(f"the table {name} has {found} rows, and {arguments.store} has runs for {made}; train the missing ones, or give "
                         "--keep-rows to let the others stand, --replace to lose them")
    return replace_block(text, name, block)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the clickprompt program")
    parser.add_argument("--store", required=True, help="the run file")
    parser.add_argument("--output", type=Path, required=True, help="the document with the blocks")
    parser.add_argument("--tail", action="store_true", help="the cells of rare and other users and items too; every run needs its checkpoint")
    parser.add_argument("--replace", action="store_true", help="also where the run file has fewer rows than the document")
    parser.add_argument("--keep-rows", action="store_true", help="rows of cells that the run file does not have stay as they are")
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
            text = write_block(arguments, text, data_set, block)
        # The last stands first behind its data set, where all of them are new.
        more = (("tail", TAIL_TEXT, tail_table(arguments, data_set, runs_by_name) if arguments.tail else ""),
                ("masking", MASKING_TEXT, masking_table(arguments, data_set, runs_by_name)),
                ("reading", READING_TEXT, reading_table(data_set, runs_by_name)))
        for kind, words, lines in more:
            if lines:
                name = f"{data_set}_{kind}"
                text = write_block(arguments, with_block(text, name, data_set), name, f"{words}\n\n{lines}")
    arguments.output.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
