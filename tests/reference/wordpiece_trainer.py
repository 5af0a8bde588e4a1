# SPDX-License-Identifier: GPL-3.0-or-later
"""The definition of the vocabulary trainer, written to be read, not to be fast.

1. Words are what the uncased BERT normaliser and pre-tokeniser make of the lines, with counts.
2. The vocabulary starts with [PAD] [UNK] [CLS] [SEP] [MASK], then the alphabet: every first
   code point of a word as itself, every other code point with "##" before it, sorted by UTF-8 bytes.
3. A word is the sequence of its code points in that form. Repeat while the vocabulary is smaller
   than asked: count each adjacent pair over all words, an occurrence counting as often as the word;
   pairs that overlap (a a a) count at each place. Take the pair with the highest count, among equals
   the one whose merged piece is smallest by UTF-8 bytes, among equals still the smallest left part.
   Stop when the best count is below min_frequency or no pair is left. Merge it from left to right
   in every word; the merged piece is left + right without its "##". It is appended to the
   vocabulary unless another pair already made the same piece.
The alphabet is never cut: it may make the vocabulary larger than asked.
"""

from collections import Counter

SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
CONTINUATION = "##"


def merged_piece(left, right):
    return left + right.removeprefix(CONTINUATION)


def start_pieces(word):
    return [point if index == 0 else CONTINUATION + point for index, point in enumerate(word)]


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


def train(word_counts, vocab_size, min_frequency):
    pieces_of_word = {word: start_pieces(word) for word in word_counts}
    alphabet = {piece for pieces in pieces_of_word.values() for piece in pieces}
    vocab = SPECIALS + sorted(alphabet, key=lambda piece: piece.encode())
    known = set(vocab)
    while len(vocab) < vocab_size:
        pair, count = best_pair(count_pairs(pieces_of_word, word_counts))
        if pair is None or count < min_frequency:
            break
        pieces_of_word = {word: merge(pieces, pair) for word, pieces in pieces_of_word.items()}
        piece = merged_piece(*pair)
        if piece not in known:
            known.add(piece)
            vocab.append(piece)
    return vocab
