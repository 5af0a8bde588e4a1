# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden values of average precision, calibration, DeLong's paired test, the bootstrap, slices, tails and t tests.

Slow and plain: every pair of rows, every draw with its own copy of the rows; scikit-learn and SciPy where they have the measure.
"""

import numpy as np
from scipy import stats
from sklearn.metrics import average_precision_score, log_loss, roc_auc_score

from golden_files import write_json

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15
BOOTSTRAP_STREAM = 71


def mix64(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def draw_below(seed, stream, index, bound):
    """The counter-based generator of the program: SplitMix64's output function on (seed, stream, index)."""
    base = (mix64((seed + GAMMA) & MASK) + stream * 0xD1342543DE82EF95) & MASK
    return (mix64((base + (index + 1) * GAMMA) & MASK) * bound) >> 64


def sigmoid(logits):
    return 1 / (1 + np.exp(-logits))


def two_models(rows, levels, seed):
    """Labels and the logits of two models of them, correlated; `levels` 0 is as good as without ties."""
    random = np.random.default_rng(seed)
    labels = (random.random(rows) < 0.4).astype(int)
    shared = random.normal(size=rows)
    logits = [0.8 * labels + shared + random.normal(size=rows) * 0.7, 0.4 * labels + shared + random.normal(size=rows) * 0.5]
    if levels:
        logits = [np.round(x * levels) / levels for x in logits]
    return labels, [x.astype(np.float32).astype(np.float64) for x in logits]


def shares(scores, labels):
    """DeLong's structural components by comparing every positive with every negative."""
    positives, negatives = scores[labels == 1], scores[labels == 0]
    wins = (positives[:, None] > negatives[None, :]) + 0.5 * (positives[:, None] == negatives[None, :])
    return wins.mean(axis=1), wins.mean(axis=0)


def delong(labels, first, second):
    (a_positive, a_negative), (b_positive, b_negative) = shares(first, labels), shares(second, labels)
    covariance = np.cov(a_positive, b_positive, ddof=1) / len(a_positive) + np.cov(a_negative, b_negative, ddof=1) / len(a_negative)
    difference = a_positive.mean() - b_positive.mean()
    error = float(np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]))
    half = float(stats.norm.ppf(0.975)) * error
    return {"first": float(a_positive.mean()), "second": float(b_positive.mean()), "difference": float(difference), "standard_error": error,
            "interval": [float(difference - half), float(difference + half)], "p_value": float(2 * stats.norm.sf(abs(difference / error)))}


def bootstrap(labels, logits, draws, seed):
    values = []
    for draw in range(draws):
        rows = [draw_below(seed, BOOTSTRAP_STREAM, draw * len(labels) + i, len(labels)) for i in range(len(labels))]
        y, x = labels[rows], logits[rows]
        if 0 < y.sum() < len(y):
            values.append((roc_auc_score(y, x), log_loss(y, sigmoid(x), labels=[0, 1]), average_precision_score(y, x)))
    low, high = np.percentile(np.array(values), [2.5, 97.5], axis=0)
    names = ("auc", "log_loss", "average_precision")
    return {"draws": draws, "seed": seed, "counted": len(values), **{name: [float(low[i]), float(high[i])] for i, name in enumerate(names)}}


def calibration(labels, probabilities, bins):
    table, error = [], 0.0
    for b in range(bins):
        inside = (probabilities >= b / bins) & ((probabilities < (b + 1) / bins) | (b + 1 == bins))
        if inside.any():
            error += abs(probabilities[inside].mean() - labels[inside].mean()) * inside.mean()
        table.append({"rows": int(inside.sum()), "mean_predicted": float(probabilities[inside].mean()) if inside.any() else 0.0,
                      "mean_observed": float(labels[inside].mean()) if inside.any() else 0.0})
    return {"bins": bins, "expected_error": float(error), "ratio": float(probabilities.mean() / labels.mean()), "table": table}


