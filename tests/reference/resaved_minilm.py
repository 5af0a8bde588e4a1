#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""MiniLM-L6 saved again in every form that a Hugging Face folder may have, for a test at run time.

    python resaved_minilm.py FOLDER     writes FOLDER/{one,shards,bin,bin_shards}, prints the folder of the original

one: model.safetensors; shards: two of them with an index (both by transformers); bin: pytorch_model.bin by torch.save;
bin_shards: two of them with an index, by huggingface_hub, as transformers did before version 5.
"""

import argparse
import json
from pathlib import Path

import torch
from huggingface_hub import save_torch_state_dict
from transformers import BertModel

from minilm_folder import minilm_folder

SHARD = "50MB"  # of 90 MB


def main():
    parser = argparse.ArgumentParser(description="Save MiniLM-L6 again in every form")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    torch.set_num_threads(1)
    model = BertModel.from_pretrained(str(minilm_folder())).eval()
    model.save_pretrained(folder / "one")
    model.save_pretrained(folder / "shards", max_shard_size=SHARD)
    for name in ("bin", "bin_shards"):
        (folder / name).mkdir()
        model.config.save_pretrained(folder / name)
    torch.save(model.state_dict(), folder / "bin" / "pytorch_model.bin")
    save_torch_state_dict(model.state_dict(), folder / "bin_shards", safe_serialization=False, max_shard_size=SHARD)
    for name, index in (("shards", "model.safetensors.index.json"), ("bin_shards", "pytorch_model.bin.index.json")):
        files = set(json.loads((folder / name / index).read_text())["weight_map"].values())
        assert len(files) == 2, f"{name} has {sorted(files)}, expected two files"
    print(minilm_folder())


if __name__ == "__main__":
    main()
