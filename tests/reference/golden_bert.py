# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden files of a tiny random BERT, made by transformers.

bert_tiny/       config.json, model.safetensors with BertModel's names
bert_tiny_mlm/   the same weights with BertForMaskedLM's names ("bert." and "cls.")
bert_tiny/cases.safetensors   inputs and outputs, see `make`
"""

import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertForMaskedLM
from transformers.cache_utils import DynamicCache

from golden_files import write_json

PROMPTS = 3


def tiny_model():
    torch.manual_seed(20240601)
    config = BertConfig(
        vocab_size=60, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64,
        max_position_embeddings=40, type_vocab_size=2, hidden_act="gelu", layer_norm_eps=1e-12,
        initializer_range=0.2, attn_implementation="eager",
    )
    model = BertForMaskedLM(config).eval()
    with torch.no_grad():  # biases and norms start at 0 and 1: move them, so that a forgotten one shows
        for name, parameter in model.named_parameters():
            if name.endswith("bias") or "LayerNorm" in name:
                parameter.add_(0.1 * torch.randn_like(parameter))
    return model


def config_json(model, architecture):
    config = model.config
    keys = ("vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
            "max_position_embeddings", "type_vocab_size", "hidden_act", "layer_norm_eps", "pad_token_id",
            "hidden_dropout_prob", "attention_probs_dropout_prob", "initializer_range")
    return {"architectures": [architecture], "model_type": "bert"} | {key: getattr(config, key) for key in keys}


def additive_mask(token_mask, prompts):
    """[B, T] of ones and zeros to [B, 1, T, prompts + T] of zeros and the most negative float."""
    batch, tokens = token_mask.shape
    visible = torch.cat([token_mask.new_ones(batch, prompts), token_mask], dim=1).bool()
    mask = torch.zeros(batch, 1, tokens, prompts + tokens)
    return mask.masked_fill(~visible[:, None, None, :], torch.finfo(torch.float32).min)


def run_with_prefix(model, token_ids, token_mask, keys, values, shifted, positions=None):
    """transformers with a filled key/value cache; returns hidden states [L+1, B, T, H] and attention.

    positions [B, T]: in the place of 0 to T-1, to which the shift is added.
    """
    cache = DynamicCache()
    for layer in range(keys.shape[0]):
        cache.update(keys[layer], values[layer], layer)
    if positions is None:
        positions = torch.arange(token_ids.shape[1])[None] + (keys.shape[3] if shifted else 0)
    out = model(
        token_ids, attention_mask=additive_mask(token_mask, keys.shape[3]), position_ids=positions,
        past_key_values=cache, output_hidden_states=True, output_attentions=True,
    )
    return torch.stack(out.hidden_states), torch.stack(out.attentions)


def make_cases(model):
    generator = torch.Generator().manual_seed(20240602)
    token_ids = torch.randint(5, 60, (3, 9), generator=generator)
    token_mask = torch.ones(3, 9, dtype=torch.long)
    for row, length in enumerate((9, 6, 4)):
        token_mask[row, length:] = 0
    token_ids = token_ids * token_mask
    keys = torch.randn(2, 3, 4, PROMPTS, 8, generator=generator)
    values = torch.randn(2, 3, 4, PROMPTS, 8, generator=generator)
    tensors = {"token_ids": token_ids, "token_mask": token_mask, "prompt_keys": keys, "prompt_values": values}
    with torch.no_grad():
        plain = model(token_ids, attention_mask=token_mask, output_hidden_states=True, output_attentions=True)
        tensors["hidden_states"] = torch.stack(plain.hidden_states)
        tensors["attention"] = torch.stack(plain.attentions)
        tensors["mlm_logits"] = plain.logits
        for name, shifted in (("prefix", False), ("prefix_shifted", True)):
            states, attention = run_with_prefix(model.bert, token_ids, token_mask, keys, values, shifted)
            tensors[f"{name}.hidden_states"], tensors[f"{name}.attention"] = states, attention
    tensors.update(make_gradients(model, token_ids, token_mask, keys, values))
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


def make_gradients(model, token_ids, token_mask, keys, values):
    """Gradients of the sum of squares of the real tokens' last hidden states, with the prefix."""
    keys, values = keys.clone().requires_grad_(True), values.clone().requires_grad_(True)
    model.zero_grad()
    states, _ = run_with_prefix(model.bert, token_ids, token_mask, keys, values, shifted=False)
    states[-1][token_mask.bool()].pow(2).sum().backward()
    picked = {
        "word_embeddings": model.bert.embeddings.word_embeddings.weight,
        "layer0_query": model.bert.encoder.layer[0].attention.self.query.weight,
        "layer0_key": model.bert.encoder.layer[0].attention.self.key.weight,
        "layer1_output": model.bert.encoder.layer[1].output.dense.weight,
    }
    out = {f"grad.{name}": parameter.grad.clone() for name, parameter in picked.items()}
    model.zero_grad()
    return out | {"grad.prompt_keys": keys.grad, "grad.prompt_values": values.grad}


def plain_names(model):
    """BertModel's own names, as in most published encoder files."""
    return {name: tensor.contiguous() for name, tensor in model.bert.state_dict().items()}


def mlm_names(model):
    """BertForMaskedLM's names without the tied decoder, which files leave out."""
    state = {name: tensor.contiguous() for name, tensor in model.state_dict().items()}
    for tied in ("cls.predictions.decoder.weight", "cls.predictions.decoder.bias"):
        state.pop(tied, None)
    return state


def make(folder):
    model = tiny_model()
    for name, architecture, names in (
        ("bert_tiny", "BertModel", plain_names), ("bert_tiny_mlm", "BertForMaskedLM", mlm_names),
    ):
        (folder / name).mkdir(exist_ok=True)
        write_json(folder / name / "config.json", config_json(model, architecture))
        save_file(names(model), str(folder / name / "model.safetensors"), metadata={"format": "pt"})
    save_file(make_cases(model), str(folder / "bert_tiny" / "cases.safetensors"))
