#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The specs of grid.py and the tables of write_results.py, against ones written by hand."""

import argparse
import json
import stat
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import grid  # noqa: E402
import keep_runs  # noqa: E402
import write_results  # noqa: E402

# A stand-in for the program: it knows three runs and answers as the command line does.
PROGRAM = '''#!{python}
import json, sys
words = sys.argv[1:]
CELLS = {cells}
if words[:1] == ["evaluate"]:
    open({calls!r}, "a").write(words[1] + "\\n")
    print(json.dumps({{"tail": {{"cells": CELLS[words[1]]}}}}))
elif words[:2] == ["runs", "compare"]:
    group, against, metric = words[3], words[5], words[7]
    if "scratch" in against:
        print(json.dumps({{"metrics": {{metric: {{"difference": {{"mean": 0.0225, "p_value": 0.00123}}}}}}}}))
    else:
        print(json.dumps({{"metrics": {{metric: {{"difference": {{"mean": -0.004}}}}}}}}))
else:
    sys.exit(3)
'''


def cells(*areas):
    names = ("tail users, tail items", "tail users, other items", "other users, tail items", "other users, other items")
    return [{"cell": name, "rows": 1000 + place, "auc": area} for place, (name, area) in enumerate(zip(names, areas))]


def preset():
    """The arms of a preset, cut down to what the grid touches."""
    pretraining = {"kind": "pa_mlm", "epochs": 6, "masking": {"token_rate": 0.3, "field_rate": 0.3, "template_tokens": False}}
    backbone = {"id": "dcn_v2", "options": {"embedding_size": 32, "embedding_dropout": 0.2, "cross_layers": 3, "tower_width": 128}}
    def arm(*stages):
        return {"data": {"source": "sample"}, "backbone": backbone, "prompts": {"count": 4}, "fusion": "sum", "stages": list(stages)}
    return {"scratch": arm({"kind": "finetune_ctr"}), "alone": arm(pretraining, {"kind": "finetune_ctr"}),
            "with_plm": arm(pretraining, {"kind": "finetune_with_plm"})}


def spec_of(arm, backbone="dcn_v2"):
    return grid.spec_of(preset(), "sample", backbone, arm, None)


