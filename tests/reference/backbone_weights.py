# SPDX-License-Identifier: GPL-3.0-or-later
"""Random weights of every backbone from its options, with checkpoint names and shapes.

Numbers are drawn in single precision, so that both precisions hold them exactly. Biases, norms
and running statistics are moved off their usual 0 and 1: a forgotten one shows.
"""

import torch


class Draw:
    """Collects named random tensors from one generator."""

    def __init__(self, generator):
        self.generator, self.weights = generator, {}

    def normal(self, name, *shape, spread=0.6):
        self.weights[name] = torch.randn(*shape, generator=self.generator) * spread

    def linear(self, name, outputs, inputs, bias=True):
        self.normal(name + ".weight", outputs, inputs, spread=inputs**-0.5)
        if bias:
            self.normal(name + ".bias", outputs, spread=0.3)

    def norm(self, name, size):
        self.weights[name + ".weight"] = 1.0 + 0.2 * torch.randn(size, generator=self.generator)
        self.normal(name + ".bias", size, spread=0.3)

    def batch_norm(self, name, size):
        self.norm(name, size)
        self.normal(name + ".running_mean", size, spread=0.3)
        self.weights[name + ".running_var"] = 0.5 + torch.rand(size, generator=self.generator)

    def tower(self, inputs, width, layers, batch_norm, name="backbone.tower"):
        """Returns the width of what comes out."""
        for layer in range(layers):
            self.linear(f"{name}.{layer}", width, inputs)
            if batch_norm:
                self.batch_norm(f"{name}.{layer}.norm", width)
            inputs = width
        return inputs if layers else 0


def is_statistic(name):
    return name.endswith((".running_mean", ".running_var"))


def draw_lr(draw, fields, rows, options):
    draw.normal("backbone.linear.table", rows, 1, spread=0.5)
    draw.normal("backbone.linear.bias", 1)


def draw_fm(draw, fields, rows, options):
    if options.get("use_linear", True):
        draw_lr(draw, fields, rows, options)


def draw_xdeepfm(draw, fields, rows, options):
    below = fields
    for layer, maps in enumerate(options["cin_maps"]):
        draw.linear(f"backbone.cin.{layer}", maps, fields * below)
        below = maps
    draw_tower(draw, fields * options["embedding_size"], options)


def draw_dcn(draw, fields, rows, options):
    flat = fields * options["embedding_size"]
    for layer in range(options["cross_layers"]):
        draw.normal(f"backbone.cross.{layer}.weight", flat, spread=flat**-0.5)
        draw.normal(f"backbone.cross.{layer}.bias", flat, spread=0.3)
    draw_tower(draw, flat, options)


def draw_dcn_v2(draw, fields, rows, options):
    flat = fields * options["embedding_size"]
    for layer in range(options["cross_layers"]):
        draw.linear(f"backbone.cross.{layer}", flat, flat)
    draw_tower(draw, flat, options)


def draw_gdcn(draw, fields, rows, options):
    flat = fields * options["embedding_size"]
    for layer in range(options["cross_layers"]):
        draw.linear(f"backbone.cross.{layer}", flat, flat)
        draw.linear(f"backbone.cross.{layer}.gate", flat, flat, bias=False)
    draw_tower(draw, flat, options)


def draw_autoint(draw, fields, rows, options):
    inputs, width = options["embedding_size"], options["heads"] * options["attention_size"]
    for layer in range(options["attention_layers"]):
        for part in ("query", "key", "value"):
            draw.linear(f"backbone.attention.{layer}.{part}", width, inputs, bias=False)
        if options.get("residual", True) and width != inputs:
            draw.linear(f"backbone.attention.{layer}.residual", width, inputs, bias=False)
        inputs = width
    draw_tower(draw, fields * options["embedding_size"], options)


