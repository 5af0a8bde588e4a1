# SPDX-License-Identifier: GPL-3.0-or-later
"""BERT encoder with soft prompts in three forms, poolers, heads and the fusion of the logits.

Plain functions over a dictionary of weights with checkpoint names; nothing is
taken from transformers, so that both can be held against each other.
The families differ in `style`: {"activation", "head_activation": default gelu; "pad": RoBERTa's padding id}.
With "pad", positions count the tokens that are not padding, from pad + 1 on; padding stands at `pad` itself.
Shape letters: B batch, T tokens, H hidden size, A heads, K prompts, L layers, D = H/A.
"""

import torch
import torch.nn.functional as F

from layer_reference import activation, count_layers, gelu_by_tanh, layer_norm, linear


def encoder_activation(name):
    return gelu_by_tanh if name in ("gelu_new", "gelu_pytorch_tanh") else activation(name)


def encoder_layers(weights):
    return count_layers(weights, "encoder.encoder.layer", ".attention.self.query.weight")


def text_positions(token_ids, shift, style):
    """Row of the position table for each token. [B, T] to [B, T]"""
    pad = style.get("pad")
    if pad is None:
        return (torch.arange(token_ids.shape[1]) + shift).expand_as(token_ids)
    rows = torch.full_like(token_ids, pad)
    for b in range(token_ids.shape[0]):
        number = pad + shift
        for t in range(token_ids.shape[1]):
            if token_ids[b, t] != pad:
                number += 1
                rows[b, t] = number
    return rows


def prompt_positions(count, style):
    first = 0 if style.get("pad") is None else style["pad"] + 1
    return torch.arange(first, first + count)


def embed(weights, vectors, eps, positions):
    """Adds positions (None: none) and, where there are types, type 0, then LayerNorm. [B, n, H] to [B, n, H]"""
    name = "encoder.embeddings."
    if positions is not None:
        table = weights[name + "position_embeddings.weight"]
        if positions.max() >= table.shape[0]:
            raise ValueError(f"position {positions.max()} is past the last of {table.shape[0]} positions")
        vectors = vectors + table[positions]
    if name + "token_type_embeddings.weight" in weights:
        vectors = vectors + weights[name + "token_type_embeddings.weight"][0]
    return layer_norm(weights, name + "LayerNorm", vectors, eps)


def split_heads(x, heads):
    return x.unflatten(2, (heads, -1)).transpose(1, 2)  # [B, n, H] to [B, A, n, D]


def self_attention(weights, name, x, source, visible, heads, keys=None, values=None):
    """Queries of x over prompt keys (if any), then keys of source. Returns [B, n, H] and [B, A, n, columns].

    visible [B, columns] is false for padding.
    """
    query = split_heads(linear(weights, name + ".query", x), heads)
    key = split_heads(linear(weights, name + ".key", source), heads)
    value = split_heads(linear(weights, name + ".value", source), heads)
    if keys is not None:
        key, value = torch.cat([keys, key], dim=2), torch.cat([values, value], dim=2)
    scores = query @ key.transpose(2, 3) / query.shape[-1] ** 0.5
    scores = scores.masked_fill(~visible[:, None, None, :], float("-inf"))
    probabilities = torch.softmax(scores, dim=-1)
    return (probabilities @ value).transpose(1, 2).flatten(2), probabilities


def encoder_layer(weights, layer, x, visible, heads, eps, prompts, style):
    """One post-LN layer; prompts may hold "keys" and "values", or "states", of all layers."""
    name = f"encoder.encoder.layer.{layer}"
    source, keys, values = x, None, None
    if "states" in prompts:  # they are read like hidden states, but only the text goes on
        source = torch.cat([prompts["states"][layer], x], dim=1)
    if "keys" in prompts:
        keys, values = prompts["keys"][layer], prompts["values"][layer]
    mixed, probabilities = self_attention(weights, name + ".attention.self", x, source, visible, heads, keys, values)
    mixed = linear(weights, name + ".attention.output.dense", mixed)
    x = layer_norm(weights, name + ".attention.output.LayerNorm", x + mixed, eps)
    inner = encoder_activation(style.get("activation", "gelu"))(linear(weights, name + ".intermediate.dense", x))
    inner = linear(weights, name + ".output.dense", inner)
    return layer_norm(weights, name + ".output.LayerNorm", x + inner, eps), probabilities


