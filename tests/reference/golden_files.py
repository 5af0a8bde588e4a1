# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing of small text files in one fixed form, and the comparison of two folders of golden files."""

import json
from fnmatch import fnmatchcase

import torch
from safetensors import safe_open

# Relative to the largest number of a tensor. Sums in another order (another processor) move the last bits only:
# of single-precision files those of transformers' own single-precision arithmetic, where two processors were 2.7e-6 apart.
TOLERANCES = {torch.float64: 1e-12, torch.float32: 4e-6}
SMALLEST_SCALE = 1e-3  # numbers below it are compared with it
# Gradients that are zero in exact arithmetic: (file, tensor, why). What is left of them is rounding of terms of about 1, and
# processors differ in all of it. So each must be within the tolerance of zero on both sides, and nothing else is compared.
CANCELLING_GRADIENTS = (
    ("backbone_*batch_norm_training.safetensors", "grad.backbone.tower*.[0-9].bias", "batch norm subtracts the bias before it"),
    ("backbone_fgcnn*_training.safetensors", "grad.backbone.generation.*.convolution.bias", "batch norm subtracts the bias before it"),
    ("families/*/cases.safetensors", "grad.*.attention.self.key.bias", "softmax: the same for every key of a query"),
    ("families/*/cases.safetensors", "grad.*.attention.k_lin.bias", "softmax: the same for every key of a query"),
    ("model_input_*.safetensors", "grad_*.attention.self.key.bias", "softmax: the same for every key of a query"),
    ("model_layer_hidden_*.safetensors", "grad_*.attention.self.key.bias", "softmax: the same for every key of a query"),
    ("model_no_prompts.safetensors", "grad_*.attention.self.key.bias", "softmax: the same for every key of a query"),
    ("model_ctr_logit_attention_*.safetensors", "grad_joint.ctr_head.query.bias", "softmax: the same for every prompt"),
)
JSON_TOLERANCE = 1e-12
MADE_ELSEWHERE = {"exchange"}  # by golden_exchange.py, which needs packages of its own and writes the present time


def write_json(path, value):
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_json_lines(path, rows):
    """One compact object a line, ASCII only, so that no editor or checkout changes the text."""
    lines = [json.dumps(row, ensure_ascii=True, separators=(",", ":")) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def cancels(file, tensor):
    """Prompts in the form of prefixes add keys without a bias, so their files are none of these."""
    return any(fnmatchcase(file, files) and fnmatchcase(tensor, tensors) for files, tensors, _ in CANCELLING_GRADIENTS)


def cancelling_difference(name, kept, made):
    worst = torch.cat([kept.flatten(), made.flatten()]).abs().max().item()
    if worst <= TOLERANCES[kept.dtype]:  # NaN compares false
        return None
    return f"{name} should cancel to nothing (CANCELLING_GRADIENTS), and its largest number is {worst:.3e}"


def tensor_difference(name, kept, made, is_nothing=False):
    """A sentence, or None where both are equal within the tolerance."""
    if (kept.dtype, kept.shape) != (made.dtype, made.shape):
        return f"{name} is {kept.dtype} {list(kept.shape)}, made anew it is {made.dtype} {list(made.shape)}"
    if kept.dtype not in TOLERANCES:  # bytes moved, not computed
        return None if torch.equal(kept, made) else f"{name} differs"
    if not kept.numel():
        return None
    if is_nothing:
        return cancelling_difference(name, kept, made)
    scale = max(SMALLEST_SCALE, made.abs().max().item())
    worst = (kept - made).abs().max().item()
    if worst <= TOLERANCES[kept.dtype] * scale:  # NaN compares false
        return None
    return f"{name} differs by {worst:.3e} where the largest number is {scale:.3e}"


def safetensors_difference(file, kept_path, made_path):
    with safe_open(str(kept_path), "pt") as kept, safe_open(str(made_path), "pt") as made:
        if kept.metadata() != made.metadata():
            return f"metadata is {kept.metadata()}, made anew it is {made.metadata()}"
        names, made_names = set(kept.keys()), set(made.keys())
        if names != made_names:
            return f"tensors {sorted(names ^ made_names)} are in one of the two only"
        differences = (tensor_difference(name, kept.get_tensor(name), made.get_tensor(name), cancels(file, name)) for name in sorted(names))
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


def file_difference(file, kept, made):
    """A sentence, or None. Numbers within the tolerance, everything else byte for byte. file: the name below the golden folder."""
    if kept.suffix == ".safetensors":
        return safetensors_difference(file, kept, made)
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
        elif difference := file_difference(name.as_posix(), kept_folder / name, made_folder / name):
            yield f"{name}: {difference}"
