# SPDX-License-Identifier: GPL-3.0-or-later
"""Forks by command line: longer training from a finished run, its parent told, wrong requests named."""

from cli_case import BAD_INPUT, CliCase, main, stage, tiny_spec


class ForkTest(CliCase):
    def test_a_fork_goes_on_from_its_parent(self):
        long = tiny_spec([stage("finetune_ctr", 0)])
        long["stages"][0].update(epochs=3, maximum_steps=0, stopping={"patience": 0})
        short = tiny_spec([stage("finetune_ctr", 0)])
        short["stages"][0].update(epochs=2, maximum_steps=0, stopping={"patience": 0})
        self.run_program("train", self.write_spec("long.json", long), "--project", "long.cpw", "--quiet")
        self.run_program("train", self.write_spec("short.json", short), "--quiet")
        # A constant rate: two epochs and a fork of one more are three epochs.
        self.run_program("fork", "r-0001", "--set", "stages.0.epochs=3", "--name", "one more", "--quiet")
        fork = self.json_of("runs", "show", "r-0002")
        self.assertEqual((fork["parent"], fork["name"]), ("r-0001", "one more"))
        whole = self.json_of("runs", "show", "r-0001", "--project", "long.cpw")
        self.assertEqual(fork["parent_step"] * 3, whole["step"] * 2)
        self.assertEqual(fork["step"], whole["step"])
        self.assertEqual(fork["results"]["test/auc"], whole["results"]["test/auc"])
        self.assertEqual(fork["results"]["test/log_loss"], whole["results"]["test/log_loss"])

    def test_what_cannot_be_forked_is_named(self):
        self.run_program("train", self.write_spec("spec.json", tiny_spec([stage("finetune_ctr", 6)])), "--quiet")
        self.error_of("fork", "r-0001", "--set", "backbone.id=fm", exit_code=BAD_INPUT, contains=["backbone.id"])
        self.error_of("fork", "r-0001", "--step", "2", exit_code=BAD_INPUT, contains=["no checkpoint", "step 2"])
        self.error_of("fork", "r-0009", exit_code=BAD_INPUT, contains=["r-0009"])
        self.assertEqual(len(self.json_of("runs", "list")), 1)


if __name__ == "__main__":
    main()
