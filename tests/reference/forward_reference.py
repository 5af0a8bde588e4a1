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

import backbone_reference as ctr
import encoder_reference as plm

LISTS = ("multi_value_fields", "multi_value_ids", "multi_value_offsets", "multi_value_weights")
INPUTS = ("field_ids", "labels", "token_ids", "token_mask", "token_field", *LISTS)


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


def identifier(value, default):
    """A part of the spec is written as "id" or as {"id": ..., ...}."""
    value = as_object(value)
    if isinstance(value, dict):
        return value.get("id", default)
    return default if value is None else value


def encoder_shape(spec, manifest):
    """(heads, layer norm epsilon): from the imported model's config, else from the spec."""
    config = as_object(manifest.get("plm_config"))
    if config:
        return int(config["num_attention_heads"]), float(config.get("layer_norm_eps", 1e-12))
    scratch = (spec.get("plm") or {}).get("scratch") or {}
    if "heads" not in scratch:
        raise ValueError("manifest.json: neither plm_config nor spec.plm.scratch.heads gives the number of heads")
    return int(scratch["heads"]), float(scratch.get("layer_norm_epsilon", 1e-12))


def prompt_settings(spec):
    prompts = spec.get("prompts") or {}
    form = prompts.get("form", "prefix")
    if form != "prefix":
        raise ValueError(f"spec.prompts.form is '{form}', this reference knows 'prefix'")
    return int(prompts.get("count", 0)), prompts.get("positions", "unshifted")


def forward_text(weights, spec, manifest, acts, representation):
    """Everything the language model computes, as a dictionary of named tensors."""
    heads, eps = encoder_shape(spec, manifest)
    hidden = weights["encoder.embeddings.word_embeddings.weight"].shape[1]
    layers = ctr.count_layers(weights, "encoder.encoder.layer", ".attention.self.query.weight")
    out, keys, values, offset = {}, None, None, 0
    if "projector.output.weight" in weights and representation is not None:
        keys, values = plm.project_prompts(weights, representation, layers, heads, hidden)
        out["prompt_keys"], out["prompt_values"] = keys, values
        count, positions = prompt_settings(spec)
        if count != keys.shape[3]:
            raise ValueError(f"spec.prompts.count is {count}, the projector makes {keys.shape[3]} prompts")
        offset = count if positions == "shifted_by_prompts" else 0
    token_ids, token_mask = acts["token_ids"].long(), acts["token_mask"].bool()
    states, attention = plm.encode(weights, token_ids, token_mask, heads, eps, keys, values, offset)
    out["hidden_states"], out["attention"] = states, attention
    if "plm_head.output.weight" in weights:
        pooler = identifier((spec.get("plm") or {}).get("pooler"), "cls")
        out["plm_logit"] = plm.plm_logit(weights, plm.pool(states[-1], token_mask, pooler))
    return out


def forward(weights, spec, manifest, acts):
    """All tensors of the dump that the checkpoint has parameters for."""
    out, representation = {}, None
    if "backbone.embedding.table" in weights:
        backbone = spec["backbone"]
        options = backbone.get("options", {}) if isinstance(backbone, dict) else {}
        pooled_weights, field_ids = pool_lists(weights, acts)
        representation, addend = ctr.represent(pooled_weights, identifier(backbone, None), options, field_ids)
        out["representation"] = representation
        if "ctr_head.output.weight" in weights:
            out["ctr_logit"] = ctr.ctr_logit(weights, representation, addend)
    if "encoder.embeddings.word_embeddings.weight" in weights and "token_ids" in acts:
        out.update(forward_text(weights, spec, manifest, acts, representation))
    if "ctr_logit" in out and "plm_logit" in out:
        out["logit"] = plm.fuse(weights, identifier(spec.get("fusion"), "sum"), out["ctr_logit"], out["plm_logit"])
    elif "ctr_logit" in out or "plm_logit" in out:
        out["logit"] = out.get("ctr_logit", out.get("plm_logit"))
    return out


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
    """Tensors that the checkpoint could give and the dump leaves out; attention is dumped on request only."""
    return sorted(set(expected) - set(acts) - {"attention"})


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
