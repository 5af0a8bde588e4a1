# SPDX-License-Identifier: GPL-3.0-or-later
"""`clickprompt forward` equals the independent PyTorch implementation to 1e-5, for every backbone."""

import os
import subprocess
import sys
from pathlib import Path

from cli_case import CliCase, main, stage, tiny_spec

REFERENCE_PYTHON = os.environ.get("CPW_REFERENCE_PYTHON", "")
REFERENCE = Path(__file__).resolve().parents[1] / "reference" / "forward_reference.py"


class ForwardTest(CliCase):
    def best_checkpoint(self, run):
        checkpoints = self.folder / self.json_of("runs", "show", run)["folder"] / "checkpoints"
        return checkpoints / (checkpoints / "best").read_text(encoding="utf-8").strip()

    def compare(self, spec):
        path = self.write_spec("spec.json", spec)
        run = self.json_of("train", path)["runs"][0]["run"]
        self.run_program("forward", run, "--rows", "0:40", "--output", "acts.safetensors", "--attention")
        done = subprocess.run([REFERENCE_PYTHON, str(REFERENCE), str(self.best_checkpoint(run)), "acts.safetensors"], cwd=self.folder,
                              capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertNotIn("not compared", done.stdout)
        return done.stdout

    def test_with_the_language_model(self):
        for backbone in ("dnn", "dcn_v2", "autoint", "deepfm"):
            with self.subTest(backbone):
                table = self.compare(tiny_spec([stage("pa_mlm", 4), stage("finetune_with_plm", 8)], backbone))
                for tensor in ("representation", "prompt_keys", "hidden_states", "attention", "plm_logit", "ctr_logit"):
                    self.assertIn(tensor, table)

    def test_click_model_alone(self):
        for backbone in ("dnn", "dcn_v2", "autoint", "deepfm"):
            with self.subTest(backbone):
                self.compare(tiny_spec([stage("finetune_ctr", 8)], backbone))

    def test_numbers_and_lists(self):
        genres = ["", "Action", "Comedy|Action", "War|Noir|Drama", "Drama"]
        rows = "".join(f"{(i * 7 // 3) % 2},u{i % 9},{i % 23},{genres[i % 5]},{genres[i % 3]}\n" for i in range(300))
        self.write("films.csv", "label,user,price,genres,moods\n" + rows)
        data = {"source": "csv", "path": "films.csv", "numeric": [{"field": "price", "buckets": 5}],
                "multi_value": [{"field": "genres"}, {"field": "moods", "pooling": "sum"}]}
        for backbone in ("dcn_v2", "deepfm"):
            with self.subTest(backbone):
                self.compare(tiny_spec([stage("pa_mlm", 4), stage("finetune_with_plm", 8)], backbone, data=data))

    def test_learned_fusion_mean_pooling_and_shifted_positions(self):
        spec = tiny_spec([stage("finetune_with_plm", 8)], fusion="learned")
        spec["plm"]["pooler"] = "mean"
        spec["prompts"]["positions"] = "shifted_by_prompts"
        self.compare(spec)


if __name__ == "__main__":
    if not Path(REFERENCE_PYTHON).is_file():
        print("skipped: the reference is not installed, see tests/reference/README.md")
        sys.exit(77)
    main()
