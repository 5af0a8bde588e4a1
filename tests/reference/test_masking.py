#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the statement of masking: python -m unittest test_masking (from this folder).

A sampler that does what the statement says passes, and each way of doing it wrong is found.
"""

import random
import unittest

import masking_reference as masking
from masking_reference import Row, Vocabulary

VOCABULARY = Vocabulary(size=30, mask_id=4, special_ids=frozenset(range(5)))
UNKNOWN, FIRST, LAST = 1, 2, 3
ROWS = 2000


def sentence(rng):
    """[CLS] name is v ##v v . name is v [UNK] v ##v . [SEP] with values of fields 0 and 1."""
    fields = [-1, -1, -1, 0, 0, 0, -1, -1, -1, 1, 1, 1, 1, -1, -1]
    continues = [t in (4, 12) for t in range(len(fields))]
    ids = [rng.randrange(5, VOCABULARY.size) for _ in fields]
    ids[0], ids[10], ids[-1] = FIRST, UNKNOWN, LAST
    return ids, fields, continues


def replacement(rng, token, settings):
    share = rng.random()
    if share < settings.get("mask_share", 0.8):
        return VOCABULARY.mask_id
    if share < settings.get("mask_share", 0.8) + settings.get("random_share", 0.1):
        return rng.randrange(VOCABULARY.size)
    return token


def draw_row(rng, settings):
    """The plain way: a coin for each unit of each strategy in use."""
    ids, fields, continues = sentence(rng)
    row = Row(ids, list(ids), fields, continues, [], [])
    weights = masking.strategy_weights(settings)
    chosen = rng.choices(masking.STRATEGIES, [weights[name] for name in masking.STRATEGIES]) if weights else \
        masking.active_strategies(settings)
    drawn = set()
    for strategy in chosen:
        for unit in masking.units(row, strategy, settings, VOCABULARY):
            if rng.random() < masking.rate(strategy, fields[unit[0]], settings):
                drawn |= set(unit)
    row.positions = sorted(drawn)
    row.targets = [ids[t] for t in row.positions]
    for t in row.positions:
        row.masked[t] = replacement(rng, ids[t], settings)
    return row


def draw_rows(settings, seed=1):
    rng = random.Random(seed)
    return [draw_row(rng, settings) for _ in range(ROWS)]


SETTINGS = {
    "tokens": {"token_rate": 0.15},
    "values": {"token_rate": 0.0, "field_rate": 0.3, "template_tokens": False},
    "words": {"token_rate": 0.0, "word_rate": 0.25, "mask_share": 0.5, "random_share": 0.5},
    "all": {"token_rate": 0.1, "word_rate": 0.1, "field_rate": 0.2},
    "mixture": {"token_rate": 0.3, "word_rate": 0.3, "field_rate": 0.5, "mixture": {"token": 1.0, "word": 1.0, "field": 2.0}},
    "own rates": {"token_rate": 0.2, "field_rate": 0.0, "field_rates": {1: 0.6}},
}


