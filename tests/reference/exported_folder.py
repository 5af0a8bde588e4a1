#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens exported model folders with transformers and compares what they compute.

    python exported_folder.py FOLDER...

Beside the model a folder holds acts.safetensors with token_ids, token_mask and, as far as they are to be compared,
hidden_states [L+1, B, T, H] and mlm_logits [B, T, V]; and may hold sentences.jsonl, {"text", "ids"} in each line,
special tokens included. Exit status: 0 all equal (1e-5 of the largest number), 1 a difference.
"""

import argparse
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import AutoModelForMaskedLM, AutoTokenizer

TOLERANCE = 1e-5


def difference(name, found, expected, mask):
    """A sentence, or None. Rows of padding mean nothing."""
    if found.shape != expected.shape:
        return f"{name} has the shape {list(found.shape)}, expected {list(expected.shape)}"
    found, expected = (tensor[..., mask, :] for tensor in (found, expected))
    worst, scale = (found - expected).abs().max().item(), max(1.0, expected.abs().max().item())
    return None if worst <= TOLERANCE * scale else f"{name} differs by {worst:.2e} where the largest number is {scale:.2f}"


def model_differences(folder):
    model, report = AutoModelForMaskedLM.from_pretrained(str(folder), output_loading_info=True, dtype=torch.float32)
    for key in ("missing_keys", "unexpected_keys", "mismatched_keys"):
        if report[key]:
            yield f"transformers reports {key}: {sorted(map(str, report[key]))[:5]}"
    acts = load_file(str(folder / "acts.safetensors"))
    mask = acts["token_mask"].bool()
    with torch.no_grad():
        out = model.eval()(acts["token_ids"], attention_mask=mask.long(), output_hidden_states=True)
    computed = {"hidden_states": torch.stack(out.hidden_states), "mlm_logits": out.logits}
    compared = [name for name in computed if name in acts]
    if not compared:
        yield "acts.safetensors holds nothing to compare"
    for name in compared:
        yield difference(name, acts[name], computed[name], mask)


def token_differences(folder):
    path = folder / "sentences.jsonl"
    if not path.is_file():
        return
    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = tokenizer(row["text"])["input_ids"]
        if found != row["ids"]:
            yield f"\"{row['text']}\" is {found} by transformers, {row['ids']} by the program"


def main():
    parser = argparse.ArgumentParser(description="Compare exported folders with transformers")
    parser.add_argument("folders", nargs="+", type=Path)
    status = 0
    for folder in parser.parse_args().folders:
        found = [text for text in (*model_differences(folder), *token_differences(folder)) if text]
        for text in found:
            print(f"{folder.name}: {text}", file=sys.stderr)
            status = 1
        print(f"{folder.name}: {'DIFFERS' if found else 'equal'}")
    return status


if __name__ == "__main__":
    sys.exit(main())
