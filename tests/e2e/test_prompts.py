# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms of prompts, logits from prompts, freezing and starts from other weights, as users see them."""

from cli_case import BAD_INPUT, CliCase, main, stage, tiny_spec
from test_round_trip import safetensors_header

LAYERS, HEADS, HIDDEN, PROMPTS, ROWS = 2, 2, 16, 2, 6


class PromptsTest(CliCase):
    def shapes(self, spec, *more):
        run = self.json_of("train", self.write_spec("spec.json", spec))["runs"][-1]["run"]
        self.run_program("forward", run, "--rows", f"0:{ROWS}", "--output", "acts.safetensors", *more)
        header = safetensors_header(self.folder / "acts.safetensors")
        return {name: entry["shape"] for name, entry in header.items() if name != "__metadata__"}

    def test_forward_shows_the_prompts_of_every_form(self):
        own = {"prefix": {"prompt_keys": [LAYERS, ROWS, HEADS, PROMPTS, HIDDEN // HEADS], "prompt_values": [LAYERS, ROWS, HEADS, PROMPTS, HIDDEN // HEADS]},
               "layer_hidden": {"prompt_hidden": [LAYERS, ROWS, PROMPTS, HIDDEN]}, "input": {"prompt_input": [ROWS, PROMPTS, HIDDEN]}}
        for form, expected in own.items():
            with self.subTest(form):
                spec = tiny_spec([stage("pa_mlm", 2), stage("finetune_with_plm", 2)], prompts={"count": PROMPTS, "form": form, "projector": "separate"})
                spec["plm"]["pooler"] = "mean_first_last"
                shapes = self.shapes(spec, "--attention")
                self.assertEqual({name: shape for name, shape in shapes.items() if name.startswith("prompt_")}, expected)
                tokens = shapes["token_ids"][1]
                self.assertEqual(shapes["attention"], [LAYERS, ROWS, HEADS, tokens, PROMPTS + tokens])
                self.assertEqual(shapes["hidden_states"], [LAYERS + 1, ROWS, tokens, HIDDEN])

    def test_the_click_model_alone_forms_its_logit_from_prompts(self):
        spec = tiny_spec([stage("pa_mlm", 2), stage("finetune_ctr", 2)], prompts={"count": PROMPTS, "form": "input", "ctr_logit": "mixture"})
        shapes = self.shapes(spec)
        self.assertEqual(shapes["prompt_input"], [ROWS, PROMPTS, HIDDEN])
        self.assertNotIn("plm_logit", shapes)
        self.run_program("export", "r-0001", "--output", "model")
        names = set(safetensors_header(self.folder / "model" / "clickprompt.safetensors"))
        self.assertLessEqual({"ctr_head.gate.weight", "ctr_head.output.weight", "projector.output.weight"}, names)
        self.assertFalse([name for name in names if name.startswith("encoder.")])

    def test_every_load_is_told(self):
        path = self.write_spec("spec.json", tiny_spec([stage("pa_mlm", 2), stage("finetune_ctr", 2)]))
        told = self.run_program("train", path).stderr
        self.assertIn("weights of the stage before for stage 2", told)
        self.assertIn("left out: encoder.*", told)

    def test_start_from_a_run_and_refusal_of_a_partial_start(self):
        self.run_program("train", self.write_spec("first.json", tiny_spec([stage("pa_mlm", 2)])), "--quiet")
        second = tiny_spec([stage("finetune_with_plm", 2, freeze={"language_model": True})], initialisation={"start_from": "r-0001"})
        told = self.run_program("train", self.write_spec("second.json", second)).stderr
        self.assertIn("encoder", told.split("for stage 1")[1])
        second["prompts"] = {"count": 3}
        self.error_of("train", self.write_spec("third.json", second), exit_code=BAD_INPUT,
                      contains=["projector.output.weight", "initialisation.allow_partial"])
        second["initialisation"]["allow_partial"] = True
        self.assertIn("of another shape and fresh", self.run_program("train", self.write_spec("third.json", second)).stderr)
        second["initialisation"]["start_from"] = "r-0099"
        self.error_of("train", self.write_spec("third.json", second), exit_code=BAD_INPUT, contains=["initialisation.start_from", "r-0099"])
        second["initialisation"]["start_from"] = "no/such/folder"
        self.error_of("train", self.write_spec("third.json", second), exit_code=BAD_INPUT, contains=["initialisation.start_from", "no/such/folder"])

    def test_bad_specs_name_every_key_before_anything_is_written(self):
        spec = tiny_spec([stage("pa_mlm", 2, freeze={"language_model": True})], prompts={"count": 0, "ctr_logit": "mean"})
        spec["plm"]["scratch"]["hidden"] = 15
        before = self.files()
        self.error_of("train", self.write_spec("spec.json", spec), exit_code=BAD_INPUT,
                      contains=["3 problems", "plm.scratch.hidden", "15", "prompts.ctr_logit", "mean", "stages.0.freeze.language_model"])
        self.assertEqual(set(self.files()) - set(before), {"spec.json"})
        shifted = tiny_spec([stage("pa_mlm", 2)], prompts={"count": 96, "positions": "shifted_by_prompts"})
        self.error_of("train", self.write_spec("spec.json", shifted), exit_code=BAD_INPUT, contains=["prompts.positions", "96"])


if __name__ == "__main__":
    main()
