# SPDX-License-Identifier: GPL-3.0-or-later
"""Losses of the stages. Sums, so that accumulation can divide by the true count."""

import torch


def click_loss_sum(logit, labels):
    """Binary cross entropy of sigmoid(logit), both [B]."""
    return (torch.clamp(logit, min=0) - logit * labels + torch.log1p(torch.exp(-logit.abs()))).sum()


def cross_entropy_sum(logits, targets):
    """Of the full softmax. logits [P, V], targets [P]"""
    largest = logits.max(dim=1).values
    normaliser = largest + torch.log(torch.exp(logits - largest[:, None]).sum(dim=1))
    return (normaliser - logits[torch.arange(logits.shape[0]), targets]).sum()


def pick_positions(states, positions):
    """Rows of the last hidden states at flat positions b*T + t. [L+1, B, T, H] to [P, H]"""
    return states[-1].flatten(0, 1)[positions]


def is_table(name):
    return name.startswith("backbone.") and name.endswith(".table")


def is_dense_weight(name):
    """Weights of tower and interactions: no tables, biases, norms and running statistics."""
    parts = name.split(".")
    inside_norm = any(part.startswith("norm") for part in parts)
    return parts[0] == "backbone" and not inside_norm and parts[-1] != "table" and not parts[-1].startswith("bias")


def embedding_l2_term(weights, field_ids, strength):
    """Half the strength times the squares of the rows that the batch looks up, each row once."""
    rows = torch.unique(field_ids)
    return 0.5 * strength * sum(weights[name][rows].pow(2).sum() for name in weights if is_table(name))


def dense_l2_term(weights, strength):
    return 0.5 * strength * sum(weights[name].pow(2).sum() for name in weights if is_dense_weight(name))
