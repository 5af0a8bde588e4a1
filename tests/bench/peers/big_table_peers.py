#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A DNN over millions of ids in PyTorch: steps/s and peak memory, one JSON line.

    python big_table_peers.py --way dense|lazy [--features 5000000] [--embedding 16] [--steps N]

dense: one embedding for each field, dense gradients and torch.optim.Adam, as FuxiCTR and DeepCTR-Torch train.
lazy: the distinct rows of the batch are gathered, trained and written back (peer_tuned.RowTable), the tower with fused Adam.
Ids are drawn uniformly, 8 fields, the tower is 256x2.
"""

import argparse
import json
import resource
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

from peer_tuned import RowTable

FIELDS = 8


def make_tower(embedding):
    return nn.Sequential(nn.Linear(FIELDS * embedding, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 1))


def dense_step(arguments, of_field):
    tables = nn.ModuleList(nn.Embedding(of_field, arguments.embedding) for _ in range(FIELDS))
    tower = make_tower(arguments.embedding)
    optimizer = torch.optim.Adam([*tables.parameters(), *tower.parameters()], lr=1e-3)

    def step(ids, labels):
        v = torch.cat([table(ids[:, field]) for field, table in enumerate(tables)], dim=1)
        loss = F.binary_cross_entropy_with_logits(tower(v).squeeze(1), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def lazy_step(arguments, of_field):
    table = RowTable(torch.randn(of_field * FIELDS, arguments.embedding), 1e-3)
    tower = make_tower(arguments.embedding)
    optimizer = torch.optim.Adam(tower.parameters(), lr=1e-3, fused=True)
    offsets = torch.arange(FIELDS) * of_field

    def step(ids, labels):
        loss = F.binary_cross_entropy_with_logits(tower(table.look_up(ids + offsets).flatten(1)).squeeze(1), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        table.step()
        return loss.item()

    return step


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--way", choices=["dense", "lazy"], required=True)
    for name, value in (("features", 5_000_000), ("embedding", 16), ("batch", 4096), ("steps", 20), ("warmup", 2), ("seed", 1),
                        ("threads", 1)):
        parser.add_argument(f"--{name}", type=int, default=value)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    of_field = arguments.features // FIELDS
    step = (dense_step if arguments.way == "dense" else lazy_step)(arguments, of_field)
    batches = [(torch.randint(of_field, (arguments.batch, FIELDS)), torch.randint(2, (arguments.batch,)).float())
               for _ in range(arguments.warmup + arguments.steps)]
    for index, batch in enumerate(batches):
        if index == arguments.warmup:
            start, started_at = time.perf_counter(), time.process_time()
        loss = step(*batch)
    seconds, processor = time.perf_counter() - start, time.process_time() - started_at
    rows = arguments.steps * arguments.batch
    print(json.dumps({
        "work": "big_table", "way": arguments.way, "features": of_field * FIELDS, "steps_per_s": round(arguments.steps / seconds, 3),
        "rows_per_s": round(rows / seconds, 1), "rows_per_processor_s": round(rows / processor, 1), "loss": round(loss, 4),
        "peak_resident_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, "batch": arguments.batch}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
