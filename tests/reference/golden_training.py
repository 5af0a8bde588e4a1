# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden files of the masked cross entropy, the optimisers and the learning-rate schedules."""

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


# Parameters of the smallest dnn model: 2 fields of 12 ids, embeddings of 4, one tower layer of 3.
MODEL_SHAPES = {"backbone.embedding.table": (12, 4), "backbone.tower.0.weight": (3, 8), "backbone.tower.0.bias": (3,),
                "ctr_head.output.weight": (1, 3), "ctr_head.output.bias": (1,)}
MATRICES = ("backbone.tower.0.weight", "ctr_head.output.weight")
TABLE_DECAY, MATRIX_DECAY = 0.05, 0.1
CTR_RATE, HEAD_RATE, TABLE_FACTOR = 2e-2, 1e-2, 0.5

MODEL_OPTIMIZERS = {
    "adamw": lambda groups: torch.optim.AdamW(groups, betas=(0.9, 0.999), eps=1e-8, foreach=False),
    "adam": lambda groups: torch.optim.Adam(groups, betas=(0.9, 0.999), eps=1e-8, foreach=False),
    "sgd": lambda groups: torch.optim.SGD(groups, momentum=0.9, foreach=False),
    "sgd_plain": lambda groups: torch.optim.SGD(groups, foreach=False),
}


def make_model_optimizers():
    """Each optimiser on a whole model in groups. start.<name>, grad.<step>.<name>, <optimiser>.<step>.<name>."""
    generator = torch.Generator().manual_seed(34)
    start = {name: torch.randn(shape, generator=generator) for name, shape in MODEL_SHAPES.items()}
    grads = [{name: torch.randn(shape, generator=generator) * 0.5 for name, shape in MODEL_SHAPES.items()} for _ in range(STEPS)]
    tensors = {f"start.{name}": tensor for name, tensor in start.items()}
    tensors |= {f"grad.{step}.{name}": grad for step, grads_of in enumerate(grads) for name, grad in grads_of.items()}
    for optimizer_name, make_optimizer in MODEL_OPTIMIZERS.items():
        parameters = {name: tensor.clone().requires_grad_(True) for name, tensor in start.items()}
        groups = []
        for name, parameter in parameters.items():
            rate = HEAD_RATE if name.startswith("ctr_head") else CTR_RATE * (TABLE_FACTOR if name.endswith("table") else 1)
            decay = MATRIX_DECAY if name in MATRICES else TABLE_DECAY if name.endswith("table") else 0.0
            groups.append({"params": [parameter], "lr": rate, "weight_decay": decay})
        optimizer = make_optimizer(groups)
        for step in range(STEPS):
            for name, parameter in parameters.items():
                parameter.grad = grads[step][name].clone()
            optimizer.step()
            tensors |= {f"{optimizer_name}.{step}.{name}": p.detach().clone() for name, p in parameters.items()}
    return tensors


TABLE_STEPS = 12
TABLE_OPTIMIZERS = {
    "adam": lambda table: torch.optim.Adam([table], lr=1e-2, foreach=False),
    "adamw_decay": lambda table: torch.optim.AdamW([table], lr=1e-2, weight_decay=0.5, foreach=False),
    "sgd": lambda table: torch.optim.SGD([table], lr=1e-2, foreach=False),
    "sgd_decay": lambda table: torch.optim.SGD([table], lr=1e-2, weight_decay=0.5, foreach=False),
    "sgd_momentum": lambda table: torch.optim.SGD([table], lr=1e-2, momentum=0.9, foreach=False),
    "lazy": lambda table: torch.optim.SparseAdam([table], lr=1e-2),
}


def make_table_optimizers():
    """Optimisers on a table of which each step reads few rows. table, ids.<step>, upstream.<step>, <optimiser>.<step>."""
    generator = torch.Generator().manual_seed(35)
    start = torch.randn(12, 4, generator=generator)
    ids = [torch.randint(0, 12, (3,), generator=generator) for _ in range(TABLE_STEPS)]
    upstreams = [torch.randn(3, 4, generator=generator) for _ in range(TABLE_STEPS)]
    tensors = {"table": start}
    tensors |= {f"ids.{step}": tensor for step, tensor in enumerate(ids)}
    tensors |= {f"upstream.{step}": tensor for step, tensor in enumerate(upstreams)}
    for name, make_optimizer in TABLE_OPTIMIZERS.items():
        table = start.clone().requires_grad_(True)
        optimizer = make_optimizer(table)
        for step in range(TABLE_STEPS):
            optimizer.zero_grad()
            (F.embedding(ids[step], table, sparse=name == "lazy") * upstreams[step]).sum().backward()
            optimizer.step()
            tensors[f"{name}.{step}"] = table.detach().clone()
    return tensors


def make_plateaus():
    """torch's ReduceLROnPlateau on made-up metrics: the rate after each validation."""
    cases = []
    metrics = [0.5, 0.6, 0.6, 0.59, 0.61, 0.605, 0.6, 0.60, 0.58, 0.7, 0.7, 0.7, 0.69, 0.7, 0.71, 0.7, 0.7, 0.7, 0.7, 0.7]
    for mode, patience, factor, threshold, minimum in (
        ("max", 0, 0.5, 0.0, 0.0), ("max", 1, 0.1, 0.0, 1e-4), ("max", 2, 0.5, 0.02, 0.0), ("min", 1, 0.3, 0.0, 2e-3), ("min", 3, 0.5, 0.01, 0.0),
    ):
        parameter = torch.nn.Parameter(torch.zeros(1))
        optimizer = torch.optim.SGD([parameter], lr=1e-2)
        schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(
            optimizer, mode=mode, factor=factor, patience=patience, threshold=threshold, threshold_mode="abs", min_lr=minimum, eps=0)
        rates = []
        for metric in metrics:
            schedule.step(metric)
            rates.append(optimizer.param_groups[0]["lr"])
        cases.append({"mode": mode, "patience": patience, "factor": factor, "threshold": threshold, "minimum": minimum,
                      "base": 1e-2, "metrics": metrics, "rates": rates})
    return cases


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
    save_file(make_model_optimizers(), str(folder / "model_optimizers.safetensors"))
    save_file(make_table_optimizers(), str(folder / "table_optimizers.safetensors"))
    write_json(folder / "lr_schedules.json", make_schedules())
    write_json(folder / "lr_plateaus.json", make_plateaus())
