# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden values of AUC, log loss and grouped AUC from scikit-learn, ties included."""

import numpy as np
from sklearn.metrics import log_loss, roc_auc_score

from golden_files import write_json


def case(name, scores, labels):
    scores, labels = np.asarray(scores, dtype=np.float32), np.asarray(labels)
    exact = scores.astype(np.float64)
    return {"name": name, "scores": [float(score) for score in exact], "labels": [int(label) for label in labels],
            "auc": float(roc_auc_score(labels, exact)), "log_loss": float(log_loss(labels, exact, labels=[0, 1]))}


def random_case(name, rows, levels, positive_rate, seed):
    """Scores on `levels` distinct values (0: as good as continuous)."""
    random = np.random.default_rng(seed)
    labels = (random.random(rows) < positive_rate).astype(int)
    scores = np.clip(0.25 + 0.3 * labels + 0.4 * (random.random(rows) - 0.3), 0.01, 0.99)
    if levels:
        scores = np.clip(np.round(scores * levels) / levels, 0.01, 0.99)
    return case(name, scores, labels)


def grouped_case(seed):
    """Mean AUC over groups with both classes, weighted by their rows."""
    random = np.random.default_rng(seed)
    groups = random.integers(0, 25, 300)
    labels = (random.random(300) < 0.4).astype(int)
    labels[groups == 3] = 1  # a group of one class, which does not count
    labels[groups == 4] = 0
    scores = np.round(np.clip(0.3 + 0.2 * labels + 0.4 * random.random(300), 0.01, 0.99), 2).astype(np.float32)
    total = weight = used = 0
    for group in np.unique(groups):
        rows = groups == group
        if 0 < labels[rows].sum() < rows.sum():
            total += roc_auc_score(labels[rows], scores[rows].astype(np.float64)) * rows.sum()
            weight, used = weight + rows.sum(), used + 1
    return {"name": "grouped", "groups": groups.tolist(), "scores": [float(score) for score in scores],
            "labels": labels.tolist(), "gauc": float(total / weight), "groups_used": used}


def make(folder):
    cases = [
        case("perfect", [0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]),
        case("reversed", [0.9, 0.8, 0.2, 0.1], [0, 0, 1, 1]),
        case("all_tied", [0.5] * 6, [0, 1, 0, 1, 1, 0]),
        case("one_tie_across_classes", [0.1, 0.4, 0.4, 0.8], [0, 0, 1, 1]),
        case("two_rows", [0.3, 0.7], [1, 0]),
        case("unsorted_ties", [0.7, 0.2, 0.7, 0.2, 0.7, 0.9, 0.2], [1, 0, 0, 1, 1, 0, 0]),
        case("certain_and_right", [0.0, 1.0, 0.5], [0, 1, 1]),
        random_case("few_levels", 400, 7, 0.5, 41),
        random_case("many_levels", 600, 90, 0.2, 42),
        random_case("continuous", 500, 0, 0.35, 43),
        random_case("rare_positives", 800, 40, 0.01, 44),
    ]
    write_json(folder / "metrics.json", {"cases": cases, "grouped": [grouped_case(45)]})