class Specs(unittest.TestCase):
    def test_an_arm_changes_what_it_names_and_nothing_else(self):
        changed, plain = spec_of("text_alone"), spec_of("with_plm")
        self.assertEqual((changed.pop("fusion"), plain.pop("fusion")), ("plm_only", "sum"))
        self.assertEqual((changed.pop("prompts"), plain.pop("prompts")), ({"count": 0}, {"count": 4}))
        self.assertEqual((changed.pop("name"), plain.pop("name")), ("sample/dcn_v2/text_alone", "sample/dcn_v2/with_plm"))
        self.assertEqual(changed, plain)

    def test_without_pretraining_only_the_finetune_is_left(self):
        self.assertEqual([stage["kind"] for stage in spec_of("no_pretraining")["stages"]], ["finetune_with_plm"])
        self.assertEqual(spec_of("no_pretraining")["prompts"]["count"], 4)
        self.assertEqual(spec_of("neither")["prompts"]["count"], 0)

    def test_another_masking_changes_the_pretraining_of_the_model_served_alone(self):
        stages = spec_of("mask_paper_long")["stages"]
        self.assertEqual([stage["kind"] for stage in stages], ["pa_mlm", "finetune_ctr"])
        self.assertEqual(stages[0], {"kind": "pa_mlm", "epochs": 24, "masking": {"token_rate": 0.15, "field_rate": 0.0, "template_tokens": True}})

    def test_another_backbone_keeps_the_shared_options(self):
        self.assertEqual(spec_of("alone", "dnn")["backbone"],
                         {"id": "dnn", "options": {"embedding_size": 32, "embedding_dropout": 0.2, "tower_width": 128}})

    def test_stages_of_another_preset_come_with_nothing_else(self):
        other = preset()
        other["alone"]["stages"][0]["epochs"] = 4
        other["alone"]["fusion"] = "learned"
        mixed = grid.with_stages_of(preset(), other)
        self.assertEqual(mixed["alone"], preset()["alone"] | {"stages": other["alone"]["stages"]})
        self.assertEqual(mixed["scratch"], preset()["scratch"])

    def test_a_pretrained_model_changes_the_stages_that_are_there(self):
        arms = preset()
        for arm in arms.values():
            arm["plm"] = {"folder": "", "pooler": "cls", "tokenizer": {"kind": "trained"}}
            for stage in arm["stages"]:
                stage["optimizer"] = {"learning_rate_plm": 0.003}
        alone = grid.spec_of(arms, "ml_100k_few_labels_minilm", "dcn_v2", "alone", "rows", "models/minilm")
        self.assertEqual(alone["plm"], {"folder": "models/minilm", "pooler": "mean", "tokenizer": {"kind": "folder"}})
        self.assertEqual([stage["optimizer"]["learning_rate_plm"] for stage in alone["stages"]], [0.0001, 0.003])
        self.assertEqual((alone["stages"][0]["epochs"], alone["data"]["split"]["train"]), (1, 0.1))
        scratch = grid.spec_of(arms, "ml_100k_few_labels_minilm", "dcn_v2", "scratch", "rows", "models/minilm")
        self.assertEqual(scratch["stages"], arms["scratch"]["stages"])

    def test_every_genre_is_a_field_of_several_values(self):
        arms = preset()
        spec = grid.spec_of(arms, "ml_100k_genres", "dcn_v2", "with_plm", "rows")
        self.assertEqual(spec["data"], {"source": "sample", "path": "rows", "source_options": {"genres": "all"},
                                        "multi_value": [{"field": "Film genre", "separator": "|", "pooling": "mean"}]})
        self.assertEqual(spec["stages"], arms["with_plm"]["stages"])
        self.assertEqual([arm for _, _, arm in grid.cells(["ml_100k_genres"])], ["scratch", "alone", "with_plm"])

    def test_arms_of_few_presets_are_run_where_they_are(self):
        arms = {data_set: {arm for _, _, arm in grid.cells([data_set])} for data_set in ("sample", "ml_100k", "ml_100k_few_labels", "ml_1m_tenth")}
        self.assertEqual({data_set for data_set, found in arms.items() if "after_ctr" in found}, {"ml_100k", "ml_1m_tenth"})
        self.assertIn(("ml_100k", "dcn_v2", "after_ctr"), list(grid.cells(["ml_100k"])))

    def test_the_preset_stays_as_it_was(self):
        arms = preset()
        grid.spec_of(arms, "sample", "dnn", "mask_paper", "elsewhere")
        self.assertEqual(arms, preset())

    def test_ablations_and_maskings_are_of_the_first_backbone(self):
        backbones = {arm: [cell[1] for cell in grid.cells(["sample"]) if cell[2] == arm] for arm in grid.EVERY_ARM}
        self.assertEqual(backbones["alone"], ["dcn_v2", "autoint", "dnn"])
        self.assertEqual(backbones["mask_paper"], ["dcn_v2"])
        self.assertEqual(backbones["text_alone"], ["dcn_v2"])

    def test_a_data_set_changes_every_spec_and_takes_a_part_of_the_grid(self):
        arms = preset()
        for arm in arms.values():
            arm["data"] = {"source": "movielens_100k", "split": {"kind": "random", "train": 0.8, "valid": 0.1, "seed": 2024}}
        spec = grid.spec_of(arms, "ml_100k_few_labels", "dcn_v2", "alone", "folder")
        self.assertEqual(spec["data"], {"source": "movielens_100k", "path": "folder", "vocabulary": "all",
                                        "split": {"kind": "random", "train": 0.1, "valid": 0.8, "seed": 2024}})
        third = grid.spec_of(arms, "ml_100k_labels_30", "dcn_v2", "scratch", "folder")
        self.assertEqual(third["data"], spec["data"] | {"split": {"kind": "random", "train": 0.3, "valid": 0.6, "seed": 2024}})
        self.assertEqual(list(grid.cells(["ml_100k_few_labels"])),
                         [("ml_100k_few_labels", "dcn_v2", arm) for arm in ("scratch", "alone", "with_plm")])