def pair_case(name, rows, levels, seed):
    labels, (first, second) = two_models(rows, levels, seed)
    # 1/64 steps, so that both languages put a probability into the same bin
    probabilities = np.round(sigmoid(first) * 64) / 64
    return {"name": name, "labels": labels.tolist(), "first": first.tolist(), "second": second.tolist(),
            "average_precision": float(average_precision_score(labels, first)), "delong": delong(labels, first, second),
            "relative_improvement": float((roc_auc_score(labels, first) - 0.5) / (roc_auc_score(labels, second) - 0.5) - 1),
            "probabilities": probabilities.tolist(), "calibration": [calibration(labels, probabilities, bins) for bins in (10, 16)],
            "bootstrap": bootstrap(labels, first, 60, 9)}


def measures(labels, logits):
    both = 0 < labels.sum() < len(labels)
    return {"rows": len(labels), "positives": int(labels.sum()), "auc": float(roc_auc_score(labels, logits)) if both else None,
            "log_loss": float(log_loss(labels, sigmoid(logits), labels=[0, 1])) if len(labels) else None}


def tail_values(values, share):
    """The lowest share of the values by count, ties with the last of them included."""
    known, counts = np.unique(values, return_counts=True)
    cut = sorted(counts)[max(1, int(np.ceil(share * len(known) - 1e-9))) - 1]
    return {str(value) for value, count in zip(known, counts) if count <= cut}, int(cut), set(map(str, known))


def slice_case(seed, share):
    """400 training rows and 200 scored rows of skewed users and items; the last users and items are unknown to training."""
    random = np.random.default_rng(seed)
    users = np.minimum(random.geometric(0.06, 600), 40)
    items = np.minimum(random.geometric(0.1, 600), 25)
    users[590:], items[580:590] = 99, 77
    labels, (logits, _) = two_models(600, 0, seed + 1)
    (user_tail, user_cut, known_users), (item_tail, item_cut, known_items) = tail_values(users[:400], share), tail_values(items[:400], share)
    is_tail_user = np.array([str(u) in user_tail or str(u) not in known_users for u in users[400:]])
    is_tail_item = np.array([str(i) in item_tail or str(i) not in known_items for i in items[400:]])
    y, x = labels[400:], logits[400:]
    cells = [measures(y[u & i], x[u & i]) for u in (is_tail_user, ~is_tail_user) for i in (is_tail_item, ~is_tail_item)]
    by_item = {str(item): measures(y[items[400:] == item], x[items[400:] == item]) for item in np.unique(items[400:])}
    return {"share": share, "train_rows": 400, "users": list(map(str, users)), "items": list(map(str, items)), "labels": labels.tolist(),
            "logits": logits.tolist(), "user_tail": {"values": len(known_users), "tail_values": len(user_tail), "largest_count": user_cut},
            "item_tail": {"values": len(known_items), "tail_values": len(item_tail), "largest_count": item_cut}, "cells": cells, "by_item": by_item}


def paired_t(seed, pairs):
    random = np.random.default_rng(seed)
    first = 0.78 + 0.004 * random.normal(size=pairs)
    second = first - 0.002 + 0.001 * random.normal(size=pairs)
    test = stats.ttest_rel(first, second)
    interval = test.confidence_interval(0.95)
    return {"first": first.tolist(), "second": second.tolist(), "mean": float((first - second).mean()), "t": float(test.statistic),
            "p_value": float(test.pvalue), "interval": [float(interval.low), float(interval.high)]}


def make(folder):
    write_json(folder / "metric_comparison.json", {
        "pairs": [pair_case("without_ties", 80, 0, 51), pair_case("ties", 90, 3, 52)],
        "slices": [slice_case(53, 0.1), slice_case(54, 0.5)],
    })
    degrees = [1, 2, 3, 4, 9, 29, 30, 100, 1000]
    write_json(folder / "student.json", {
        "quantiles": [{"degrees": n, "value": float(stats.t.ppf(0.975, n))} for n in degrees],
        "two_sided": [{"degrees": n, "t": t, "value": float(2 * stats.t.sf(t, n))} for n in degrees for t in (0.0, 0.3, 1.0, 2.5, 8.0)],
        "paired": [paired_t(55, 3), paired_t(56, 5), paired_t(57, 20)],
    })
