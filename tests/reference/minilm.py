#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hidden states of the MiniLM-L6 encoder by transformers, for a test at run time.

    python minilm.py OUTPUT.safetensors     writes the tensors, prints the model folder
    python minilm.py --folder               only prints the model folder

Tensors: token_ids and token_mask [B, T], hidden_states [L+1, B, T, H],
single.token_ids [1, T1] and single.hidden_states for one sentence without padding,
prefix.keys and prefix.values [L, 1, A, K, D] with prefix.hidden_states for the same sentence.
card.token_ids, card.token_mask: the sentences of the sentence-transformers documentation, which prints their similarities.
masked.token_ids [1, T2] with [MASK] at masked.position; head.* are random weights of a masked-language head (the published
model has none), masked.logits [V] what transformers' BertForMaskedLM makes of both.
The sentences are in the metadata, key "sentences", as a JSON list.
"""

import argparse
import json

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from transformers import BertForMaskedLM

from golden_bert import run_with_prefix
from minilm_folder import minilm_folder

SENTENCES = [
    "User ID is 1. Gender is F. Age is 1. Job is 10. Zipcode is 48067. Title is One Flew Over the Cuckoo's Nest.",
    "A short one.",
    "Na\u00efve caf\u00e9 \u6771\u4eac, unbelievable & $3.99!",
]
CARD_SENTENCES = ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
MASKED_SENTENCE = "The capital of France is [MASK]."
PROMPTS = 5
HEAD = {"dense.weight": "transform.dense.weight", "dense.bias": "transform.dense.bias",
        "layer_norm.weight": "transform.LayerNorm.weight", "layer_norm.bias": "transform.LayerNorm.bias", "bias": "bias"}


def encode(sentences):
    tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.enable_padding()
    encodings = tokenizer.encode_batch(sentences)
    return (torch.tensor([encoding.ids for encoding in encodings]),
            torch.tensor([encoding.attention_mask for encoding in encodings]))


def hidden_states(model, token_ids, token_mask):
    return torch.stack(model(token_ids, attention_mask=token_mask, output_hidden_states=True).hidden_states)


def masked_token(model):
    """One masked position under a head of random weights."""
    generator = torch.Generator().manual_seed(6)
    head = model.cls.predictions
    for parameter in (head.transform.dense.weight, head.transform.dense.bias, head.transform.LayerNorm.bias, head.bias):
        parameter.copy_(0.05 * torch.randn(parameter.shape, generator=generator))
    token_ids, _ = encode([MASKED_SENTENCE])
    position = (token_ids[0] == 103).nonzero().squeeze()
    logits = model(token_ids).logits[0, position]
    weights = {"head." + ours: head.get_parameter(theirs).clone() for ours, theirs in HEAD.items()}
    return weights | {"masked.token_ids": token_ids, "masked.position": position, "masked.logits": logits}


def make_tensors():
    whole = BertForMaskedLM.from_pretrained(str(minilm_folder()), attn_implementation="eager").eval()
    model, config = whole.bert, whole.config
    token_ids, token_mask = encode(SENTENCES)
    single_ids, single_mask = encode(SENTENCES[:1])
    card_ids, card_mask = encode(CARD_SENTENCES)
    generator = torch.Generator().manual_seed(5)
    shape = (config.num_hidden_layers, 1, config.num_attention_heads, PROMPTS,
             config.hidden_size // config.num_attention_heads)
    keys, values = torch.randn(shape, generator=generator), torch.randn(shape, generator=generator)
    with torch.no_grad():
        with_prefix, _ = run_with_prefix(model, single_ids, single_mask, keys, values, shifted=False)
        return {
            "token_ids": token_ids, "token_mask": token_mask,
            "hidden_states": hidden_states(model, token_ids, token_mask),
            "single.token_ids": single_ids, "single.hidden_states": hidden_states(model, single_ids, single_mask),
            "prefix.keys": keys, "prefix.values": values, "prefix.hidden_states": with_prefix.contiguous(),
            "card.token_ids": card_ids, "card.token_mask": card_mask,
        } | masked_token(whole)


def main():
    parser = argparse.ArgumentParser(description="Hidden states of MiniLM-L6 by transformers")
    parser.add_argument("output", nargs="?", help="safetensors file to write")
    parser.add_argument("--folder", action="store_true", help="only print the model folder")
    arguments = parser.parse_args()
    if not arguments.folder and not arguments.output:
        parser.error("give an output file or --folder")
    if not arguments.folder:
        torch.set_num_threads(1)
        save_file(make_tensors(), arguments.output, metadata={"sentences": json.dumps(SENTENCES)})
    print(minilm_folder())


if __name__ == "__main__":
    main()
