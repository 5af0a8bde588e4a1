# SPDX-License-Identifier: GPL-3.0-or-later
"""The definition of the vocabulary trainer, written to be read, not to be fast.

1. Words are what the uncased BERT normaliser and pre-tokeniser make of the lines, with counts.
2. The vocabulary starts with [PAD] [UNK] [CLS] [SEP] [MASK].
3. Then the alphabet. The 1,000 most frequent code points are kept (ties: smaller code point), each in
   two forms, at the start of a word "x" and after it "##x"; punctuation and CJK ideographs, which are
   words by themselves, only in the first. Forms that occur come by count, ties by code point and then
   first form before second; then forms that do not occur, by the count of their code point, ties the same.
   The list is cut at the vocabulary size.
4. Words with a form outside the vocabulary or with more than 100 code points take no part in what follows.
5. A word is the sequence of its forms. While the vocabulary is smaller than asked: count each adjacent
   pair over all words, an occurrence counting as often as the word; overlapping pairs (a a a) count at
   each place. Take the pair with the highest count, among equals the one whose merged piece is smallest
   by UTF-8 bytes, among equals the one with the smallest left part. Stop when its count is below 2.
   Merge it from left to right in every word; the merged piece is left + right without its "##". It is
   appended to the vocabulary unless another pair already made the same piece.
"""

import unicodedata
from collections import Counter

SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
CONTINUATION = "##"
LARGEST_ALPHABET = 1000
LONGEST_WORD = 100
LEAST_COUNT = 2
IDEOGRAPHS = [(0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
              (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)]
ASCII_PUNCTUATION = [(33, 47), (58, 64), (91, 96), (123, 126)]


def in_ranges(point, ranges):
    return any(first <= ord(point) <= last for first, last in ranges)


def stands_alone(point):
    """Punctuation or ideograph: the pre-tokeniser makes a word of it."""
    return (in_ranges(point, ASCII_PUNCTUATION) or in_ranges(point, IDEOGRAPHS)
            or unicodedata.category(point).startswith("P"))


def forms_of(word):
    return [point if index == 0 else CONTINUATION + point for index, point in enumerate(word)]


def alphabet(word_counts):
    form_counts, point_counts = Counter(), Counter()
    for word, count in word_counts.items():
        for point, form in zip(word, forms_of(word)):
            form_counts[form] += count
            point_counts[point] += count
    kept = sorted(point_counts, key=lambda point: (-point_counts[point], ord(point)))[:LARGEST_ALPHABET]
    forms = [(point, second) for point in kept for second in (False, True) if not (second and stands_alone(point))]

    def rank(entry):
        point, second = entry
        count = form_counts[CONTINUATION + point if second else point]
        return (-count, 0 if count else -point_counts[point], ord(point), second)

    return [CONTINUATION + point if second else point for point, second in sorted(forms, key=rank)]


def merged_piece(left, right):
    return left + right.removeprefix(CONTINUATION)


def count_pairs(pieces_of_word, word_counts):
    pairs = Counter()
    for word, pieces in pieces_of_word.items():
        for left, right in zip(pieces, pieces[1:]):
            pairs[left, right] += word_counts[word]
    return pairs


def best_pair(pairs):
    """(pair, count) by count, then merged piece, then left part; (None, 0) when there is none."""
    if not pairs:
        return None, 0
    pair = min(pairs, key=lambda p: (-pairs[p], merged_piece(*p).encode(), p[0].encode()))
    return pair, pairs[pair]


def merge(pieces, pair):
    out, index = [], 0
    while index < len(pieces):
        if tuple(pieces[index:index + 2]) == pair:
            out.append(merged_piece(*pair))
            index += 2
        else:
            out.append(pieces[index])
            index += 1
    return out


def train(word_counts, vocab_size):
    vocab = (SPECIALS + alphabet(word_counts))[:vocab_size]
    known = set(vocab)
    pieces_of_word = {word: forms_of(word) for word in word_counts
                      if len(word) <= LONGEST_WORD and known.issuperset(forms_of(word))}
    while len(vocab) < vocab_size:
        pair, count = best_pair(count_pairs(pieces_of_word, word_counts))
        if count < LEAST_COUNT:
            break
        pieces_of_word = {word: merge(pieces, pair) for word, pieces in pieces_of_word.items()}
        piece = merged_piece(*pair)
        if piece not in known:
            known.add(piece)
            vocab.append(piece)
    return vocab
