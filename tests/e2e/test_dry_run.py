# SPDX-License-Identifier: GPL-3.0-or-later
"""`train --dry-run`: what a run would need, without a run."""

from cli_case import BAD_INPUT, CliCase, main, stage, tiny_spec


class DryRunTest(CliCase):
    def test_it_tells_every_stage_and_leaves_nothing(self):
        spec = self.write_spec("spec.json", tiny_spec([stage("pa_mlm", 6), stage("finetune_with_plm", 6)]))
        before = self.files()
        told = self.json_of("train", spec, "--dry-run", "--seeds", "1-3")
        self.assertEqual(self.files(), before)
        self.assertEqual(len(told["arms"]), 1)
        arm = told["arms"][0]
        self.assertEqual((arm["seeds"], arm["data"]["fields"]), (3, 7))
        self.assertEqual(arm["data"]["train_rows"], 720)
        self.assertEqual([s["kind"] for s in arm["stages"]], ["pa_mlm", "finetune_with_plm"])
        for one in arm["stages"]:
            self.assertEqual(one["steps"], 6)
            self.assertEqual(sum(one["memory_bytes"].values()), one["peak_bytes"])
            self.assertGreater(one["seconds"], 0)
            self.assertGreater(one["parameters"]["encoder"], 1000)

    def test_a_table_for_people(self):
        spec = self.write_spec("spec.json", tiny_spec([stage("pa_mlm", 6), stage("finetune_ctr", 6)]))
        text = self.run_program("train", spec, "--dry-run").stdout
        for word in ("1 pa_mlm", "2 finetune_ctr", "activations", "optimizer", "720 training", "for a run"):
            self.assertIn(word, text)

    def test_finished_stages_are_known(self):
        spec = self.write_spec("spec.json", tiny_spec([stage("pa_mlm", 6), stage("finetune_with_plm", 6)]))
        self.run_program("train", spec, "--quiet")
        kept = [one["is_kept"] for one in self.json_of("train", spec, "--dry-run")["arms"][0]["stages"]]
        self.assertEqual(kept, [True, False])
        self.assertEqual(len(self.json_of("runs", "list")), 1)

    def test_errors_are_those_of_a_run(self):
        spec = tiny_spec([stage("pa_mlm", 6)])
        spec["plm"]["scratch"]["heads"] = 3
        self.error_of("train", self.write_spec("spec.json", spec), "--dry-run", exit_code=BAD_INPUT, contains=["heads"])
        spec = tiny_spec([stage("pa_mlm", 6)])
        spec["plm"]["maximum_tokens"] = 10
        self.error_of("train", self.write_spec("spec.json", spec), "--dry-run", exit_code=BAD_INPUT, contains=["10"])


if __name__ == "__main__":
    main()
