# SPDX-License-Identifier: GPL-3.0-or-later
"""The tuned way: what an expert would write in PyTorch for the same mathematics.

Tokens cached before training, batches of one exact length without any mask, one projection
for query, key and value, scaled_dot_product_attention, head on the masked positions with the
decoder tied to the word embeddings, one trunk pass, fused AdamW, unique-row updates of tables.
"""

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import nn

from peer_data import minilm_folder
from peer_reference import Projector, Trunk

SPECIAL_IDS = (0, 100, 101, 102, 103)  # [PAD] [UNK] [CLS] [SEP] [MASK] in BERT's vocabulary
MASK_ID = 103


class RowTable:
    """An embedding table whose gradient and Adam update touch only the rows of the batch.

    Rows that are not looked up keep their moments and values (lazy Adam).
    """

    def __init__(self, weight, learning_rate):
        self.table, self.rate = weight.detach().clone(), learning_rate
        self.first, self.second = torch.zeros_like(self.table), torch.zeros_like(self.table)
        self.steps, self.rows, self.ids = 0, None, None

    def look_up(self, ids):
        self.ids, inverse = torch.unique(ids, return_inverse=True)
        self.rows = self.table[self.ids].requires_grad_(True)
        return F.embedding(inverse, self.rows)

    @torch.no_grad()
    def step(self):
        self.steps += 1
        gradient = self.rows.grad
        first = self.first[self.ids].lerp_(gradient, 0.1)
        second = self.second[self.ids].mul_(0.999).addcmul_(gradient, gradient, value=0.001)
        scale = (second / (1 - 0.999**self.steps)).sqrt_().add_(1e-8)
        self.table.index_copy_(0, self.ids, self.rows.detach().addcdiv(
            first, scale, value=-self.rate / (1 - 0.9**self.steps)))
        self.first.index_copy_(0, self.ids, first)
        self.second.index_copy_(0, self.ids, second)


