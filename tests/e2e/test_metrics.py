# SPDX-License-Identifier: GPL-3.0-or-later
"""What `evaluate` and `runs compare` print equals slow computations from the scores that `predict` writes, on a split given as files."""

import csv
import math
from collections import Counter, defaultdict

from cli_case import BAD_INPUT, USAGE, CliCase, main, stage, tiny_spec

SIZES = {"train": 700, "valid": 150, "test": 300}


def area(labels, scores):
    pairs = [(p, n) for p, y in zip(scores, labels) if y for n, z in zip(scores, labels) if not z]
    return sum(1.0 if p > n else 0.5 if p == n else 0.0 for p, n in pairs) / len(pairs) if pairs else None


def average_precision(labels, scores):
    """The precision at the score of each positive, rows of equal score included."""
    reached = [(sum(z for z, t in zip(labels, scores) if t >= s), sum(t >= s for t in scores)) for y, s in zip(labels, scores) if y]
    return sum(hits / taken for hits, taken in reached) / len(reached)


def calibration_error(labels, scores, bins):
    groups = defaultdict(list)
    for label, score in zip(labels, scores):
        groups[min(int(score * bins), bins - 1)].append(score - label)
    return sum(abs(sum(group)) for group in groups.values()) / len(labels)


def log_loss(labels, scores):
    return -sum(math.log(s if y else 1 - s) for y, s in zip(labels, scores)) / len(labels)