class TablesOfRareValues(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        folder = Path(self.folder.name)
        self.calls = folder / "calls"
        measured = {"r-0001": cells(0.60, 0.70, 0.65, None), "r-0002": cells(0.62, 0.72, 0.67, None),
                    "r-0003": cells(0.63, 0.70, 0.65, None), "r-0004": cells(0.63, 0.72, 0.69, None)}
        program = folder / "clickprompt"
        program.write_text(PROGRAM.format(python=sys.executable, cells=repr(measured), calls=str(self.calls)))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.arguments = argparse.Namespace(program=str(program), store=str(folder / "runs.cpw"))
        self.runs = {"sample/dcn_v2/scratch": [{"run": "r-0001", "seed": 1}, {"run": "r-0002", "seed": 2}],
                     "sample/dcn_v2/alone": [{"run": "r-0003", "seed": 1}, {"run": "r-0004", "seed": 2}]}

    def tearDown(self):
        self.folder.cleanup()

    def test_a_row_has_means_deviations_and_differences_paired_by_seed(self):
        lines = write_results.tail_table(self.arguments, "sample", self.runs).splitlines()
        self.assertEqual(len(lines), 4)
        self.assertIn("tail users, tail items (1,000 rows)", lines[0])
        # 0.60 and 0.62: mean 0.61, deviation 0.01 * sqrt(2).
        self.assertEqual(lines[2], "| dcn_v2 | CTR model alone, from scratch | 2 | 0.6100 ± 0.0141 | 0.7100 ± 0.0141 | 0.6600 ± 0.0141 | - |")
        # Differences +0.03 and +0.01: mean 0.02, standard error 0.01, t 2. Equal differences have no t.
        self.assertIn("| 0.6300 ± 0.0000 (+0.0200, t 2.0) | 0.7100 ± 0.0141 (+0.0000) |", lines[3])
        self.assertTrue(lines[3].endswith("| 0.6700 ± 0.0283 (+0.0100, t 1.0) | - |"))

    def test_a_run_is_evaluated_once(self):
        first = write_results.tail_table(self.arguments, "sample", self.runs)
        self.assertEqual(write_results.tail_table(self.arguments, "sample", self.runs), first)
        self.assertEqual(sorted(self.calls.read_text().split()), ["r-0001", "r-0002", "r-0003", "r-0004"])

    def test_a_run_without_a_checkpoint_ends_the_program(self):
        self.runs["sample/dcn_v2/alone"].append({"run": "r-0009", "seed": 3})
        with self.assertRaisesRegex(SystemExit, "r-0009"):
            write_results.tail_table(self.arguments, "sample", self.runs)

    def test_seeds_of_one_side_alone_pair_with_nothing(self):
        self.assertEqual(write_results.paired_change({1: 0.7, 2: 0.8}, {3: 0.5}), "")


class TableOfMaskings(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        program = Path(self.folder.name) / "clickprompt"
        program.write_text(PROGRAM.format(python=sys.executable, cells={}, calls=""))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.arguments = argparse.Namespace(program=str(program), store=str(Path(self.folder.name) / "runs.cpw"))

    def tearDown(self):
        self.folder.cleanup()

    @staticmethod
    def runs(*triples):
        return [{"results": {"valid/masked_accuracy": seen, "valid/masked_accuracy_without_prompts": hidden, "test/expected_auc": area}}
                for seen, hidden, area in triples]

    def test_a_masking_stands_beside_scratch_and_beside_the_first(self):
        runs = {"sample/dcn_v2/alone": self.runs((0.9, 0.3, 0.74), (0.8, 0.3, 0.76)), "sample/dcn_v2/mask_paper": self.runs((0.5, 0.4, 0.73))}
        lines = write_results.masking_table(self.arguments, "sample", runs).splitlines()
        self.assertIn("| expected AUC |", lines[0])
        # 0.9 and 0.8: mean 0.85, deviation 0.05 * sqrt(2); 0.74 and 0.76: 0.75 and 0.01 * sqrt(2).
        self.assertEqual(lines[2], "| value tokens 30 %, whole values 30 % | 2 | 0.850 ± 0.071 | 0.300 ± 0.000 | 0.7500 ± 0.0141 "
                                   "| +0.0225 (p 0.0012) |  |")
        self.assertEqual(lines[3], "| all tokens 15 % (the paper's) | 1 | 0.500 | 0.400 | 0.7300 | +0.0225 (p 0.0012) | -0.0040 |")
        self.assertEqual(len(lines), 4)

    def test_one_masking_alone_is_no_table(self):
        self.assertEqual(write_results.masking_table(self.arguments, "sample", {"sample/dcn_v2/alone": self.runs((0.9, 0.3, 0.74))}), "")


class TableOfReading(unittest.TestCase):
    def test_a_model_without_prompts_has_none_to_cut_off(self):
        def run(*values):
            return {"results": dict(zip(write_results.READ_METRICS, values))}
        no_prompts = {"results": {"valid/masked_accuracy": 0.44, "valid/masked_loss": 2.5}}
        runs = {"ml_100k/dcn_v2/alone": [run(0.9, 0.2, 0.5, 4.0), run(0.8, 0.2, 0.7, 4.2)], "ml_100k/dcn_v2/no_prompts": [no_prompts]}
        lines = write_results.reading_table("ml_100k", runs).splitlines()
        # 4.0 and 4.2: deviation 0.1 * sqrt(2).
        self.assertEqual(lines[2:], ["| prompts in every layer | 2 | 0.850 ± 0.071 | 0.200 ± 0.000 | 0.600 ± 0.141 | 4.100 ± 0.141 |",
                                     "| no prompts | 1 | 0.440 | - | 2.500 | - |"])
        self.assertEqual(write_results.reading_table("ml_100k", {"ml_100k/dcn_v2/alone": [no_prompts]}), "")


class KeptRuns(unittest.TestCase):
    @staticmethod
    def run_of(name, seed, auc, state="finished"):
        return {"run": "r-0007", "name": name, "seed": seed, "state": state, "created": 1.7e9 + seed, "seconds": 12.5, "step": 400,
                "backbone": "dcn_v2", "dataset": "movielens_100k", "spec_hash": "ab", "spec": {"seed": seed}, "checkpoints": [{"step": 400}],
                "environment": [{"step": 0, "time": 1.7e9, "text": "Started on cpu."}], "events": [{"text": "much"}] * 9,
                "results": {"test/auc": auc, "valid/masked_accuracy/Title": 0.5}, "metrics": [{"name": "train/loss", "value": [1.0] * 100}]}

    def test_a_run_keeps_what_tables_show(self):
        kept = keep_runs.kept(self.run_of("ml_100k/dcn_v2/alone", 3, 0.75))
        self.assertEqual(kept["metrics"], [{"name": "test/auc", "points": 1, "step": [400], "value": [0.75], "epoch": [0], "stage": [0], "time": [1.7e9 + 3]}])
        self.assertEqual(kept["settings"], {"seed": "3", "backbone": "dcn_v2", "dataset": "movielens_100k", "spec_hash": "ab"})
        self.assertEqual([event["text"] for event in kept["events"]], ["Started on cpu."])
        self.assertIsNone(kept["spec"])

    def test_later_runs_join_those_kept_before(self):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "runs"
            first = [self.run_of("ml_100k/dcn_v2/scratch", 1, 0.7), self.run_of("ml_100k/dcn_v2/scratch", 2, 0.71), self.run_of("mine", 1, 0.9)]
            self.assertEqual(keep_runs.keep({"program": "x", "runs": first}, place), {"ml_100k": 2})
            later = [self.run_of("ml_100k/dcn_v2/scratch", 2, 0.8), self.run_of("ml_100k/dcn_v2/alone", 1, 0.6),
                     self.run_of("ml_100k/dcn_v2/alone", 2, 0.5, "running"),
                     self.run_of("ml_100k/dcn_v2/alone", 4, 0.5) | {"imported_from": {"program": "clickprompt"}}]
            keep_runs.keep({"program": "y", "runs": later}, place)
            document = json.loads((place / "ml_100k.json").read_text())
            self.assertEqual([(run["name"], run["seed"], run["metrics"][0]["value"]) for run in document["runs"]],
                             [("ml_100k/dcn_v2/alone", 1, [0.6]), ("ml_100k/dcn_v2/scratch", 1, [0.7]), ("ml_100k/dcn_v2/scratch", 2, [0.8])])
            self.assertEqual([path.name for path in place.iterdir()], ["ml_100k.json"])


class Blocks(unittest.TestCase):
    def test_only_what_stands_between_the_lines_is_replaced(self):
        text = "before\n<!-- sample -->\nold\n<!-- end -->\nbetween\n<!-- sample_tail -->\n<!-- end -->\nafter\n"
        text = write_results.replace_block(text, "sample_tail", "rare")
        self.assertEqual(write_results.replace_block(text, "sample", "new"),
                         "before\n<!-- sample -->\n\nnew\n\n<!-- end -->\nbetween\n<!-- sample_tail -->\n\nrare\n\n<!-- end -->\nafter\n")

    def test_a_missing_block_is_made_behind_that_of_its_data_set(self):
        text = "<!-- sample -->\nold\n<!-- end -->\nwords\n<!-- ml_100k -->\n<!-- end -->\n"
        made = "<!-- sample -->\nold\n<!-- end -->\n\n<!-- sample_tail -->\n<!-- end -->\nwords\n<!-- ml_100k -->\n<!-- end -->\n"
        self.assertEqual(write_results.with_block(text, "sample_tail", "sample"), made)
        self.assertEqual(write_results.with_block(made, "sample_tail", "sample"), made)

    def test_a_table_loses_rows_only_when_told_to(self):
        table = "| a | b |\n|---|---|\n"
        text = f"<!-- sample -->\n\n{table}| 1 | 2 |\n| 3 | 4 |\n\n<!-- end -->\n"
        arguments = argparse.Namespace(store="runs.cpw", replace=False, keep_rows=False)
        with self.assertRaisesRegex(SystemExit, "the table sample has 2 rows, and runs.cpw has runs for 1"):
            write_results.write_block(arguments, text, "sample", table + "| 5 | 6 |")
        self.assertIn("| 5 | 6 |\n| 7 | 8 |", write_results.write_block(arguments, text, "sample", table + "| 5 | 6 |\n| 7 | 8 |"))
        arguments.replace = True
        self.assertNotIn("| 3 | 4 |", write_results.write_block(arguments, text, "sample", table + "| 5 | 6 |"))

    def test_rows_that_the_run_file_lacks_stay_when_told_to(self):
        head = "| backbone | arm | test AUC |\n|---|---|---|\n"
        scratch, alone = grid.ARMS["scratch"].title, grid.ARMS["alone"].title
        text = f"<!-- ml_100k -->\n\nold words\n\n{head}| dcn_v2 | {scratch} | 1 |\n| dnn | {scratch} | 2 |\n\n<!-- end -->\n"
        arguments = argparse.Namespace(store="runs.cpw", replace=False, keep_rows=True)
        made = write_results.write_block(arguments, text, "ml_100k", f"new words\n\n{head}| dcn_v2 | {scratch} | 3 |\n| dcn_v2 | {alone} | 4 |")
        self.assertEqual(made, f"<!-- ml_100k -->\n\nnew words\n\n{head}| dcn_v2 | {scratch} | 3 |\n| dcn_v2 | {alone} | 4 |\n| dnn | {scratch} | 2 |\n\n"
                               "<!-- end -->\n")
        # What was masked has no backbone before it, and another number of seeds is the same row.
        first, long = grid.MASKING_ARMS["alone"].title, grid.MASKING_ARMS["mask_paper_long"].title
        text = f"<!-- sample_masking -->\n{head}| {first} | 5 | a |\n| {long} | 1 | b |\n<!-- end -->\n"
        made = write_results.write_block(arguments, text, "sample_masking", f"{head}| {long} | 5 | c |")
        self.assertIn(f"| {first} | 5 | a |\n| {long} | 5 | c |\n", made)
        self.assertNotIn("| b |", made)

    def test_a_document_without_the_block_is_refused(self):
        with self.assertRaisesRegex(SystemExit, "no block <!-- sample -->"):
            write_results.replace_block("nothing", "sample", "new")


if __name__ == "__main__":
    unittest.main()
