# SPDX-License-Identifier: GPL-3.0-or-later
"""Models over FuxiCTR's embedding, put together from the layers of its package.

Its model zoo is not in the PyPI package. FGCNN and FiGNN have layers of their own there, which the package lacks:
these are written here from the papers' formulas, with PyTorch's modules. Each module maps the ids of a batch (`inputs`
as FuxiCTR hands them) and the embeddings [B, F, D] to a logit [B, 1]. What FuxiCTR's models add and ours do not (a
logistic regression beside xDeepFM and FiBiNET) is left out, so that both sides do the same work.
"""

import torch
import torch.nn.functional as F
from fuxictr.pytorch.layers import (
    BilinearInteractionV2, CompressedInteractionNet, CrossNetV2, FactorizationMachine, FeatureEmbedding,
    InnerProductInteraction, MLP_Block, ScaledDotProductAttention, SqueezeExcitation)
from torch import nn


def make_tower(inputs, sizes, output=None):
    return MLP_Block(inputs, hidden_units=[sizes.tower_width] * sizes.tower_layers, hidden_activations="ReLU", output_dim=output)


class Dnn(nn.Module):
    def __init__(self, feature_map, sizes):
        super().__init__()
        self.tower = make_tower(feature_map.sum_emb_out_dim(), sizes, 1)

    def forward(self, inputs, v):
        return self.tower(v.flatten(1))


class DeepFm(Dnn):
    def __init__(self, feature_map, sizes):
        super().__init__(feature_map, sizes)
        self.fm = FactorizationMachine(feature_map)

    def forward(self, inputs, v):
        return self.fm(inputs, v) + self.tower(v.flatten(1))


class BesideTower(nn.Module):
    """[interaction; tower] to a logit. Subclasses say what the interaction is."""

    def __init__(self, feature_map, sizes, width):
        super().__init__()
        self.tower = make_tower(feature_map.sum_emb_out_dim(), sizes)
        self.head = nn.Linear(width + sizes.tower_width, 1)

    def forward(self, inputs, v):
        return self.head(torch.cat([self.interact(v), self.tower(v.flatten(1))], dim=1))


class DcnV2(BesideTower):
    def __init__(self, feature_map, sizes):
        width = feature_map.sum_emb_out_dim()
        super().__init__(feature_map, sizes, width)
        self.cross = CrossNetV2(width, sizes.cross)

    def interact(self, v):
        return self.cross(v.flatten(1))


class InteractingLayer(nn.Module):
    """AutoInt's layer with one head of the embedding's size: attention over the fields, residual, relu."""

    def __init__(self, size):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(size, size, bias=False) for _ in range(3))
        self.attention = ScaledDotProductAttention()

    def forward(self, v):
        mixed, _ = self.attention(self.query(v), self.key(v), self.value(v))
        return torch.relu(mixed + v)


class AutoInt(BesideTower):
    def __init__(self, feature_map, sizes):
        super().__init__(feature_map, sizes, feature_map.sum_emb_out_dim())
        self.layers = nn.Sequential(*(InteractingLayer(sizes.embedding) for _ in range(3)))

    def interact(self, v):
        return self.layers(v).flatten(1)


class XDeepFm(nn.Module):
    def __init__(self, feature_map, sizes):
        super().__init__()
        self.tower = make_tower(feature_map.sum_emb_out_dim(), sizes, 1)
        self.cin = CompressedInteractionNet(feature_map.num_fields, [25, 25, 25], output_dim=1)

    def forward(self, inputs, v):
        return self.cin(v) + self.tower(v.flatten(1))


class FiBiNet(nn.Module):
    def __init__(self, feature_map, sizes):
        super().__init__()
        fields = feature_map.num_fields
        self.squeeze = SqueezeExcitation(fields, 3, "ReLU")
        self.bilinear = BilinearInteractionV2(fields, sizes.embedding, "field_interaction")
        self.tower = make_tower(fields * (fields - 1) * sizes.embedding, sizes, 1)

    def forward(self, inputs, v):
        both = torch.cat([self.bilinear(v), self.bilinear(self.squeeze(v))], dim=1)
        return self.tower(both.flatten(1))


