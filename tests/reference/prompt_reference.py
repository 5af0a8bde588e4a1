# SPDX-License-Identifier: GPL-3.0-or-later
"""Soft prompts from the CTR representation, and the CTR logits that are made from prompts.

A prompt consists of vectors of the hidden size H: 2L in the form `prefix` (key and value of layer 0,
of layer 1, ...), L in `layer_hidden` (one for each layer), 1 in `input`. They are always held as
[B, K, vectors, H]; flattened to [B, M, H] that is the order of the shared projector's output, and
means, mixtures and concatenations run over it, whichever projector made them.
Shape letters: B batch, R representation, H hidden size, A heads, K prompts, L layers, D = H/A.
"""

import torch

from layer_reference import linear

FORMS = ("prefix", "layer_hidden", "input")
CTR_LOGITS = ("trunk", "mean", "concat", "mixture", "attention")


def vectors_of_a_prompt(form, layers):
    if form not in FORMS:
        raise ValueError(f"prompt form '{form}' is not one of {', '.join(FORMS)}")
    return {"prefix": 2 * layers, "layer_hidden": layers, "input": 1}[form]


def has_projector(weights):
    return "projector.output.weight" in weights or "projector.separate.output_weight" in weights


def shared_projection(weights, representation, count):
    """Linear, tanh, one wide Linear. [B, R] to [B, K, vectors, H]

    Index in the wide output: k*(vectors*H) + vector*H + h; in `prefix` a vector is 2*l + s, s = 0 key, 1 value.
    """
    narrow = torch.tanh(linear(weights, "projector.hidden", representation))  # [B, H]
    wide = linear(weights, "projector.output", narrow)  # [B, K*vectors*H]
    if wide.shape[1] % (count * narrow.shape[1]):
        raise ValueError(
            f"projector.output has {wide.shape[1]} rows, expected a multiple of {count} prompts of {narrow.shape[1]}")
    return wide.unflatten(1, (count, -1, narrow.shape[1]))


def separate_projections(weights, representation, count):
    """A two-layer network for each layer and prompt, index l*K + k. [B, R] to [B, K, vectors, H]"""
    hidden_weight = weights["projector.separate.hidden_weight"]  # [L*K, H, R]; L is 1 in `input`
    rows, hidden = hidden_weight.shape[:2]
    if rows % count:
        raise ValueError(f"projector.separate has {rows} networks, expected a multiple of {count} prompts")
    inner = torch.einsum("nhr,br->bnh", hidden_weight, representation) + weights["projector.separate.hidden_bias"]
    out = torch.einsum("noh,bnh->bno", weights["projector.separate.output_weight"], torch.tanh(inner))
    out = out + weights["projector.separate.output_bias"]  # [B, L*K, H or 2H]
    parts = out.unflatten(1, (-1, count)).unflatten(3, (-1, hidden))  # [B, L, K, 1 or 2, H]
    return parts.transpose(1, 2).flatten(2, 3)


def prompt_vectors(weights, representation, count):
    """[B, R] to [B, K, vectors, H]"""
    if "projector.separate.output_weight" in weights:
        return separate_projections(weights, representation, count)
    return shared_projection(weights, representation, count)


def keys_and_values(vectors, heads):
    """Form `prefix`: [B, K, 2L, H] to two of [L, B, A, K, D]."""
    parts = vectors.unflatten(2, (-1, 2)).unflatten(4, (heads, -1))  # [B, K, L, 2, A, D]
    parts = parts.permute(3, 2, 0, 4, 1, 5)  # [2, L, B, A, K, D]
    return parts[0], parts[1]


def for_encoder(form, vectors, layers, heads):
    """What `encode` takes as prompts."""
    expected = vectors_of_a_prompt(form, layers)
    if vectors.shape[2] != expected:
        raise ValueError(f"a prompt has {vectors.shape[2]} vectors, expected {expected} in form '{form}' with {layers} layers")
    if form == "prefix":
        keys, values = keys_and_values(vectors, heads)
        return {"keys": keys, "values": values}
    if form == "layer_hidden":
        return {"states": vectors.permute(2, 0, 1, 3)}  # [L, B, K, H]
    return {"embeddings": vectors[:, :, 0]}  # [B, K, H]


def ctr_logit_from_prompts(weights, usage, representation, vectors):
    """[B]. The logit is the head's alone: what a backbone adds to its own head does not count."""
    flat = vectors.flatten(1, 2)  # [B, M, H]
    if usage == "mean":
        read = flat.mean(dim=1)
    elif usage == "concat":
        read = flat.flatten(1)  # [B, M*H]
    elif usage == "mixture":
        shares = torch.softmax(linear(weights, "ctr_head.gate", representation), dim=1)  # [B, M]
        read = (shares[:, :, None] * flat).sum(dim=1)
    elif usage == "attention":
        shares = torch.softmax(linear(weights, "ctr_head.query", flat).squeeze(2), dim=1)  # [B, M]
        read = (shares[:, :, None] * flat).sum(dim=1)
    else:
        raise ValueError(f"CTR logit from '{usage}' is not one of {', '.join(CTR_LOGITS)}")
    return linear(weights, "ctr_head.output", read).squeeze(1)
