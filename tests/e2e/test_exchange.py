#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of other programs in, documents out, as scripts do it."""

import csv
import json
import os
import sqlite3
from pathlib import Path

from cli_case import BAD_INPUT, STORE, USAGE, CliCase, main, stage, tiny_spec

GOLDEN = Path(__file__).resolve().parent.parent / "data" / "golden" / "exchange"


class ImportTest(CliCase):
    def test_every_kind_is_found_and_taken_once(self):
        database = self.folder / "mlflow.db"
        with sqlite3.connect(database) as connection:
            connection.executescript((GOLDEN / "mlflow.sql").read_text(encoding="utf-8"))
        self.write("metrics.csv", "step,val_auc\n1,0.5\n2,0.75\n")
        for path, kind, runs in ((GOLDEN / "tensorboard", "tensorboard", 3), (GOLDEN / "mlruns", "mlflow", 2), (database, "mlflow", 2),
                                 (self.folder / "metrics.csv", "csv", 1)):
            report = self.json_of("runs", "import", path)
            self.assertEqual(report["from"], kind)
            self.assertEqual([run["outcome"] for run in report["runs"]], ["added"] * runs)
            report = self.json_of("runs", "import", path)
            self.assertEqual([run["outcome"] for run in report["runs"]], ["unchanged"] * runs)
        self.assertEqual(len(self.json_of("runs", "list")), 8)
        self.assertEqual(len(self.json_of("runs", "list", "--filter", "origin = mlflow")), 4)

    def test_imported_runs_are_compared_but_not_resumed(self):
        self.write("a.csv", "step,val_auc\n1,0.5\n2,0.75\n")
        self.run_program("runs", "import", "a.csv", "--metric", "val_auc=valid/auc")
        first = self.json_of("runs", "list")[0]
        self.assertEqual(first["results"], {"valid/auc": 0.75})
        self.assertEqual(first["imported_from"]["program"], "csv")
        self.run_program("runs", "import", GOLDEN / "mlruns")
        runs = {run["name"]: run["run"] for run in self.json_of("runs", "list")}
        shown = self.json_of("runs", "show", runs["first"])
        self.assertIsNone(shown["spec"])
        self.assertEqual(shown["settings"]["lr"], "0.001")
        differences = {entry["path"]: entry for entry in self.json_of("runs", "diff", runs["first"], runs["broken"])}
        self.assertEqual(differences["model"]["first"], "deepfm")
        self.assertEqual(differences["data/name"]["first"], "Bookshop")
        for command, *options in (["resume"], ["evaluate"], ["fork", "--set", "seed=2"], ["export", "--output", "x"]):
            self.error_of(command, runs["first"], *options, exit_code=BAD_INPUT, contains=["imported from MLflow"])

    def test_what_cannot_be_imported_is_said(self):
        self.write("text.md", "# Text\n")
        self.error_of("runs", "import", "text.md", exit_code=BAD_INPUT, contains=["text.md", "TensorBoard", "--from"])
        self.error_of("runs", "import", "missing", exit_code=BAD_INPUT, contains=["missing"])
        self.write("bad.csv", "step,loss\n1,0.5\n2,abc\n")
        self.error_of("runs", "import", "bad.csv", exit_code=BAD_INPUT, contains=["line 3 of bad.csv", "abc", "loss"])
        self.error_of("runs", "import", "bad.csv", "--metric", "loss", exit_code=USAGE, contains=["OLD=NEW"])
        self.error_of("runs", "import", "bad.csv", "--from", "excel", exit_code=USAGE, contains=["--from"])
        self.write("other.cpw", "not a project")
        self.error_of("runs", "import", GOLDEN / "mlruns", "--project", "other.cpw", exit_code=STORE, contains=["other.cpw"])


