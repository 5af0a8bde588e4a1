# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden files of WordPiece, made by the Hugging Face fast tokenizer, and of the trainer.

wordpiece_vocab.txt            about 3,000 entries of the BERT uncased vocabulary, renumbered
wordpiece_*.jsonl              {"text", "ids", "offsets"}: special tokens included, offsets in bytes
                               of the UTF-8 text, [0,0] for the added [CLS] and [SEP]
wordpiece_truncated.jsonl      the same with "max_length"
wordpiece_invalid_utf8.jsonl   {"hex", "ids"}: raw bytes, each maximal bad part read as U+FFFD
wordpiece_trainer.json         {"lines", "vocab_size", "words" (with counts), "vocab"}
"""

import json
from collections import Counter

from tokenizers import Tokenizer
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

import wordpiece_trainer
from golden_files import write_json, write_json_lines
from minilm_folder import minilm_folder
from wordpiece_strings import HAND_PICKED, INVALID_UTF8, SCRIPTS, random_strings

SPECIALS = wordpiece_trainer.SPECIALS
WORDS = 1100
PIECES = 350


def reduced_vocab(full):
    """Specials first, then in the old order: single code points, frequent words, frequent pieces."""
    in_order = [token for token, _ in sorted(full.items(), key=lambda entry: entry[1])]
    kept, words, pieces = [], 0, 0
    for token in in_order:
        body = token.removeprefix("##")
        if token in SPECIALS or token.startswith("[unused"):
            continue
        if len(body) == 1:
            kept.append(token)
        elif token.startswith("##") and pieces < PIECES:
            kept.append(token)
            pieces += 1
        elif not token.startswith("##") and words < WORDS:
            kept.append(token)
            words += 1
    return SPECIALS + kept


def make_tokenizer(vocab):
    """The published tokenizer with its vocabulary exchanged, no padding, no truncation."""
    definition = json.loads((minilm_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    ids = {token: index for index, token in enumerate(vocab)}
    definition["model"]["vocab"] = ids
    definition["truncation"] = definition["padding"] = None
    for added in definition["added_tokens"]:
        added["id"] = ids[added["content"]]
    for special in definition["post_processor"]["special_tokens"].values():
        special["ids"] = [ids[special["id"]]]
    return Tokenizer.from_str(json.dumps(definition))


def byte_offsets(text, offsets):
    at = [0]
    for point in text:
        at.append(at[-1] + len(point.encode("utf-8")))
    return [[at[begin], at[end]] for begin, end in offsets]


def encode(tokenizer, text):
    encoding = tokenizer.encode(text)
    return {"text": text, "ids": encoding.ids, "offsets": byte_offsets(text, encoding.offsets)}


def truncated_rows(tokenizer):
    rows = []
    long_text = "the old man and the sea " * 120  # 600 words and more
    for text, limit in (("a b c d e f g h", 5), ("unaffable words here", 4), ("short", 16), (long_text, 512)):
        tokenizer.enable_truncation(limit)
        rows.append({"max_length": limit} | encode(tokenizer, text))
        tokenizer.no_truncation()
    return rows


def invalid_rows(tokenizer):
    return [{"hex": hexadecimal, "ids": tokenizer.encode(bytes.fromhex(hexadecimal).decode("utf-8", "replace")).ids}
            for hexadecimal in INVALID_UTF8]


def count_words(lines):
    """Words as the tokenizer would see them, with counts."""
    normalizer, splitter = BertNormalizer(lowercase=True), BertPreTokenizer()
    counts = Counter()
    for line in lines:
        counts.update(word for word, _ in splitter.pre_tokenize_str(normalizer.normalize_str(line)))
    return dict(counts)


def trainer_cases():
    small = ["low low low low low lower lower", "newest newest newest newest newest newest", "widest widest widest"]
    ties = ["ab cd ab cd", "aaaa aaa", "ba ba dc"]
    mixed = ["The Old Caf\u00e9, the old caf\u00e9!", "user is 12. user is 112. user is 1212.", "\u6771\u4eac \u6771\u4eac",
             "na\u00efve naive na\u00efvely", "don't can't won't"]
    fields = [f"User is u{n}. Shelf is {shelf}. Title is {title}." for n, (shelf, title) in enumerate([
        ("crime", "the silent harbour"), ("crime", "the silent winter"), ("poetry", "songs of winter"),
        ("travel", "harbour roads"), ("travel", "roads of the north"), ("poetry", "northern songs")])]
    long_word = ["x" * 101 + " xx xx", "x" * 100]
    settings = [(small, 1000), (small, 40), (ties, 1000), (ties, 18), (mixed, 80), (mixed, 1000), (mixed, 12),
                (fields, 150), (fields, 90), (long_word, 30)]
    return [{"lines": lines, "vocab_size": size, "words": count_words(lines),
             "vocab": wordpiece_trainer.train(count_words(lines), size)} for lines, size in settings]


def make(folder):
    full = json.loads((minilm_folder() / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    vocab = reduced_vocab(full)
    (folder / "wordpiece_vocab.txt").write_text("\n".join(vocab) + "\n", encoding="utf-8")
    tokenizer = make_tokenizer(vocab)
    words = [token for token in vocab if token.isalpha() and token.isascii() and len(token) > 1]
    plain = random_strings(51, 1050, words, ["latin", "punctuation", "digits"])
    scripts = random_strings(52, 1050, words, list(SCRIPTS))
    write_json_lines(folder / "wordpiece_hand_picked.jsonl", [encode(tokenizer, text) for text in HAND_PICKED])
    write_json_lines(folder / "wordpiece_latin.jsonl", [encode(tokenizer, text) for text in plain])
    write_json_lines(folder / "wordpiece_scripts.jsonl", [encode(tokenizer, text) for text in scripts])
    write_json_lines(folder / "wordpiece_truncated.jsonl", truncated_rows(tokenizer))
    write_json_lines(folder / "wordpiece_invalid_utf8.jsonl", invalid_rows(tokenizer))
    write_json(folder / "wordpiece_trainer.json", trainer_cases())
