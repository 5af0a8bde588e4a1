# SPDX-License-Identifier: GPL-3.0-or-later
"""`clickprompt forward` equals the independent PyTorch implementation to 1e-5, for every backbone."""

import sys

import reference
from cli_case import CliCase, main, stage, tiny_spec

BACKBONES = ("lr", "fm", "dnn", "deepfm", "xdeepfm", "ipnn", "dcn", "dcn_v2", "fgcnn", "fibinet", "fignn", "autoint", "transformer",
             "final_mlp", "gdcn")


class ForwardTest(CliCase):
    def compare(self, spec):
        path = self.write_spec("spec.json", spec)
        run = self.json_of("train", path)["runs"][0]["run"]
        self.run_program("forward", run, "--rows", "0:40", "--output", "acts.safetensors", "--attention")
        table = self.reference("forward_reference.py", self.best_checkpoint(run), "acts.safetensors")
        self.assertNotIn("not compared", table)
        return table

    def test_with_the_language_model(self):
        for backbone in BACKBONES:
            with self.subTest(backbone):
                table = self.compare(tiny_spec([stage("pa_mlm", 4), stage("finetune_with_plm", 8)], backbone))
                for tensor in ("representation", "prompt_keys", "hidden_states", "attention", "plm_logit", "ctr_logit"):
                    self.assertIn(tensor, table)

    def test_click_model_alone(self):
        for backbone in BACKBONES:
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

    def test_every_form_of_prompts(self):
        poolers = {"prefix": "mean_top2", "layer_hidden": "mean_first_last", "input": "cls"}
        for form, pooler in poolers.items():
            for projector, positions in (("shared", "unshifted"), ("separate", "shifted_by_prompts")):
                with self.subTest(form=form, projector=projector):
                    spec = tiny_spec([stage("pa_mlm", 4), stage("finetune_with_plm", 8)], fusion="learned_plm",
                                     prompts={"count": 3, "form": form, "projector": projector, "positions": positions})
                    spec["plm"]["pooler"] = pooler
                    table = self.compare(spec)
                    self.assertIn({"prefix": "prompt_keys", "layer_hidden": "prompt_hidden", "input": "prompt_input"}[form], table)

    def test_every_logit_from_prompts_on_both_sides(self):
        forms = ("prefix", "layer_hidden", "input")
        for index, ctr_logit in enumerate(("mean", "concat", "mixture", "attention")):
            for last in ("finetune_with_plm", "finetune_ctr"):
                with self.subTest(ctr_logit=ctr_logit, last=last):
                    prompts = {"count": 2, "form": forms[index % 3], "projector": "separate" if index % 2 else "shared", "ctr_logit": ctr_logit}
                    table = self.compare(tiny_spec([stage("pa_mlm", 2), stage(last, 6)], "deepfm", prompts=prompts))
                    self.assertIn("ctr_logit", table)


if __name__ == "__main__":
    if not reference.is_installed():
        print(f"skipped: {reference.ABSENT}")
        sys.exit(77)
    main()