def count_prompts(prompts):
    if "keys" in prompts:
        return prompts["keys"].shape[3]
    if "states" in prompts:
        return prompts["states"].shape[2]
    return prompts["embeddings"].shape[1] if "embeddings" in prompts else 0


def encode(weights, token_ids, token_mask, heads, eps, prompts=None, shifted=False, style=None):
    """Returns the text's hidden states [L+1, B, T, H] and attention [L, B, A, T, K+T], prompt columns first.

    prompts: {} or one form, see prompt_reference.for_encoder. shifted: the text starts K positions later, and
    prompts at the input take the K before it; otherwise they have none.
    """
    prompts, style = prompts or {}, style or {}
    count = count_prompts(prompts)
    words = weights["encoder.embeddings.word_embeddings.weight"][token_ids]  # [B, T, H]
    x = embed(weights, words, eps, text_positions(token_ids, count if shifted else 0, style))
    visible = torch.cat([token_mask.new_ones(token_mask.shape[0], count), token_mask], dim=1)  # [B, K+T]
    text = 0  # row at which the text starts
    if "embeddings" in prompts:
        positions = prompt_positions(count, style) if shifted else None
        x = torch.cat([embed(weights, prompts["embeddings"], eps, positions), x], dim=1)
        text = count
    states, attention = [x[:, text:]], []
    for layer in range(encoder_layers(weights)):
        x, probabilities = encoder_layer(weights, layer, x, visible, heads, eps, prompts, style)
        states.append(x[:, text:])
        attention.append(probabilities[:, :, text:])
    return torch.stack(states), torch.stack(attention)


def pool(states, token_mask, pooler):
    """Hidden states of the text [L+1, B, T, H] to [B, H]. Padding and prompts are never pooled."""
    sources = {"cls": (-1,), "mean": (-1,), "mean_first_last": (1, -1), "mean_top2": (-1, -2)}
    if pooler not in sources:
        raise ValueError(f"pooler '{pooler}' is not one of {', '.join(sources)}")
    chosen = torch.stack([states[index] for index in sources[pooler]]).mean(dim=0)  # [B, T, H]
    if pooler == "cls":
        return chosen[:, 0]
    mask = token_mask[:, :, None].to(chosen.dtype)
    return (chosen * mask).sum(dim=1) / mask.sum(dim=1)


def plm_logit(weights, pooled):
    """Linear, tanh, Linear. [B, H] to [B]"""
    return linear(weights, "plm_head.output", torch.tanh(linear(weights, "plm_head.dense", pooled))).squeeze(1)


def mlm_logits(weights, hidden, eps, style=None):
    """Linear, activation, LayerNorm, decoder tied to the word embeddings. [N, H] to [N, V]"""
    activate = encoder_activation((style or {}).get("head_activation", "gelu"))
    x = layer_norm(weights, "mlm_head.layer_norm", activate(linear(weights, "mlm_head.dense", hidden)), eps)
    return F.linear(x, weights["encoder.embeddings.word_embeddings.weight"], weights["mlm_head.bias"])


def fuse(weights, fusion, ctr, plm):
    """Joins the two logits, each [B]; the one that does not count may be None."""
    if fusion == "sum":
        return ctr + plm
    if fusion in ("learned", "learned_plm"):
        share = torch.sigmoid(weights["fusion.alpha_logit"])
        return share * ctr + (1.0 - share) * plm if fusion == "learned" else (1.0 - share) * ctr + share * plm
    if fusion in ("plm_only", "ctr_only"):
        return plm if fusion == "plm_only" else ctr
    raise ValueError(f"fusion '{fusion}' is not one of sum, learned, learned_plm, plm_only, ctr_only")
