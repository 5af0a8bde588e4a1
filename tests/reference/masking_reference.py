# SPDX-License-Identifier: GPL-3.0-or-later
"""What must hold for PA-MLM masking, stated without its random numbers.

A Row is one sentence before and after. `settings` has the keys of a stage's spec.masking: token_rate,
word_rate, field_rate, mixture, field_rates (by field number), template_tokens, mask_share, random_share.
Every function returns sentences about what is wrong; none is right.

- A unit of the strategy token is a token, of word a piece with the continuations after it within one part of
  the sentence, of field all tokens of a value. Special tokens belong to no unit, the template to no field.
- Without a mixture every strategy with a rate above 0 draws its units independently and the drawn tokens are
  those of all of them; with one, each row draws one strategy. A rate of a field replaces those in use in its value.
- Of the drawn tokens each becomes the mask, any id of the vocabulary, or stays.
"""

import math
from dataclasses import dataclass

STRATEGIES = ("token", "word", "field")
LARGEST_DEVIATION = 5.0  # standard deviations
TEMPLATE = -1


@dataclass
class Row:
    original: list  # token ids
    masked: list  # the ids after masking
    fields: list  # number of the field whose value the token belongs to, -1 for template and special tokens
    continues: list  # true for a piece that goes on with the word before it
    positions: list  # that were drawn
    targets: list  # original ids there


@dataclass
class Vocabulary:
    size: int
    mask_id: int
    special_ids: frozenset


def strategy_weights(settings):
    """Shares of the strategies in a mixture, or None."""
    weights = {name: settings.get("mixture", {}).get(name, 0.0) for name in STRATEGIES}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()} if total else None


def active_strategies(settings):
    weights = strategy_weights(settings)
    return [name for name in STRATEGIES if (weights[name] if weights else settings.get(name + "_rate", 0.0)) > 0]


def units(row, strategy, settings, vocabulary):
    """Lists of positions that are drawn together."""
    groups, before = {}, None
    for t, (token, field, goes_on) in enumerate(zip(row.original, row.fields, row.continues)):
        begins = not (goes_on and before == (t - 1, field))
        before = (t, field)
        if strategy == "word":
            word = t if begins else word
        if token in vocabulary.special_ids or (field == TEMPLATE and not settings.get("template_tokens", True)):
            continue
        if strategy == "field" and field == TEMPLATE:
            continue
        groups.setdefault({"token": t, "word": word if strategy == "word" else None, "field": field}[strategy], []).append(t)
    return list(groups.values())


def rate(strategy, field, settings):
    return settings.get("field_rates", {}).get(field, settings.get(strategy + "_rate", 0.0))


def draw_probabilities(row, settings, vocabulary):
    """By position."""
    weights, active = strategy_weights(settings), active_strategies(settings)
    out = [0.0 if weights else 1.0] * len(row.original)  # chance so far: drawn in a mixture, else not drawn
    for strategy in active:
        for unit in units(row, strategy, settings, vocabulary):
            for t in unit:
                chance = rate(strategy, row.fields[t], settings)
                out[t] = out[t] + weights[strategy] * chance if weights else out[t] * (1.0 - chance)
    return out if weights else [1.0 - kept for kept in out]


def is_union(drawn, groups):
    return set(drawn) == {t for group in groups if set(group) <= set(drawn) for t in group}


def row_faults(row, settings, vocabulary):
    """What a single row shows."""
    faults = []
    drawn = set(row.positions)
    if list(row.positions) != sorted(drawn) or not drawn <= set(range(len(row.original))):
        return [f"positions {row.positions} are not ascending places of {len(row.original)} tokens"]
    if list(row.targets) != [row.original[t] for t in row.positions]:
        faults.append(f"targets {row.targets} are not the original ids")
    if len(row.masked) != len(row.original) or any(
            new != old for t, (old, new) in enumerate(zip(row.original, row.masked)) if t not in drawn):
        faults.append("a token that was not drawn changed")
    if any(not 0 <= row.masked[t] < vocabulary.size for t in drawn):
        faults.append("a replacement is not an id of the vocabulary")
    if any(row.original[t] in vocabulary.special_ids for t in drawn):
        faults.append("a special token was drawn")
    if not settings.get("template_tokens", True) and any(row.fields[t] == TEMPLATE for t in drawn):
        faults.append("a word of the template was drawn")
    groups = {name: units(row, name, settings, vocabulary) for name in active_strategies(settings)}
    choices = groups.values() if strategy_weights(settings) else [[group for part in groups.values() for group in part]]
    if not any(is_union(drawn, choice) for choice in choices):
        faults.append(f"drawn tokens {sorted(drawn)} are no whole units of {', '.join(groups) or 'no strategy'}")
    return faults