def draw_fgcnn(draw, fields, rows, options):
    size, height, below, features = options["embedding_size"], fields, 1, fields
    draw.normal("backbone.convolution_embedding.table", rows, size)
    blocks = zip(options["channels"], options["kernels"], options["pooling"], options["new_maps"])
    for layer, (channels, kernel, pooling, new_maps) in enumerate(blocks):
        name = f"backbone.generation.{layer}"
        draw.normal(name + ".convolution.weight", channels, below, kernel, 1, spread=(below * kernel)**-0.5)
        draw.normal(name + ".convolution.bias", channels, spread=0.3)
        draw.batch_norm(name + ".norm", channels)
        height, below = -(-height // pooling), channels
        draw.linear(name + ".recombination", height * size * new_maps, height * size * channels)
        features += height * new_maps
    draw_tower(draw, features * size + features * (features - 1) // 2, options)


def draw_fibinet(draw, fields, rows, options):
    size, narrow = options["embedding_size"], max(1, fields // options["reduction"])
    pair_count = fields * (fields - 1) // 2
    draw.linear("backbone.squeeze.0", narrow, fields, bias=False)
    draw.linear("backbone.squeeze.1", fields, narrow, bias=False)
    matrices = {"field_all": (), "field_each": (fields - 1,), "field_interaction": (pair_count,)}[options["bilinear"]]
    draw.normal("backbone.bilinear.weight", *matrices, size, size, spread=size**-0.5)
    draw_tower(draw, 2 * pair_count * size, options)


def draw_fignn(draw, fields, rows, options):
    size = options["embedding_size"]
    for layer in range(1 if options["shared_layer"] else options["steps"]):
        name = f"backbone.graph.{layer}"
        for part in ("out", "in"):
            draw.normal(f"{name}.{part}", fields, size, size, spread=size**-0.5)
        draw.normal(name + ".bias", size, spread=0.3)
        for part in ("ih", "hh"):
            draw.normal(f"{name}.gru.weight_{part}", 3 * size, size, spread=size**-0.5)
            draw.normal(f"{name}.gru.bias_{part}", 3 * size, spread=0.3)
    draw.linear("backbone.edge", 1, 2 * size, bias=False)
    draw.linear("backbone.field_gate", fields, fields * size, bias=False)
    draw.linear("backbone.field_score", 1, size, bias=False)


def draw_transformer(draw, fields, rows, options):
    size = options["embedding_size"]
    for layer in range(options["layers"]):
        name = f"backbone.layers.{layer}"
        draw.linear(name + ".attention.in", 3 * size, size)
        draw.linear(name + ".attention.out", size, size)
        draw.norm(name + ".norm1", size)
        draw.norm(name + ".norm2", size)
        draw.linear(name + ".feed_forward.0", options["feed_forward_factor"] * size, size)
        draw.linear(name + ".feed_forward.1", size, options["feed_forward_factor"] * size)


def draw_final_mlp(draw, fields, rows, options):
    size = options["embedding_size"]
    flat, widths = fields * size, []
    for side in (1, 2):
        context = options.get(f"context_{side}", [])
        if not context:
            draw.normal(f"backbone.gate_{side}.context", 1, size)
        draw.linear(f"backbone.gate_{side}.0", options["gate_width"], max(1, len(context)) * size)
        draw.linear(f"backbone.gate_{side}.1", flat, options["gate_width"])
        width, layers = (options.get(f"tower_{side}_{part}", options[f"tower_{part}"]) for part in ("width", "layers"))
        widths.append(draw.tower(flat, width, layers, options.get("tower_batch_norm"), f"backbone.tower_{side}"))
    draw.linear("backbone.fusion.x", 1, widths[0])
    draw.linear("backbone.fusion.y", 1, widths[1])
    heads = options["heads"]
    draw.normal("backbone.fusion.bilinear", heads, widths[0] // heads, widths[1] // heads, spread=0.3)


def draw_ipnn(draw, fields, rows, options):
    draw_tower(draw, fields * options["embedding_size"] + fields * (fields - 1) // 2, options)


def draw_dnn(draw, fields, rows, options):
    draw_tower(draw, fields * options["embedding_size"], options)


def draw_deepfm(draw, fields, rows, options):
    draw_fm(draw, fields, rows, options)
    draw_dnn(draw, fields, rows, options)


def draw_tower(draw, inputs, options):
    draw.tower(inputs, options["tower_width"], options["tower_layers"], options.get("tower_batch_norm"))


DRAWERS = {
    "lr": draw_lr, "fm": draw_fm, "dnn": draw_dnn, "deepfm": draw_deepfm, "xdeepfm": draw_xdeepfm, "ipnn": draw_ipnn,
    "dcn": draw_dcn, "dcn_v2": draw_dcn_v2, "autoint": draw_autoint, "fgcnn": draw_fgcnn, "fibinet": draw_fibinet,
    "fignn": draw_fignn, "transformer": draw_transformer, "gdcn": draw_gdcn, "final_mlp": draw_final_mlp,
}


def draw_backbone(draw, backbone_id, options, cardinalities):
    rows = sum(cardinalities)
    if backbone_id != "lr":
        draw.normal("backbone.embedding.table", rows, options["embedding_size"], spread=0.7)
    DRAWERS[backbone_id](draw, len(cardinalities), rows, options)


def draw_field_ids(generator, cardinalities, batch):
    """[B, F], global ids."""
    columns, offset = [], 0
    for count in cardinalities:
        columns.append(torch.randint(0, count, (batch,), generator=generator) + offset)
        offset += count
    return torch.stack(columns, dim=1)
