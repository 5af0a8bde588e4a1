# SPDX-License-Identifier: GPL-3.0-or-later
"""The feature interactions of the backbones, written from their formulas.

Functions over a dictionary of weights with checkpoint names; the number of layers, maps and
heads is what names and shapes say. Pairs of fields are in the order (0,1), (0,2), ..., (1,2), ...
Shape letters: B batch, F fields, D embedding, P pairs of fields, A heads.
"""

import torch
import torch.nn.functional as F

from layer_reference import batch_norm, count_layers, layer_norm, linear

TRANSFORMER_EPSILON = 1e-12


def pairs(count):
    """Index lists (i, j) of all pairs i < j, i slow."""
    both = [(i, j) for i in range(count) for j in range(i + 1, count)]
    return [i for i, _ in both], [j for _, j in both]


def inner_products(v):
    """[B, F, D] to [B, P]"""
    first, second = pairs(v.shape[1])
    return (v[:, first] * v[:, second]).sum(dim=2)


def bi_interaction(v):
    """Half of (square of the sum minus the sum of squares). [B, F, D] to [B, D]"""
    return 0.5 * (v.sum(dim=1).pow(2) - v.pow(2).sum(dim=1))


def fm_term(v):
    """[B, F, D] to [B, 1]"""
    return bi_interaction(v).sum(dim=1, keepdim=True)


def linear_term(weights, field_ids):
    """One weight per id, summed over the fields, plus a bias. [B, F] to [B, 1]"""
    per_id = weights["backbone.linear.table"][field_ids]  # [B, F, 1]
    return per_id.sum(dim=1) + weights["backbone.linear.bias"]


def cross_network(weights, x0):
    """x' = x + x0 * (W x + b), full-rank W. [B, F*D] to [B, F*D]"""
    x = x0
    for layer in range(count_layers(weights, "backbone.cross")):
        x = x + x0 * linear(weights, f"backbone.cross.{layer}", x)
    return x


def vector_cross_network(weights, x0):
    """x' = x + (w . x) x0 + b, one vector w a layer. [B, F*D] to [B, F*D]"""
    x = x0
    for layer in range(count_layers(weights, "backbone.cross")):
        name = f"backbone.cross.{layer}"
        x = x + (x @ weights[name + ".weight"])[:, None] * x0 + weights[name + ".bias"]
    return x


def gated_cross_network(weights, x0):
    """x' = x + x0 * (W x + b) * sigmoid(G x). [B, F*D] to [B, F*D]"""
    x = x0
    for layer in range(count_layers(weights, "backbone.cross")):
        name = f"backbone.cross.{layer}"
        x = x + x0 * linear(weights, name, x) * torch.sigmoid(linear(weights, name + ".gate", x))
    return x


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


def compressed_interaction(weights, v):
    """Sums over D of every layer's maps, layers concatenated. [B, F, D] to [B, u_1 + u_2 + ...]

    Column a*M + m of a layer's weight meets raw field a with map m of the M maps below.
    """
    maps, pooled = v, []
    for layer in range(count_layers(weights, "backbone.cin")):
        products = torch.einsum("bad,bmd->bamd", v, maps).flatten(1, 2)  # [B, F*M, D]
        weight, bias = weights[f"backbone.cin.{layer}.weight"], weights[f"backbone.cin.{layer}.bias"]
        maps = torch.einsum("uk,bkd->bud", weight, products) + bias[:, None]  # [B, u, D]
        pooled.append(maps.sum(dim=2))
    return torch.cat(pooled, dim=1)


def squeeze_excitation(weights, v):
    """Each field times a weight made from the means of all fields. [B, F, D] to [B, F, D]"""
    narrow = torch.relu(linear(weights, "backbone.squeeze.0", v.mean(dim=2)))  # [B, r]
    scale = torch.relu(linear(weights, "backbone.squeeze.1", narrow))  # [B, F]
    return v * scale[:, :, None]


def bilinear_pairs(weights, v):
    """(W v_i) * v_j of all pairs; W is one matrix, one for each i or one for each pair. [B, F, D] to [B, P, D]"""
    first, second = pairs(v.shape[1])
    weight = weights["backbone.bilinear.weight"]
    if weight.dim() == 2:
        left = v[:, first] @ weight.T
    else:
        matrices = weight[first] if weight.shape[0] == v.shape[1] - 1 else weight  # [P, D, D]
        left = torch.einsum("poi,bpi->bpo", matrices, v[:, first])
    return left * v[:, second]


def gru_cell(weights, name, x, state):
    """Gates in the order reset, update, new. x and state [..., D]"""
    from_x = F.linear(x, weights[name + ".weight_ih"], weights[name + ".bias_ih"]).chunk(3, dim=-1)
    from_state = F.linear(state, weights[name + ".weight_hh"], weights[name + ".bias_hh"]).chunk(3, dim=-1)
    reset, update = (torch.sigmoid(from_x[gate] + from_state[gate]) for gate in (0, 1))
    new = torch.tanh(from_x[2] + reset * from_state[2])
    return (1.0 - update) * new + update * state