class FiGnn(nn.Module):
    """Messages over a graph with learnt edges, three steps with one GRU; a gated score of each field (Li et al. 2019)."""

    def __init__(self, feature_map, sizes):
        super().__init__()
        fields, size = feature_map.num_fields, sizes.embedding
        self.edge = nn.Linear(2 * size, 1, bias=False)
        self.outgoing, self.incoming = (nn.Parameter(torch.empty(fields, size, size)) for _ in range(2))
        for weight in (self.outgoing, self.incoming):
            nn.init.xavier_normal_(weight)
        self.bias, self.gru = nn.Parameter(torch.zeros(size)), nn.GRUCell(size, size)
        self.score, self.gate = nn.Linear(size, 1, bias=False), nn.Linear(fields * size, fields, bias=False)
        self.register_buffer("loops", torch.eye(fields, dtype=torch.bool))

    def edges(self, v):
        source = v.unsqueeze(2).expand(-1, -1, v.shape[1], -1)
        score = F.leaky_relu(self.edge(torch.cat([source, source.transpose(1, 2)], dim=3)).squeeze(3), 0.01)
        return torch.softmax(score.masked_fill(self.loops, float("-inf")), dim=2)

    def forward(self, inputs, v):
        edges, state = self.edges(v), v
        for _ in range(3):
            sent = torch.matmul(self.outgoing, state.unsqueeze(3)).squeeze(3)
            taken = torch.matmul(self.incoming, (edges @ sent).unsqueeze(3)).squeeze(3) + self.bias
            state = self.gru(taken.flatten(0, 1), state.flatten(0, 1)).view_as(v) + v
        return (torch.sigmoid(self.gate(state.flatten(1))) * self.score(state).squeeze(2)).sum(dim=1, keepdim=True)


class Fgcnn(nn.Module):
    """New features by convolutions along the fields of a second table (Liu et al. 2019)."""

    channels, kernel, pooling, maps = (6, 8, 10, 12), 7, 2, 3

    def __init__(self, feature_map, sizes):
        super().__init__()
        size, height, below = sizes.embedding, feature_map.num_fields, 1
        self.table, self.blocks, self.recombinations = FeatureEmbedding(feature_map, size), nn.ModuleList(), nn.ModuleList()
        features = height
        for channels in self.channels:
            self.blocks.append(nn.Sequential(
                nn.Conv2d(below, channels, (self.kernel, 1), padding=(self.kernel // 2, 0)), nn.BatchNorm2d(channels), nn.Tanh(),
                nn.MaxPool2d((self.pooling, 1), padding=(height % self.pooling, 0)) if height > 1 else nn.Identity()))
            height, below = (height + 1) // self.pooling, channels
            self.recombinations.append(nn.Sequential(
                nn.Linear(channels * height * size, self.maps * height * size), nn.Tanh()))
            features += self.maps * height
        self.products = InnerProductInteraction(features, output="inner_product")
        self.tower = make_tower(features * size + features * (features - 1) // 2, sizes, 1)

    def forward(self, inputs, v):
        image, features = self.table(inputs).unsqueeze(1), [v]
        for block, recombination in zip(self.blocks, self.recombinations):
            image = block(image)
            features.append(recombination(image.flatten(1)).view(v.shape[0], -1, v.shape[2]))
        features = torch.cat(features, dim=1)
        return self.tower(torch.cat([features.flatten(1), self.products(features)], dim=1))


MODELS = {"dnn": Dnn, "deepfm": DeepFm, "dcn_v2": DcnV2, "autoint": AutoInt, "xdeepfm": XDeepFm, "fibinet": FiBiNet,
          "fignn": FiGnn, "fgcnn": Fgcnn}
