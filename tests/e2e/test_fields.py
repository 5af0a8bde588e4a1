# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers and texts with several values from a CSV file to predicted scores; specs that do not fit."""

import csv
import json
import math
import random

from cli_case import BAD_INPUT, CliCase, main, stage, tiny_spec
from test_round_trip import safetensors_header

GENRES = ["Action", "Comedy", "Drama", "War"]
FIELDS = {"numeric": [{"field": "price", "kind": "quantile", "buckets": 4, "text": "bucket"}], "multi_value": [{"field": "genres"}]}


def films(count, seed):
    draw = random.Random(seed)
    rows = []
    for _ in range(count):
        price, genres = draw.uniform(0, 40), [g for g in GENRES if draw.random() < 0.4]
        score = (1 if price < 15 else -1) + ("Action" in genres) - ("Drama" in genres)
        rows.append({"label": int(draw.random() < 1 / (1 + math.exp(-score))), "user": f"u{draw.randrange(12)}",
                     "price": "" if draw.random() < 0.05 else f"{price:.2f}", "genres": "|".join(genres)})
    return rows


class FieldsTest(CliCase):
    def setUp(self):
        super().setUp()
        self.parts = {"train": films(400, 1), "valid": films(100, 2), "test": films(150, 3)}
        self.parts["test"][0].update(user="nobody", price="cheap", genres="Musical|Action")
        for name, rows in self.parts.items():
            self.write_rows(f"{name}.csv", rows)

    def write_rows(self, name, rows):
        with (self.folder / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    def data(self, **more):
        return {"source": "csv", "path": "train.csv", "split": {"kind": "files", "valid_path": "valid.csv", "test_path": "test.csv"}, **more}

    def spec(self, stages, **more):
        return self.write_spec("spec.json", tiny_spec(stages, backbone="deepfm", data=self.data(**more)))

    def test_from_a_file_to_scores(self):
        self.run_program("train", self.spec([stage("pa_mlm", 5), stage("finetune_with_plm", 12)], minimum_count=2, **FIELDS))
        shown = self.json_of("runs", "show", "1")
        self.assertIn("hold no number in \"price\"", json.dumps([e["text"] for e in shown["events"]], ensure_ascii=False).replace("\\", ""))
        evaluated = self.json_of("evaluate", "1", "--by", "price")
        # To the bit: the same weights and batches, and the threads of the run's spec, by which a product is cut.
        self.assertEqual(evaluated["log_loss"], shown["results"]["test/log_loss"])
        self.assertEqual(evaluated["auc"], shown["results"]["test/auc"])
        in_two = self.json_of("evaluate", "1", "--threads", "2")
        self.assertAlmostEqual(in_two["log_loss"], evaluated["log_loss"], delta=1e-6)
        buckets = {one["value"] for one in evaluated["by"]["price"]["values"]}
        self.assertEqual(len(buckets), 5)
        self.assertIn("unknown", buckets)

        report = self.json_of("predict", "1", "--input", "test.csv", "--output", "scores.csv")
        missing = sum(row["price"] == "" for row in self.parts["test"]) + 1  # and the cheap one
        empty = sum(row["genres"] == "" for row in self.parts["test"]) + 1
        self.assertEqual(report["unknown_values"], {"user": 1, "price": missing, "genres": empty})
        with (self.folder / "scores.csv").open(newline="", encoding="utf-8") as file:
            scores = [float(row["probability"]) for row in csv.DictReader(file)]
        loss = -sum(math.log(s if row["label"] else 1 - s) for s, row in zip(scores, self.parts["test"])) / len(scores)
        self.assertAlmostEqual(loss, evaluated["log_loss"], places=5)
        self.check_order_of_values(scores)
        self.check_files()

    def check_order_of_values(self, scores):
        """Blanks, repetitions and a price in the same bucket change nothing on the CTR side; the sentence says the same too."""
        rows = [dict(row) for row in self.parts["test"]]
        for row in rows:
            row["genres"] = " | ".join([*row["genres"].split("|"), *row["genres"].split("|")])
            row["price"] = f" {row['price']}"
        self.write_rows("other.csv", rows)
        self.run_program("predict", "1", "--input", "other.csv", "--output", "others.csv", "--quiet")
        with (self.folder / "others.csv").open(newline="", encoding="utf-8") as file:
            for score, row in zip(scores, csv.DictReader(file)):
                self.assertAlmostEqual(float(row["probability"]), score, places=6)

    def check_files(self):
        self.run_program("export", "1", "--output", "model", "--quiet")
        vocabulary = json.loads((self.folder / "model" / "field_vocabulary.json").read_text(encoding="utf-8"))
        self.assertEqual(vocabulary["version"], 2)
        prices = sorted(float(row["price"]) for row in self.parts["train"] if row["price"])
        self.assertEqual(vocabulary["fields"][1]["edges"], [prices[cut * len(prices) // 4] for cut in (1, 2, 3)])
        self.assertEqual(sorted(vocabulary["fields"][2]["values"]), GENRES)
        run = self.folder / self.json_of("runs", "show", "1")["folder"]
        self.assertEqual(json.loads((run / "preparation" / "field_vocabulary.json").read_text(encoding="utf-8")), vocabulary)
        self.run_program("forward", "1", "--rows", "0:10", "--output", "acts.safetensors", "--quiet")
        header = safetensors_header(self.folder / "acts.safetensors")
        self.assertEqual(header["multi_value_fields"]["shape"], [1])
        self.assertEqual(header["multi_value_offsets"]["shape"], [10])
        values = sum(max(1, len([g for g in row["genres"].split("|") if g])) for row in self.parts["train"][:10])
        self.assertEqual(header["multi_value_ids"]["shape"], [values])

    def test_describe_and_sentences(self):
        settings = ["--set", "split.kind=files", "--set", "split.valid_path=valid.csv", "--set", "split.test_path=test.csv",
                    "--set", f"numeric={json.dumps(FIELDS['numeric'])}", "--set", 'multi_value=[{"field": "genres", "pooling": "sum"}]']
        self.run_program("data", "import", "csv", "train.csv", "--name", "films", *settings)
        for _ in range(2):  # the second time from the cache
            facts = self.json_of("data", "describe", "films")["facts"]
            price, genres = facts["fields"][1:]
            self.assertEqual((price["kind"], len(price["edges"]), price["ids"]), ("number", 3, 5))
            self.assertEqual((genres["kind"], genres["separator"], genres["pooling"], genres["ids"]), ("list", "|", "sum", 5))
            self.assertTrue(any("hold no number" in note for note in facts["notes"]))
            preview = self.json_of("template", "preview", "films", "--rows", "0:20", "--vocabulary-size", "300")
            for row, sentence in zip(self.parts["train"], (one["sentence"] for one in preview["rows"])):
                self.assertIn(f"genres is {', '.join(row['genres'].split('|'))}.", sentence)
                self.assertRegex(sentence, r"price is (unknown|under [\d.]+|[\d.]+ to [\d.]+|[\d.]+ or more)\.")
        self.assertIn("number, 4 buckets", self.run_program("data", "describe", "films").stdout)
        exported = self.json_of("data", "export", "films", "--output", "parts")
        self.assertEqual(exported["rows"]["train.csv"], 400)
        with (self.folder / "parts" / "train.csv").open(newline="", encoding="utf-8") as file:
            self.assertEqual([row["genres"] for row in csv.DictReader(file)], [row["genres"] for row in self.parts["train"]])

    def test_specs_that_do_not_fit(self):
        def refused(contains, **fields):
            self.error_of("train", self.spec([stage("finetune_ctr", 2)], **fields), exit_code=BAD_INPUT, contains=contains)

        refused(["data.numeric.0.buckets", "is 1", "between 2 and 10000"], numeric=[{"field": "price", "buckets": 1}])
        refused(["data.numeric.0.kind", "equal", "quantile, log, width"], numeric=[{"field": "price", "kind": "equal"}])
        refused(["data.multi_value.0.pooling", "max", "mean, sum"], multi_value=[{"field": "genres", "pooling": "max"}])
        refused(["data.multi_value.0.maximum", "-1", "between 0 and 1000"], multi_value=[{"field": "genres", "maximum": -1}])
        refused(["data.multi_value.0.separator", "empty"], multi_value=[{"field": "genres", "separator": ""}])
        refused(["data.multi_value.0.field", "price", "data.numeric.0"], numeric=[{"field": "price"}], multi_value=[{"field": "price"}])
        refused(["data.numeric.0.field", "colour", "user, price, genres"], numeric=[{"field": "colour"}])
        refused(["data.numeric.0.field", "genres", "0 hold a number"], numeric=[{"field": "genres"}])
        refused(["data.numeric.0", "edge", "known: field, kind, buckets, text"], numeric=[{"field": "price", "edge": 3}])

    def test_all_genres_of_movielens(self):
        self.write("ratings.dat", "".join(f"{u}::{m}::{1 + 4 * ((u + m) % 2)}::{u + m}\n" for u in range(1, 9) for m in (1, 2, 3)))
        self.write("users.dat", "".join(f"{u}::F::1::10::4806{u}\n" for u in range(1, 9)))
        self.write("movies.dat", "1::Toy Story (1995)::Animation|Children's|Comedy\n2::Heat (1995)::Action\n3::Sabrina (1995)::Comedy|Romance\n")
        lists = 'multi_value=[{"field": "Film genre"}]'
        self.run_program("data", "import", "movielens_1m", ".", "--name", "first")
        self.run_program("data", "import", "movielens_1m", ".", "--name", "all", "--set", "source_options.genres=all", "--set", lists)
        first, every = (self.json_of("data", "describe", name)["facts"]["fields"][-1] for name in ("first", "all"))
        self.assertEqual((first["kind"], first["distinct_values"]), ("category", 3))
        self.assertEqual((every["kind"], every["distinct_values"], every["longest"]), ("list", 3, 3))
        self.assertEqual(every["ids"], 6)  # Animation, Children's, Comedy, Action, Romance and the unknown
        self.error_of("data", "import", "movielens_1m", ".", "--set", "source_options.genres=most", exit_code=BAD_INPUT,
                      contains=["genres", "most", "first, all"])


if __name__ == "__main__":
    main()
