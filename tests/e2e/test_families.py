# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders of every family on the user's road: train both stages on the sample, look inside, export, open with transformers."""

import json
import shutil
from pathlib import Path

import reference
from cli_case import BAD_INPUT, CliCase, main, stage, tiny_spec

FAMILIES = Path(__file__).resolve().parents[1] / "data" / "golden" / "families"
FORMS = {"tinybert": "layer_hidden", "roberta": "prefix", "distilroberta": "input", "distilbert": "prefix"}


def family_spec(name, prompts, stages):
    spec = tiny_spec(stages, prompts=prompts)
    spec["plm"] = {"folder": str(FAMILIES / name), "pooler": "mean"}
    spec["data"]["maximum_rows"] = 300
    return spec


class FamiliesTest(CliCase):
    def train(self, spec):
        return self.json_of("train", self.write_spec("spec.json", spec))["runs"][0]["run"]

    def test_both_stages_train_and_equal_the_reference(self):
        for name, form in FORMS.items():
            for positions in ("unshifted", "shifted_by_prompts"):
                with self.subTest(family=name, positions=positions):
                    prompts = {"count": 3, "form": form, "positions": positions}
                    run = self.train(family_spec(name, prompts, [stage("pa_mlm", 4), stage("finetune_with_plm", 4)]))
                    self.assertGreater(self.json_of("evaluate", run)["rows"], 0)
                    self.run_program("forward", run, "--rows", "0:20", "--output", "acts.safetensors", "--attention")
                    if reference.is_installed():
                        table = self.reference("forward_reference.py", self.best_checkpoint(run), "acts.safetensors")
                        self.assertIn("hidden_states", table)
                        self.assertNotIn("not compared", table)

    def test_training_changes_the_language_model_and_says_where_it_came_from(self):
        path = self.write_spec("spec.json", family_spec("roberta", {"count": 2}, [stage("pa_mlm", 30)]))
        told = self.run_program("train", path).stderr
        self.assertIn(f"weights of {FAMILIES / 'roberta'}", told)
        losses = [float(point[-1]) for point in self.points("r-0001") if point[0] == "train/loss"]
        self.assertLess(sum(losses[-5:]), sum(losses[:5]))

    def test_exported_folders_open_with_transformers(self):
        folders = []
        for name in FORMS:
            run = self.train(family_spec(name, {"count": 0}, [stage("pa_mlm", 3), stage("finetune_with_plm", 3)]))
            folder = self.folder / f"model of {name}"
            self.run_program("export", run, "--output", folder)
            self.run_program("forward", run, "--rows", "0:20", "--output", folder / "acts.safetensors")
            self.write_sentences(folder)
            folders.append(folder)
            self.assertEqual(self.json_of("plm", "info", folder)["model_type"],
                             json.loads((FAMILIES / name / "config.json").read_text(encoding="utf-8"))["model_type"])
        if not reference.is_installed():
            self.skipTest(reference.ABSENT)
        self.assertEqual(self.reference("exported_folder.py", *folders).count(": equal"), len(FORMS))

    def write_sentences(self, folder):
        """What the exported tokenizer of ours makes of the sentences of the sample."""
        rows = self.json_of("template", "preview", "sample", "--plm", folder, "--rows", "0:20")["rows"]
        texts = [row["sentence"] for row in rows] + ["Caf\u00e9 No\u00ebl, 3.99!", " two  blanks "]
        done = self.run_program("tokenize", "--plm", folder, stdin="\n".join(texts) + "\n")
        lines = [json.dumps({"text": text, "ids": json.loads(line)["ids"]}) for text, line in zip(texts, done.stdout.splitlines())]
        (folder / "sentences.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def test_an_exported_folder_is_a_language_model_of_the_next_run(self):
        run = self.train(family_spec("distilbert", {"count": 2}, [stage("pa_mlm", 3)]))
        self.run_program("export", run, "--output", "model")
        spec = family_spec("distilbert", {"count": 2}, [stage("finetune_with_plm", 3)])
        spec["plm"]["folder"] = str(self.folder / "model")
        self.assertIn("r-0002", self.train(spec))

    def test_sentences_longer_than_the_positions_are_refused_by_the_count_of_text_positions(self):
        folder = self.folder / "short"
        shutil.copytree(FAMILIES / "roberta", folder)
        spec = family_spec("roberta", {"count": 2}, [stage("pa_mlm", 3)])
        spec["plm"] |= {"folder": str(folder), "maximum_tokens": 40}
        self.error_of("train", self.write_spec("spec.json", spec), exit_code=BAD_INPUT, contains=["40"])
        self.assertEqual(self.json_of("plm", "info", folder)["maximum_positions"], 192)

    def test_a_tokenizer_with_another_padding_is_refused_for_positions_count_by_it(self):
        spec = family_spec("roberta", {"count": 2}, [stage("pa_mlm", 3)])
        spec["plm"]["tokenizer"] = {"kind": "file", "path": str(FAMILIES / "tinybert" / "vocab.txt")}
        self.error_of("train", self.write_spec("spec.json", spec), exit_code=BAD_INPUT, contains=["padding is token 0", "pad_token_id"])


if __name__ == "__main__":
    main()
