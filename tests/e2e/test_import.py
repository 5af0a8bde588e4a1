# SPDX-License-Identifier: GPL-3.0-or-later
"""Importing again: nothing is read where nothing has changed, everything where something has."""

import os

from cli_case import BAD_INPUT, CliCase, main

ROWS = "label,user,book\n" + "".join(f"{row % 2},u{row % 7},b{row % 5}\n" for row in range(200))


class ImportTest(CliCase):
    def imported(self, *more):
        return self.json_of("data", "import", "csv", "clicks.csv", *more)

    def table(self):
        (file,) = (self.folder / "clickprompt.cpw.d" / "cache").glob("*.cpwtable")
        return file

    def damage_last_row(self):
        """Whoever reads the table sees it: every section has a checksum."""
        content = bytearray(self.table().read_bytes())
        content[-1] ^= 1
        self.table().write_bytes(content)

    def test_the_second_import_reads_no_table(self):
        self.write("clicks.csv", ROWS)
        first = self.imported()
        self.assertEqual(first["name"], "clicks")
        self.assertEqual(first["facts"]["rows"], 200)
        self.damage_last_row()
        self.assertEqual(self.imported(), first)
        self.assertEqual(self.imported("--name", "clicks"), first)
        report = self.run_program("data", "import", "csv", "clicks.csv").stdout
        self.assertIn("200 lines read, 200 rows kept, 0 left out by their label", report)

    def test_another_setting_another_name_and_a_changed_file_are_read(self):
        self.write("clicks.csv", ROWS)
        first = self.imported()
        self.damage_last_row()
        again = "the cached copy was made again"
        self.assertIn(again, str(self.imported("--set", "split.seed=7")["facts"]["notes"]))
        self.damage_last_row()
        other = self.imported("--name", "other")
        self.assertIn(again, str(other["facts"]["notes"]))
        self.assertEqual(other["facts"]["fingerprint"], first["facts"]["fingerprint"])
        self.write("clicks.csv", ROWS.replace("0,u0,b0", "1,u0,b0"))
        changed = self.imported()
        self.assertIn("has changed", str(changed["facts"]["notes"]))
        self.assertNotEqual(changed["facts"]["table"], first["facts"]["table"])

    def test_a_pipe_is_refused_and_not_waited_for(self):
        os.mkfifo(self.folder / "clicks.csv")
        self.error_of("data", "import", "csv", "clicks.csv", exit_code=BAD_INPUT, contains=["clicks.csv is not a regular file"])

    def test_every_value_may_have_an_id(self):
        self.write("clicks.csv", ROWS + "1,late,b1\n")
        split = ("--set", "split.kind=random", "--set", "split.train=0.5", "--set", "split.valid=0.1")
        facts = self.imported("--set", "vocabulary=all", *split)["facts"]
        self.assertEqual([field["ids"] for field in facts["fields"]], [1 + 8, 1 + 5])
        self.assertEqual([field["test_coverage"] for field in facts["fields"]], [1, 1])
        self.assertEqual(self.json_of("data", "describe", "clicks")["facts"], facts)
        self.error_of("data", "import", "csv", "clicks.csv", "--set", "vocabulary=some", exit_code=BAD_INPUT, contains=["vocabulary", "train, all"])

    def test_the_help_says_what_each_source_reads(self):
        text = self.run_program("data", "import", "--help").stdout
        for source in ("sample", "movielens_1m", "bookcrossing", "amazon", "goodreads", "csv", "json_lines"):
            self.assertIn(f"\n  {source} ", text)
        self.assertIn("BX-Book-Ratings.csv", text)


if __name__ == "__main__":
    main()
