# SPDX-License-Identifier: GPL-3.0-or-later
"""SIGKILL at random (seeded) moments and resume: the same curves and weights to the last bit as an uninterrupted run."""

import random
import signal
import subprocess
import threading

from cli_case import PROGRAM, CliCase, main, stage, tiny_spec

KILLS = 10
MOST_RUNS = 40


class KillResumeTest(CliCase):
    def spec(self):
        stages = [stage("pa_mlm", 40, checkpoint_every_steps=7), stage("finetune_with_plm", 40, checkpoint_every_steps=7)]
        return tiny_spec(stages)

    def start_and_kill(self, arguments, checkpoints, delay):
        """Kills the program `delay` seconds after it wrote so many checkpoints; true when it was still running."""
        process = subprocess.Popen([PROGRAM, *map(str, arguments), "--log-level", "debug"], cwd=self.folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        killer = None
        for line in process.stderr:
            if ": checkpoint " in line:
                checkpoints -= 1
                if checkpoints == 0:
                    killer = threading.Timer(delay, process.send_signal, [signal.SIGKILL])
                    killer.start()
        process.stderr.close()
        code = process.wait(timeout=300)
        if killer:
            killer.cancel()
        self.assertIn(code, (0, -signal.SIGKILL))
        return code != 0

    def state(self, project):
        return self.json_of("runs", "show", "r-0001", "--project", project)["state"]

    def weights(self, project):
        self.run_program("export", "r-0001", "--checkpoint", "last", "--output", "model", "--project", project, "--quiet")
        return [(self.folder / "model" / name).read_bytes() for name in ("model.safetensors", "clickprompt.safetensors")]

    def test_resumed_runs_equal_the_uninterrupted_run(self):
        spec = self.write_spec("spec.json", self.spec())
        self.run_program("train", spec, "--project", "whole.cpw", "--quiet")
        points, weights = self.points("r-0001", "whole.cpw"), self.weights("whole.cpw")
        draw = random.Random(20260301)
        kills = number = 0
        while kills < KILLS and number < MOST_RUNS:
            number += 1
            project = f"killed{number}.cpw"
            was_killed = self.start_and_kill(["train", spec, "--project", project], draw.randint(1, 9), draw.uniform(0, 0.05))
            while was_killed and self.state(project) != "finished":  # the kill may come between the end of the run and of the program
                kills += 1
                self.assertEqual(self.state(project), "interrupted")
                was_killed = self.start_and_kill(["resume", "r-0001", "--project", project], draw.randint(1, 9), draw.uniform(0, 0.05))
            self.assertEqual(self.state(project), "finished")
            self.assertEqual(self.points("r-0001", project), points, project)
            self.assertEqual(self.weights(project), weights, project)
        self.assertGreaterEqual(kills, KILLS)


if __name__ == "__main__":
    main()
