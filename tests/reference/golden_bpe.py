# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden files of byte-level BPE, made by Hugging Face's tokenizers.

bpe/vocab.json, bpe/merges.txt  a RoBERTa-like vocabulary trained on generated text and the words of the sample data set
bpe.jsonl, bpe_prefix.jsonl     {"hex", "ids", "offsets"}: special tokens included, offsets in bytes; without and with add_prefix_space
bpe_added.jsonl, wordpiece_added.jsonl  the same with the added tokens of ADDED, after {"tokenizer": the tokenizer.json without vocabulary}
wordpiece_mixed.jsonl           {"hex", "ids", "offsets"} of the same kinds of text, uncased
"""

import json
import random
import re
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

from golden_files import write_json_lines
from golden_wordpiece import make_tokenizer
from tokenizer_strings import text_of

SPECIALS = ["<s>", "<pad>", "</s>", "<unk>"]
VOCABULARY = 3300
SAMPLE_WORDS = Path(__file__).resolve().parents[2] / "core" / "data" / "sample_words.h"
# Every rule that an added token can have.
ADDED = [AddedToken("<left>", lstrip=True, normalized=False), AddedToken("<right>", rstrip=True, normalized=False),
         AddedToken("<both>", lstrip=True, rstrip=True, special=True), AddedToken("solo", single_word=True, normalized=False),
         AddedToken("Caf\u00e9", normalized=True), AddedToken("Caf\u00e9 Noir", normalized=True), AddedToken("[x]", single_word=True, lstrip=True, normalized=True)]
ADDED_WORDS = ["<left>", "<right>", "<both>", "solo", "Caf\u00e9", "caf\u00e9", "cafe", "CAFE NOIR", "cafe\u0301 noir", "[x]", "[X]", "solos", "a solo.", "_solo", " <left>", "<right>  "]


def sample_words():
    text = SAMPLE_WORDS.read_text(encoding="utf-8")
    return sorted({word for quoted in re.findall(r'"([^"\\]+)"', text) for word in re.findall(r"[A-Za-z]{2,}", quoted)})


def training_lines(words):
    generator = random.Random(71)
    lines = [text_of(generator, words).decode("utf-8", "replace") for _ in range(4000)]
    for _ in range(6000):
        lines.append(" ".join(generator.choice(words) for _ in range(generator.randint(2, 8))) + ".")
        lines.append(f"user is u{generator.randrange(10000)}. title is {generator.choice(words).capitalize()} {generator.choice(words)}. year is {generator.randrange(1900, 2030)}.")
    return lines


def train(words, size=VOCABULARY):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(vocab_size=size, special_tokens=SPECIALS + ["<mask>"], show_progress=False,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(training_lines(words), trainer)
    model = json.loads(tokenizer.to_str())["model"]
    # RoBERTa's order: the mask comes last.
    pieces = [piece for piece, _ in sorted(model["vocab"].items(), key=lambda entry: entry[1]) if piece != "<mask>"]
    merges = [tuple(merge) if isinstance(merge, list) else tuple(merge.split(" ")) for merge in model["merges"]]
    return {piece: index for index, piece in enumerate(pieces + ["<mask>"])}, merges


def read_vocabulary(folder):
    """vocab.json and merges.txt as (piece to id, merges)."""
    vocab = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    lines = (folder / "merges.txt").read_text(encoding="utf-8").split("\n")
    merges = [tuple(line.split(" ")) for line in lines if line and not line.startswith("#version")]
    return vocab, merges


def write_vocabulary(vocab, merges, folder):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{left} {right}\n" for left, right in merges), encoding="utf-8")


def make_bpe(vocab, merges, add_prefix_space=False, added=()):
    """What transformers' RobertaTokenizerFast builds from the two files."""
    tokenizer = Tokenizer(models.BPE(vocab=vocab, merges=merges, continuing_subword_prefix="", end_of_word_suffix=""))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=add_prefix_space)
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", vocab["</s>"]), ("<s>", vocab["<s>"]), trim_offsets=True,
                                                            add_prefix_space=add_prefix_space)
    tokenizer.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in SPECIALS])
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=False, special=True)])
    tokenizer.add_tokens(list(added))
    return tokenizer


def decoded(data):
    """The text of bytes, each maximal bad part one U+FFFD, and where each character starts."""
    starts, text, at = [], "", 0
    while at < len(data):
        try:
            part = data[at:].decode("utf-8")
            bad = None
        except UnicodeDecodeError as error:
            part = data[at:at + error.start].decode("utf-8")
            bad = error.end - error.start
        for point in part:
            starts.append(at)
            at += len(point.encode("utf-8"))
        text += part
        if bad:
            starts.append(at)
            text += "\ufffd"
            at += bad
    return text, starts + [len(data)]


def expected(tokenizer, data):
    """Ids, and offsets in bytes of `data`."""
    text, starts = decoded(data)
    encoding = tokenizer.encode(text)
    return encoding.ids, [[starts[begin], starts[end]] for begin, end in encoding.offsets]


def row(tokenizer, data):
    ids, offsets = expected(tokenizer, data)
    return {"hex": data.hex(), "ids": ids, "offsets": offsets}


def with_added(generator, words):
    text = "".join(generator.choice([generator.choice(ADDED_WORDS), generator.choice(ADDED_WORDS), generator.choice([" ", "  ", "\t", "", "\u00a0"]),
                                     generator.choice(words), "."]) for _ in range(generator.randint(1, 9)))
    return text.encode("utf-8")


def texts(seed, count, words, draw=text_of, longest=120):
    """`count` short texts, for files that stay small."""
    generator = random.Random(seed)
    drawn = []
    while len(drawn) < count:
        text = draw(generator, words)
        if len(text) <= longest:
            drawn.append(text)
    return drawn


def without_vocabulary(tokenizer):
    definition = json.loads(tokenizer.to_str())
    definition["model"]["vocab"] = {}
    if "merges" in definition["model"]:
        definition["model"]["merges"] = []
    return definition


def make(folder):
    words = sample_words()
    vocab, merges = train(words)
    write_vocabulary(vocab, merges, folder / "bpe")
    plain, prefixed = make_bpe(vocab, merges), make_bpe(vocab, merges, add_prefix_space=True)
    write_json_lines(folder / "bpe.jsonl", [row(plain, data) for data in texts(72, 900, words)])
    write_json_lines(folder / "bpe_prefix.jsonl", [row(prefixed, data) for data in texts(73, 600, words)])
    added = make_bpe(vocab, merges, add_prefix_space=True, added=ADDED)
    write_json_lines(folder / "bpe_added.jsonl", [{"tokenizer": without_vocabulary(added)}] + [row(added, data) for data in texts(74, 500, words, with_added)])
    pieces = (folder / "wordpiece_vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    uncased, extended = make_tokenizer(pieces), make_tokenizer(pieces)
    extended.add_tokens(ADDED)
    write_json_lines(folder / "wordpiece_mixed.jsonl", [row(uncased, data) for data in texts(75, 850, words)])
    write_json_lines(folder / "wordpiece_added.jsonl",
                     [{"tokenizer": without_vocabulary(extended)}] + [row(extended, data) for data in texts(76, 500, words, with_added)])
