# SPDX-License-Identifier: GPL-3.0-or-later
"""CTR backbones written from their formulas, over a plain dictionary of weights.

Independent of the C++ code: nothing here is a torch.nn.Module, the weights are
named as in a checkpoint, and the number of layers is what the names say.
Works in the dtype of the weights (float64 for comparisons) and is differentiable.
Shape letters: B batch, F fields, D embedding, R representation.

Every backbone is a function of (weights, options, field_ids, statistics) that returns the
representation [B, R] and what is added to the head's logit [B, 1] or None. `statistics` None is
evaluation, a dictionary is training (see layer_reference.batch_norm). LR, FM, FiGNN and FinalMLP
form the whole logit themselves: then the addend is the logit and the checkpoint has no ctr_head.
"""

import torch

import interaction_reference as interactions
from layer_reference import count_layers, linear, tower


def look_up(weights, field_ids, table="backbone.embedding.table"):
    return weights[table][field_ids]  # [B, F, D]


def with_tower(branch, weights, v, options, statistics):
    """[branch ; tower of the raw embeddings], or the branch alone where there is no tower."""
    if not count_layers(weights, "backbone.tower"):
        return branch
    return torch.cat([branch, tower(weights, v.flatten(1), options, statistics)], dim=1)


def with_linear(addend, weights, field_ids):
    if "backbone.linear.table" not in weights:
        return addend
    return addend + interactions.linear_term(weights, field_ids)


def lr(weights, options, field_ids, statistics):
    per_field = look_up(weights, field_ids, "backbone.linear.table").squeeze(2)  # [B, F]
    return per_field, interactions.linear_term(weights, field_ids)


def fm(weights, options, field_ids, statistics):
    vector = interactions.bi_interaction(look_up(weights, field_ids))  # [B, D]
    return vector, with_linear(vector.sum(dim=1, keepdim=True), weights, field_ids)


def dnn(weights, options, field_ids, statistics):
    return tower(weights, look_up(weights, field_ids).flatten(1), options, statistics), None


def deepfm(weights, options, field_ids, statistics):
    v = look_up(weights, field_ids)
    second_order = with_linear(interactions.fm_term(v), weights, field_ids)
    return torch.cat([tower(weights, v.flatten(1), options, statistics), second_order], dim=1), second_order


def xdeepfm(weights, options, field_ids, statistics):
    v = look_up(weights, field_ids)
    return with_tower(interactions.compressed_interaction(weights, v), weights, v, options, statistics), None


def ipnn(weights, options, field_ids, statistics):
    v = look_up(weights, field_ids)
    return tower(weights, torch.cat([v.flatten(1), interactions.inner_products(v)], dim=1), options, statistics), None


def dcn(weights, options, field_ids, statistics):
    v = look_up(weights, field_ids)
    crossed = interactions.vector_cross_network(weights, v.flatten(1))
    return with_tower(crossed, weights, v, options, statistics), None


def dcn_v2(weights, options, field_ids, statistics):
    v = look_up(weights, field_ids)
    return with_tower(interactions.cross_network(weights, v.flatten(1)), weights, v, options, statistics), None


def gdcn(weights, options, field_ids, statistics):
    v = look_up(weights, field_ids)
    crossed = interactions.gated_cross_network(weights, v.flatten(1))
    structure = options.get("structure", "parallel")
    if structure == "stacked":
        return tower(weights, crossed, options, statistics), None
    if structure != "parallel":
        raise ValueError(f"structure '{structure}' is not one of parallel, stacked")
    return with_tower(crossed, weights, v, options, statistics), None


def autoint(weights, options, field_ids, statistics):
    v = look_up(weights, field_ids)
    attended = interactions.field_attention(weights, v, options).flatten(1)
    return with_tower(attended, weights, v, options, statistics), None


def fgcnn(weights, options, field_ids, statistics):
    raw = look_up(weights, field_ids)
    convolved = look_up(weights, field_ids, "backbone.convolution_embedding.table")
    made = interactions.generated_features(weights, convolved, options, statistics)
    features = torch.cat([raw, made], dim=1)  # [B, F + N, D]
    vector = torch.cat([features.flatten(1), interactions.inner_products(features)], dim=1)
    return tower(weights, vector, options, statistics), None


def fibinet(weights, options, field_ids, statistics):
    v = look_up(weights, field_ids)
    squeezed = interactions.squeeze_excitation(weights, v)
    both = [interactions.bilinear_pairs(weights, x) for x in (v, squeezed)]
    return tower(weights, torch.cat(both, dim=1).flatten(1), options, statistics), None


def fignn(weights, options, field_ids, statistics):
    h = interactions.field_graph(weights, look_up(weights, field_ids), options)
    return h.flatten(1), interactions.graph_readout(weights, h)


def transformer(weights, options, field_ids, statistics):
    return interactions.transformer(weights, look_up(weights, field_ids), options).flatten(1), None


def final_mlp(weights, options, field_ids, statistics):
    v = look_up(weights, field_ids)
    towers = []
    for side in (1, 2):
        context = options.get(f"context_{side}", [])
        selected = interactions.selected_features(weights, f"backbone.gate_{side}", v, context)
        towers.append(tower(weights, selected, options, statistics, f"backbone.tower_{side}"))
    return torch.cat(towers, dim=1), interactions.bilinear_fusion(weights, *towers)


BACKBONES = {
    "lr": lr, "fm": fm, "dnn": dnn, "deepfm": deepfm, "xdeepfm": xdeepfm, "ipnn": ipnn, "dcn": dcn, "dcn_v2": dcn_v2,
    "autoint": autoint, "fgcnn": fgcnn, "fibinet": fibinet, "fignn": fignn, "transformer": transformer, "gdcn": gdcn,
    "final_mlp": final_mlp,
}

WHOLE_LOGIT = ("lr", "fm", "fignn", "final_mlp")  # what they add is all of the logit


def represent(weights, backbone_id, options, field_ids, statistics=None):
    """Returns (representation [B, R], addend of the logit [B, 1] or None).

    field_ids are global ids (field offset included), shape [B, F].
    """
    if backbone_id not in BACKBONES:
        raise ValueError(f"backbone '{backbone_id}' is not one of {', '.join(BACKBONES)}")
    return BACKBONES[backbone_id](weights, options, field_ids, statistics)


def ctr_logit(weights, representation, addend):
    """[B]. DeepFM: the output layer reads the tower alone and the FM term is added."""
    if "ctr_head.output.weight" not in weights:
        return addend.squeeze(1)
    inputs = weights["ctr_head.output.weight"].shape[1]
    if addend is not None and inputs == representation.shape[1] - 1:
        return (linear(weights, "ctr_head.output", representation[:, :-1]) + addend).squeeze(1)
    return linear(weights, "ctr_head.output", representation).squeeze(1)