class Layer(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.mix = nn.Linear(shape.hidden, shape.hidden)
        self.inner = nn.Linear(shape.hidden, shape.ffn)
        self.outer = nn.Linear(shape.ffn, shape.hidden)
        self.norm1, self.norm2 = (nn.LayerNorm(shape.hidden, eps=1e-12) for _ in range(2))

    def forward(self, x, prompt_keys, prompt_values):
        s, (batch, tokens, hidden) = self.shape, x.shape
        query, key, value = self.qkv(x).view(batch, tokens, 3, s.heads, hidden // s.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(
            query, torch.cat([prompt_keys, key], 2), torch.cat([prompt_values, value], 2),
            dropout_p=s.attention_dropout if self.training else 0.0)
        mixed = self.mix(mixed.transpose(1, 2).reshape(batch, tokens, hidden))
        x = self.norm1(x + F.dropout(mixed, s.dropout, self.training))
        inner = self.outer(F.gelu(self.inner(x)))
        return self.norm2(x + F.dropout(inner, s.dropout, self.training))


class TunedModel(nn.Module):
    """Weights are those of a ReferenceModel. Word embeddings are a parameter for PA-MLM (tied), a RowTable else."""

    def __init__(self, reference, feature_count, fields, shape, learning_rate, for_mlm):
        super().__init__()
        self.shape, self.for_mlm = shape, for_mlm
        self.trunk = Trunk(feature_count, fields, shape)
        self.trunk.load_state_dict(reference.trunk.state_dict())
        self.features = RowTable(self.trunk.table.weight, learning_rate)
        del self.trunk.table
        self.projector = Projector(self.trunk.size, shape)
        self.projector.load_state_dict(reference.projector.state_dict())
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.tables = [self.features]
        self.copy_encoder(reference.encoder, learning_rate)
        if for_mlm:
            self.copy_mlm_head(reference.mlm_head)
        else:
            self.ctr_head, self.plm_head = reference.ctr_head, reference.plm_head

    @torch.no_grad()
    def copy_encoder(self, encoder, learning_rate):
        embeddings = encoder.embeddings
        if self.for_mlm:
            self.words = nn.Parameter(embeddings.word_embeddings.weight.detach().clone())
        else:
            self.word_rows = RowTable(embeddings.word_embeddings.weight, learning_rate)
            self.tables.append(self.word_rows)
        self.positions = nn.Parameter(embeddings.position_embeddings.weight.detach().clone())
        self.segment = nn.Parameter(embeddings.token_type_embeddings.weight[0].detach().clone())
        self.norm.load_state_dict(embeddings.LayerNorm.state_dict())
        for layer, source in zip(self.layers, encoder.encoder.layer):
            attention = source.attention.self
            parts = (attention.query, attention.key, attention.value)
            layer.qkv.weight.copy_(torch.cat([part.weight for part in parts]))
            layer.qkv.bias.copy_(torch.cat([part.bias for part in parts]))
            for ours, theirs in ((layer.mix, source.attention.output.dense), (layer.inner, source.intermediate.dense),
                                 (layer.outer, source.output.dense), (layer.norm1, source.attention.output.LayerNorm),
                                 (layer.norm2, source.output.LayerNorm)):
                ours.load_state_dict(theirs.state_dict())

    def copy_mlm_head(self, head):
        self.dense, self.head_norm = head.dense, head.norm
        self.decoder_bias = head.decoder.bias

    def run_encoder(self, words, v):
        """words [B, T, H], v [B, F*D]; returns (last hidden states [B, T, H], representation)."""
        representation = self.trunk.interact(v)
        prompts = self.projector(representation)
        x = self.norm(words + self.positions[: words.shape[1]] + self.segment)
        x = F.dropout(x, self.shape.dropout, self.training)
        for index, layer in enumerate(self.layers):
            x = layer(x, prompts[2 * index], prompts[2 * index + 1])
        return x, representation

    def mlm_loss(self, field_ids, token_ids, masked, targets):
        """masked: flat positions of the drawn tokens; targets: their original ids."""
        hidden, _ = self.run_encoder(F.embedding(token_ids, self.words), self.features.look_up(field_ids).flatten(1))
        picked = self.head_norm(F.gelu(self.dense(hidden.flatten(0, 1).index_select(0, masked))))
        return F.cross_entropy(F.linear(picked, self.words, self.decoder_bias), targets)

    def joint_logit(self, field_ids, token_ids, pooler):
        words = self.word_rows.look_up(token_ids)
        last, representation = self.run_encoder(words, self.features.look_up(field_ids).flatten(1))
        pooled = last[:, 0] if pooler == "cls" else last.mean(1)
        return (self.plm_head(pooled) + self.ctr_head(representation)).squeeze(1)


class TokenCache:
    """Every row tokenised once; batches hold rows of one exact length."""

    def __init__(self, rows, batch, seed):
        tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(512)
        encodings = tokenizer.encode_batch([rows.sentence(row) for row in range(len(rows))])
        by_length = {}
        for row, encoding in enumerate(encodings):
            by_length.setdefault(len(encoding.ids), []).append(row)
        self.rows, self.batch = rows, batch
        self.generator = torch.Generator().manual_seed(seed)
        self.buckets = [(torch.tensor(members), torch.tensor([encodings[row].ids for row in members]))
                        for members in by_length.values()]

    def batches(self):
        """(field ids, token ids, labels) without end; full batches but for the last of a length."""
        while True:
            plan = []
            for bucket, (members, _) in enumerate(self.buckets):
                order = torch.randperm(len(members), generator=self.generator)
                plan += [(bucket, part) for part in order.split(self.batch)]
            for index in torch.randperm(len(plan), generator=self.generator).tolist():
                bucket, part = plan[index]
                members, tokens = self.buckets[bucket]
                yield self.rows.field_ids[members[part]], tokens[part], self.rows.labels[members[part]]


def corrupt(token_ids, mask_rate, vocab):
    """(corrupted ids, flat positions of the drawn tokens, their original ids)."""
    special = torch.isin(token_ids, torch.tensor(SPECIAL_IDS))
    drawn = (torch.rand(token_ids.shape) < mask_rate) & ~special
    masked = drawn.flatten().nonzero().squeeze(1)
    originals = token_ids.flatten()[masked]
    fate = torch.rand(masked.shape)
    new = torch.where(fate < 0.8, MASK_ID, torch.where(fate < 0.9, torch.randint(vocab, masked.shape), originals))
    return token_ids.flatten().index_copy(0, masked, new).view_as(token_ids), masked, originals


def make_optimizer(model, learning_rate):
    return torch.optim.AdamW(model.parameters(), lr=learning_rate, weight_decay=0.0, fused=True)


def trained(model):
    """Everything with a gradient, rows of the tables included, for clipping."""
    return list(model.parameters()) + [table.rows for table in model.tables]
