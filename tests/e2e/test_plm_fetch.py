# SPDX-License-Identifier: GPL-3.0-or-later
"""Models of a hub: fetch from a server on this machine, the model list, what is said when something is missing."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from cli_case import BAD_INPUT, USAGE, CliCase, main

TESTS = Path(__file__).resolve().parent.parent
GOLDEN = TESTS / "data" / "golden"
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz"]


class FetchTest(CliCase):
    def setUp(self):
        super().setUp()
        self.model = self.folder / "hub" / "tiny"
        shutil.copytree(GOLDEN / "bert_tiny_mlm", self.model)
        (self.model / "vocab.txt").write_text("\n".join(WORDS) + "\n", encoding="ascii")
        self.digest = hashlib.sha256((self.model / "model.safetensors").read_bytes()).hexdigest()
        os.environ.pop("CLICKPROMPT_HUB", None)

    def serve(self, *faults):
        """The address of a hub with these faults."""
        script = [sys.executable, TESTS / "support" / "hub_server.py", self.folder / "hub", "--log", self.folder / "hub.log"]
        server = subprocess.Popen([*script, *faults], stdout=subprocess.PIPE, text=True)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        return f"http://127.0.0.1:{server.stdout.readline().strip()}"

    def test_a_model_is_fetched_listed_and_shown(self):
        hub = self.serve("--fault", "model.safetensors=drop")
        document = self.json_of("plm", "fetch", "own/tiny", "--from", hub)
        self.assertEqual(document["name"], "tiny")
        self.assertEqual(document["weights"]["sha256"], self.digest)
        self.assertEqual(document["origin"]["from"], f"{hub}/own/tiny")
        self.assertEqual([file["name"] for file in document["files"] if file["verified"]], ["model.safetensors"])
        self.assertIn("206 /cdn/tiny/model.safetensors", (self.folder / "hub.log").read_text())
        here = Path(document["folder"])
        here = here if here.is_absolute() else self.folder / here
        self.assertEqual(sorted(file.name for file in here.iterdir()), ["config.json", "model.safetensors", "origin.json", "vocab.txt"])
        self.assertEqual([folder.name for folder in here.parent.iterdir()], ["tiny"])

        listed = self.json_of("plm", "list")
        self.assertEqual([(model["name"], model["weights"], model["origin"]) for model in listed], [("tiny", document["weights"], document["origin"])])
        table = self.run_program("plm", "list").stdout
        for word in ("bert", self.digest[:12], f"{hub}/own/tiny@main"):
            self.assertIn(word, table)
        shown = self.json_of("plm", "info", "tiny")
        self.assertEqual(shown["weights"]["sha256"], self.digest)
        self.assertFalse(shown["origin"]["weights_changed"])
        self.assertIn(f"SHA-256 {self.digest}", self.run_program("plm", "info", "tiny").stdout)

    def test_changed_weights_are_told(self):
        self.json_of("plm", "import", self.model)
        file = self.folder / "clickprompt.cpw.d" / "plm" / "tiny" / "model.safetensors"
        content = bytearray(file.read_bytes())
        content[-1] ^= 1
        file.write_bytes(content)
        shown = self.json_of("plm", "info", "tiny")
        self.assertTrue(shown["origin"]["weights_changed"])
        self.assertNotEqual(shown["weights"]["sha256"], self.digest)
        self.assertIn(self.digest, self.run_program("plm", "info", "tiny").stdout)

    def test_the_address_may_come_from_the_environment(self):
        os.environ["CLICKPROMPT_HUB"] = self.serve()
        self.addCleanup(os.environ.pop, "CLICKPROMPT_HUB")
        self.assertEqual(self.json_of("plm", "fetch", "tiny", "--name", "mine", "--sha256", self.digest)["name"], "mine")

    def test_nothing_is_asked_without_an_address(self):
        self.error_of("plm", "fetch", "own/tiny", exit_code=USAGE,
                      contains=["--from", "CLICKPROMPT_HUB", "model.safetensors", "pytorch_model.bin", "tokenizer.json", "own/tiny", "plm import"])
        self.error_of("plm", "info", "own/tiny", exit_code=BAD_INPUT, contains=["own/tiny", "plm fetch own/tiny", "config.json", "plm import"])
        spec = self.write("spec.json", json.dumps({"data": {"source": "sample"}, "plm": {"folder": "own/tiny"}, "stages": [{"kind": "pa_mlm"}]}))
        self.error_of("train", spec, exit_code=BAD_INPUT, contains=["plm.folder", "own/tiny", "plm fetch own/tiny"])

    def test_what_cannot_be_used_is_not_kept_as_a_model(self):
        hub = self.serve()
        self.error_of("plm", "fetch", "own/none", "--from", hub, exit_code=BAD_INPUT, contains=["has no model own/none", "/own/none/resolve/main/config.json"])
        self.error_of("plm", "fetch", "own/tiny", "--from", hub, "--sha256", "0" * 64, exit_code=BAD_INPUT, contains=[self.digest, "0" * 64])
        config = json.loads((self.model / "config.json").read_text())
        (self.model / "config.json").write_text(json.dumps(config | {"model_type": "gpt2"}))
        (self.folder / "hub.log").unlink()
        self.error_of("plm", "fetch", "own/tiny", "--from", hub, exit_code=BAD_INPUT, contains=["gpt2", "bert"])
        self.assertNotIn("safetensors", (self.folder / "hub.log").read_text())
        self.assertEqual(self.json_of("plm", "list"), [])
        self.error_of("plm", "fetch", "own/tiny", "--from", "hub.example", exit_code=USAGE, contains=["hub.example", "https://"])

    def test_every_form_of_weights_is_imported(self):
        (self.model / "model.safetensors").rename(self.model / "part.safetensors")
        content = (self.model / "part.safetensors").read_bytes()
        header = json.loads(content[8:8 + int.from_bytes(content[:8], "little")])
        names = [name for name in header if name != "__metadata__"]
        index = {"weight_map": {name: "part.safetensors" for name in names}}
        (self.model / "model.safetensors.index.json").write_text(json.dumps(index))
        document = self.json_of("plm", "import", self.model)
        self.assertEqual(list(document["weights"]["files"]), ["part.safetensors"])
        self.assertEqual(self.json_of("plm", "info", "tiny")["parameters"], document["info"]["parameters"])
        (self.model / "part.safetensors").unlink()
        self.error_of("plm", "import", self.model, "--name", "other", exit_code=BAD_INPUT, contains=["names part.safetensors, which is not in"])


if __name__ == "__main__":
    main()
