#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed of scoring rows with the language model in tuned PyTorch: one JSON line.

    python inference_peers.py --way tuned|check --ml1m FOLDER [--pooler cls|mean] [shape flags]

The tuned model under inference_mode, tokens cached, batches of one exact length. check: its scores are those of the
reference model with the same weights. --steps times the batch is the number of rows.
"""

import json
import sys
import time

import torch

import peer_training
from finetune_peers import Finetuning, add_pooler
from peer_data import read_rows
from peer_run import make_parser, prepare


@torch.inference_mode()
def score(rows, arguments):
    _, model = peer_training.make_tuned(rows, Finetuning(arguments))
    model.eval()
    batches = peer_training.tuned_batches(rows, arguments)
    scored, total = 0, 0.0
    for index in range(arguments.warmup + arguments.steps):
        if index == arguments.warmup:
            scored, start, started_at = 0, time.perf_counter(), time.process_time()
        field_ids, token_ids, _ = next(batches)
        total += torch.sigmoid(model.joint_logit(field_ids, token_ids, arguments.pooler)).sum().item()
        scored += len(field_ids)
    seconds, processor = time.perf_counter() - start, time.process_time() - started_at
    return {"work": "inference", "way": arguments.way, "pooler": arguments.pooler, "rows_per_s": round(scored / seconds, 1),
            "rows_per_processor_s": round(scored / processor, 1), "rows": scored, "batch": arguments.batch,
            "mean_score": round(total / ((arguments.warmup + arguments.steps) * arguments.batch), 4), "threads": torch.get_num_threads()}


def main():
    parser = add_pooler(make_parser(__doc__.splitlines()[0]))
    parser.set_defaults(batch=256)
    arguments = prepare(parser)
    rows = read_rows(arguments)
    result = peer_training.check(rows, Finetuning(arguments)) if arguments.way == "check" else score(rows, arguments)
    print(json.dumps(result))
    return 0 if result.get("agree", True) else 1


if __name__ == "__main__":
    sys.exit(main())
