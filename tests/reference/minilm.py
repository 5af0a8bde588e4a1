#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hidden states of the MiniLM-L6 encoder by transformers, for a test at run time.

    python minilm.py OUTPUT.safetensors     writes the tensors, prints the model folder
    python minilm.py --folder               only prints the model folder

Tensors: token_ids and token_mask [B, T], hidden_states [L+1, B, T, H],
single.token_ids [1, T1] and single.hidden_states for one sentence without padding,
prefix.keys and prefix.values [L, 1, A, K, D] with prefix.hidden_states for the same sentence.
The sentences are in the metadata, key "sentences", as a JSON list.
"""

import argparse
import json

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from transformers import BertModel

from golden_bert import run_with_prefix
from minilm_folder import minilm_folder

SENTENCES = [
    "User ID is 1. Gender is F. Age is 1. Job is 10. Zipcode is 48067. Title is One Flew Over the Cuckoo's Nest.",
    "A short one.",
    "Na\u00efve caf\u00e9 \u6771\u4eac, unbelievable & $3.99!",
]
PROMPTS = 5


def encode(sentences):
    tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.enable_padding()
    encodings = tokenizer.encode_batch(sentences)
    return (torch.tensor([encoding.ids for encoding in encodings]),
            torch.tensor([encoding.attention_mask for encoding in encodings]))


def hidden_states(model, token_ids, token_mask):
    return torch.stack(model(token_ids, attention_mask=token_mask, output_hidden_states=True).hidden_states)


def make_tensors():
    model = BertModel.from_pretrained(str(minilm_folder()), attn_implementation="eager", add_pooling_layer=False).eval()
    config = model.config
    token_ids, token_mask = encode(SENTENCES)
    single_ids, single_mask = encode(SENTENCES[:1])
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
        }


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