def field_graph(weights, v, options):
    """Message passing between the fields. [B, F, D] to [B, F, D]"""
    fields = v.shape[1]
    source = v[:, :, None].expand(-1, -1, fields, -1)
    both = torch.cat([source, source.transpose(1, 2)], dim=3)  # [B, s, t, 2D]: v_s, v_t
    score = linear(weights, "backbone.edge", both).squeeze(3)
    score = torch.where(score > 0, score, 0.01 * score)
    score = score.masked_fill(torch.eye(fields, dtype=torch.bool), float("-inf"))
    edges = torch.softmax(score, dim=2)  # [B, s, t]
    layers = count_layers(weights, "backbone.graph", ".out")
    steps = int(options.get("steps", 3)) if layers == 1 else layers
    h = v
    for step in range(steps):
        name = f"backbone.graph.{step if layers > 1 else 0}"
        messages = torch.einsum("foi,bfi->bfo", weights[name + ".out"], h)
        received = torch.einsum("foi,bfi->bfo", weights[name + ".in"], edges @ messages) + weights[name + ".bias"]
        h = gru_cell(weights, name + ".gru", received, h)
        if options.get("residual", True):
            h = h + v
    return h


def graph_readout(weights, h):
    """Sum of one score a field, weighted by a gate that sees all fields. [B, F, D] to [B, 1]"""
    gate = torch.sigmoid(linear(weights, "backbone.field_gate", h.flatten(1)))  # [B, F]
    score = linear(weights, "backbone.field_score", h).squeeze(2)  # [B, F]
    return (gate * score).sum(dim=1, keepdim=True)


def transformer(weights, v, options):
    """Encoder layers over the fields, without positions and without a last norm. [B, F, D] to [B, F, D]"""
    heads, norm_first = int(options.get("heads", 1)), bool(options.get("norm_first", True))
    x = v
    for layer in range(count_layers(weights, "backbone.layers", ".attention.in.weight")):
        name = f"backbone.layers.{layer}"

        def attend(y):
            query, key, value = (
                part.unflatten(2, (heads, -1)).transpose(1, 2)
                for part in linear(weights, name + ".attention.in", y).chunk(3, dim=2)
            )  # each [B, A, F, D/A]
            scores = query @ key.transpose(2, 3) / query.shape[-1] ** 0.5
            mixed = (torch.softmax(scores, dim=-1) @ value).transpose(1, 2).flatten(2)
            return linear(weights, name + ".attention.out", mixed)

        def feed(y):
            inner = torch.relu(linear(weights, name + ".feed_forward.0", y))
            return linear(weights, name + ".feed_forward.1", inner)

        for norm, part in ((name + ".norm1", attend), (name + ".norm2", feed)):
            if norm_first:
                x = x + part(layer_norm(weights, norm, x, TRANSFORMER_EPSILON))
            else:
                x = layer_norm(weights, norm, x + part(x), TRANSFORMER_EPSILON)
    return x


def pool_rows(maps, size):
    """Largest of every `size` rows; height mod size rows of -infinity at both ends. [B, C, H, D] to [B, C, H', D]"""
    rest = maps.shape[2] % size
    if 2 * rest > size:
        raise ValueError(f"pooling {size} on {maps.shape[2]} rows needs {rest} rows of padding, at most half the size")
    padded = F.pad(maps, (0, 0, rest, rest), value=float("-inf"))
    return padded.unfold(2, size, size).max(dim=4).values


def generated_features(weights, v, options, statistics=None):
    """New features by convolution over the fields, in the order of the blocks. [B, F, D] to [B, N, D]"""
    layers = count_layers(weights, "backbone.generation", ".convolution.weight")
    pooling = options.get("pooling", [2] * layers)
    maps, made = v[:, None], []  # [B, C, H, D]
    for layer in range(layers):
        name = f"backbone.generation.{layer}"
        kernel = weights[name + ".convolution.weight"]  # [C', C, k, 1], k odd
        height, reach = maps.shape[2], kernel.shape[2] // 2
        padded = F.pad(maps, (0, 0, reach, reach))
        maps = sum(torch.einsum("oc,bchd->bohd", kernel[:, :, tap, 0], padded[:, :, tap:tap + height])
                   for tap in range(kernel.shape[2]))
        maps = maps + weights[name + ".convolution.bias"][:, None, None]
        maps = pool_rows(torch.tanh(batch_norm(weights, name + ".norm", maps, statistics)), int(pooling[layer]))
        flat = torch.tanh(linear(weights, name + ".recombination", maps.flatten(1)))
        made.append(flat.unflatten(1, (-1, v.shape[2])))
    return torch.cat(made, dim=1)


def selected_features(weights, name, v, context_fields):
    """Flat embeddings times a gate in (0, 2), made from a learnt vector or from some fields. [B, F, D] to [B, F*D]"""
    flat = v.flatten(1)
    if name + ".1.weight" not in weights:
        return flat
    context = weights[name + ".context"] if not context_fields else v[:, list(context_fields)].flatten(1)
    hidden = torch.relu(linear(weights, name + ".0", context))
    return flat * 2.0 * torch.sigmoid(linear(weights, name + ".1", hidden))


def bilinear_fusion(weights, x, y):
    """w_x x + w_y y + sum over the heads of x_h W_h y_h. [B, w1], [B, w2] to [B, 1]"""
    matrices = weights["backbone.fusion.bilinear"]  # [A, w1/A, w2/A]
    left, right = x.unflatten(1, (matrices.shape[0], -1)), y.unflatten(1, (matrices.shape[0], -1))
    products = torch.einsum("bhi,hij,bhj->b", left, matrices, right)[:, None]
    return linear(weights, "backbone.fusion.x", x) + linear(weights, "backbone.fusion.y", y) + products
