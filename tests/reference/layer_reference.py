# SPDX-License-Identifier: GPL-3.0-or-later
"""Layers that several parts share, as functions over a dictionary of weights.

Shape letters: B batch, F fields, D embedding.
"""

import torch
import torch.nn.functional as F

BATCH_NORM_EPSILON = 1e-5
BATCH_NORM_MOMENTUM = 0.1


def linear(weights, name, x):
    return F.linear(x, weights[name + ".weight"], weights.get(name + ".bias"))


def count_layers(weights, prefix, suffix=".weight"):
    """Number of consecutive layers prefix.0, prefix.1, ... present in weights."""
    layers = 0
    while f"{prefix}.{layers}{suffix}" in weights:
        layers += 1
    return layers


def gelu(x):
    return 0.5 * x * (1.0 + torch.erf(x / 2.0**0.5))


def gelu_by_tanh(x):
    return 0.5 * x * (1.0 + torch.tanh((2.0 / torch.pi) ** 0.5 * (x + 0.044715 * x**3)))


ACTIVATIONS = {
    "relu": torch.relu,
    "leaky_relu": lambda x: torch.where(x > 0, x, 0.01 * x),
    "gelu": gelu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "silu": lambda x: x * torch.sigmoid(x),
    "elu": lambda x: torch.where(x > 0, x, torch.expm1(torch.minimum(x, torch.zeros_like(x)))),
}


def activation(name):
    if name not in ACTIVATIONS:
        raise ValueError(f"activation '{name}' is not one of {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[name]


def layer_norm(weights, name, x, eps):
    mean = x.mean(dim=-1, keepdim=True)
    variance = (x - mean).pow(2).mean(dim=-1, keepdim=True)
    return (x - mean) / torch.sqrt(variance + eps) * weights[name + ".weight"] + weights[name + ".bias"]


def batch_norm(weights, name, x, statistics=None):
    """Over all dimensions but 1. `statistics` None: evaluation, by the running statistics.

    A dictionary: training, by the batch's mean and biased variance; the running statistics after
    this batch (unbiased variance, momentum 0.1) are put into it under their names.
    """
    shape = [1, -1] + [1] * (x.dim() - 2)
    mean, variance = weights[name + ".running_mean"], weights[name + ".running_var"]
    if statistics is not None:
        others = [0] + list(range(2, x.dim()))
        count = x.numel() // x.shape[1]
        if count < 2:
            raise ValueError(f"{name}: batch statistics need two values of each column, found {count}")
        kept_mean, kept_variance, mean = mean, variance, x.mean(dim=others)
        variance = (x - mean.view(shape)).pow(2).mean(dim=others)
        for part, kept, new in (("mean", kept_mean, mean), ("var", kept_variance, variance * count / (count - 1))):
            moved = (1.0 - BATCH_NORM_MOMENTUM) * kept + BATCH_NORM_MOMENTUM * new
            statistics[f"{name}.running_{part}"] = moved.detach()
    normal = (x - mean.view(shape)) / torch.sqrt(variance.view(shape) + BATCH_NORM_EPSILON)
    return normal * weights[name + ".weight"].view(shape) + weights[name + ".bias"].view(shape)


def tower(weights, x, options=None, statistics=None, prefix="backbone.tower"):
    """Every layer is Linear, batch norm where there is one, activation; the last one too. [B, in] to [B, width]"""
    activate = activation((options or {}).get("tower_activation", "relu"))
    for layer in range(count_layers(weights, prefix)):
        x = linear(weights, f"{prefix}.{layer}", x)
        if f"{prefix}.{layer}.norm.weight" in weights:
            x = batch_norm(weights, f"{prefix}.{layer}.norm", x, statistics)
        x = activate(x)
    return x
