# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden files of the backbones made from their options, in double precision.

backbone_<case>.safetensors holds weight.<name>, field_ids, representation [B, R], logit [B] and
grad.<name> of sum(representation^2) + sum(logit^2), all float64 but the ids. Where batch norm was
in training, after.<name> are the running statistics after the pass. Metadata "case" is JSON:
backbone, training, cardinalities, options (the project's option keys).
Where a backbone forms the whole logit itself there is no weight.ctr_head.
"""

import json

import torch
from safetensors.torch import save_file

import backbone_reference as ctr
import backbone_weights
from layer_reference import ACTIVATIONS

CARDINALITIES = (7, 5, 3, 4)  # four fields: the order of the pairs shows
MORE_FIELDS = (7, 5, 3, 4, 6)
BATCH = 6
TOWER = {"tower_width": 8, "tower_layers": 2}
NO_TOWER = {"tower_width": 8, "tower_layers": 0}
GENERATION = {"channels": [2, 3], "kernels": [3, 5], "pooling": [2, 2], "new_maps": [2, 1]}
FINAL = TOWER | {"heads": 2, "gate_width": 5}

CASES = {
    "lr": ("lr", {}),
    "fm": ("fm", {"use_linear": True}),
    "fm_no_linear": ("fm", {"use_linear": False}),
    "xdeepfm": ("xdeepfm", TOWER | {"cin_maps": [3, 2, 4]}),
    "xdeepfm_no_tower": ("xdeepfm", NO_TOWER | {"cin_maps": [3, 2]}),
    "ipnn": ("ipnn", TOWER),
    "dcn": ("dcn", TOWER | {"cross_layers": 3}),
    "dcn_no_tower": ("dcn", NO_TOWER | {"cross_layers": 2}),
    "fgcnn": ("fgcnn", TOWER | GENERATION),
    "fgcnn_no_tower": ("fgcnn", NO_TOWER | GENERATION),
    "fgcnn_no_pooling": ("fgcnn", TOWER | GENERATION | {"pooling": [1, 2], "new_maps": [1, 1]}),
    "fibinet_field_all": ("fibinet", TOWER | {"reduction": 3, "bilinear": "field_all"}),
    "fibinet_field_each": ("fibinet", TOWER | {"reduction": 2, "bilinear": "field_each"}),
    "fibinet_field_interaction": ("fibinet", TOWER | {"reduction": 2, "bilinear": "field_interaction"}),
    "fibinet_no_tower": ("fibinet", NO_TOWER | {"reduction": 2, "bilinear": "field_interaction"}),
    "fignn": ("fignn", {"steps": 3, "shared_layer": True, "residual": True}),
    "fignn_separate": ("fignn", {"steps": 3, "shared_layer": False, "residual": True}),
    "fignn_no_residual": ("fignn", {"steps": 2, "shared_layer": True, "residual": False}),
    "transformer": ("transformer", {"layers": 2, "heads": 2, "feed_forward_factor": 4, "norm_first": True}),
    "transformer_post_norm": ("transformer", {"layers": 2, "heads": 2, "feed_forward_factor": 2, "norm_first": False}),
    "gdcn": ("gdcn", TOWER | {"cross_layers": 2, "structure": "parallel"}),
    "gdcn_stacked": ("gdcn", TOWER | {"cross_layers": 2, "structure": "stacked"}),
    "final_mlp": ("final_mlp", FINAL),
    "final_mlp_context": ("final_mlp", FINAL | {"context_1": [0], "context_2": [3, 1]}),
    "final_mlp_uneven": ("final_mlp", FINAL | {"tower_2_width": 6, "tower_2_layers": 1}),
    "dnn_batch_norm": ("dnn", TOWER | {"tower_batch_norm": True}),
    "deepfm_batch_norm": ("deepfm", TOWER | {"tower_batch_norm": True, "tower_activation": "elu"}),
    "final_mlp_batch_norm": ("final_mlp", FINAL | {"tower_batch_norm": True}),
} | {f"dnn_{name}": ("dnn", TOWER | {"tower_activation": name}) for name in ACTIVATIONS}
BOTH_MODES = ("fgcnn", "fgcnn_no_tower", "dnn_batch_norm", "deepfm_batch_norm", "final_mlp_batch_norm")


def draw_case(backbone_id, options, cardinalities, seed):
    """(weights in double precision that record gradients, field ids [B, F])"""
    generator = torch.Generator().manual_seed(seed)
    draw = backbone_weights.Draw(generator)
    backbone_weights.draw_backbone(draw, backbone_id, options, cardinalities)
    field_ids = backbone_weights.draw_field_ids(generator, cardinalities, BATCH)
    representation, addend = ctr.represent(draw.weights, backbone_id, options, field_ids)
    if backbone_id not in ctr.WHOLE_LOGIT:
        draw.linear("ctr_head.output", 1, representation.shape[1] - (addend is not None))
    weights = {name: tensor.double() for name, tensor in draw.weights.items()}
    for name, tensor in weights.items():
        tensor.requires_grad_(not backbone_weights.is_statistic(name))
    return weights, field_ids


def make_case(backbone_id, options, cardinalities, training, seed):
    weights, field_ids = draw_case(backbone_id, options, cardinalities, seed)
    statistics = {} if training else None
    representation, addend = ctr.represent(weights, backbone_id, options, field_ids, statistics)
    logit = ctr.ctr_logit(weights, representation, addend)
    (representation.pow(2).sum() + logit.pow(2).sum()).backward()
    tensors = {"field_ids": field_ids, "representation": representation.detach(), "logit": logit.detach()}
    for name, tensor in weights.items():
        tensors["weight." + name] = tensor.detach()
        if tensor.requires_grad:
            tensors["grad." + name] = tensor.grad
    for name, tensor in (statistics or {}).items():
        tensors["after." + name] = tensor
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


def make(folder):
    for index, (case, (backbone_id, options)) in enumerate(CASES.items()):
        options = {"embedding_size": 4} | options if backbone_id != "lr" else options
        cardinalities = MORE_FIELDS if backbone_id == "fgcnn" else CARDINALITIES
        for training in (False, True) if case in BOTH_MODES else (False,):
            settings = {"backbone": backbone_id, "training": training, "cardinalities": list(cardinalities),
                        "options": options}
            name = f"backbone_{case}_training" if training else f"backbone_{case}"
            save_file(make_case(backbone_id, options, cardinalities, training, 2000 + index),
                      str(folder / f"{name}.safetensors"), metadata={"case": json.dumps(settings)})
