#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains what is missing of the grid into one run file. Stop it at any time; a second start goes on.

    python3 run_grid.py build/release/bin/clickprompt --store results.cpw --sample
    python3 run_grid.py build/release/bin/clickprompt --store results.cpw --ml100k PATH/ml-100k --ml1m PATH/ml-1m --jobs 2
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grid


def program(arguments, *words):
    """Standard output of the command line, as JSON."""
    done = subprocess.run([arguments.program, *words, "--project", arguments.store, "--json", "--quiet"],
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def finished_runs(arguments):
    """(name, seed) of every finished run of the file."""
    if not Path(arguments.store).exists():
        return set()
    return {(run["name"], run["seed"]) for run in program(arguments, "runs", "list") if run["state"] == "finished"}


def tenth_of_users(source, target):
    """A copy of a MovieLens-1M folder with the ratings of the users whose id ends in 7."""
    target.mkdir(parents=True, exist_ok=True)
    for name in ("users.dat", "movies.dat"):
        shutil.copy(source / name, target / name)
    with open(source / "ratings.dat", encoding="latin-1") as ratings, \
            open(target / "ratings.dat", "w", encoding="latin-1", newline="") as kept:
        kept.writelines(line for line in ratings if line.split("::", 1)[0].endswith("7"))
    return target


def data_paths(arguments):
    paths = {}
    if arguments.sample:
        paths["sample"] = None
    if arguments.ml100k:
        paths |= {name: arguments.ml100k.resolve() for name, data_set in grid.DATA_SETS.items()
                  if data_set.preset == "movielens_100k" and (arguments.minilm or not name.endswith("_minilm"))}
    if arguments.ml1m:
        paths["ml_1m"] = arguments.ml1m.resolve()
        paths["ml_1m_tenth"] = tenth_of_users(arguments.ml1m, Path(arguments.store + ".d") / "ml-1m-tenth").resolve()
    return paths


def plm_folders(arguments):
    """Of data sets whose language model is pretrained."""
    return {"ml_100k_few_labels_minilm": arguments.minilm.resolve()} if arguments.minilm else {}


def arm_specs(arguments, data_set):
    """The specs of the arms that the cells of a data set start from."""
    specs = program(arguments, "presets", "show", data_set.preset)
    return grid.with_stages_of(specs, program(arguments, "presets", "show", data_set.stages_of)) if data_set.stages_of else specs


def train(arguments, folder, spec, seed):
    """One run; nothing of it is returned, the run file has it."""
    path = Path(folder) / f"{spec['name'].replace('/', '-')}-{seed}.json"
    path.write_text(json.dumps(spec | {"seed": seed}))
    words = [arguments.program, "train", str(path), "--threads", str(arguments.threads), "--project", arguments.store, "--quiet"]
    done = subprocess.run(words, capture_output=True, text=True)
    print(f"{spec['name']} seed {seed}: {'done' if done.returncode == 0 else done.stderr.strip()}", flush=True)
    return done.returncode == 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the clickprompt program")
    parser.add_argument("--store", required=True, help="the run file")
    parser.add_argument("--sample", action="store_true", help="the built-in sample")
    parser.add_argument("--ml100k", type=Path, help="folder of MovieLens-100K")
    parser.add_argument("--ml1m", type=Path, help="folder of MovieLens-1M: all of it, and a tenth of its users")
    parser.add_argument("--minilm", type=Path, help="folder of MiniLM-L6 in Hugging Face's form, for MovieLens-100K with a pretrained language model")
    parser.add_argument("--data-sets", help="only these of the grid's data sets")
    parser.add_argument("--backbones", default=",".join(grid.BACKBONES))
    parser.add_argument("--arms", default=",".join(grid.EVERY_ARM))
    parser.add_argument("--seeds", default=",".join(map(str, grid.SEEDS)))
    parser.add_argument("--jobs", type=int, default=1, help="backbones trained side by side")
    parser.add_argument("--threads", type=int, default=1, help="of each run")
    return parser.parse_args()


def main():
    arguments = parse()
    paths = data_paths(arguments)
    if arguments.data_sets:
        paths = {name: path for name, path in paths.items() if name in arguments.data_sets.split(",")}
    done = finished_runs(arguments)
    seeds = [int(seed) for seed in arguments.seeds.split(",")]
    cells = list(grid.cells(paths, arguments.backbones.split(","), arguments.arms.split(",")))
    with tempfile.TemporaryDirectory() as folder:
        def run_chain(chain):
            """The arms of one seed, backbone and data set in order: they share a PA-MLM, which the first of them trains."""
            data_set, backbone, seed = chain
            specs = arm_specs(arguments, grid.DATA_SETS[data_set])
            results = []
            for cell in cells:
                name = grid.cell_name(*cell)
                if cell[:2] == (data_set, backbone) and (name, seed) not in done:
                    results.append(train(arguments, folder, grid.spec_of(specs, *cell, paths[data_set], plm_folders(arguments).get(data_set)), seed))
            return all(results)

        chains = [(data_set, backbone, seed) for seed in seeds
                  for data_set, backbone in dict.fromkeys(cell[:2] for cell in cells)]
        with ThreadPoolExecutor(arguments.jobs) as pool:
            succeeded = list(pool.map(run_chain, chains))
    return 0 if all(succeeded) else 1


if __name__ == "__main__":
    sys.exit(main())
