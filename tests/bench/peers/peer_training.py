# SPDX-License-Identifier: GPL-3.0-or-later
"""Training both ways, shared by pamlm_peers.py and finetune_peers.py: a Work says what differs, its loss."""

import json

import torch

import peer_reference
import peer_tuned
from peer_data import read_rows
from peer_run import prepare, reference_batches, shape_of, time_steps


class Work:
    """One stage of training. A batch is what the way's loader yields; `check` compares both ways on the same weights."""

    name = ""
    for_mlm = False
    mask_rate = 0.0

    def __init__(self, arguments):
        self.arguments = arguments

    def facts(self):
        """What else the JSON line says."""
        return {}

    def reference_loss(self, model, collator, batch):
        raise NotImplementedError

    def tuned_loss(self, model, batch):
        raise NotImplementedError

    def check(self, reference, model, batch):
        raise NotImplementedError


def make_reference(rows, work):
    return peer_reference.ReferenceModel(rows.feature_count, len(rows.fields), shape_of(work.arguments), for_mlm=work.for_mlm)


def make_tuned(rows, work):
    """The reference model and the tuned one with its weights."""
    arguments = work.arguments
    reference = make_reference(rows, work)
    model = peer_tuned.TunedModel(reference, rows.feature_count, len(rows.fields), shape_of(arguments), arguments.lr, for_mlm=work.for_mlm)
    if arguments.compile:
        model.run_encoder = torch.compile(model.run_encoder, dynamic=True)
    return reference, model


def tuned_batches(rows, arguments):
    return peer_tuned.TokenCache(rows, arguments.batch, arguments.seed).batches()


def reference_step(rows, work):
    model = make_reference(rows, work)
    collator = peer_reference.Collator(rows, work.mask_rate)
    optimizer = peer_reference.make_optimizer(model, work.arguments.lr)
    batches = reference_batches(len(rows), work.arguments.batch, work.arguments.seed)

    def step():
        batch = collator.tokenise(next(batches))
        loss = work.reference_loss(model, collator, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0, foreach=False)
        optimizer.step()
        return loss.item(), len(batch[0])

    return step


def tuned_step(rows, work):
    _, model = make_tuned(rows, work)
    optimizer = peer_tuned.make_optimizer(model, work.arguments.lr)
    batches = tuned_batches(rows, work.arguments)

    def step():
        batch = next(batches)
        loss = work.tuned_loss(model, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(peer_tuned.trained(model), 1.0)
        optimizer.step()
        for table in model.tables:
            table.step()
        return loss.item(), len(batch[0])

    return step


@torch.no_grad()
def check(rows, work):
    reference, model = make_tuned(rows, work)
    return {"way": "check"} | work.check(reference, model, next(tuned_batches(rows, work.arguments)))


def main(parser, make_work):
    """Prints the JSON line; the exit status says whether a check agreed."""
    arguments = prepare(parser)
    work = make_work(arguments)
    rows = read_rows(arguments)
    if arguments.way == "check":
        result = check(rows, work)
    else:
        step = reference_step(rows, work) if arguments.way == "reference" else tuned_step(rows, work)
        result = {"work": work.name} | work.facts() | time_steps(step, arguments)
    print(json.dumps(result))
    return 0 if result.get("agree", True) else 1
