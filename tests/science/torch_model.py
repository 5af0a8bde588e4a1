# SPDX-License-Identifier: GPL-3.0-or-later
"""ClickPrompt with DCN-V2 and a small BERT in PyTorch, written from the method's description and not from the C++ sources."""

import torch
import torch.nn.functional as F
from torch import nn

LAYERS, HIDDEN, HEADS, FEED_FORWARD, POSITIONS = 2, 64, 2, 256, 64
EMBEDDING, TOWER, CROSS_LAYERS, PROMPTS = 32, 128, 3, 4
EMBEDDING_SPREAD, BERT_SPREAD = 0.05, 0.02
PAD, MASK = 0, 4


def linear(inputs, outputs, spread=None):
    """Zero bias; weights by Xavier's rule, or with a given spread."""
    layer = nn.Linear(inputs, outputs)
    if spread is None:
        nn.init.xavier_normal_(layer.weight)
    else:
        nn.init.normal_(layer.weight, 0, spread)
    nn.init.zeros_(layer.bias)
    return layer


def table(rows, width, spread):
    embedding = nn.Embedding(rows, width)
    nn.init.normal_(embedding.weight, 0, spread)
    return embedding


class DcnV2(nn.Module):
    """Cross network and tower side by side; what they give together is the representation."""

    def __init__(self, ids, fields):
        super().__init__()
        size = fields * EMBEDDING
        self.embedding = table(ids, EMBEDDING, EMBEDDING_SPREAD)
        self.cross = nn.ModuleList(linear(size, size) for _ in range(CROSS_LAYERS))
        self.tower = nn.ModuleList([linear(size, TOWER), linear(TOWER, TOWER)])
        self.representation_size = size + TOWER
        self.tower_dropout = self.embedding_dropout = 0.0

    def forward(self, ids):
        flat = F.dropout(self.embedding(ids), self.embedding_dropout, self.training).flatten(1)
        crossed = hidden = flat
        for layer in self.cross:
            crossed = crossed + flat * layer(crossed)
        for layer in self.tower:
            hidden = F.dropout(F.relu(layer(hidden)), self.tower_dropout, self.training)
        return torch.cat([crossed, hidden], 1)


class Projector(nn.Module):
    """From the representation to keys and values of every layer: each [layers, rows, heads, prompts, size of a head]."""

    def __init__(self, size):
        super().__init__()
        self.hidden, self.output = linear(size, HIDDEN), linear(HIDDEN, PROMPTS * 2 * LAYERS * HIDDEN)

    def forward(self, representation):
        made = self.output(torch.tanh(self.hidden(representation)))
        return made.view(-1, PROMPTS, LAYERS, 2, HEADS, HIDDEN // HEADS).permute(3, 2, 0, 4, 1, 5)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.mixed = (linear(HIDDEN, HIDDEN, BERT_SPREAD) for _ in range(4))
        self.inner, self.outer = linear(HIDDEN, FEED_FORWARD, BERT_SPREAD), linear(FEED_FORWARD, HIDDEN, BERT_SPREAD)
        self.attention_norm, self.output_norm = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)

    def forward(self, hidden, keys, values, visible):
        def heads(states):
            return states.view(hidden.size(0), -1, HEADS, HIDDEN // HEADS).transpose(1, 2)

        key = torch.cat([keys, heads(self.key(hidden))], 2)
        value = torch.cat([values, heads(self.value(hidden))], 2)
        mixed = F.scaled_dot_product_attention(heads(self.query(hidden)), key, value, visible).transpose(1, 2).flatten(2)
        hidden = self.attention_norm(hidden + self.mixed(mixed))
        return self.output_norm(hidden + self.outer(F.gelu(self.inner(hidden))))


class Bert(nn.Module):
    """Encoder and masked-language head, whose decoder is the table of words."""

    def __init__(self, words):
        super().__init__()
        self.words, self.positions, self.types = (table(rows, HIDDEN, BERT_SPREAD) for rows in (words, POSITIONS, 2))
        self.norm, self.head_norm = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head, self.head_bias = linear(HIDDEN, HIDDEN, BERT_SPREAD), nn.Parameter(torch.zeros(words))

    def forward(self, tokens, prompts):
        hidden = self.norm(self.words(tokens) + self.positions.weight[:tokens.size(1)] + self.types.weight[0])
        always = torch.ones(len(tokens), prompts.size(4), dtype=torch.bool)
        visible = torch.cat([always, tokens != PAD], 1)[:, None, None]
        for number, layer in enumerate(self.layers):
            hidden = layer(hidden, prompts[0][number], prompts[1][number], visible)
        return hidden

    def word_scores(self, hidden):
        return F.linear(self.head_norm(F.gelu(self.head(hidden))), self.words.weight, self.head_bias)


class ClickPrompt(nn.Module):
    def __init__(self, ids, fields, words):
        super().__init__()
        self.ctr, self.bert = DcnV2(ids, fields), Bert(words)
        self.projector = Projector(self.ctr.representation_size)
        self.new_heads()

    def new_heads(self):
        self.ctr_head = linear(self.ctr.representation_size, 1)
        self.text_head = nn.Sequential(linear(HIDDEN, HIDDEN), nn.Tanh(), linear(HIDDEN, 1))

    def masked_loss(self, ids, tokens, hidden_places, targets):
        states = self.bert(tokens, self.projector(self.ctr(ids)))
        return F.cross_entropy(self.bert.word_scores(states[hidden_places]), targets)

    def logit(self, ids, tokens=None):
        """Of the CTR model alone without tokens, else of both."""
        representation = self.ctr(ids)
        logit = self.ctr_head(representation)
        if tokens is not None:
            logit = logit + self.text_head(self.bert(tokens, self.projector(representation))[:, 0])
        return logit.squeeze(1)
