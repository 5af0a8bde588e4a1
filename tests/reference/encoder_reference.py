# SPDX-License-Identifier: GPL-3.0-or-later
"""Projector, BERT encoder with per-layer key/value prefix, poolers and heads.

Plain functions over a dictionary of weights with checkpoint names; nothing is
taken from transformers, so that both can be held against each other.
Shape letters: B batch, T tokens, H hidden size, A heads, K prompts, L layers, D = H/A.
"""

import torch
import torch.nn.functional as F

from layer_reference import count_layers, gelu, layer_norm, linear


def project_prompts(weights, representation, layers, heads, hidden):
    """Prompt keys and values, each [L, B, A, K, D], from the representation [B, R].

    Index in the projector's output: k*(2*L*H) + (2*l + s)*H + h*D + j, s = 0 key, 1 value.
    """
    narrow = torch.tanh(linear(weights, "projector.hidden", representation))  # [B, H]
    wide = linear(weights, "projector.output", narrow)  # [B, K*2*L*H]
    batch, per_prompt = wide.shape[0], 2 * layers * hidden
    if wide.shape[1] % per_prompt:
        raise ValueError(
            f"projector.output has {wide.shape[1]} rows, expected a multiple of 2*layers*hidden = {per_prompt}"
        )
    parts = wide.reshape(batch, wide.shape[1] // per_prompt, layers, 2, heads, hidden // heads)
    parts = parts.permute(3, 2, 0, 4, 1, 5)  # [2, L, B, A, K, D]
    return parts[0], parts[1]


def embed_tokens(weights, token_ids, eps, position_offset=0):
    """[B, T] to [B, T, H]; segment 0 everywhere."""
    name = "encoder.embeddings."
    positions = torch.arange(token_ids.shape[1]) + position_offset
    table = weights[name + "position_embeddings.weight"]
    if positions.numel() and int(positions[-1]) >= table.shape[0]:
        raise ValueError(f"position {int(positions[-1])} is past the last of {table.shape[0]} positions")
    summed = weights[name + "word_embeddings.weight"][token_ids] + table[positions]
    summed = summed + weights[name + "token_type_embeddings.weight"][0]
    return layer_norm(weights, name + "LayerNorm", summed, eps)


def self_attention(weights, name, x, token_mask, heads, prompt_keys, prompt_values):
    """Returns (mixed [B, T, H], probabilities [B, A, T, K+T]); prompt columns come first."""
    query, key, value = (
        linear(weights, f"{name}.{part}", x).unflatten(2, (heads, -1)).transpose(1, 2)
        for part in ("query", "key", "value")
    )  # each [B, A, T, D]
    visible = token_mask  # [B, T]
    if prompt_keys is not None:
        prompts = prompt_keys.shape[2]
        key = torch.cat([prompt_keys, key], dim=2)  # [B, A, K+T, D]
        value = torch.cat([prompt_values, value], dim=2)
        visible = torch.cat([token_mask.new_ones(x.shape[0], prompts), token_mask], dim=1)
    scores = query @ key.transpose(2, 3) / query.shape[-1] ** 0.5
    scores = scores.masked_fill(~visible[:, None, None, :], float("-inf"))
    probabilities = torch.softmax(scores, dim=-1)
    return (probabilities @ value).transpose(1, 2).flatten(2), probabilities


def encode(weights, token_ids, token_mask, heads, eps, prompt_keys=None, prompt_values=None, position_offset=0):
    """Post-LN encoder. Returns (hidden states [L+1, B, T, H], attention [L, B, A, T, K+T])."""
    x = embed_tokens(weights, token_ids, eps, position_offset)
    states, attention = [x], []
    layers = count_layers(weights, "encoder.encoder.layer", ".attention.self.query.weight")
    for layer in range(layers):
        name = f"encoder.encoder.layer.{layer}"
        keys = prompt_keys[layer] if prompt_keys is not None else None
        values = prompt_values[layer] if prompt_values is not None else None
        mixed, probabilities = self_attention(
            weights, f"{name}.attention.self", x, token_mask, heads, keys, values
        )
        mixed = linear(weights, f"{name}.attention.output.dense", mixed)
        x = layer_norm(weights, f"{name}.attention.output.LayerNorm", x + mixed, eps)
        inner = gelu(linear(weights, f"{name}.intermediate.dense", x))
        inner = linear(weights, f"{name}.output.dense", inner)
        x = layer_norm(weights, f"{name}.output.LayerNorm", x + inner, eps)
        states.append(x)
        attention.append(probabilities)
    return torch.stack(states), torch.stack(attention)


def pool(last_hidden, token_mask, pooler):
    """[B, T, H] to [B, H]."""
    if pooler == "cls":
        return last_hidden[:, 0]
    if pooler == "mean":
        mask = token_mask[:, :, None].to(last_hidden.dtype)
        return (last_hidden * mask).sum(dim=1) / mask.sum(dim=1)
    raise ValueError(f"pooler '{pooler}' is not one of cls, mean")


def plm_logit(weights, pooled):
    """Linear, tanh, Linear. [B, H] to [B]"""
    return linear(weights, "plm_head.output", torch.tanh(linear(weights, "plm_head.dense", pooled))).squeeze(1)


def mlm_logits(weights, hidden, eps):
    """Linear, gelu, LayerNorm, decoder tied to the word embeddings. [N, H] to [N, V]"""
    x = layer_norm(weights, "mlm_head.layer_norm", gelu(linear(weights, "mlm_head.dense", hidden)), eps)
    return F.linear(x, weights["encoder.embeddings.word_embeddings.weight"], weights["mlm_head.bias"])


def fuse(weights, fusion, ctr, plm):
    """Joins the two logits, each [B]."""
    if fusion == "sum":
        return ctr + plm
    if fusion == "learned":
        share = torch.sigmoid(weights["fusion.alpha_logit"])
        return share * ctr + (1.0 - share) * plm
    raise ValueError(f"fusion '{fusion}' is not one of sum, learned")
