# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed programs, moved to another folder: they use nothing of the build. Skipped where the window was not built."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from cli_case import BAD_INPUT, CliCase, main

BUILD = os.environ.get("CPW_BUILD", "")
CMAKE = os.environ.get("CPW_CMAKE", "cmake")
WINDOW = os.environ.get("CLICKPROMPT_WORKBENCH", "")
PLUGIN = "lib/clickprompt/libclickprompt_parquet.so"
OURS = re.compile(r"lib(torch|c10|gomp|arrow|parquet|clickprompt)")


class InstalledTest(CliCase):
    def setUp(self):
        super().setUp()
        first = self.folder / "first"
        done = subprocess.run([CMAKE, "--install", BUILD, "--prefix", first], capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.prefix = self.folder / "moved here"
        first.rename(self.prefix)

    def run_installed(self, program, *arguments, exit_code=0, **variables):
        environment = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"} | variables
        done = subprocess.run([self.prefix / "bin" / program, *map(str, arguments)], cwd=self.folder, env=environment, capture_output=True,
                              text=True, timeout=300)
        self.assertEqual(done.returncode, exit_code, f"{arguments}\nstdout: {done.stdout}\nstderr: {done.stderr}")
        return done

    def libraries_of(self, file):
        """Name and place of each library that the loader takes for the file."""
        text = subprocess.run(["ldd", file], capture_output=True, text=True, timeout=60, check=True).stdout
        self.assertNotIn("not found", text, f"{file}\n{text}")
        return dict(re.findall(r"^\s*(\S+) => (.+?) \(0x", text, re.MULTILINE))

    def test_programs_run_from_any_folder(self):
        for file in ("bin/clickprompt", "bin/clickprompt-workbench", PLUGIN):
            path = self.prefix / file
            if file == PLUGIN and not (Path(BUILD) / PLUGIN).is_file():
                self.assertFalse(path.exists())
                continue
            own = {name: place for name, place in self.libraries_of(path).items() if OURS.match(name)}
            self.assertGreaterEqual(len(own), 2, own)
            for name, place in own.items():
                self.assertEqual(Path(place).resolve().parent, (self.prefix / "lib/clickprompt").resolve(), name)
        self.assertIn("sample", self.run_installed("clickprompt", "presets", "list").stdout)
        self.run_installed("clickprompt", "train", "sample", "--arm", "scratch", "--set", "stages.0.maximum_steps=2", "--set",
                           "data.maximum_rows=500", "--threads", "1", "--project", "x.cpw", "--quiet")
        runs = json.loads(self.run_installed("clickprompt", "runs", "list", "--project", "x.cpw", "--json", "--quiet").stdout)
        self.assertEqual(len(runs), 1)

    def test_the_window_starts_with_its_translation(self):
        done = self.run_installed("clickprompt-workbench", "x.cpw", "--startup-report", QT_QPA_PLATFORM="offscreen", XDG_CONFIG_HOME=str(self.folder))
        self.assertIn("paint", done.stdout + done.stderr)
        program = (self.prefix / "bin/clickprompt-workbench").read_bytes()
        self.assertIn("clickprompt_zh_CN.qm".encode("utf-16-be"), program)  # as Qt's resources keep names
        for name in ("applications/clickprompt-workbench.desktop", "metainfo/clickprompt-workbench.metainfo.xml",
                     "icons/hicolor/scalable/apps/clickprompt-workbench.svg", "doc/clickprompt-workbench/LICENSE",
                     "doc/clickprompt-workbench/CHANGELOG.md"):
            self.assertTrue((self.prefix / "share" / name).is_file(), name)

    def test_parquet_is_read_by_the_plug_in_beside_the_program(self):
        if not (Path(BUILD) / PLUGIN).is_file():
            self.skipTest("built without Arrow")
        for kind in ("csv", "parquet"):
            self.run_installed("clickprompt", "data", "export", "sample", "--output", kind, "--format", kind)
        facts = json.loads(self.run_installed("clickprompt", "data", "import", "parquet", "parquet/train.parquet", "--set", "split.kind=random",
                                              "--json", "--quiet").stdout)["facts"]
        self.assertEqual(facts["rows"], (self.folder / "csv/train.csv").read_text(encoding="utf-8").count("\n") - 1)
        # It is this very plug-in: without Arrow beside it, nothing is found.
        for library in (self.prefix / "lib/clickprompt").glob("libarrow.so*"):
            library.unlink()
        done = self.run_installed("clickprompt", "data", "import", "parquet", "parquet/test.parquet", exit_code=BAD_INPUT)
        self.assertIn("the Parquet library cannot be loaded", done.stderr)


if __name__ == "__main__":
    if not BUILD or not WINDOW:
        print("skipped: no build folder with the window")
        sys.exit(77)
    main()
