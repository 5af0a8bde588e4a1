# SPDX-License-Identifier: GPL-3.0-or-later
"""Parquet in and out, with pyarrow as the other writer and reader. Skipped where the program was built without Arrow."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

from cli_case import BAD_INPUT, PROGRAM, CliCase, main

ARROW = os.environ.get("CPW_ARROW_PYTHON", "")
PLUGIN = Path(PROGRAM).resolve().parents[1] / "lib" / "clickprompt" / "libclickprompt_parquet.so"

# Rows of every kind of column, with nulls in each, in row groups that do not fit the batches of the reader.
WRITE_EVERYTHING = """
import sys, pyarrow as pa, pyarrow.parquet as pq
n = 200_003
def column(value, every):
    return [None if row % every == 0 else value(row) for row in range(n)]
columns = {
    "user": pa.array(column(lambda r: f"u{r % 977}", 11), pa.string()),
    "brand": pa.array(column(lambda r: ["Ä & Co", "b,c", 'q"'][r % 3], 13), pa.string()).dictionary_encode(),
    "small": pa.array(column(lambda r: r % 256 - 128, 7), pa.int8()),
    "wide": pa.array(column(lambda r: r * 10**13 - 10**18, 5), pa.int64()),
    "unsigned": pa.array(column(lambda r: 2**64 - 1 - r, 3), pa.uint64()),
    "price": pa.array(column(lambda r: r / 8, 17), pa.float64()),
    "flag": pa.array(column(lambda r: r % 2 == 0, 19), pa.bool_()),
    "genres": pa.array(column(lambda r: ["Action", None, "War"][: r % 4], 23), pa.list_(pa.string())),
    "sizes": pa.array(column(lambda r: [r % 3, r % 5], 29), pa.large_list(pa.int32())),
    "day": pa.array(column(lambda r: r % 20000, 31), pa.date32()),
    "place": pa.array([{"x": 1}] * n),
    "label": pa.array([row % 2 for row in range(n)], pa.int32()),
}
pq.write_table(pa.table(columns), sys.argv[1], row_group_size=70_001)
"""

READ_ALL = """
import sys, json, pyarrow.parquet as pq
table = pq.read_table(sys.argv[1])
print(json.dumps({"names": table.column_names, "types": [str(t) for t in table.schema.types], "rows": table.to_pylist()}))
"""


def expected_rows():
    n = 200_003

    def text(value, row, every):
        return "" if row % every == 0 else value
    for r in range(n):
        yield [str(r % 2), text(f"u{r % 977}", r, 11), text(["Ä & Co", "b,c", 'q"'][r % 3], r, 13), text(str(r % 256 - 128), r, 7),
               text(str(r * 10**13 - 10**18), r, 5), text(str(2**64 - 1 - r), r, 3), text(repr(r / 8).removesuffix(".0"), r, 17),
               text(str(int(r % 2 == 0)), r, 19), text("|".join(g for g in ["Action", None, "War"][: r % 4] if g), r, 23),
               text(f"{r % 3}|{r % 5}", r, 29), text(str(r % 20000), r, 31)]


class ParquetTest(CliCase):
    def arrow(self, code, *arguments):
        done = subprocess.run([ARROW, "-c", code, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def rows_of(self, name):
        with (self.folder / name).open(newline="", encoding="utf-8") as file:
            return list(csv.reader(file))

    def test_every_kind_of_column_is_read(self):
        self.arrow(WRITE_EVERYTHING, "all.parquet")
        document = self.json_of("data", "import", "parquet", "all.parquet", "--set", "split.kind=random", "--set", "split.train=0.8",
                                "--set", "split.valid=0", "--set", 'multi_value=[{"field": "genres"}]')
        facts = document["facts"]
        self.assertEqual((document["name"], facts["rows"], facts["lines_read"]), ("all", 200_003, 200_003))
        self.assertTrue(any("\"place\"" in note and "+s" in note for note in facts["notes"]), facts["notes"])
        self.run_program("data", "export", "all", "--output", "parts")
        found = self.rows_of("parts/train.csv")[1:] + self.rows_of("parts/test.csv")[1:]
        header = ["label", "user", "brand", "small", "wide", "unsigned", "price", "flag", "genres", "sizes", "day"]
        self.assertEqual(self.rows_of("parts/valid.csv"), [header])
        expected = sorted(expected_rows())
        self.assertEqual(len(found), len(expected))
        self.assertEqual(sorted(found), expected)

    def test_what_is_written_is_read_by_others_and_by_us(self):
        self.run_program("data", "export", "sample", "--output", "csv")
        self.run_program("data", "export", "sample", "--output", "parquet", "--format", "parquet")
        for part in ("train", "valid", "test"):
            rows = self.rows_of(f"csv/{part}.csv")
            other = json.loads(self.arrow(READ_ALL, f"parquet/{part}.parquet"))
            self.assertEqual(other["names"], rows[0])
            self.assertEqual(other["types"][0], "int32")
            self.assertEqual([[str(row[name]) for name in other["names"]] for row in other["rows"]], rows[1:])
        fingerprints = set()
        for kind in ("csv", "parquet"):
            facts = self.json_of("data", "import", kind, f"{kind}/train.{kind}", "--name", kind, "--set", "split.kind=files", "--set",
                                 f"split.valid_path={kind}/valid.{kind}", "--set", f"split.test_path={kind}/test.{kind}")["facts"]
            fingerprints.add((facts["fingerprint"], facts["table"]))
        self.assertEqual(len(fingerprints), 1)
        self.assertFalse([name for name in self.files() if name.endswith(".part")])

    def test_files_that_do_not_fit_are_explained(self):
        self.arrow("import sys, pyarrow as pa, pyarrow.parquet as pq\n"
                   "pq.write_table(pa.table({'user': ['a', 'b', 'c'], 'label': pa.array([1, None, 0])}), 'x.parquet')")
        self.error_of("data", "import", "parquet", "x.parquet", exit_code=BAD_INPUT,
                      contains=["row 2 of x.parquet", "the label column \"label\" holds \"\"", "skip_bad_lines"])
        facts = self.json_of("data", "import", "parquet", "x.parquet", "--skip-bad-lines", "1", "--set", "split.kind=random")["facts"]
        self.assertEqual(facts["rows"], 2)
        self.error_of("data", "import", "parquet", "x.parquet", "--set", "label.column=click", exit_code=BAD_INPUT,
                      contains=["no column \"click\"", "its columns: user, label"])
        content = (self.folder / "x.parquet").read_bytes()
        for length in (0, 4, len(content) // 2, len(content) - 1):
            (self.folder / "cut.parquet").write_bytes(content[:length])
            self.error_of("data", "import", "parquet", "cut.parquet", exit_code=BAD_INPUT, contains=["cut.parquet"])
        self.write("text.parquet", "label,user\n1,a\n")
        self.error_of("data", "import", "parquet", "text.parquet", exit_code=BAD_INPUT, contains=["text.parquet cannot be read as Parquet"])
        self.error_of("data", "export", "sample", "--output", "x", "--format", "orc", exit_code=2, contains=["orc"])


if __name__ == "__main__":
    if not Path(ARROW).is_file() or not PLUGIN.is_file():
        print(f"skipped: no {PLUGIN if Path(ARROW).is_file() else 'pyarrow in .deps/arrow'}")
        sys.exit(77)
    main()
