# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden files of the masked cross entropy, AdamW and the learning-rate schedules."""

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from transformers import get_cosine_schedule_with_warmup, get_linear_schedule_with_warmup

from golden_files import write_json

STEPS = 5


def make_cross_entropy():
    """Mean cross entropy over the positions whose label is not -100, with gradients."""
    generator = torch.Generator().manual_seed(31)
    hidden = torch.randn(3, 7, 8, generator=generator, dtype=torch.float64)  # [B, T, H]
    decoder = torch.randn(50, 8, generator=generator, dtype=torch.float64)  # [V, H]
    bias = torch.randn(50, generator=generator, dtype=torch.float64)
    labels = torch.randint(0, 50, (3, 7), generator=generator)
    labels[torch.rand(3, 7, generator=generator) > 0.4] = -100
    hidden[0, 0] *= 60.0  # logits in the hundreds: a softmax without its maximum taken off overflows
    labels[0, 0] = 7
    hidden, decoder, bias = (tensor.float().double().requires_grad_(True) for tensor in (hidden, decoder, bias))
    logits = F.linear(hidden, decoder, bias)  # [B, T, V]
    loss = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=-100)
    loss.backward()
    tensors = {"hidden": hidden, "decoder": decoder, "bias": bias, "loss": loss.reshape(1)}
    tensors = {name: tensor.detach().float() for name, tensor in tensors.items()}
    grads = {"grad.hidden": hidden.grad, "grad.decoder": decoder.grad, "grad.bias": bias.grad}
    return tensors | {name: tensor.float() for name, tensor in grads.items()} | {"labels": labels}


def make_adamw():
    """Five steps of torch.optim.AdamW, two groups. param.<group>.<i>, grad.<step>..., after.<step>..."""
    generator = torch.Generator().manual_seed(32)
    groups = [
        {"lr": 3e-3, "weight_decay": 0.1, "shapes": [(4, 3), (5,)]},
        {"lr": 1e-2, "weight_decay": 0.0, "shapes": [(6, 2)]},
    ]
    parameters = [[torch.randn(shape, generator=generator).requires_grad_(True) for shape in group["shapes"]]
                  for group in groups]
    tensors = {f"param.{g}.{i}": parameter.detach().clone()
               for g, group in enumerate(parameters) for i, parameter in enumerate(group)}
    optimizer = torch.optim.AdamW(
        [{"params": parameters[g], "lr": group["lr"], "weight_decay": group["weight_decay"]}
         for g, group in enumerate(groups)], betas=(0.9, 0.999), eps=1e-8, foreach=False, fused=False)
    for step in range(STEPS):
        for g, group in enumerate(parameters):
            for i, parameter in enumerate(group):
                parameter.grad = torch.randn(parameter.shape, generator=generator) * 0.5
                tensors[f"grad.{step}.{g}.{i}"] = parameter.grad.clone()
        optimizer.step()
        for g, group in enumerate(parameters):
            for i, parameter in enumerate(group):
                tensors[f"after.{step}.{g}.{i}"] = parameter.detach().clone()
    return tensors, {"betas": [0.9, 0.999], "eps": 1e-8, "steps": STEPS, "groups": [
        {"lr": group["lr"], "weight_decay": group["weight_decay"], "parameters": len(group["shapes"])}
        for group in groups]}


def make_table_adam():
    """Dense AdamW on an embedding table that sees few rows a step: rows without gradient move too."""
    generator = torch.Generator().manual_seed(33)
    table = torch.randn(12, 4, generator=generator).requires_grad_(True)
    tensors = {"table": table.detach().clone()}
    optimizer = torch.optim.AdamW([table], lr=1e-2, weight_decay=0.0, foreach=False, fused=False)
    for step in range(STEPS):
        ids = torch.randint(0, 12, (5,), generator=generator)
        upstream = torch.randn(5, 4, generator=generator)  # gradient of the looked-up rows
        optimizer.zero_grad()
        (F.embedding(ids, table) * upstream).sum().backward()
        optimizer.step()
        tensors |= {f"ids.{step}": ids, f"upstream.{step}": upstream, f"after.{step}": table.detach().clone()}
    return tensors


def schedule_values(make_schedule, steps, warmup):
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=1.0)
    schedule = make_schedule(optimizer, num_warmup_steps=warmup, num_training_steps=steps)
    factors = []
    for _ in range(steps):
        factors.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    return factors


def make_schedules():
    """Factor of the base rate used in step 0, 1, ..."""
    cases = []
    for steps, warmup in ((20, 0), (20, 5), (37, 1), (10, 10)):
        for name, make_schedule in (
            ("linear", get_linear_schedule_with_warmup), ("cosine", get_cosine_schedule_with_warmup),
        ):
            factors = schedule_values(make_schedule, steps, warmup)
            cases.append({"schedule": name, "steps": steps, "warmup_steps": warmup, "factors": factors})
    return cases


def make(folder):
    save_file(make_cross_entropy(), str(folder / "masked_cross_entropy.safetensors"))
    tensors, settings = make_adamw()
    save_file(tensors, str(folder / "adamw.safetensors"))
    write_json(folder / "adamw.json", settings)
    save_file(make_table_adam(), str(folder / "table_adam.safetensors"))
    write_json(folder / "lr_schedules.json", make_schedules())
