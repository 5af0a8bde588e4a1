# SPDX-License-Identifier: GPL-3.0-or-later
"""The golden files in the repository are what the independent reference makes, and the reference passes its own tests."""

import subprocess
import sys
import unittest

import reference


class GoldenFilesTest(unittest.TestCase):
    def run_reference(self, *arguments):
        done = subprocess.run([reference.PYTHON, *arguments], cwd=reference.FOLDER, capture_output=True, text=True, timeout=500)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done

    def test_golden_files_are_what_the_makers_make(self):
        self.run_reference("make_golden.py", "--check")

    def test_the_reference_passes_its_own_tests(self):
        self.assertIn("OK", self.run_reference("-m", "unittest").stderr)


if __name__ == "__main__":
    if not reference.is_installed():
        print(f"skipped: {reference.ABSENT}")
        sys.exit(77)
    unittest.main(verbosity=2)