def deviation(found, expected, variance):
    return abs(found - expected) / math.sqrt(variance) if variance > 0 else (0.0 if found == expected else math.inf)


def rate_faults(rows, settings, vocabulary):
    """Tokens drawn in each field and in the template against their chances. Rows are independent, tokens are not."""
    sums = {}  # field to [(drawn - expected) of each row]
    for row in rows:
        chances, of_row = draw_probabilities(row, settings, vocabulary), {}
        for t, field in enumerate(row.fields):
            of_row[field] = of_row.get(field, 0.0) + (t in row.positions) - chances[t]
        for field, difference in of_row.items():
            sums.setdefault(field, []).append(difference)
    faults = []
    for field, differences in sorted(sums.items()):
        off = deviation(sum(differences), 0.0, sum(difference**2 for difference in differences))
        if off > LARGEST_DEVIATION and abs(sum(differences)) > 1e-9:
            faults.append(f"field {field}: {sum(differences):+.0f} drawn tokens against what is expected, {off:.1f} deviations")
    return faults


def replacement_faults(rows, settings, vocabulary):
    """Shares of mask, random ids and unchanged tokens, and how even the random ids are."""
    drawn = [(row.original[t], row.masked[t]) for row in rows for t in row.positions]
    random_share, mask_share = settings.get("random_share", 0.1), settings.get("mask_share", 0.8)
    by_chance = random_share / vocabulary.size
    faults = []
    for name, found, share in (
        ("mask", sum(new == vocabulary.mask_id for _, new in drawn), mask_share + by_chance),
        ("unchanged", sum(new == old for old, new in drawn), 1.0 - mask_share - random_share + by_chance),
    ):
        off = deviation(found, share * len(drawn), len(drawn) * share * (1.0 - share))
        if off > LARGEST_DEVIATION:
            faults.append(f"{name}: {found} of {len(drawn)} drawn tokens, expected {share:.3f} of them, {off:.1f} deviations")
    return faults + evenness_faults(drawn, vocabulary)


def evenness_faults(drawn, vocabulary):
    """Ids other than the mask and the token's own are equally likely, special ids among them."""
    seen, expected, replaced = [0] * vocabulary.size, [0.0] * vocabulary.size, 0
    for old, new in drawn:
        if new in (old, vocabulary.mask_id):
            continue
        replaced += 1
        seen[new] += 1
        for token in range(vocabulary.size):
            if token not in (old, vocabulary.mask_id):
                expected[token] += 1.0 / (vocabulary.size - 2)
    if replaced < 5 * vocabulary.size:
        return []  # too few for a statement
    freedom = vocabulary.size - 2
    chi_square = sum((a - b)**2 / b for a, b in zip(seen, expected) if b > 0)
    off = (chi_square - freedom) / math.sqrt(2.0 * freedom)
    return [f"random ids are uneven: chi square {chi_square:.0f} of {freedom} degrees"] if off > LARGEST_DEVIATION else []


def visit_faults(first, second, settings, vocabulary):
    """Two visits of the same rows draw independently of each other."""
    differences = []
    for one, other in zip(first, second):
        chances = draw_probabilities(one, settings, vocabulary)
        both = len(set(one.positions) & set(other.positions))
        differences.append(both - sum(chance**2 for chance in chances))
    off = deviation(sum(differences), 0.0, sum(difference**2 for difference in differences))
    return [f"visits draw {sum(differences):+.0f} more tokens in common than by chance"] if off > LARGEST_DEVIATION else []


def faults(rows, settings, vocabulary):
    """Of all rows; the first faulty row is enough."""
    for number, row in enumerate(rows):
        if found := row_faults(row, settings, vocabulary):
            return [f"row {number}: {fault}" for fault in found]
    return rate_faults(rows, settings, vocabulary) + replacement_faults(rows, settings, vocabulary)
