#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recomputes what `clickprompt forward` dumped and compares every tensor.

    python forward_reference.py CHECKPOINT_FOLDER ACTS.safetensors

The checkpoint folder holds model.safetensors and manifest.json. Only field_ids,
token_ids, token_mask and the lists of multi-value fields are taken from the dump. Everything is computed in double
precision. Exit status: 0 all within the tolerance, 1 a difference, 3 bad input.
Hidden states and attention rows of padding positions are not compared.
"""

import argparse
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file

import model_reference
import prompt_reference

LISTS = ("multi_value_fields", "multi_value_ids", "multi_value_offsets", "multi_value_weights")
INPUTS = ("field_ids", "labels", "token_ids", "token_mask", "token_field", *LISTS)
OPTIONAL = {"attention"}  # dumped on request only


def as_object(value):
    return json.loads(value) if isinstance(value, str) and value.lstrip().startswith("{") else value


def pool_lists(weights, acts):
    """Each list of a multi-value field becomes a row of its own below every table: the weighted sum of its rows."""
    field_ids = acts["field_ids"].long().clone()
    if "multi_value_fields" not in acts:
        return weights, field_ids
    fields, ids, offsets, factors = (acts[name] for name in LISTS)
    ends = [*offsets.tolist()[1:], len(ids)]
    tables = {name: tensor for name, tensor in weights.items() if name.startswith("backbone.") and name.endswith(".table")}
    pooled = dict(weights)
    for name, table in tables.items():
        rows = [table]
        for begin, end in zip(offsets.tolist(), ends):
            row = torch.zeros(1, table.shape[1], dtype=table.dtype)
            for k in range(begin, end):
                row = row + factors[k].to(table.dtype) * table[ids[k].long()]
            rows.append(row)
        pooled[name] = torch.cat(rows)
    first = next(iter(tables.values())).shape[0]
    for b in range(field_ids.shape[0]):
        for v, field in enumerate(fields.tolist()):
            field_ids[b, field] = first + b * len(fields) + v
    return pooled, field_ids


def imported_shape(config):
    """(heads, layer norm epsilon, style) by a Hugging Face config.json."""
    if config["model_type"] == "distilbert":
        return int(config["n_heads"]), 1e-12, {"activation": config.get("activation", "gelu")}
    style = {"activation": config.get("hidden_act", "gelu")}
    if config["model_type"] in ("roberta", "camembert"):
        style["pad"] = int(config.get("pad_token_id", 1))
    return int(config["num_attention_heads"]), float(config.get("layer_norm_eps", 1e-12)), style


def encoder_shape(spec, manifest):
    """(heads, layer norm epsilon, style): from the imported model's config, else from the spec."""
    config = as_object(manifest.get("plm_config"))
    if config:
        return imported_shape({"model_type": "bert"} | config)
    scratch = (spec.get("plm") or {}).get("scratch") or {}
    if "heads" not in scratch:
        raise ValueError("manifest.json: neither plm_config nor spec.plm.scratch.heads gives the number of heads")
    return int(scratch["heads"]), float(scratch.get("layer_norm_epsilon", 1e-12)), {}


def forward(weights, spec, manifest, acts):
    """All tensors of the dump that the checkpoint has parameters for."""
    field_ids = None
    if "field_ids" in acts:
        weights, field_ids = pool_lists(weights, acts)
    heads, eps, style, tokens = 1, 1e-12, {}, (None, None)
    if model_reference.has_encoder(weights) and "token_ids" in acts:
        heads, eps, style = encoder_shape(spec, manifest)
        tokens = acts["token_ids"].long(), acts["token_mask"].bool()
    out = model_reference.run(weights, spec, field_ids, *tokens, heads, eps, style=style)
    if "prompt_vectors" in out:
        out |= dumped_prompts(out.pop("prompt_vectors"), spec, manifest)
    return out


