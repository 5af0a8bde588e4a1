#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads every #include in app, core, db and ui against the table of ARCHITECTURE.md.

    python3 check_layers.py ROOT        exit status 1 and file:line of each breach, if any
    python3 check_layers.py --self-test plants breaches and checks that each is found
"""

import re
import sys
import tempfile
from pathlib import Path

SUFFIXES = {".h", ".cpp"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')

# What the headers of a library look like. Everything that matches none of these is the standard library,
# the system or a library that any layer may use.
LIBRARIES = {
    "torch": re.compile(r"^(torch|ATen|c10|caffe2)/"),
    "qt": re.compile(r"^(Q[A-Z]\w*(/\w+)?|Qt\w*/.*|qcustomplot\.h)$"),
    "sqlite": re.compile(r"^(sqlite3\.h|sqlite3ext\.h|SQLiteCpp/.*)$"),
    "cli11": re.compile(r"^CLI/"),
    "icu": re.compile(r"^unicode/"),
    "simdjson": re.compile(r"^simdjson\.h$"),
    "zlib": re.compile(r"^zlib\.h$"),
    "xxhash": re.compile(r"^xxh(ash|3)\.h$"),
    "json": re.compile(r"^nlohmann/"),
    "curl": re.compile(r"^curl/"),
    "openssl": re.compile(r"^openssl/"),
}

MODEL_FOLDERS = ["core/nn", "core/ctr", "core/plm", "core/clickprompt"]

# Folder: the other project folders it may include, and the libraries of the list above.
# core/spec holds the plain option aggregates: it sees core/base alone and any layer may see it.
LAYERS = {
    "core/base": ([], ["xxhash", "openssl"]),
    "core/spec": (["core/base"], []),
    "core/api": (["core/base", "core/spec"], ["json"]),
    "core/data": (["core/base", "core/spec"], ["json", "icu", "zlib", "simdjson"]),
    "core/text": (["core/base", "core/spec", "core/data"], ["json", "icu", "zlib", "simdjson"]),
    "core/desk": (["core/base", "core/spec", "core/api", "core/data", "core/text", "core/weights"], ["json"]),
    "core/compare": (["core/base", "core/spec", "core/api", "core/data"], ["json"]),
    "core/exchange": (["core/base", "core/spec", "core/api", "core/data", "core/compare"], ["json", "sqlite"]),
    "core/weights": (["core/base"], ["json", "zlib"]),
    "core/hub": (["core/base", "core/weights"], ["json", "curl"]),
    "core/nn": (["core/base", "core/spec"], ["torch", "json"]),
    "core/ctr": (["core/base", "core/spec", "core/nn"], ["torch", "json"]),
    "core/plm": (["core/base", "core/spec", "core/nn", "core/weights"], ["torch", "json"]),
    "core/clickprompt": (["core/base", "core/spec", "core/nn", "core/ctr", "core/plm"], ["torch", "json"]),
    "core/train": (["core/base", "core/spec", "core/data", "core/text", *MODEL_FOLDERS], ["torch", "json"]),
    "core/engine": (["core/base", "core/spec", "core/api", "core/data", "core/text", "core/weights", "core/train", *MODEL_FOLDERS],
                    ["torch", "json"]),
    "db": (["core/base", "core/spec", "core/api"], ["sqlite", "json"]),
    "ui": (["core/base", "core/spec", "core/api", "core/compare"], ["qt", "json"]),
    "app/shared": (["core/base"], []),
    "app/cli": (["app/shared", "core/base", "core/spec", "core/api", "core/compare", "core/desk", "core/engine", "core/exchange", "core/data", "core/text", "core/weights", "core/hub", "db"],
                ["cli11", "json"]),
    "app/workbench": (["app/shared", "core/base", "core/spec", "core/api", "core/desk", "core/engine", "core/exchange", "db", "ui"], ["qt", "json"]),
}


def layer_of(path):
    """The layer of a path relative to the root; None outside the table."""
    for folder in sorted(LAYERS, key=len, reverse=True):
        if path == folder or path.startswith(folder + "/"):
            return folder
    return None


def library_of(header):
    for name, pattern in LIBRARIES.items():
        if pattern.match(header):
            return name
    return None


def project_target(header, including_file, root):
    """The included project file relative to the root, or None for a header from elsewhere."""
    if (root / header).is_file() or layer_of(header):
        return header
    beside = including_file.parent / header
    if beside.is_file():
        return beside.resolve().relative_to(root.resolve()).as_posix()
    return None


def breach_of(header, file, relative, root, private_headers):
    """What is wrong with one include, or None."""
    layer = layer_of(relative)
    folders, libraries = LAYERS[layer]
    target = project_target(header, file, root)
    if target:
        target_layer = layer_of(target)
        if target_layer is None:
            return f"{layer} includes {header}, which is in no layer"
        if target_layer != layer and target_layer not in folders:
            return f"{layer} must not see {target_layer} ({header}); it may see: {', '.join(folders) or 'nothing'}"
        return None
    library = library_of(header)
    if library and library not in libraries:
        return f"{layer} must not see {library} ({header})"
    if library == "torch" and layer == "core/engine" and file.suffix == ".h" and relative not in private_headers:
        return f"{relative} is seen by the programs and must not show torch ({header})"
    return None


def private_engine_headers(root):
    """Headers of core/engine that nothing outside includes: they may show torch."""
    seen_outside = set()
    for folder in ("app", "db", "ui"):
        for file in (root / folder).rglob("*"):
            if file.suffix in SUFFIXES:
                seen_outside.update(header for _, header in includes(file))
    headers = {f.relative_to(root).as_posix() for f in (root / "core/engine").glob("*.h")}
    return headers - reachable(seen_outside & headers, root)


def reachable(start, root):
    """`start` and every header of core/engine that those include, directly or not."""
    found, open_headers = set(), list(start)
    while open_headers:
        header = open_headers.pop()
        if header in found or not (root / header).is_file():
            continue
        found.add(header)
        open_headers += [h for _, h in includes(root / header) if h.startswith("core/engine/")]
    return found


def includes(file):
    """(line number, header) of each include."""
    text = file.read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(2)


def check(root):
    """Every breach as "file:line: what"."""
    private_headers = private_engine_headers(root)
    breaches, files = [], 0
    for top in ("app", "core", "db", "ui"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix not in SUFFIXES:
                continue
            files += 1
            relative = file.relative_to(root).as_posix()
            if layer_of(relative) is None:
                breaches.append(f"{relative}:1: the folder is in no layer; add it to ARCHITECTURE.md and to check_layers.py")
                continue
            for number, header in includes(file):
                what = breach_of(header, file, relative, root, private_headers)
                if what:
                    breaches.append(f"{relative}:{number}: {what}")
    return breaches, files


PLANTED = {  # file, its only include, a piece of the message or None for a permitted include
    "core/base/a.h": ("<QString>", "core/base must not see qt"),
    "core/base/b.h": ('"core/spec/x.h"', "core/base must not see core/spec"),
    "core/spec/x.h": ("<nlohmann/json.hpp>", "core/spec must not see json"),
    "core/api/c.h": ("<torch/torch.h>", "core/api must not see torch"),
    "core/api/d.h": ('"core/data/table.h"', "core/api must not see core/data"),
    "core/data/table.h": ("<ATen/ATen.h>", "core/data must not see torch"),
    "core/data/e.cpp": ('"core/text/tokenizer.h"', "core/data must not see core/text"),
    "core/text/tokenizer.h": ('"core/data/table.h"', None),
    "core/ctr/f.cpp": ('"core/api/run_spec.h"', "core/ctr must not see core/api"),
    "core/nn/g.cpp": ("<c10/util/Half.h>", None),
    "core/weights/g.cpp": ("<c10/util/Half.h>", "core/weights must not see torch"),
    "core/train/h.cpp": ("<sqlite3.h>", "core/train must not see sqlite"),
    "core/engine/local_engine.h": ("<torch/types.h>", "must not show torch"),
    "core/engine/run_worker.h": ("<torch/types.h>", None),
    "core/engine/i.cpp": ('"db/sqlite_store.h"', "core/engine must not see db"),
    "db/sqlite_store.h": ("<SQLiteCpp/SQLiteCpp.h>", None),
    "db/j.cpp": ('"core/engine/local_engine.h"', "db must not see core/engine"),
    "ui/pages/k.cpp": ('"db/sqlite_store.h"', "ui must not see db"),
    "ui/pages/l.cpp": ("<QtWidgets/QLabel>", None),
    "app/cli/m.cpp": ('"core/engine/local_engine.h"', None),
    "app/cli/n.cpp": ("<QCoreApplication>", "app/cli must not see qt"),
    "app/workbench/o.cpp": ('"core/train/train_loop.h"', "app/workbench must not see core/train"),
    "core/hub/p.cpp": ("<curl/curl.h>", None),
    "core/compare/r.cpp": ("<QString>", "core/compare must not see qt"),
    "core/compare/s.cpp": ('"core/train/train_loop.h"', "core/compare must not see core/train"),
    "ui/pages/t.cpp": ('"core/compare/s.h"', None),
    "core/data/q.cpp": ("<curl/curl.h>", "core/data must not see curl"),
    "core/misc/p.h": ("<vector>", "in no layer"),
}


def self_test():
    """Every planted breach is found at its line and nothing permitted is reported."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, (header, _) in PLANTED.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(f"#pragma once\n#include {header}\n", encoding="utf-8")
        found, _ = check(root)
    failures = []
    for name, (_, wanted) in PLANTED.items():
        lines = [line for line in found if line.startswith(name + ":")]
        if wanted is None and lines:
            failures.append(f"permitted, but reported: {lines[0]}")
        elif wanted is not None and not any(wanted in line for line in lines):
            failures.append(f"{name}: \"{wanted}\" was not reported, found: {lines}")
        elif wanted not in (None, "in no layer") and not lines[0].startswith(f"{name}:2:"):
            failures.append(f"wrong line: {lines[0]}")
    for failure in failures:
        print(failure)
    print(f"self-test: {len(PLANTED)} includes, {len(failures)} failures")
    return 1 if failures else 0


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    if sys.argv[1] == "--self-test":
        return self_test()
    root = Path(sys.argv[1])
    if not (root / "core").is_dir():
        print(f"{root} has no folder core; give the folder of the checkout", file=sys.stderr)
        return 2
    breaches, files = check(root)
    for breach in breaches:
        print(breach)
    print(f"{files} files, {len(breaches)} breaches")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
