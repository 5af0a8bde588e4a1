#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PA-MLM training speed of PyTorch peers: one JSON line with rows/s and losses.

    python pamlm_peers.py --way reference|tuned|check --ml1m FOLDER [shape flags]

The first loss of a fresh model is near ln(vocabulary): 10.33 for 30,522 words.
"""

import math
import sys

import torch

import peer_training
import peer_tuned
from peer_run import make_parser


class PaMlm(peer_training.Work):
    name = "pa_mlm"
    for_mlm = True
    mask_rate = 0.15

    def reference_loss(self, model, collator, batch):
        field_ids, token_ids, token_mask, _ = batch
        corrupted, targets = collator.corrupt(token_ids)
        return model.mlm_loss(field_ids, corrupted, token_mask, targets)

    def tuned_loss(self, model, batch):
        field_ids, token_ids, _ = batch
        corrupted, masked, targets = peer_tuned.corrupt(token_ids, self.mask_rate, self.arguments.vocab)
        return model.mlm_loss(field_ids, corrupted, masked, targets)

    def check(self, reference, model, batch):
        """On the same corrupted batch."""
        reference.mlm_head.decoder.weight.copy_(reference.encoder.embeddings.word_embeddings.weight)
        field_ids, token_ids, _ = batch
        corrupted, masked, originals = peer_tuned.corrupt(token_ids, self.mask_rate, self.arguments.vocab)
        targets = torch.full(token_ids.shape, -100)
        targets.view(-1)[masked] = originals
        slow = reference.mlm_loss(field_ids, corrupted, torch.ones_like(token_ids), targets).item()
        fast = model.mlm_loss(field_ids, corrupted, masked, originals).item()
        return {"reference_loss": slow, "tuned_loss": fast, "ln_vocab": math.log(self.arguments.vocab), "agree": abs(slow - fast) < 1e-4}


if __name__ == "__main__":
    sys.exit(peer_training.main(make_parser(__doc__.splitlines()[0]), PaMlm))