def dumped_prompts(vectors, spec, manifest):
    """[B, K, vectors, H] under the names of the dump, which depend on the form."""
    form = spec["prompts"].get("form", "prefix")
    if form == "prefix":
        keys, values = prompt_reference.keys_and_values(vectors, encoder_shape(spec, manifest)[0])
        return {"prompt_keys": keys, "prompt_values": values}
    if form == "layer_hidden":
        return {"prompt_hidden": vectors.permute(2, 0, 1, 3)}  # [L, B, K, H]
    return {"prompt_input": vectors[:, :, 0]}  # [B, K, H]


def without_padding(name, tensor, acts):
    """Drops the rows of padding positions, which nothing reads."""
    if "token_mask" not in acts:
        return tensor
    mask = acts["token_mask"].bool()
    if name == "hidden_states":
        return tensor[:, mask]  # [L+1, real tokens, H]
    if name == "attention":
        return tensor.transpose(2, 3)[:, mask]  # [L, real tokens, A, K+T]
    return tensor


def compare(acts, expected, tolerance):
    """Rows of (name, shape, largest difference, scale, verdict)."""
    rows = []
    for name in sorted(set(acts) - set(INPUTS)):
        found = acts[name].double()
        if name not in expected:
            rows.append((name, list(found.shape), None, None, "not known to the reference"))
            continue
        wanted = expected[name].double()
        if found.shape != wanted.shape:
            rows.append((name, list(found.shape), None, None, f"expected shape {list(wanted.shape)}"))
            continue
        found, wanted = without_padding(name, found, acts), without_padding(name, wanted, acts)
        scale = max(1.0, wanted.abs().max().item()) if wanted.numel() else 1.0
        worst = (found - wanted).abs().max().item() if wanted.numel() else 0.0
        verdict = "ok" if worst <= tolerance * scale else "DIFFERS"  # NaN compares false: DIFFERS
        rows.append((name, list(acts[name].shape), worst, scale, verdict))
    return rows


def not_dumped(acts, expected):
    """Tensors that the checkpoint could give and the dump leaves out."""
    return sorted(set(expected) - set(acts) - OPTIONAL)


def print_table(rows, tolerance):
    print(f"{'tensor':<16} {'shape':<24} {'max |diff|':>12} {'scale':>9}  verdict (tolerance {tolerance:g} * scale)")
    for name, shape, worst, scale, verdict in rows:
        numbers = f"{worst:12.3e} {scale:9.3f}" if worst is not None else f"{'-':>12} {'-':>9}"
        print(f"{name:<16} {str(shape):<24} {numbers}  {verdict}")


def load_checkpoint(folder):
    """(weights in double precision, spec, manifest)."""
    folder = Path(folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    weights = {}
    for name, tensor in load_file(str(folder / "model.safetensors")).items():
        weights[name] = tensor.double() if tensor.is_floating_point() else tensor
    return weights, as_object(manifest["spec"]), manifest


def main():
    parser = argparse.ArgumentParser(description="Compare `clickprompt forward` with an independent implementation")
    parser.add_argument("checkpoint", help="folder with model.safetensors and manifest.json")
    parser.add_argument("acts", help="file written by `clickprompt forward --output`")
    parser.add_argument("--tolerance", type=float, default=1e-5)
    arguments = parser.parse_args()
    try:
        weights, spec, manifest = load_checkpoint(arguments.checkpoint)
        acts = load_file(arguments.acts)
        with torch.no_grad():
            expected = forward(weights, spec, manifest, acts)
    except (OSError, KeyError, ValueError, IndexError) as error:
        print(f"forward_reference: {type(error).__name__}: {error}", file=sys.stderr)
        return 3
    rows = compare(acts, expected, arguments.tolerance)
    print_table(rows, arguments.tolerance)
    for name in not_dumped(acts, expected):
        print(f"{name:<16} is not in the dump: not compared")
    if not rows:
        print("forward_reference: the dump holds no tensor to compare", file=sys.stderr)
        return 3
    return 0 if all(verdict == "ok" for *_, verdict in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