class MetricsTest(CliCase):
    def setUp(self):
        super().setUp()
        self.run_program("data", "export", "sample", "--output", "parts", "--quiet")
        self.rows = {}
        for part, size in SIZES.items():
            with (self.folder / "parts" / f"{part}.csv").open(newline="", encoding="utf-8") as file:
                self.rows[part] = list(csv.DictReader(file))[:size]
            with (self.folder / f"{part}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, list(self.rows[part][0]))
                writer.writeheader()
                writer.writerows(self.rows[part])

    def spec(self, name, backbone, **more):
        data = {"source": "csv", "path": "train.csv", "minimum_count": 2,
                "split": {"kind": "files", "valid_path": "valid.csv", "test_path": "test.csv"}, **more}
        spec = tiny_spec([stage("finetune_ctr", 15)], backbone=backbone, data=data)
        spec["name"] = name
        return self.write_spec(f"{name}.json", spec)

    def scores(self, run):
        self.run_program("predict", run, "--input", "test.csv", "--output", "scores.csv", "--quiet")
        with (self.folder / "scores.csv").open(newline="", encoding="utf-8") as file:
            return [float(row["probability"]) for row in csv.DictReader(file)]

    def test_measures_and_slices(self):
        self.run_program("train", self.spec("one", "dcn_v2"), "--quiet")
        found = self.json_of("evaluate", "1", "--by", "shelf", "--by", "user", "--tail", "user,book", "--tail-share", "0.3", "--bins", "7",
                             "--bootstrap", "200")
        labels, scores = [row["label"] == "1" for row in self.rows["test"]], self.scores("1")
        self.assertEqual(found["rows"], SIZES["test"])
        self.assertAlmostEqual(found["auc"], area(labels, scores), places=4)  # predict has other batches: logits to rounding
        self.assertAlmostEqual(found["pr_auc"], average_precision(labels, scores), places=4)
        self.assertAlmostEqual(found["log_loss"], log_loss(labels, scores), places=5)
        self.assertAlmostEqual(found["expected_calibration_error"], calibration_error(labels, scores, 7), places=4)
        self.assertEqual(sum(b["rows"] for b in found["calibration_bins"]), SIZES["test"])
        self.assertEqual(len(found["calibration_bins"]), 7)
        for measure in ("auc", "log_loss", "pr_auc"):
            low, high = found["bootstrap"][f"{measure}_interval95"]
            self.assertTrue(low < found[measure] < high, measure)
        self.check_slices(found, labels, scores)
        self.check_tail(found["tail"], labels, scores)
        text = self.run_program("evaluate", "1", "--by", "user", "--top", "3", "--tail", "user,book").stdout
        for part in ("PR-AUC", "expected calibration error (10 equal bins)", "gAUC", "tail users, other items", "more with fewer rows"):
            self.assertIn(part, text)

    def check_slices(self, found, labels, scores):
        for field in ("shelf", "user"):
            places = defaultdict(list)
            for place, row in enumerate(self.rows["test"]):
                places[row[field]].append(place)
            slices = found["by"][field]["values"]
            self.assertEqual({s["value"]: s["rows"] for s in slices}, {value: len(at) for value, at in places.items()})
            inside = {value: area([labels[i] for i in at], [scores[i] for i in at]) for value, at in places.items()}
            for one in slices:
                if inside[one["value"]] is None:
                    self.assertIsNone(one["auc"])
                else:
                    self.assertAlmostEqual(one["auc"], inside[one["value"]], places=3)
            both = [(inside[value], len(at)) for value, at in places.items() if inside[value] is not None]
            group = found["by"][field]["group_auc"]
            self.assertAlmostEqual(group["auc"], sum(a * n for a, n in both) / sum(n for _, n in both), places=4)
            self.assertEqual((group["groups"], group["groups_left_out"]), (len(both), len(places) - len(both)))
            self.assertEqual(group["rows"] + group["rows_left_out"], SIZES["test"])

    def check_tail(self, tail, labels, scores):
        rare = {}
        for side, field in (("users", "user"), ("items", "book")):
            counts = Counter(row[field] for row in self.rows["train"])
            cut = sorted(counts.values())[math.ceil(0.3 * len(counts) - 1e-9) - 1]
            rare[field] = [counts[row[field]] <= cut for row in self.rows["test"]]  # unknown ones count 0
            self.assertEqual((tail[side]["values"], tail[side]["largest_count"]), (len(counts), cut))
        cells = [(u, i) for u in (True, False) for i in (True, False)]
        for (user, item), cell in zip(cells, tail["cells"]):
            at = [k for k in range(len(labels)) if (rare["user"][k], rare["book"][k]) == (user, item)]
            self.assertEqual((cell["rows"], cell["positives"]), (len(at), sum(labels[k] for k in at)), cell["cell"])
            expected = area([labels[k] for k in at], [scores[k] for k in at])
            if expected is None:
                self.assertIsNone(cell["auc"])
            else:
                self.assertAlmostEqual(cell["auc"], expected, places=3)

    def test_runs_and_groups_against_each_other(self):
        for name, backbone in (("deep", "dnn"), ("cross", "dcn_v2")):
            self.run_program("train", self.spec(name, backbone), "--seeds", "1-3", "--quiet")
        pair = self.json_of("evaluate", "4", "--against", "1")["against"]
        labels = [row["label"] == "1" for row in self.rows["test"]]
        self.assertAlmostEqual(pair["auc_difference"], area(labels, self.scores("4")) - area(labels, self.scores("1")), places=4)
        self.assertTrue(0 <= pair["p_value"] <= 1)
        self.assertIn("DeLong", self.run_program("evaluate", "4", "--against", "1").stdout)

        groups = self.json_of("runs", "compare", "--group", "name = cross", "--against", "name = deep")
        self.assertEqual(groups["pairs"], [{"seed": s, "group": f"r-000{s + 3}", "against": f"r-000{s}"} for s in (1, 2, 3)])
        results = {run["run"]: run["results"] for run in self.json_of("runs", "list")}
        differences = [results[p["group"]]["test/auc"] - results[p["against"]]["test/auc"] for p in groups["pairs"]]
        found = groups["metrics"]["test/auc"]["difference"]
        mean = sum(differences) / 3
        deviation = math.sqrt(sum((d - mean) ** 2 for d in differences) / 2)
        t = mean / (deviation / math.sqrt(3))
        self.assertAlmostEqual(found["mean"], mean, places=12)
        self.assertAlmostEqual(found["t"], t, places=9)
        # Student's t with two degrees has a closed form: P(|T| >= t) = 1 - |t| / sqrt(2 + t^2).
        self.assertAlmostEqual(found["p_value"], 1 - abs(t) / math.sqrt(2 + t * t), places=12)
        self.assertAlmostEqual(found["interval95"][1] - found["mean"], 4.30265273 * deviation / math.sqrt(3), places=9)
        self.assertIn("RelaImpr", self.run_program("runs", "compare", "--group", "name = cross", "--against", "name = deep").stdout)

    def test_questions_that_cannot_be_answered(self):
        self.run_program("train", self.spec("one", "dcn_v2"), "--quiet")
        self.error_of("evaluate", "1", "--by", "colour", exit_code=BAD_INPUT, contains=["colour", "shelf"])
        self.error_of("evaluate", "1", "--tail", "user", exit_code=USAGE, contains=["--tail", "user,item"])
        self.error_of("evaluate", "1", "--tail", "user,film", exit_code=BAD_INPUT, contains=["film", "book"])
        self.error_of("evaluate", "1", "--tail", "user,book", "--tail-share", "0", exit_code=BAD_INPUT, contains=["tail", "above 0"])
        self.error_of("evaluate", "1", "--bins", "0", exit_code=BAD_INPUT, contains=["bins", "between 1 and 1000"])
        self.run_program("train", self.spec("fewer", "dcn_v2", maximum_rows=100), "--quiet")
        self.error_of("evaluate", "1", "--against", "2", exit_code=BAD_INPUT, contains=["--against 2", "same rows"])
        self.error_of("runs", "compare", "--group", "name = none", "--against", "name = one", exit_code=BAD_INPUT, contains=["--group"])
        self.error_of("runs", "compare", "--group", "colour = red", "--against", "name = one", exit_code=USAGE, contains=["colour", "known"])
        self.error_of("runs", "compare", "--group", "name", "--against", "name = one", exit_code=USAGE, contains=["--group", "comparison"])
        self.error_of("runs", "compare", "--group", "name = one", "--against", "name = fewer", "--metric", "test/f1", exit_code=BAD_INPUT,
                      contains=["test/f1", "test/auc"])


if __name__ == "__main__":
    main()
