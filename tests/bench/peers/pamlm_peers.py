#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PA-MLM training speed of PyTorch peers: one JSON line with rows/s and losses.

    python pamlm_peers.py --way reference|tuned|check --ml1m FOLDER [shape flags]

The first loss of a fresh model is near ln(vocabulary): 10.33 for 30,522 words.
"""

import json
import math
import sys

import torch

import peer_reference
import peer_tuned
from peer_data import read_rows
from peer_run import make_parser, prepare, reference_batches, shape_of, time_steps

MASK_RATE = 0.15


def reference_step(rows, arguments):
    model = peer_reference.ReferenceModel(rows.feature_count, len(rows.fields), shape_of(arguments), for_mlm=True)
    collator = peer_reference.Collator(rows, MASK_RATE)
    optimizer = peer_reference.make_optimizer(model, arguments.lr)
    batches = reference_batches(len(rows), arguments.batch, arguments.seed)

    def step():
        field_ids, token_ids, token_mask, _ = collator.tokenise(next(batches))
        corrupted, targets = collator.corrupt(token_ids)
        loss = model.mlm_loss(field_ids, corrupted, token_mask, targets)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0, foreach=False)
        optimizer.step()
        return loss.item(), len(field_ids)

    return step


def make_tuned(rows, arguments):
    shape = shape_of(arguments)
    reference = peer_reference.ReferenceModel(rows.feature_count, len(rows.fields), shape, for_mlm=True)
    model = peer_tuned.TunedModel(
        reference, rows.feature_count, len(rows.fields), shape, arguments.lr, for_mlm=True)
    if arguments.compile:
        model.run_encoder = torch.compile(model.run_encoder, dynamic=True)
    return reference, model


def tuned_step(rows, arguments):
    _, model = make_tuned(rows, arguments)
    cache = peer_tuned.TokenCache(rows, arguments.batch, arguments.seed)
    optimizer = peer_tuned.make_optimizer(model, arguments.lr)
    batches = cache.batches()

    def step():
        field_ids, token_ids, _ = next(batches)
        corrupted, masked, targets = peer_tuned.corrupt(token_ids, MASK_RATE, arguments.vocab)
        loss = model.mlm_loss(field_ids, corrupted, masked, targets)
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
    """Both ways on the same weights and the same corrupted batch."""
    reference, model = make_tuned(rows, arguments)
    reference.mlm_head.decoder.weight.copy_(reference.encoder.embeddings.word_embeddings.weight)
    field_ids, token_ids, _ = next(peer_tuned.TokenCache(rows, arguments.batch, arguments.seed).batches())
    corrupted, masked, originals = peer_tuned.corrupt(token_ids, MASK_RATE, arguments.vocab)
    targets = torch.full(token_ids.shape, -100)
    targets.view(-1)[masked] = originals
    slow = reference.mlm_loss(field_ids, corrupted, torch.ones_like(token_ids), targets).item()
    fast = model.mlm_loss(field_ids, corrupted, masked, originals).item()
    return {"way": "check", "reference_loss": slow, "tuned_loss": fast, "ln_vocab": math.log(arguments.vocab),
            "agree": abs(slow - fast) < 1e-4}


def main():
    arguments = prepare(make_parser(__doc__.splitlines()[0]))
    rows = read_rows(arguments)
    if arguments.way == "check":
        result = check(rows, arguments)
        print(json.dumps(result))
        return 0 if result["agree"] else 1
    make_step = reference_step if arguments.way == "reference" else tuned_step
    print(json.dumps({"work": "pa_mlm"} | time_steps(make_step(rows, arguments), arguments)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
