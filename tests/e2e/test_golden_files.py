# SPDX-License-Identifier: GPL-3.0-or-later
"""The golden files in the repository are what the independent reference makes, and the reference passes its own tests."""

import os
import subprocess
import sys
import unittest
from pathlib import Path

REFERENCE_PYTHON = os.environ.get("CPW_REFERENCE_PYTHON", "")
REFERENCE = Path(__file__).resolve().parents[1] / "reference"


class GoldenFilesTest(unittest.TestCase):
    def run_reference(self, *arguments):
        done = subprocess.run([REFERENCE_PYTHON, *arguments], cwd=REFERENCE, capture_output=True, text=True, timeout=500)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done

    def test_golden_files_are_what_the_makers_make(self):
        self.run_reference("make_golden.py", "--check")

    def test_the_reference_passes_its_own_tests(self):
        self.assertIn("OK", self.run_reference("-m", "unittest").stderr)


if __name__ == "__main__":
    if not Path(REFERENCE_PYTHON).is_file():
        print("skipped: the reference is not installed, see tests/reference/README.md")
        sys.exit(77)
    unittest.main(verbosity=2)