class ExportTest(CliCase):
    def setUp(self):
        super().setUp()
        self.run_program("runs", "import", GOLDEN / "tensorboard")
        self.run_program("runs", "import", GOLDEN / "mlruns")

    def test_a_document_has_every_point(self):
        self.run_program("runs", "export", "--filter", "origin = tensorboard", "--output", "runs.json")
        document = json.loads((self.folder / "runs.json").read_text(encoding="utf-8"))
        self.assertEqual((document["format"], document["format_version"]), ("clickprompt-runs", 1))
        expected = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))["tensorboard"]
        self.assertEqual({run["name"] for run in document["runs"]}, set(expected))
        for run in document["runs"]:
            self.assertEqual(run["settings"], expected[run["name"]]["settings"])
            curves = {curve["name"]: [list(point) for point in zip(curve["step"], curve["value"])] for curve in run["metrics"]}
            self.assertEqual(curves, expected[run["name"]]["metrics"])
        printed = json.loads(self.run_program("runs", "export", "--filter", "origin = tensorboard", "--json").stdout)
        self.assertEqual(printed["runs"], document["runs"])

    def test_points_come_back_by_way_of_csv(self):
        self.run_program("runs", "export", "--filter", "origin = mlflow", "--output", "points.csv")
        with (self.folder / "points.csv").open(newline="", encoding="utf-8") as file:
            lines = [line for line in csv.DictReader(file) if line["metric"] == "valid/log_loss"]
        self.run_program("runs", "import", "points.csv", "--project", "second.cpw")
        document = json.loads(self.run_program("runs", "export", "--filter", "name ~ r-", "--json", "--project", "second.cpw").stdout)
        curves = [curve for run in document["runs"] for curve in run["metrics"] if curve["name"] == "valid/log_loss"]
        self.assertEqual([float(line["value"]) for line in lines], curves[0]["value"])

    def test_a_trained_run_tells_program_and_checkpoints(self):
        spec = self.write_spec("tiny.json", tiny_spec([stage("finetune_ctr", 6)]))
        self.run_program("train", spec, "--project", "own.cpw")
        document = json.loads(self.run_program("runs", "export", "r-0001", "--json", "--project", "own.cpw").stdout)
        run = document["runs"][0]
        self.assertEqual(run["spec"], self.json_of("runs", "show", "r-0001", "--project", "own.cpw")["spec"])
        self.assertEqual(len(run["environment"]), 1)
        self.assertRegex(run["environment"][0]["text"], r"^Started on cpu, 1 threads, LibTorch [\d.+a-z]+, .*ClickPrompt Workbench \d")
        self.assertRegex(document["program"], r"^ClickPrompt Workbench \d")
        last = run["checkpoints"][-1]
        self.assertTrue(last["is_last"])
        self.assertEqual(sum(checkpoint["is_best"] for checkpoint in run["checkpoints"]), 1)
        folder = self.folder / "own.cpw.d" / "r-0001" / last["folder"]
        self.assertEqual({name: facts["bytes"] for name, facts in last["files"].items()}, {path.name: path.stat().st_size for path in folder.iterdir()})
        self.assertIn("checksum", last["files"]["model.safetensors"])
        steps = [curve for curve in run["metrics"] if curve["name"] == "train/loss"][0]["step"]
        self.assertEqual(steps, sorted(steps))
        self.assertEqual(run["step"], 6)

    def test_runs_of_two_files_come_together(self):
        spec = self.write_spec("tiny.json", tiny_spec([stage("finetune_ctr", 6)]))
        for project, seed in (("here.cpw", "1"), ("there.cpw", "2")):
            self.run_program("train", spec, "--seeds", seed, "--project", project)
        self.run_program("runs", "export", "--all", "--output", "there.json", "--project", "there.cpw")
        report = self.json_of("runs", "import", "there.json", "--project", "here.cpw")
        self.assertEqual((report["from"], [run["outcome"] for run in report["runs"]]), ("clickprompt", ["added"]))
        own, taken = sorted(self.json_of("runs", "list", "--project", "here.cpw"), key=lambda run: run["seed"])
        for fact in ("name", "dataset", "backbone", "stages", "state", "step"):
            self.assertEqual(own[fact], taken[fact])
        self.assertEqual((own["seed"], taken["seed"]), (1, 2))
        self.assertEqual(taken["results"], self.json_of("runs", "list", "--project", "there.cpw")[0]["results"])
        paths = {entry["path"] for entry in self.json_of("runs", "diff", own["run"], taken["run"], "--project", "here.cpw")}
        self.assertLessEqual(paths, {"name", "seed"})
        self.assertEqual(self.json_of("runs", "import", "there.json", "--project", "there.cpw")["runs"], [])
        self.error_of("runs", "import", "there.cpw", "--project", "here.cpw", exit_code=BAD_INPUT, contains=["is a run file of this program", "--all"])
        self.error_of("runs", "export", "--all", "--output", "x.json", "--project", "empty.cpw", exit_code=STORE, contains=["empty.cpw"])

    def test_usage_is_checked(self):
        self.error_of("runs", "export", "--output", "x.json", exit_code=USAGE, contains=["--filter"])
        self.error_of("runs", "export", "r-0001", exit_code=USAGE, contains=["--output"])
        self.error_of("runs", "export", "r-0001", "--filter", "id = 1", "--output", "x.json", exit_code=USAGE, contains=["--filter"])
        self.error_of("runs", "export", "r-0099", "--output", "x.json", exit_code=BAD_INPUT, contains=["r-0099"])
        self.error_of("runs", "export", "--filter", "id = 99", "--output", "x.json", exit_code=BAD_INPUT, contains=["no run fits"])
        self.assertFalse(os.path.exists(self.folder / "x.json"))


if __name__ == "__main__":
    main()
