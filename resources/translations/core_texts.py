#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gathers the texts of the core that the window shows: problems, notes, reasons, names of sources and presets.

    python3 core_texts.py ROOT OUT.h OUT.txt     OUT.h is for lupdate, OUT.txt is what the window takes a text apart by (ui/text/core_text.h)

A text is every string of two words or more in the files below; what fmt puts in becomes %1, %2, ... in both.
"""

import json
import re
import sys
from pathlib import Path

FILES = """
    core/api/run_plan.cpp core/api/spec_json.cpp core/api/template_text.cpp core/base/option_schema.cpp core/base/file_io.cpp
    core/clickprompt/model_options.cpp core/ctr/backbone_options.cpp core/ctr/autoint.cpp core/ctr/fgcnn.cpp core/ctr/fibinet.cpp core/ctr/fignn.cpp
    core/ctr/final_mlp.cpp core/ctr/gdcn.cpp core/ctr/transformer.cpp core/ctr/backbone_registry.cpp
    core/data/column_fitting.cpp core/data/dataset_cache.cpp core/data/dataset_registry.cpp core/data/delimited_reader.cpp core/data/field_encoder.cpp core/data/field_ids_file.cpp
    core/data/field_rules.cpp
    core/data/generic_delimited.cpp core/data/json_lines.cpp core/data/movielens.cpp core/data/movielens_csv.cpp core/data/row_reading.cpp
    core/data/split.cpp core/data/table_builder.cpp core/data/parquet.cpp core/data/amazon.cpp core/data/bookcrossing.cpp core/data/goodreads.cpp
    core/data/goodreads_books.cpp core/data/rating_rules.cpp
    core/desk/data_facts.cpp core/desk/local_data_desk.cpp core/desk/raw_preview.cpp core/desk/shown_text.cpp core/desk/source_guess.cpp
    core/engine/catalog_builder.cpp core/engine/plm_folder.cpp core/engine/run_fork.cpp core/engine/stage_checks.cpp core/engine/stage_estimate.cpp
    core/engine/local_engine.cpp core/engine/run_assembly.cpp core/text/text_template.cpp core/train/model_choice.cpp
    core/engine/run_worker.cpp core/train/stage_loop.cpp core/train/stage_chain.cpp core/train/load_report.cpp core/train/memory_fallback.cpp
""".split()
# Of one word, or put together by + in the core.
MORE = ["weights", "gradients", "optimizer", "activations", "libraries", "Processor", "Ready", "Bookshop", "JSON lines", "Amazon reviews",
        "nothing: the sample is generated", "Reading {}", "left out {}", "Trying some steps of {}", "is {}, expected {}", "one of {}", "between {} and {}",
        "expected {}", '"{}" is not an option here; known: {}', '"{}" is not known here; known: id, options']
# The history of a run as db/event_text.cpp keeps it, where parts come and go.
EVENTS = [
    "Started on {}.", "Resumed at step {}.", "Resumed at step {} on {}.", "Started after step {} of the parent.", "Started after step {} of the parent on {}.",
    "Stage {}, {}: taken from an earlier run with the same settings.", "Stage {}, {}: started, {} steps planned.", "finetuning with the language model",
    "finetuning of the CTR model alone", "From step {}: {}.", "Paused at step {}.", "Went on at step {}.", "Checkpoint of step {} in {}.",
    "Checkpoint of step {} in {}, the best so far.", "Checkpoint of step {} in {}, validation AUC {}.",
    "Checkpoint of step {} in {}, validation AUC {}, the best so far.", "Stage {} finished after {}.", "Stage {} finished after {} at {} rows/s.",
    "Finished after {} steps, {}.", "Stopped at step {} with a checkpoint.", "Stopped at step {} without a checkpoint.", "Making the tokenizer.",
    "Tokenising the sentences.", "Splitting and encoding.", "Reading {}.", "Ready."]
# Names of columns and fields: they are data.
NAMES = """bookauthor author|bookrating rating|booktitle title|yearofpublication publicationyear year|User ID|Movie ID|Item ID|Book ID|Work ID|Author ID
Author name|Average rating|Book genres|Book title|Film genre|Media type|Number of book reviews|Number of pages|Publication year|eBook flag
(no genres listed)|and its value and time|initialisation.start_from: %1""".replace("\n", "|").split("|")
STRING = r'"(?:[^"\\\n]|\\.)*"'
TEXT = re.compile(rf"((?:{STRING}\s*)+)")
LEFT_OUT = re.compile(r"^\s*//|^#include|\.(?:title|help)\s*=|expects\(")


def placed(text):
    """`is {}, expected {:.2f}` -> `is %1, expected %2`"""
    count = 0

    def name(match):
        nonlocal count
        if match.group(0) in ("{{", "}}"):
            return match.group(0)[0]
        count += 1
        return f"%{count}"

    return re.sub(r"\{\{|\}\}|\{[^{}]*\}", name, text)


def is_text(text):
    """Of two words, whole (no end of a sentence that begins elsewhere), no command and no list of column names."""
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"%\d", " ", text))
    is_whole = text == text.strip() and text[:1] not in (",", ";", ".") and text.count('"') % 2 == 0 and "\\" not in text and "%10" not in text
    return len(words) >= 2 and " " in text and is_whole and words[0] not in ("clickprompt", "set") and text not in NAMES


def texts_of_source(path):
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if not LEFT_OUT.search(line)]
    for match in TEXT.finditer("\n".join(lines)):
        text = "".join(part[1:-1] for part in re.findall(STRING, match.group(1)))
        yield placed(re.sub(r'\\(["\\])', r"\1", text))


def texts_of_presets(folder):
    for path in sorted(folder.glob("*.json")):
        preset = json.loads(path.read_text(encoding="utf-8"))
        yield preset["title"]
        yield preset["description"]
        for arm in preset["arms"]:
            yield arm["title"]


def texts(root):
    found = {placed(text) for text in MORE + EVENTS}
    found.update(text for text in texts_of_presets(root / "resources/presets") if is_text(text))
    for file in FILES:
        found.update(text for text in texts_of_source(root / file) if is_text(text))
    return sorted(found)


def main(root, header, table):
    found = texts(Path(root))
    lines = ["// Made by resources/translations/core_texts.py for lupdate.", "#include <QtGlobal>", "static const char* const kCoreTexts[] = {"]
    lines += [f'    QT_TRANSLATE_NOOP("core", {json.dumps(text, ensure_ascii=False)}),' for text in found]
    Path(header).write_text("\n".join(lines + ["};", ""]), encoding="utf-8")
    Path(table).write_text("\n".join(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
