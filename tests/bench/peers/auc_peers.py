#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exact AUC of 10 million scores by scikit-learn: one JSON line. Scores are uniform, clicks have their probability."""

import json
import sys
import time

import numpy as np
from sklearn.metrics import roc_auc_score

ROWS = 10_000_000


def main():
    random = np.random.default_rng(1)
    scores = random.random(ROWS, dtype=np.float32)
    labels = (random.random(ROWS, dtype=np.float32) < scores).astype(np.float32)
    start, started_at = time.perf_counter(), time.process_time()
    area = roc_auc_score(labels, scores)
    seconds, processor = time.perf_counter() - start, time.process_time() - started_at
    print(json.dumps({"work": "auc", "rows": ROWS, "auc": round(float(area), 6), "seconds": round(seconds, 3),
                      "processor_seconds": round(processor, 3)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
