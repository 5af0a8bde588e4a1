# SPDX-License-Identifier: GPL-3.0-or-later
"""CTR backbones written from their formulas, over a plain dictionary of weights.

Independent of the C++ code: nothing here is a torch.nn.Module, the weights are
named as in a checkpoint, and the number of layers is what the names say.
Works in the dtype of the weights (float64 for comparisons) and is differentiable.
Shape letters: B batch, F fields, D embedding, R representation, A heads.
"""

import torch
import torch.nn.functional as F


def linear(weights, name, x):
    return F.linear(x, weights[name + ".weight"], weights.get(name + ".bias"))


def count_layers(weights, prefix, suffix=".weight"):
    """Number of consecutive layers prefix.0, prefix.1, ... present in weights."""
    layers = 0
    while f"{prefix}.{layers}{suffix}" in weights:
        layers += 1
    return layers


def tower(weights, x):
    """Every layer is Linear then relu, the last one too. [B, in] to [B, width]"""
    for layer in range(count_layers(weights, "backbone.tower")):
        x = torch.relu(linear(weights, f"backbone.tower.{layer}", x))
    return x


def has_tower(weights):
    return count_layers(weights, "backbone.tower") > 0


def cross_network(weights, x0):
    """x' = x + x0 * (W x + b), full-rank W. [B, F*D] to [B, F*D]"""
    x = x0
    for layer in range(count_layers(weights, "backbone.cross")):
        x = x + x0 * linear(weights, f"backbone.cross.{layer}", x)
    return x


def fm_term(v):
    """Half of (square of the sum minus the sum of squares). [B, F, D] to [B, 1]"""
    square_of_sum = v.sum(dim=1).pow(2)
    sum_of_squares = v.pow(2).sum(dim=1)
    return 0.5 * (square_of_sum - sum_of_squares).sum(dim=1, keepdim=True)


def linear_term(weights, field_ids):
    """One weight per id, summed over the fields, plus a bias. [B, F] to [B, 1]"""
    per_id = weights["backbone.linear.table"][field_ids]  # [B, F, 1]
    return per_id.sum(dim=1) + weights["backbone.linear.bias"]


def field_attention(weights, v, options):
    """Self-attention over the fields, relu after the residual. [B, F, D] to [B, F, A*a]"""
    heads = int(options.get("heads", 1))
    scaled = bool(options.get("attention_scaling", False))
    residual = bool(options.get("residual", True))
    x = v
    layers = count_layers(weights, "backbone.attention", ".query.weight")
    for layer in range(layers):
        name = f"backbone.attention.{layer}"
        query, key, value = (
            linear(weights, f"{name}.{part}", x).unflatten(2, (heads, -1)).transpose(1, 2)
            for part in ("query", "key", "value")
        )  # each [B, A, F, a]
        scores = query @ key.transpose(2, 3)  # [B, A, F, F]
        if scaled:
            scores = scores / query.shape[-1] ** 0.5
        mixed = (torch.softmax(scores, dim=-1) @ value).transpose(1, 2).flatten(2)  # [B, F, A*a]
        if residual:
            projected = f"{name}.residual.weight" in weights
            mixed = mixed + (linear(weights, f"{name}.residual", x) if projected else x)
        x = torch.relu(mixed)
    return x


def represent(weights, backbone_id, options, field_ids):
    """Returns (representation [B, R], addend of the logit [B, 1] or None).

    field_ids are global ids (field offset included), shape [B, F].
    """
    v = weights["backbone.embedding.table"][field_ids]  # [B, F, D]
    flat = v.flatten(1)  # [B, F*D], field-major
    if backbone_id == "dnn":
        return tower(weights, flat), None
    if backbone_id == "dcn_v2":
        crossed = cross_network(weights, flat)
        return (torch.cat([crossed, tower(weights, flat)], dim=1) if has_tower(weights) else crossed), None
    if backbone_id == "autoint":
        attended = field_attention(weights, v, options).flatten(1)
        return (torch.cat([attended, tower(weights, flat)], dim=1) if has_tower(weights) else attended), None
    if backbone_id == "deepfm":
        second_order = fm_term(v)
        if "backbone.linear.table" in weights:
            second_order = second_order + linear_term(weights, field_ids)
        return torch.cat([tower(weights, flat), second_order], dim=1), second_order
    raise ValueError(f"backbone '{backbone_id}' is not one of dnn, dcn_v2, autoint, deepfm")


def ctr_logit(weights, representation, addend):
    """[B]. DeepFM: the output layer reads the tower alone and the FM term is added."""
    inputs = weights["ctr_head.output.weight"].shape[1]
    if addend is not None and inputs == representation.shape[1] - 1:
        return (linear(weights, "ctr_head.output", representation[:, :-1]) + addend).squeeze(1)
    return linear(weights, "ctr_head.output", representation).squeeze(1)
