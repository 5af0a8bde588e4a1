# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+C stops and saves, a second one discards; commands of another process reach a run."""

import re
import signal
import subprocess

from cli_case import PROGRAM, STOPPED, CliCase, main, stage, tiny_spec


class StopTest(CliCase):
    def start(self, *arguments):
        return subprocess.Popen([PROGRAM, *map(str, arguments), "--log-level", "debug"], cwd=self.folder,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def wait_for(self, process, pattern):
        for line in process.stderr:
            found = re.search(pattern, line)
            if found:
                return found
        return self.fail(f"\"{pattern}\" did not come")

    def rest(self, process):
        """All messages until the program ends, which must be by the user's stop."""
        with process.stderr:
            messages = process.stderr.read()
        self.assertEqual(process.wait(timeout=120), STOPPED, messages)
        return messages

    def long_spec(self):
        return self.write_spec("spec.json", tiny_spec([{**stage("finetune_ctr", 100000), "epochs": 50000, "stopping": {"patience": 0}}]))

    def test_interrupt_saves_and_the_run_can_go_on(self):
        process = self.start("train", self.long_spec())
        self.wait_for(process, "valid/auc")
        process.send_signal(signal.SIGINT)
        stopped = self.wait_for(process, r"stopped at step ([\d,]+); go on with \"clickprompt resume r-0001\"").group(1)
        self.rest(process)
        self.assertEqual(self.json_of("runs", "show", "r-0001")["state"], "stopped")
        resumed = self.start("resume", "r-0001")
        self.assertEqual(self.wait_for(resumed, r"resumed at step ([\d,]+)").group(1), stopped)
        resumed.send_signal(signal.SIGINT)
        self.rest(resumed)

    def test_two_interrupts_discard(self):
        process = self.start("train", self.long_spec())
        self.wait_for(process, "valid/auc")
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        self.assertIn("discarding", self.rest(process))
        self.assertIn(self.json_of("runs", "show", "r-0001")["state"], ("discarded", "stopped"))

    def test_commands_of_another_process_are_applied(self):
        process = self.start("train", self.long_spec())
        self.wait_for(process, "valid/auc")
        self.run_program("command", "r-0001", "set learning_rate_ctr 0.0005")
        self.wait_for(process, "from step [0-9,]+: .*learning rate")
        self.run_program("command", "r-0001", "stop")
        self.rest(process)
        events = self.json_of("runs", "show", "r-0001")["events"]
        self.assertGreaterEqual(sum(event["kind"] == "command" for event in events), 2, events)


if __name__ == "__main__":
    main()
