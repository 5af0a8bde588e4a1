# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeded texts of the kinds that bring tokenizers apart, as bytes: some are not valid UTF-8.

text_of(generator, words) gives one text; KINDS lists what it may be.
"""

import unicodedata

from wordpiece_strings import HAND_PICKED, INVALID_UTF8, SCRIPTS

LITERALS = ["[MASK]", "[SEP]", "[CLS]", "[UNK]", "[PAD]", "<mask>", "<s>", "</s>", "<pad>", "<unk>", "[mask]", "<MASK>", "<mask", "[MASK "]
CONTRACTIONS = ["don't", "it's", "we're", "they've", "I'm", "you'll", "he'd", "DON'T", "it\u2019s", "'tis", "rock'n'roll", "'s", "''s", " 's",
                "o'clock's", "'re've'll", "x'", "'", "'S", "'sx", "'r", "'l"]
EMOJI = ["\U0001F600", "\U0001F468\u200d\U0001F469\u200d\U0001F467", "\u2764\ufe0f", "\U0001F44D\U0001F3FD", "\U0001F1E9\U0001F1EA", "\u2603",
         "\U0001F3F4\U000E0067\U000E0062\U000E007F", "\u00a9", "\u2122"]
BLANKS = [" ", "  ", "   ", "      ", "\t", "\n", "\r\n", "\n\n", " \n ", "\u00a0", "\u3000", "\u2009", "\u2028", "\u0085", "\x0b", "\x0c", "\x1c", "\u200b", "\u180e", " \t"]
CONTROLS = ["\x01", "\x07", "\x1b[0m", "\x7f", "\x80", "\u00ad", "\u200b", "\u200d", "\u200e", "\u202e", "\u2060", "\ufeff", "\ufffd", "\ue000", "\U000F0000", "\ufffe"]
TURKISH = ["\u0130stanbul", "\u0131rmak", "I\u015f\u0131k", "\u011e\u00fcne\u015f", "i\u0307", "\u00c7i\u00e7ek"]
GREEK = ["\u0391\u03a3", "\u039f\u0394\u03a5\u03a3\u03a3\u0395\u03a5\u03a3", "\u03ac\u03bb\u03c6\u03b1", "\u1f08\u03b8\u1fc6\u03bd\u03b1\u03b9", "\u0390", "\u03a3."]
ACCENTED = ["caf\u00e9", "na\u00efve", "Bj\u00f6rk", "\u00c5ngstr\u00f6m", "S\u00e3o", "Dvo\u0159\u00e1k", "ph\u1edf", "\u1e9e", "\u01d5", "\u1ea4", "\u0218i"]
STARTS = ["Anna", "O'Neil", "McArthur", "van", "de", "Jean-Luc", "St.", "Dr.", "U.S.A.", "X", "\u00c9lodie"]


def pool_of(ranges):
    return [chr(code) for first, last in ranges for code in range(first, last + 1)]


POOLS = {script: pool_of(ranges) for script, ranges in SCRIPTS.items()}


def name(generator, words):
    return " ".join([generator.choice(STARTS), *(generator.choice(words).capitalize() for _ in range(generator.randint(1, 3)))])


def price(generator, words):
    amount = generator.randrange(10 ** generator.randint(1, 7))
    form = generator.choice(["${}", "${}.99", "{} EUR", "\u20ac{},50", "1e{}", "{}%", "-{}", "{}x", "#{}", "00{}", "{}/10", "\u00a3{}", "v{}.0"])
    return form.format(amount) + generator.choice(["", " off", "\u00bd", "\u00b2", "\uff11"])


def quote(generator, words):
    inner = " ".join(generator.choice(words) for _ in range(generator.randint(1, 4)))
    opening, closing = generator.choice(['""', "''", "\u201c\u201d", "\u2018\u2019", "\u00ab\u00bb", "()", "[]", "{}", "``", "--", "\u300c\u300d"])
    return opening + inner + generator.choice(["", "!", "?", "...", "\u2026", ",", "?!"]) + closing


def accents(generator, words):
    text = " ".join(generator.choice(ACCENTED + TURKISH + GREEK) for _ in range(generator.randint(1, 4)))
    return unicodedata.normalize(generator.choice(["NFC", "NFD"]), text)


def script(generator, words):
    parts = []
    for _ in range(generator.randint(1, 4)):
        pool = POOLS[generator.choice(list(POOLS))]
        parts.append("".join(generator.choice(pool) for _ in range(generator.randint(1, 8))))
    return generator.choice(["", " ", "-"]).join(parts)


def emoji(generator, words):
    return "".join(generator.choice([generator.choice(EMOJI), generator.choice(words), " "]) for _ in range(generator.randint(1, 6)))


def control(generator, words):
    return "".join(generator.choice([generator.choice(CONTROLS), generator.choice(words), " "]) for _ in range(generator.randint(1, 7)))


def blanks(generator, words):
    return "".join(generator.choice([generator.choice(BLANKS), generator.choice(BLANKS), generator.choice(words), ".", "7"])
                   for _ in range(generator.randint(1, 9)))


def literal(generator, words):
    return "".join(generator.choice([generator.choice(LITERALS), generator.choice(LITERALS), generator.choice(BLANKS), generator.choice(words), "."])
                   for _ in range(generator.randint(1, 7)))


def contraction(generator, words):
    return "".join(generator.choice([generator.choice(CONTRACTIONS), generator.choice(words) + "'" + generator.choice(["s", "t", "re", "ll", "x"]), " "])
                   for _ in range(generator.randint(1, 6)))


def sentence(generator, words):
    return " ".join(f"{generator.choice(words).capitalize()} is {generator.choice([price, name, accents, quote])(generator, words)}."
                    for _ in range(generator.randint(1, 5)))


def anything(generator, words):
    """Any code points at all, near each other or far apart."""
    base = generator.choice([0, 0x300, 0x590, 0x900, 0xE00, 0x1100, 0x1E00, 0x2000, 0x3000, 0xA000, 0xFB00, 0x10000, 0x11000, 0x1D000, 0x1F000, 0x20000])
    points = [base + generator.randrange(0x400) if generator.random() < 0.8 else generator.randrange(0x110000) for _ in range(generator.randint(1, 12))]
    return "".join(chr(point) for point in points if not 0xD800 <= point < 0xE000)


def glued(generator, words):
    return "".join(generator.choice(words) for _ in range(generator.randint(2, 12)))[: generator.choice([30, 99, 100, 101, 140])]


def long_text(generator, words):
    return " ".join(generator.choice([generator.choice(words), sentence(generator, words)]) for _ in range(250))


def repeated(generator, words):
    return generator.choice(["a", "ab", "\u00e9", "=", "0", " ", "the", "\u6771"]) * generator.randint(40, 160)


def hand_picked(generator, words):
    return generator.choice(HAND_PICKED)


def mixed(generator, words):
    return generator.choice(["", " "]).join(generator.choice(SHORT_KINDS)(generator, words) for _ in range(generator.randint(2, 4)))


def broken(generator, words):
    """Valid text with bad bytes put in, a character cut, or a stray byte."""
    data = generator.choice(SHORT_KINDS)(generator, words).encode("utf-8")
    for _ in range(generator.randint(1, 3)):
        at = generator.randint(0, len(data))
        bad = generator.choice([bytes.fromhex(generator.choice(INVALID_UTF8)), bytes([generator.randrange(0x80, 0x100)])])
        data = data[:at] + (bad if generator.random() < 0.7 else b"") + data[at + generator.randint(0, 1):]
    return data


SHORT_KINDS = [name, price, quote, accents, script, emoji, control, blanks, literal, contraction, sentence, anything, glued, hand_picked]
KINDS = SHORT_KINDS + SHORT_KINDS + [mixed, mixed, mixed, broken, broken, broken, repeated]
LONG_SHARE = 0.002  # of texts with 600 tokens and more


def text_of(generator, words):
    kind = long_text if generator.random() < LONG_SHARE else generator.choice(KINDS)
    text = kind(generator, words)
    return text if isinstance(text, bytes) else text.encode("utf-8")