class MaskingTest(unittest.TestCase):
    def test_the_plain_sampler_passes(self):
        for name, settings in SETTINGS.items():
            with self.subTest(name):
                self.assertEqual(masking.faults(draw_rows(settings), settings, VOCABULARY), [])
                self.assertEqual(masking.visit_faults(*self.two_visits(settings, 2), settings, VOCABULARY), [])

    @staticmethod
    def two_visits(settings, second_seed):
        return draw_rows(settings, 1), draw_rows(settings, second_seed)

    def test_units_by_hand(self):
        ids, fields, continues = sentence(random.Random(1))
        row = Row(ids, ids, fields, continues, [], [])
        self.assertEqual(masking.units(row, "field", {}, VOCABULARY), [[3, 4, 5], [9, 11, 12]])
        self.assertEqual(masking.units(row, "word", {"template_tokens": False}, VOCABULARY), [[3, 4], [5], [9], [11, 12]])
        self.assertEqual(masking.units(row, "token", {"template_tokens": False}, VOCABULARY),
                         [[3], [4], [5], [9], [11], [12]])

    def test_a_word_does_not_reach_into_another_part(self):
        row = Row([9, 9, 9], [9, 9, 9], [0, -1, -1], [False, True, True], [], [])
        self.assertEqual(masking.units(row, "word", {}, VOCABULARY), [[0], [1, 2]])

    def test_chances_by_hand(self):
        row = Row([9, 9], [9, 9], [-1, 0], [False, False], [], [])
        for settings, expected in (
            ({"token_rate": 0.5, "field_rate": 0.5}, [0.5, 0.75]),
            ({"token_rate": 0.5, "field_rate": 0.5, "mixture": {"token": 1.0, "field": 3.0}}, [0.125, 0.5]),
            ({"token_rate": 0.5, "field_rate": 0.0, "field_rates": {0: 0.25}}, [0.5, 0.25]),
            ({"token_rate": 0.5, "template_tokens": False}, [0.0, 0.5]),
        ):
            self.assertEqual(masking.draw_probabilities(row, settings, VOCABULARY), expected)

    def test_rows_that_break_a_rule_are_found(self):
        words, values = SETTINGS["words"], SETTINGS["values"]
        ids, fields, continues = sentence(random.Random(1))

        def row(positions, targets=None, change=None):
            masked = list(ids)
            for t in positions:
                masked[t] = VOCABULARY.mask_id
            for t, token in (change or {}).items():
                masked[t] = token
            return Row(ids, masked, fields, continues, positions, targets or [ids[t] for t in positions])

        self.assertEqual(masking.row_faults(row([3, 4]), words, VOCABULARY), [])
        for broken, settings, sentence_part in (
            (row([3]), words, "no whole units of word"), (row([3, 4]), values, "no whole units of field"),
            (row([10]), SETTINGS["tokens"], "special token"), (row([1]), values, "template"),
            (row([4, 3]), words, "not ascending"), (row([5], targets=[ids[5] - 1]), words, "not the original"),
            (row([5], change={1: VOCABULARY.mask_id}), words, "was not drawn changed"),
            (row([5], change={5: 30}), words, "not an id"),
            (row([3]), SETTINGS["mixture"] | {"mixture": {"field": 1.0}}, "whole"),
        ):
            self.assertIn(sentence_part, "; ".join(masking.row_faults(broken, settings, VOCABULARY)))

    def test_wrong_rates_are_found(self):
        even = {"mixture": {"token": 1.0, "word": 1.0, "field": 1.0}}
        for name, change in (("tokens", {"token_rate": 0.2}), ("values", {"field_rate": 0.4}), ("all", {"field_rate": 0.3}),
                             ("mixture", even), ("own rates", {"field_rates": {}})):
            settings = SETTINGS[name]
            self.assertRegex("; ".join(masking.faults(draw_rows(settings | change), settings, VOCABULARY)), "field .* deviations")

    def test_wrong_shares_are_found(self):
        settings = SETTINGS["tokens"]
        for change, word in (({"mask_share": 0.9}, "mask: "), ({"random_share": 0.2}, "unchanged: ")):
            self.assertIn(word, "; ".join(masking.faults(draw_rows(settings | change), settings, VOCABULARY)))

    def test_random_ids_that_avoid_special_tokens_are_found(self):
        settings = {"token_rate": 0.5, "mask_share": 0.0, "random_share": 1.0}
        rows = draw_rows(settings)
        self.assertEqual(masking.replacement_faults(rows, settings, VOCABULARY), [])
        for row in rows:
            for t in row.positions:
                if row.masked[t] in VOCABULARY.special_ids:
                    row.masked[t] += 10
        self.assertIn("uneven", "; ".join(masking.replacement_faults(rows, settings, VOCABULARY)))

    def test_a_visit_that_repeats_the_mask_is_found(self):
        settings = SETTINGS["tokens"]
        self.assertNotEqual(masking.visit_faults(*self.two_visits(settings, 1), settings, VOCABULARY), [])


if __name__ == "__main__":
    unittest.main()
