# SPDX-License-Identifier: GPL-3.0-or-later
"""The same spec and seed twice give the same bits; another seed gives others."""

import hashlib

from cli_case import CliCase, main, stage, tiny_spec


class RepeatTest(CliCase):
    def weights(self, project):
        folder = self.folder / f"model of {project}"
        self.run_program("export", "r-0001", "--output", folder, "--project", project)
        return [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.safetensors", "clickprompt.safetensors")]

    def test_same_spec_and_seed_give_the_same_bits(self):
        spec = self.write_spec("spec.json", tiny_spec([stage("pa_mlm", 12), stage("finetune_with_plm", 12)]))
        for project in ("a.cpw", "b.cpw"):
            self.run_program("train", spec, "--project", project, "--quiet")
        self.run_program("train", spec, "--seeds", "4", "--project", "c.cpw", "--quiet")
        points = self.points("r-0001", "a.cpw")
        self.assertGreater(len(points), 24)
        self.assertEqual(points, self.points("r-0001", "b.cpw"))
        self.assertNotEqual(points, self.points("r-0001", "c.cpw"))
        self.assertEqual(self.weights("a.cpw"), self.weights("b.cpw"))
        self.assertNotEqual(self.weights("a.cpw"), self.weights("c.cpw"))


if __name__ == "__main__":
    main()
