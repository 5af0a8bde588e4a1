# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference way: the method as the authors' training code runs it.

Sentences built and tokenised in the collator of every batch, padding to the longest,
eager attention with an explicit mask, language-model head on every position and not tied,
trunk run twice when the logits are summed, AdamW parameter by parameter, dense gradients.
One difference: text positions are not shifted by the prompts, so that losses can be compared.
"""

import torch
import torch.nn.functional as F
from torch import nn
from transformers import BertConfig, BertModel, BertTokenizerFast
from transformers.cache_utils import DynamicCache

from peer_data import minilm_folder


class Trunk(nn.Module):
    """DCNv2, cross network and tower side by side. [B, F] to [B, F*D + width]"""

    def __init__(self, feature_count, fields, shape):
        super().__init__()
        flat = fields * shape.embedding
        self.table = nn.Embedding(feature_count, shape.embedding)
        self.cross = nn.ModuleList(nn.Linear(flat, flat) for _ in range(shape.cross))
        sizes = [flat] + [shape.tower_width] * shape.tower_layers
        self.tower = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.size = flat + shape.tower_width
        for module in self.modules():
            if isinstance(module, (nn.Linear, nn.Embedding)):
                nn.init.xavier_normal_(module.weight)
            if isinstance(module, nn.Linear):
                nn.init.zeros_(module.bias)

    def forward(self, field_ids):
        return self.interact(self.table(field_ids).flatten(1))

    def interact(self, v):
        x, deep = v, v
        for layer in self.cross:
            x = x + v * layer(x)
        for layer in self.tower:
            deep = torch.relu(layer(deep))
        return torch.cat([x, deep], dim=1)


class Projector(nn.Module):
    def __init__(self, inputs, shape):
        super().__init__()
        self.shape = shape
        self.hidden = nn.Linear(inputs, shape.hidden)
        self.output = nn.Linear(shape.hidden, shape.prompts * 2 * shape.layers * shape.hidden)

    def forward(self, representation):
        """[2*L, B, heads, K, head size]; entry 2*l is the keys of layer l, 2*l + 1 its values."""
        s = self.shape
        wide = self.output(torch.tanh(self.hidden(representation)))
        return wide.view(-1, s.prompts, 2 * s.layers, s.heads, s.hidden // s.heads).permute(2, 0, 3, 1, 4)


class MlmHead(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.dense = nn.Linear(shape.hidden, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.decoder = nn.Linear(shape.hidden, shape.vocab)
        nn.init.normal_(self.decoder.weight, std=0.02)
        nn.init.zeros_(self.decoder.bias)

    def forward(self, hidden):
        return self.decoder(self.norm(F.gelu(self.dense(hidden))))


class ReferenceModel(nn.Module):
    def __init__(self, feature_count, fields, shape, for_mlm):
        super().__init__()
        self.shape = shape
        self.trunk = Trunk(feature_count, fields, shape)
        self.projector = Projector(self.trunk.size, shape)
        self.encoder = BertModel(bert_config(shape), add_pooling_layer=False)
        if for_mlm:
            self.mlm_head = MlmHead(shape)
        else:
            self.ctr_head = nn.Linear(self.trunk.size, 1)
            self.plm_head = nn.Sequential(nn.Linear(shape.hidden, shape.hidden), nn.Tanh(), nn.Linear(shape.hidden, 1))

    def encode(self, field_ids, token_ids, token_mask, all_states=False):
        prompts, cache = self.projector(self.trunk(field_ids)), DynamicCache()
        for layer in range(self.shape.layers):
            cache.update(prompts[2 * layer], prompts[2 * layer + 1], layer)
        batch, tokens = token_ids.shape
        visible = torch.cat([token_mask.new_ones(batch, self.shape.prompts), token_mask], dim=1)
        mask = (1.0 - visible[:, None, None, :].float()) * torch.finfo(torch.float32).min
        return self.encoder(
            token_ids, attention_mask=mask.expand(-1, -1, tokens, -1), past_key_values=cache,
            position_ids=torch.arange(tokens)[None], output_hidden_states=all_states)

    def mlm_loss(self, field_ids, token_ids, token_mask, targets):
        """targets [B, T], -100 where nothing is predicted."""
        logits = self.mlm_head(self.encode(field_ids, token_ids, token_mask).last_hidden_state)  # [B, T, V]
        return F.cross_entropy(logits.view(-1, self.shape.vocab), targets.view(-1))

    def joint_logit(self, field_ids, token_ids, token_mask, pooler):
        last = self.encode(field_ids, token_ids, token_mask, all_states=True).hidden_states[-1]
        mask = token_mask[:, :, None].float()
        pooled = last[:, 0] if pooler == "cls" else (last * mask).sum(1) / mask.sum(1)
        return (self.plm_head(pooled) + self.ctr_head(self.trunk(field_ids))).squeeze(1)  # trunk a second time


def bert_config(shape):
    return BertConfig(
        vocab_size=shape.vocab, hidden_size=shape.hidden, num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads, intermediate_size=shape.ffn, hidden_dropout_prob=shape.dropout,
        attention_probs_dropout_prob=shape.attention_dropout, attn_implementation="eager")


class Collator:
    """Sentences, tokens and masks made anew for every batch."""

    def __init__(self, rows, mask_rate):
        self.rows, self.mask_rate = rows, mask_rate
        self.tokenizer = BertTokenizerFast.from_pretrained(str(minilm_folder()))

    def tokenise(self, batch):
        text = self.tokenizer([self.rows.sentence(row) for row in batch], padding="longest",
                              truncation=True, max_length=512, return_tensors="pt")
        index = torch.tensor(batch)
        return self.rows.field_ids[index], text["input_ids"], text["attention_mask"], self.rows.labels[index]

    def corrupt(self, token_ids):
        """Masking of 15 %, 80/10/10; returns (corrupted ids, targets)."""
        special = torch.tensor([self.tokenizer.get_special_tokens_mask(ids, already_has_special_tokens=True)
                                for ids in token_ids.tolist()], dtype=torch.bool)
        drawn = torch.bernoulli(torch.full(token_ids.shape, self.mask_rate).masked_fill(special, 0.0)).bool()
        targets = token_ids.masked_fill(~drawn, -100)
        masked = torch.bernoulli(torch.full(token_ids.shape, 0.8)).bool() & drawn
        replaced = torch.bernoulli(torch.full(token_ids.shape, 0.5)).bool() & drawn & ~masked
        random_ids = torch.randint(len(self.tokenizer), token_ids.shape)
        corrupted = token_ids.masked_fill(masked, self.tokenizer.mask_token_id)
        return torch.where(replaced, random_ids, corrupted), targets


def make_optimizer(model, learning_rate):
    """HF Trainer's AdamW of that time: one parameter after the other, dense gradients."""
    return torch.optim.AdamW(model.parameters(), lr=learning_rate, weight_decay=0.0, foreach=False, fused=False)
