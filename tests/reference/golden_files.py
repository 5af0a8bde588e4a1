# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing of small text files in one fixed form, and the comparison of two folders of golden files."""

import json

import torch
from safetensors import safe_open

# Relative to the largest number of a tensor. Sums in another order (another processor) move the last bits only:
# of single-precision files those of transformers' own single-precision arithmetic.
TOLERANCES = {torch.float64: 1e-12, torch.float32: 2e-6}
# Gradients that cancel to nothing (a bias before a batch norm, the bias of a key) are compared with this: what is left of them is
# rounding, and processors differ in it by some 1e-14, in single precision by some 1e-7.
SMALLEST_SCALE = 1.0
JSON_TOLERANCE = 1e-12
MADE_ELSEWHERE = {"exchange"}  # by golden_exchange.py, which needs packages of its own and writes the present time


def write_json(path, value):
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_json_lines(path, rows):
    """One compact object a line, ASCII only, so that no editor or checkout changes the text."""
    lines = [json.dumps(row, ensure_ascii=True, separators=(",", ":")) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def tensor_difference(name, kept, made):
    """A sentence, or None where both are equal within the tolerance."""
    if (kept.dtype, kept.shape) != (made.dtype, made.shape):
        return f"{name} is {kept.dtype} {list(kept.shape)}, made anew it is {made.dtype} {list(made.shape)}"
    if kept.dtype not in TOLERANCES:  # bytes moved, not computed
        return None if torch.equal(kept, made) else f"{name} differs"
    if not kept.numel():
        return None
    scale = max(SMALLEST_SCALE, made.abs().max().item())
    worst = (kept - made).abs().max().item()
    if worst <= TOLERANCES[kept.dtype] * scale:  # NaN compares false
        return None
    return f"{name} differs by {worst:.3e} where the largest number is {scale:.3e}"


def safetensors_difference(kept_path, made_path):
    with safe_open(str(kept_path), "pt") as kept, safe_open(str(made_path), "pt") as made:
        if kept.metadata() != made.metadata():
            return f"metadata is {kept.metadata()}, made anew it is {made.metadata()}"
        names, made_names = set(kept.keys()), set(made.keys())
        if names != made_names:
            return f"tensors {sorted(names ^ made_names)} are in one of the two only"
        differences = (tensor_difference(name, kept.get_tensor(name), made.get_tensor(name)) for name in sorted(names))
        return next((difference for difference in differences if difference), None)


def json_difference(where, kept, made):
    if isinstance(kept, float) and isinstance(made, float):
        near = abs(kept - made) <= JSON_TOLERANCE * max(abs(made), SMALLEST_SCALE)
        return None if near or (kept != kept and made != made) else f"{where} is {kept}, made anew it is {made}"
    if type(kept) is not type(made):
        return f"{where} is {kept!r}, made anew it is {made!r}"
    if isinstance(kept, dict):
        if list(kept) != list(made):
            return f"{where} has the keys {list(kept)}, made anew {list(made)}"
        parts = ((f"{where}.{key}", kept[key], made[key]) for key in kept)
    elif isinstance(kept, list):
        if len(kept) != len(made):
            return f"{where} has {len(kept)} entries, made anew {len(made)}"
        parts = ((f"{where}[{index}]", *both) for index, both in enumerate(zip(kept, made)))
    else:
        return None if kept == made else f"{where} is {kept!r}, made anew it is {made!r}"
    return next((difference for part in parts if (difference := json_difference(*part))), None)


def file_difference(kept, made):
    """A sentence, or None. Numbers within the tolerance, everything else byte for byte."""
    if kept.suffix == ".safetensors":
        return safetensors_difference(kept, made)
    if kept.suffix == ".json":
        return json_difference("$", *(json.loads(path.read_text(encoding="utf-8")) for path in (kept, made)))
    return None if kept.read_bytes() == made.read_bytes() else "its bytes differ"


def folder_differences(kept_folder, made_folder, wants_all):
    """Sentences, in the order of the names. wants_all: a kept file that nobody made is a difference too."""
    kept, made = ({path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.name != "README.md"}
                  for folder in (kept_folder, made_folder))
    kept = {name for name in kept if name.parts[0] not in MADE_ELSEWHERE}
    for name in sorted(kept | made if wants_all else made):
        if name not in kept:
            yield f"{name}: made anew, but not kept"
        elif name not in made:
            yield f"{name}: kept, but no maker makes it"
        elif difference := file_difference(kept_folder / name, made_folder / name):
            yield f"{name}: {difference}"
