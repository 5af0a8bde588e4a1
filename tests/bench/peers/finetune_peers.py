#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed of finetuning with the language model in PyTorch peers: one JSON line.

    python finetune_peers.py --way reference|tuned|check --ml1m FOLDER [--pooler cls|mean] [shape flags]

The first loss of a fresh model is near ln 2.
"""

import json
import sys

import torch
import torch.nn.functional as F

import peer_reference
import peer_tuned
from peer_data import read_rows
from peer_run import make_parser, prepare, reference_batches, shape_of, time_steps


def reference_step(rows, arguments):
    model = peer_reference.ReferenceModel(rows.feature_count, len(rows.fields), shape_of(arguments), for_mlm=False)
    collator = peer_reference.Collator(rows, 0.0)
    optimizer = peer_reference.make_optimizer(model, arguments.lr)
    batches = reference_batches(len(rows), arguments.batch, arguments.seed)

    def step():
        field_ids, token_ids, token_mask, labels = collator.tokenise(next(batches))
        logit = model.joint_logit(field_ids, token_ids, token_mask, arguments.pooler)
        loss = F.binary_cross_entropy_with_logits(logit, labels)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0, foreach=False)
        optimizer.step()
        return loss.item(), len(field_ids)

    return step


def make_tuned(rows, arguments):
    shape = shape_of(arguments)
    reference = peer_reference.ReferenceModel(rows.feature_count, len(rows.fields), shape, for_mlm=False)
    model = peer_tuned.TunedModel(
        reference, rows.feature_count, len(rows.fields), shape, arguments.lr, for_mlm=False)
    if arguments.compile:
        model.run_encoder = torch.compile(model.run_encoder, dynamic=True)
    return reference, model


def tuned_step(rows, arguments):
    _, model = make_tuned(rows, arguments)
    optimizer = peer_tuned.make_optimizer(model, arguments.lr)
    batches = peer_tuned.TokenCache(rows, arguments.batch, arguments.seed).batches()

    def step():
        field_ids, token_ids, labels = next(batches)
        logit = model.joint_logit(field_ids, token_ids, arguments.pooler)
        loss = F.binary_cross_entropy_with_logits(logit, labels)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(peer_tuned.trained(model), 1.0)
        optimizer.step()
        for table in model.tables:
            table.step()
        return loss.item(), len(field_ids)

    return step


@torch.no_grad()
def check(rows, arguments):
    reference, model = make_tuned(rows, arguments)
    field_ids, token_ids, _ = next(peer_tuned.TokenCache(rows, arguments.batch, arguments.seed).batches())
    slow = reference.joint_logit(field_ids, token_ids, torch.ones_like(token_ids), arguments.pooler)
    fast = model.joint_logit(field_ids, token_ids, arguments.pooler)
    worst = (slow - fast).abs().max().item()
    return {"way": "check", "largest_difference": worst, "agree": worst < 1e-4}


def main():
    parser = make_parser(__doc__.splitlines()[0])
    parser.add_argument("--pooler", choices=["cls", "mean"], default="cls")
    arguments = prepare(parser)
    rows = read_rows(arguments)
    if arguments.way == "check":
        result = check(rows, arguments)
        print(json.dumps(result))
        return 0 if result["agree"] else 1
    make_step = reference_step if arguments.way == "reference" else tuned_step
    print(json.dumps({"work": "finetune_with_plm", "pooler": arguments.pooler} | time_steps(
        make_step(rows, arguments), arguments)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
