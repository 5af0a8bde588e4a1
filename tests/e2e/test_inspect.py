# SPDX-License-Identifier: GPL-3.0-or-later
"""`inspect`, `prompts` and `errors` agree with what `forward` and `evaluate` write of the same checkpoint, and name what is not there."""

import json
import math
import struct

from cli_case import BAD_INPUT, USAGE, CliCase, main, stage, tiny_spec

LAYERS, HEADS, PROMPTS, HIDDEN = 2, 2, 2, 16


def tensors(path):
    """Name to (shape, flat numbers), and the metadata, of a safetensors file."""
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + size])
    metadata = header.pop("__metadata__", {})
    read = {}
    for name, entry in header.items():
        kind = {"F32": "f", "F64": "d", "I64": "q", "I32": "i", "BOOL": "?"}[entry["dtype"]]
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        read[name] = (entry["shape"], struct.unpack(f"<{(end - begin) // struct.calcsize(kind)}{kind}", data[begin:end]))
    return read, metadata


class InspectTest(CliCase):
    def setUp(self):
        super().setUp()
        spec = self.write_spec("tiny.json", tiny_spec([stage("pa_mlm", 10), stage("finetune_with_plm", 10)]))
        self.run_program("train", spec, "--quiet")

    def test_a_row_is_what_forward_writes(self):
        self.run_program("forward", "r-0001", "--rows", "5:6", "--attention", "--output", "acts.safetensors", "--quiet")
        acts, _ = tensors(self.folder / "acts.safetensors")
        found = self.json_of("inspect", "r-0001", "--row", "5", "--attention", "1", "--contributions", "integrated_gradients", "--masked", "shelf")
        self.assertAlmostEqual(found["logit"], acts["logit"][1][0], 5)
        self.assertAlmostEqual(found["probability"], 1 / (1 + math.exp(-found["logit"])), 9)
        weights = acts["attention"][1]
        self.assertEqual(len(found["attention"]["weights"]), len(weights) // LAYERS)
        for one, two in zip(found["attention"]["weights"], weights[len(weights) // LAYERS:]):
            self.assertAlmostEqual(one, two, 5)
        added = found["contributions"]
        total = added["base"] + added["gap"] + sum(field["ids"] + field["text"] for field in added["fields"])
        self.assertAlmostEqual(total, found["logit"], 6)
        masked = found["masked"]["with_prompts"]
        field = next(i for i, known in enumerate(found["fields"]) if known["name"] == "shelf")
        self.assertEqual([token["position"] for token in masked], [i for i, token in enumerate(found["tokens"]) if token["field"] == field])
        for token in masked:
            self.assertGreaterEqual(token["rank"], 1)
            self.assertEqual(len(token["guesses"]), 5)
        text = self.run_program("inspect", "r-0001", "--row", "5").stdout
        self.assertIn("probability", text)

    def test_an_edit_takes_the_place_of_the_value(self):
        found = self.json_of("inspect", "r-0001", "--row", "5", "--set-field", "shelf=nothing like it")
        changed = next(field for field in found["fields"] if field["name"] == "shelf")
        self.assertEqual((changed["id"], changed["is_known"], changed["training_rows"]), ("nothing like it", False, 0))
        self.assertIn("nothing like it", found["sentence"])

    def test_an_id_and_its_words_are_edited_apart(self):
        plain = self.json_of("inspect", "r-0001", "--row", "5")
        worded = self.json_of("inspect", "r-0001", "--row", "5", "--set-words", "shelf=poetry")
        self.assertAlmostEqual(worded["ctr_logit"], plain["ctr_logit"], 9)
        self.assertNotAlmostEqual(worded["plm_logit"], plain["plm_logit"], 6)
        self.assertIn("poetry", worded["sentence"])
        ided = self.json_of("inspect", "r-0001", "--row", "5", "--set-id", "shelf=poetry")
        self.assertEqual(ided["sentence"], plain["sentence"])
        self.assertNotAlmostEqual(ided["ctr_logit"], plain["ctr_logit"], 6)
        self.assertEqual(ided["recorded"]["probability"], plain["probability"])

    def test_prompts_and_heads_are_changed(self):
        plain = self.json_of("inspect", "r-0001", "--row", "5")
        own = self.json_of("inspect", "r-0001", "--row", "5", "--prompts", "5")
        self.assertAlmostEqual(own["logit"], plain["logit"], 5)  # its own change nothing
        left = self.json_of("inspect", "r-0001", "--row", "5", "--prompts", "leave_out")
        self.assertTrue(all(head["prompt_share"] == 0 for head in left["head_facts"]))
        average = self.json_of("inspect", "r-0001", "--row", "5", "--prompts", "average", "--layer", "0", "--prompt", "1")
        changed = [i for i, (a, b) in enumerate(zip(average["prompt_norms"]["keys"], plain["prompt_norms"]["keys"])) if abs(a - b) > 1e-6]
        self.assertEqual(changed, [1])
        masked = self.json_of("inspect", "r-0001", "--row", "5", "--mask-head", "0.0", "--mask-head", "1.1")
        self.assertNotAlmostEqual(masked["plm_logit"], plain["plm_logit"], 7)
        self.assertIn("as recorded", self.run_program("inspect", "r-0001", "--row", "5", "--mask-head", "1.0").stdout)

    def test_a_stage_that_has_not_learnt_clicks_says_so(self):
        spec = self.write_spec("mlm.json", tiny_spec([stage("pa_mlm", 10)], seed=4))  # another stage than that of r-0001
        self.run_program("train", spec, "--quiet")
        self.assertFalse(self.json_of("inspect", "r-0002", "--row", "5")["has_learnt_clicks"])
        self.assertTrue(self.json_of("inspect", "r-0001", "--row", "5")["has_learnt_clicks"])
        self.assertIn("untrained", self.run_program("inspect", "r-0002", "--row", "5").stdout)

    def test_prompts_are_those_of_forward(self):
        survey = self.json_of("prompts", "r-0001", "--rows", "10", "--by", "shelf", "--output", "prompts.safetensors")
        written, metadata = tensors(self.folder / "prompts.safetensors")
        self.assertEqual(written["keys"][0], [10, LAYERS, PROMPTS, HIDDEN])
        self.assertEqual(list(written["rows"][1]), survey["rows"])
        self.assertEqual(metadata["part"], "test")
        row = survey["rows"][3]
        self.run_program("forward", "r-0001", "--rows", f"{row}:{row + 1}", "--output", "acts.safetensors", "--quiet")
        acts, _ = tensors(self.folder / "acts.safetensors")
        width = HIDDEN // HEADS
        for layer in range(LAYERS):
            for head in range(HEADS):
                for prompt in range(PROMPTS):
                    for d in range(width):
                        ours = written["keys"][1][((3 * LAYERS + layer) * PROMPTS + prompt) * HIDDEN + head * width + d]
                        theirs = acts["prompt_keys"][1][((layer * HEADS + head) * PROMPTS + prompt) * width + d]
                        self.assertAlmostEqual(ours, theirs, 5)

    def test_errors_and_slices_are_those_of_evaluate(self):
        found = self.json_of("errors", "r-0001", "--by", "shelf", "--top", "7")
        judged = self.json_of("evaluate", "r-0001", "--by", "shelf")
        self.assertAlmostEqual(found["all"]["auc"], judged["auc"], 9)
        self.assertAlmostEqual(found["all"]["log_loss"], judged["log_loss"], 6)
        self.assertEqual(sum(part["rows"] for part in found["slices"]), judged["rows"])
        wrong = [abs(row["label"] - row["probability"]) for row in found["errors"]["rows"]]
        self.assertEqual(len(wrong), 7)
        self.assertEqual(wrong, sorted(wrong, reverse=True))
        against = self.json_of("errors", "r-0001", "--against", "r-0001", "--by", "tail")
        self.assertEqual(len(against["slices"]), 4)
        self.assertEqual(against["all"]["auc"], against["all"]["second_auc"])

    def test_what_is_not_there(self):
        self.error_of("inspect", "r-0001", "--row", "99999", exit_code=BAD_INPUT, contains=["99999", "1200"])
        self.error_of("inspect", "r-0001", "--row", "1", "--set-field", "colour=red", exit_code=BAD_INPUT, contains=["colour", "shelf"])
        self.error_of("inspect", "r-0001", "--row", "1", "--attention", "7", exit_code=BAD_INPUT, contains=["layer 7"])
        self.error_of("inspect", "r-0001", "--row", "1", "--checkpoint", "newest", exit_code=USAGE, contains=["newest", "best"])
        self.error_of("inspect", "r-0001", "--row", "1", "--prompts", "most", exit_code=USAGE, contains=["most", "average"])
        self.error_of("inspect", "r-0001", "--row", "1", "--layer", "1", exit_code=USAGE, contains=["--prompts"])
        self.error_of("inspect", "r-0001", "--row", "1", "--mask-head", "3", exit_code=USAGE, contains=["LAYER.HEAD"])
        self.error_of("inspect", "r-0009", "--row", "1", exit_code=BAD_INPUT, contains=["r-0009"])
        self.error_of("prompts", "r-0001", "--by", "colour", exit_code=BAD_INPUT, contains=["colour"])


if __name__ == "__main__":
    main()
