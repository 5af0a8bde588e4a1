# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden files of every backbone and of the prompt projector.

backbone_<case>.safetensors holds weight.<name>, field_ids, representation, logit and
grad.<name>: gradients of sum(representation^2) + sum(logit^2). Its settings are JSON under
the metadata key "case".
"""

import json

import torch
from safetensors.torch import save_file

import backbone_reference as ctr
import prompt_reference

CARDINALITIES = (7, 5, 3)
EMBEDDING = 4
BATCH = 6

CASES = {
    "dnn": ("dnn", {}, {"tower": (9, 9)}),
    "dcn_v2": ("dcn_v2", {}, {"tower": (9, 9), "cross": 3}),
    "dcn_v2_no_tower": ("dcn_v2", {}, {"cross": 2}),
    "deepfm": ("deepfm", {}, {"tower": (9, 9), "linear": True}),
    "deepfm_no_linear": ("deepfm", {}, {"tower": (9, 9)}),
    "autoint": ("autoint", {"heads": 2, "attention_scaling": False, "residual": True},
                {"tower": (9, 9), "attention": (6, 6)}),
    "autoint_scaled": ("autoint", {"heads": 2, "attention_scaling": True, "residual": True},
                       {"attention": (4, 4)}),
    "autoint_no_residual": ("autoint", {"heads": 1, "attention_scaling": False, "residual": False},
                            {"tower": (9,), "attention": (5,)}),
}


def add_linear(weights, name, outputs, inputs, generator, bias=True):
    weights[name + ".weight"] = torch.randn(outputs, inputs, generator=generator) * 0.6
    if bias:
        weights[name + ".bias"] = torch.randn(outputs, generator=generator) * 0.3


def add_attention(weights, widths, residual, generator):
    inputs = EMBEDDING
    for layer, width in enumerate(widths):
        for part in ("query", "key", "value"):
            add_linear(weights, f"backbone.attention.{layer}.{part}", width, inputs, generator, bias=False)
        if residual and width != inputs:
            add_linear(weights, f"backbone.attention.{layer}.residual", width, inputs, generator, bias=False)
        inputs = width


def make_weights(backbone_id, options, shape, generator):
    flat = len(CARDINALITIES) * EMBEDDING
    rows = sum(CARDINALITIES)
    weights = {"backbone.embedding.table": torch.randn(rows, EMBEDDING, generator=generator) * 0.7}
    if shape.get("linear"):
        weights["backbone.linear.table"] = torch.randn(rows, 1, generator=generator) * 0.5
        weights["backbone.linear.bias"] = torch.randn(1, generator=generator)
    inputs = flat
    for layer, width in enumerate(shape.get("tower", ())):
        add_linear(weights, f"backbone.tower.{layer}", width, inputs, generator)
        inputs = width
    for layer in range(shape.get("cross", 0)):
        add_linear(weights, f"backbone.cross.{layer}", flat, flat, generator)
    if "attention" in shape:
        add_attention(weights, shape["attention"], options["residual"], generator)
    return weights


def make_field_ids(generator):
    columns, offset = [], 0
    for count in CARDINALITIES:
        columns.append(torch.randint(0, count, (BATCH,), generator=generator) + offset)
        offset += count
    return torch.stack(columns, dim=1)  # [B, F], global ids


def make_case(backbone_id, options, shape, seed):
    generator = torch.Generator().manual_seed(seed)
    weights = make_weights(backbone_id, options, shape, generator)
    field_ids = make_field_ids(generator)
    representation, _ = ctr.represent(weights, backbone_id, options, field_ids)
    head_inputs = representation.shape[1] - (1 if backbone_id == "deepfm" else 0)
    add_linear(weights, "ctr_head.output", 1, head_inputs, generator)
    weights = {name: tensor.double().requires_grad_(True) for name, tensor in weights.items()}
    representation, addend = ctr.represent(weights, backbone_id, options, field_ids)
    logit = ctr.ctr_logit(weights, representation, addend)
    (representation.pow(2).sum() + logit.pow(2).sum()).backward()
    tensors = {"field_ids": field_ids, "representation": representation.detach(), "logit": logit.detach()}
    for name, tensor in weights.items():
        tensors["weight." + name] = tensor.detach()
        tensors["grad." + name] = tensor.grad
    return to_single(tensors)


def to_single(tensors):
    return {name: (t.float() if t.is_floating_point() else t).contiguous() for name, t in tensors.items()}


def make_projector():
    """Layout of the projector's output: 2 layers, 4 heads of 3, 5 prompts."""
    layers, heads, hidden, prompts, inputs = 2, 4, 12, 5, 7
    generator = torch.Generator().manual_seed(77)
    weights = {}
    add_linear(weights, "projector.hidden", hidden, inputs, generator)
    add_linear(weights, "projector.output", prompts * 2 * layers * hidden, hidden, generator)
    representation = torch.randn(3, inputs, generator=generator)
    exact = {name: tensor.double() for name, tensor in weights.items()}
    vectors = prompt_reference.prompt_vectors(exact, representation.double(), prompts)
    keys, values = prompt_reference.keys_and_values(vectors, heads)
    tensors = {"representation": representation, "prompt_keys": keys, "prompt_values": values}
    return to_single(tensors | {"weight." + name: tensor for name, tensor in weights.items()})


def make(folder):
    for index, (case, (backbone_id, options, shape)) in enumerate(sorted(CASES.items())):
        settings = options | {
            "backbone": backbone_id, "embedding": EMBEDDING, "tower": list(shape.get("tower", ())),
            "cross_layers": shape.get("cross", 0), "attention_widths": list(shape.get("attention", ())),
            "linear": bool(shape.get("linear")), "cardinalities": list(CARDINALITIES)}
        # One metadata key only: safetensors writes several in no fixed order.
        save_file(make_case(backbone_id, options, shape, 1000 + index),
                  str(folder / f"backbone_{case}.safetensors"), metadata={"case": json.dumps(settings)})
    save_file(make_projector(), str(folder / "projector.safetensors"))
