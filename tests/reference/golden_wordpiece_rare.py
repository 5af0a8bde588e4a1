# SPDX-License-Identifier: GPL-3.0-or-later
"""More golden files of WordPiece, made by the Hugging Face fast tokenizer:

wordpiece_cased.jsonl   the same vocabulary without lower case and accent stripping
wordpiece_rare.jsonl    code points whose properties changed between Unicode versions, and marks in every order

Reads the vocabulary that golden_wordpiece writes.
"""

import random

from tokenizers.normalizers import BertNormalizer

from golden_files import write_json_lines
from golden_wordpiece import encode, make_tokenizer
from wordpiece_strings import HAND_PICKED, SCRIPTS, random_strings

# Both sides of each border in the tables behind the fast tokenizer (Unicode 8.0) and what changed category since.
RARE = [
    0x061D, 0x0890, 0x08E2, 0x08D4, 0x0AFA, 0x0B55, 0x0C3C, 0x0D00, 0x110CD, 0x1123E, 0x11938, 0x111C9, 0x13430, 0x166D, 0x1734,
    0x180E, 0x180F, 0x1885, 0x1886, 0x1DF6, 0x1DFB, 0x2E42, 0x2E43, 0x2E52, 0xA9BD, 0xA8FC, 0x1F951, 0x1FAE8, 0x378, 0xE000, 0xFFFE,
    0x10FFFF, 0xE0001, 0xE0100, 0xFE0F, 0x2065, 0xFFF9, 0x1D173, 0x0958, 0x2F874, 0xFA0E, 0x2B740, 0x2B81F, 0x2B820, 0x2CEAF, 0x2CEB0,
    0x30000, 0x9FFF, 0xA000, 0x33FF, 0x3400, 0x4DBF, 0x4DC0, 0x1E9E, 0x130, 0x131, 0x1C4, 0x1C5, 0x3F4, 0x10A0, 0x13A0, 0xAB70,
    0x10400, 0x1E900, 0x2126, 0x212A, 0x212B, 0x1FEF, 0x37E, 0x340, 0x344, 0x2000, 0x2001, 0x200A, 0x2028, 0x2029, 0x205F, 0x3000,
]
MARKS = [0x300, 0x301, 0x308, 0x323, 0x327, 0x31B, 0x345, 0x591, 0x5B0, 0x64B, 0x302A, 0x302E, 0x1D165, 0x1D16E, 0x1DF6, 0x8D4, 0x93C]


def rare_strings(seed, count):
    generator = random.Random(seed)
    strings = [f"ab{chr(code)}cd {chr(code)} e{chr(code)}" for code in RARE]
    for _ in range(count):
        text = ""
        for _ in range(generator.randint(1, 6)):
            text += generator.choice(["a", "e", "the", "[SEP]", " ", ".", "\u1112\u1161", "\ud55c", "x"])
            text += "".join(chr(generator.choice(MARKS)) for _ in range(generator.randint(0, 3)))
            text += chr(generator.choice(RARE)) if generator.random() < 0.4 else ""
        strings.append(text)
    return strings


def make(folder):
    vocab = (folder / "wordpiece_vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    words = [token for token in vocab if token.isalpha() and token.isascii() and len(token) > 1]
    uncased, cased = make_tokenizer(vocab), make_tokenizer(vocab)
    cased.normalizer = BertNormalizer(lowercase=False)
    write_json_lines(folder / "wordpiece_rare.jsonl", [encode(uncased, text) for text in rare_strings(61, 600)])
    plain = HAND_PICKED + random_strings(62, 700, words, list(SCRIPTS))
    write_json_lines(folder / "wordpiece_cased.jsonl", [encode(cased, text) for text in plain])

