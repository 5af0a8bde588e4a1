#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed of finetuning with the language model in PyTorch peers: one JSON line.

    python finetune_peers.py --way reference|tuned|check --ml1m FOLDER [--pooler cls|mean] [shape flags]

The first loss of a fresh model is near ln 2.
"""

import sys

import torch
import torch.nn.functional as F

import peer_training
from peer_run import make_parser


class Finetuning(peer_training.Work):
    name = "finetune_with_plm"

    def facts(self):
        return {"pooler": self.arguments.pooler}

    def reference_loss(self, model, collator, batch):
        field_ids, token_ids, token_mask, labels = batch
        return F.binary_cross_entropy_with_logits(model.joint_logit(field_ids, token_ids, token_mask, self.arguments.pooler), labels)

    def tuned_loss(self, model, batch):
        field_ids, token_ids, labels = batch
        return F.binary_cross_entropy_with_logits(model.joint_logit(field_ids, token_ids, self.arguments.pooler), labels)

    def check(self, reference, model, batch):
        field_ids, token_ids, _ = batch
        slow = reference.joint_logit(field_ids, token_ids, torch.ones_like(token_ids), self.arguments.pooler)
        fast = model.joint_logit(field_ids, token_ids, self.arguments.pooler)
        worst = (slow - fast).abs().max().item()
        return {"largest_difference": worst, "agree": worst < 1e-4}


def add_pooler(parser):
    parser.add_argument("--pooler", choices=["cls", "mean"], default="cls")
    return parser


if __name__ == "__main__":
    sys.exit(peer_training.main(add_pooler(make_parser(__doc__.splitlines()[0])), Finetuning))
