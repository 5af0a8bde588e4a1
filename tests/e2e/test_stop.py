# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+C stops and saves, a second one discards; commands of another process reach a run."""

import signal
import subprocess

from cli_case import PROGRAM, STOPPED, CliCase, main, stage, tiny_spec


class StopTest(CliCase):
    def start(self, *arguments):
        return subprocess.Popen([PROGRAM, *map(str, arguments), "--log-level", "debug"], cwd=self.folder,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def wait_for(self, process, words):
        for line in process.stderr:
            if words in line:
                return
        self.fail(f"\"{words}\" did not come")

    def long_spec(self):
        return self.write_spec("spec.json", tiny_spec([{**stage("finetune_ctr", 100000), "epochs": 50000, "stopping": {"patience": 0}}]))

    def test_interrupt_saves_and_the_run_can_go_on(self):
        process = self.start("train", self.long_spec())
        self.wait_for(process, "valid/auc")
        process.send_signal(signal.SIGINT)
        _, messages = process.communicate(timeout=120)
        self.assertEqual(process.returncode, STOPPED)
        self.assertIn("clickprompt resume r-0001", messages)
        run = self.json_of("runs", "show", "r-0001")
        self.assertEqual(run["state"], "stopped")
        resumed = self.start("resume", "r-0001")
        self.wait_for(resumed, f"resumed at step {run['step']:,}")
        resumed.send_signal(signal.SIGINT)
        resumed.communicate(timeout=120)
        self.assertEqual(resumed.returncode, STOPPED)

    def test_two_interrupts_discard(self):
        process = self.start("train", self.long_spec())
        self.wait_for(process, "valid/auc")
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=120)
        self.assertEqual(process.returncode, STOPPED)
        self.assertIn(self.json_of("runs", "show", "r-0001")["state"], ("discarded", "stopped"))

    def test_commands_of_another_process_are_applied(self):
        process = self.start("train", self.long_spec())
        self.wait_for(process, "valid/auc")
        self.run_program("command", "r-0001", "set learning_rate_ctr 0.0005")
        self.wait_for(process, "from step")
        self.run_program("command", "r-0001", "stop")
        process.communicate(timeout=120)
        self.assertEqual(process.returncode, STOPPED)
        events = self.json_of("runs", "show", "r-0001")["events"]
        self.assertTrue(any(event["kind"] == "command" for event in events), events)


if __name__ == "__main__":
    main()
