# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden files of weight files: what torch.save writes, and the tensors in it.

weights/state_dict.bin            every type, views that share a storage, other strides, no elements, parameters, metadata
weights/state_dict.safetensors    the same tensors, row-major
weights/legacy.bin                no tensor in the form of torch before 1.6 (their keys would be addresses)
"""

from collections import OrderedDict

import torch
from safetensors.torch import save_file


def state_dict():
    table = torch.arange(20, dtype=torch.float32).reshape(5, 4) * 0.25 - 2
    cube = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4)
    tensors = OrderedDict({
        "embedding.weight": table,
        "embedding.transposed": table.t(),
        "embedding.rows": table[1:3],
        "embedding.column": table[:, 2],
        "embedding.every_second": table[::2, 1::2],
        "tied.weight": table,
        "cube.permuted": cube.permute(2, 0, 1),
        "parameter.weight": torch.nn.Parameter(torch.tensor([[1.5, -0.0], [3.4e38, 1e-45]])),
        "parameter.frozen": torch.nn.Parameter(torch.tensor([3.0]), requires_grad=False),
        "norm.half": torch.tensor([1.0, 65504.0, 6e-8], dtype=torch.float16),
        "norm.bfloat16": torch.tensor(-3.140625, dtype=torch.bfloat16),
        "scalar": torch.tensor(2.5, dtype=torch.float64),
        "empty.rows": torch.zeros(0, 3),
        "empty.columns": torch.zeros(3, 0),
        "position_ids": torch.arange(6).expand(1, -1),
        "int32": torch.tensor([2**31 - 1, -(2**31)], dtype=torch.int32),
        "int16": torch.tensor([-32768, 77], dtype=torch.int16),
        "int8": torch.tensor([-128, 127, 0], dtype=torch.int8),
        "uint8": torch.tensor([255, 0, 1], dtype=torch.uint8),
        "flags": torch.tensor([True, False, True]),
    })
    tensors._metadata = OrderedDict({"": {"version": 1}, "embedding": {"version": 2}})
    return tensors


def make(folder):
    target = folder / "weights"
    target.mkdir(exist_ok=True)
    tensors = state_dict()
    torch.save(tensors, target / "state_dict.bin")
    save_file({name: tensor.detach().clone(memory_format=torch.contiguous_format) for name, tensor in tensors.items()},
              str(target / "state_dict.safetensors"))
    torch.save({}, target / "legacy.bin", _use_new_zipfile_serialization=False)
