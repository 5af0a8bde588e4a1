# SPDX-License-Identifier: GPL-3.0-or-later
"""What the end-to-end tests share: the program, a folder of their own, tiny specs."""

import csv
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import reference

PROGRAM = os.environ.get("CLICKPROMPT", "clickprompt")
USAGE, BAD_INPUT, RUN_FAILED, STORE, STOPPED = 2, 3, 4, 5, 130

# Metrics of the clock: the only ones that two equal runs do not share.
CLOCK_METRICS = {"train/rows_per_second"}

RATES = {"learning_rate_plm": 1e-3, "learning_rate_ctr": 1e-3, "learning_rate_heads": 1e-3}


def stage(kind, steps, **more):
    return {"kind": kind, "epochs": 1, "maximum_steps": steps, "batch": 32, "optimizer": RATES, **more}


def tiny_spec(stages, backbone="dcn_v2", **more):
    """A few hundred rows of the sample and models of a few thousand weights: seconds on one core."""
    spec = {
        "name": "tiny",
        "data": {"source": "sample", "maximum_rows": 1200, "split": {"kind": "random", "train": 0.6, "valid": 0.2, "seed": 5}},
        "plm": {
            "scratch": {"layers": 2, "hidden": 16, "heads": 2, "feed_forward": 32, "maximum_positions": 96},
            "tokenizer": {"kind": "trained", "vocabulary_size": 300},
        },
        "backbone": {"id": backbone},
        "prompts": {"count": 2},
        "stages": stages,
        "seed": 3,
        "threads": 1,
    }
    spec.update(more)
    return spec


class CliCase(unittest.TestCase):
    """A test with a folder of its own, in which the program runs."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="cpw e2e "))  # the blank is on purpose
        self.addCleanup(shutil.rmtree, self.folder, True)

    def run_program(self, *arguments, exit_code=0, stdin=None, timeout=500):
        """The finished process; fails the test when the exit code is another."""
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, input=stdin, capture_output=True, text=True,
                              timeout=timeout)
        self.assertEqual(done.returncode, exit_code, f"{arguments}\nstdout: {done.stdout}\nstderr: {done.stderr}")
        return done

    def json_of(self, *arguments, **more):
        """The one JSON document on standard output."""
        return json.loads(self.run_program(*arguments, "--json", "--quiet", **more).stdout)

    def error_of(self, *arguments, exit_code, contains):
        """The one error line; checks exit code, that standard output is empty and that each word is named."""
        done = self.run_program(*arguments, exit_code=exit_code)
        errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
        self.assertEqual(len(errors), 1, done.stderr)
        self.assertEqual(done.stdout, "")
        for word in contains:
            self.assertIn(word, errors[0])
        return errors[0]

    def best_checkpoint(self, run):
        """The folder of the run's best checkpoint."""
        checkpoints = self.folder / self.json_of("runs", "show", run)["folder"] / "checkpoints"
        return checkpoints / (checkpoints / "best").read_text(encoding="utf-8").strip()

    def reference(self, script, *arguments):
        """What a script of the independent reference prints; fails the test when it ends with another exit code than 0."""
        code, output = reference.run(script, arguments, self.folder)
        self.assertEqual(code, 0, output)
        return output

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def write_spec(self, name, spec):
        return self.write(name, json.dumps(spec))

    def files(self):
        """Every file below the folder but logs and cached tables (complete and checked when they are there), relative."""
        files = [p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file() and p.suffix != ".log"]
        return sorted(name for name in files if ".cpw.d/cache/" not in name)

    def points(self, run, project="clickprompt.cpw"):
        """All metric points of a run as text, without what depends on the clock."""
        target = self.folder / "points.csv"
        self.run_program("runs", "export", run, "--output", target, "--project", project, "--quiet")
        with target.open(newline="", encoding="utf-8") as file:
            rows = [tuple(row[key] for key in ("metric", "stage", "step", "epoch", "value"))
                    for row in csv.DictReader(file) if row["metric"] not in CLOCK_METRICS]
        target.unlink()
        return rows


def main():
    unittest.main(verbosity=2)
