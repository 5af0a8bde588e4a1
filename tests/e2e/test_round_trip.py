# SPDX-License-Identifier: GPL-3.0-or-later
"""The road of a user: sample, import, preview, train, look, evaluate, predict, forward, export, delete."""

import csv
import hashlib
import json
import struct
import xml.dom.minidom

from cli_case import CliCase, main, stage, tiny_spec

SAMPLE_SHA256 = "4588e86414e92324182c2f192c85a2cac30a4d0a41b6a566580a10410b856aa0"
FIELDS = ["user", "age", "job", "book", "title", "author", "shelf"]


def safetensors_header(path):
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        return json.loads(file.read(length))


class RoundTripTest(CliCase):
    def test_sample_is_the_defined_one(self):
        report = self.json_of("sample", "--out", "bookshop")
        data = (self.folder / "bookshop" / "bookshop.csv").read_bytes()
        self.assertEqual(hashlib.sha256(data).hexdigest(), SAMPLE_SHA256)
        self.assertAlmostEqual(report["parts"]["test"]["bayes_auc"], 0.8273, places=4)
        self.assertAlmostEqual(report["parts"]["test"]["bayes_log_loss"], 0.4960, places=4)

    def test_import_describe_and_export_of_a_csv(self):
        rows = "".join(f"{i % 2},u{i % 7},\"Title, {i % 5}\"\n" for i in range(100))
        self.write("clicks.csv", "click,user,title\n" + rows)
        self.run_program("data", "import", "csv", "clicks.csv", "--name", "clicks", "--set", "label.column=click")
        described = self.json_of("data", "describe", "clicks")
        self.assertEqual(described["facts"]["rows"], 100)
        self.assertEqual([f["name"] for f in described["facts"]["fields"]], ["user", "title"])
        self.assertEqual([d["name"] for d in self.json_of("data", "list")], ["clicks"])
        exported = self.json_of("data", "export", "clicks", "--output", "parts")
        self.assertEqual(sum(exported["rows"].values()), 100)
        with (self.folder / "parts" / "train.csv").open(newline="", encoding="utf-8") as file:
            values = list(csv.DictReader(file))
        self.assertEqual(len(values), exported["rows"]["train.csv"])
        self.assertTrue(all(row["title"].startswith("Title, ") for row in values))

    def test_preview_names_the_field_of_each_token(self):
        preview = self.json_of("template", "preview", "sample", "--rows", "0:2", "--vocabulary-size", "300")
        row = preview["rows"][0]
        self.assertEqual((row["tokens"][0], row["fields"][0]), ("[CLS]", "(special)"))
        self.assertEqual(set(row["fields"]), {"(special)", "(template)", *FIELDS})
        self.assertEqual(sum(entry["rows"] for entry in preview["lengths"]), 40000)
        # A sentence is its segments and the two tokens at its ends.
        mean = sum(entry["tokens"] * entry["rows"] for entry in preview["lengths"]) / 40000
        self.assertEqual([segment["field"] for segment in preview["segments"]], list(FIELDS))
        self.assertAlmostEqual(sum(segment["mean_tokens"] for segment in preview["segments"]) + 2, mean)

    def test_tokenize_gives_a_json_line_for_each_line(self):
        pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "go", "##ing", "is", "."]
        self.write("vocab.txt", "\n".join(pieces) + "\n")
        done = self.run_program("tokenize", "--plm", "vocab.txt", stdin="Going is.\n\n")
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(lines[0]["tokens"], ["[CLS]", "go", "##ing", "is", ".", "[SEP]"])
        self.assertEqual(lines[0]["ids"], [2, 5, 6, 7, 8, 3])
        self.assertEqual(lines[0]["offsets"][1:5], [[0, 2], [2, 5], [6, 8], [8, 9]])
        self.assertEqual(lines[1]["tokens"], ["[CLS]", "[SEP]"])

    def test_presets_print_specs_that_train_reads(self):
        self.assertIn("sample", [preset["id"] for preset in self.json_of("presets", "list")])
        arms = self.json_of("presets", "show", "sample")
        self.assertGreaterEqual(len(arms), 3)
        one = self.run_program("presets", "show", "sample", "--arm", sorted(arms)[0]).stdout
        self.assertEqual(json.loads(one), arms[sorted(arms)[0]])

    def test_two_arms_over_three_seeds_are_reported(self):
        settings = ["--set", "data.maximum_rows=600", "--set", "data.split.kind=random", "--set", "data.split.seed=5", "--set", "stages.0.epochs=1",
                    "--set", "stages.0.maximum_steps=3", "--set", "backbone.options.embedding_size=4"]
        report = self.json_of("train", "sample", "--arm", "scratch", "--arm", "alone", "--seeds", "1-3", "--set", "name=tiny", *settings,
                              "--curves", "curves.svg", "--threads", "1")
        self.assertEqual([(r["arm"], r["seed"]) for r in report["runs"]],
                         [(arm, seed) for seed in (1, 2, 3) for arm in ("scratch", "alone")])
        self.assertEqual(report["differences"][0]["test/auc"]["n"], 3)
        self.assertIn("interval95", report["differences"][0]["test/auc"])
        self.assertGreater(report["bayes"]["auc"], 0.7)
        xml.dom.minidom.parse(str(self.folder / "curves.svg"))
        self.assertEqual(len(self.json_of("runs", "list", "--filter", "backbone = dcn_v2 and seed > 1")), 4)

    def test_a_trained_model_can_be_used(self):
        spec = self.write_spec("spec.json", tiny_spec([stage("pa_mlm", 6), stage("finetune_with_plm", 6)]))
        trained = self.run_program("train", spec)
        self.assertIn("r-0001", trained.stdout)
        shown = self.json_of("runs", "show", "r-0001")
        self.assertEqual(shown["state"], "finished")
        self.assertIn("test/auc", shown["results"])

        evaluated = self.json_of("evaluate", "r-0001")
        self.assertAlmostEqual(evaluated["auc"], shown["results"]["test/auc"], places=9)
        self.assertGreater(self.json_of("evaluate", "r-0001", "--split", "valid")["rows"], 0)

        self.check_prediction()
        self.check_forward()
        self.run_program("export", "r-0001", "--output", "model")
        for name in ("model.safetensors", "clickprompt.safetensors", "config.json", "vocab.txt", "field_vocabulary.json", "spec.json"):
            self.assertTrue((self.folder / "model" / name).is_file(), name)

        self.run_program("train", spec, "--set", "stages.1.optimizer.weight_decay=0.5")
        differing = self.json_of("runs", "diff", "r-0001", "r-0002")
        self.assertEqual([d["path"] for d in differing], ["stages.1.optimizer.weight_decay"])
        folder = shown["folder"]
        self.run_program("runs", "delete", "r-0001")
        self.assertEqual([run["run"] for run in self.json_of("runs", "list")], ["r-0002"])
        self.assertFalse((self.folder / folder).exists())

    def check_prediction(self):
        self.run_program("data", "export", "sample", "--output", "parts")
        with (self.folder / "parts" / "test.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))[:50]
        rows[3]["user"] = "nobody"
        with (self.folder / "rows.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, ["unused", *reversed(FIELDS)], extrasaction="ignore")
            writer.writeheader()
            writer.writerows({**row, "unused": "x"} for row in rows)
        report = self.json_of("predict", "r-0001", "--input", "rows.csv", "--output", "scores.csv")
        self.assertEqual(report["rows"], 50)
        self.assertGreaterEqual(report["unknown_values"]["user"], 1)
        with (self.folder / "scores.csv").open(newline="", encoding="utf-8") as file:
            scores = [float(row["probability"]) for row in csv.DictReader(file)]
        self.assertEqual(len(scores), 50)
        self.assertTrue(all(0 < score < 1 for score in scores))

    def check_forward(self):
        self.run_program("forward", "r-0001", "--rows", "0:10", "--output", "acts.safetensors", "--attention")
        header = safetensors_header(self.folder / "acts.safetensors")
        self.assertEqual(header["field_ids"]["shape"], [10, 7])
        self.assertEqual(header["prompt_keys"]["shape"], [2, 10, 2, 2, 8])
        tokens = header["token_ids"]["shape"][1]
        self.assertEqual(header["hidden_states"]["shape"], [3, 10, tokens, 16])
        self.assertEqual(header["attention"]["shape"], [2, 10, 2, tokens, 2 + tokens])


if __name__ == "__main__":
    main()
