# SPDX-License-Identifier: GPL-3.0-or-later
"""Strings that bring tokenizers apart: hand-picked ones and seeded random ones.

Random strings use only code points that Unicode 3.2 already had in the same category,
because the tables of Python, the tokenizers crate and ICU are of different ages.
"""

import random
import unicodedata

HAND_PICKED = [
    "", " ", "\t", "\r", "\n", "   ", "a", "A", ".", "User ID is 12. Gender is F. Age is 25.",
    "a" * 100, "a" * 101, "a" * 99 + "\u00e9", "\u00e9" * 100, "\u00e9" * 101, "x" * 101 + " after",
    "don't", "Don't you'll we've", "U.S.A.", "na\u00efve caf\u00e9", "nai\u0308ve cafe\u0301", "\u0130stanbul",
    "\u0391\u03a3", "\u0391\u03a3 \u0391\u03a3\u0391", "\u039f\u0394\u03a5\u03a3\u03a3\u0395\u03a5\u03a3",
    "stra\u00dfe STRASSE \u1e9e", "\uff11\uff12\uff13 \uff21\uff22", "\ud55c\uad6d\uc5b4 \uc138\uacc4",
    "\u1112\u1161\u11ab", "\u3072\u3089\u304c\u306a\u3068\u6f22\u5b57\u30ab\u30bf\u30ab\u30ca",
    "\u6771\u4eac2024\u5e74", "\u4e2d\u6587abc\u6587\u5b57", "\U0001f468\u200d\U0001f469\u200d\U0001f467 family",
    "\U0001f600\U0001f680 go", "\u2764\ufe0f heart", "soft\u00adhyphen", "zero\u200bwidth", "zero\u200dwidth joiner",
    "\ufeffbom first", "next\u0085line", "lone\rreturn", "tab\tseparated\tvalues", "line\nfeed", "crlf\r\nend",
    "$3.99", "price $3.99 + 5% < 10 = ok", "a^b `c` |d| ~e", "@user #tag *star* _under_ {x} [y] (z)",
    "[MASK]", "the [MASK] sat", "glued[MASK]text", "[mask] is not special", "[CLS][SEP][PAD][UNK]", "[MASK",
    "[MASK ]", "a[SEP]b", "a<mask>b", "[UNK][UNK] twice", "  double  space ", "\u00a0nbsp\u00a0between\u00a0",
    "ideographic\u3000space", "thin\u2009space \u2028line\u2029paragraph", "vertical\u000btab form\u000cfeed",
    "nul\u0000inside", "bell\u0007 and escape\u001b[0m", "replacement\ufffdchar", "private\ue000use",
    "\u00bfQu\u00e9? \u00a1S\u00ed!", "\u201cquoted\u201d \u2018single\u2019 \u2014 dash \u2013 \u2026",
    "\u00ab guillemets \u00bb", "3\u00d74=12 \u00f7 \u00b1 \u221e \u2248", "\u00a9 \u00ae \u2122 \u20ac \u00a3 \u00a5",
    "H\u2082O x\u00b2 \u00bd \u2460 \u216b", "\ufb01ne \ufb02ow", "\u01c5 \u01c4 \u01c6", "\u0149 \u0390 \u03b0",
    "\u212b \u2126 \u212a", "\u0915\u094d\u0937\u093f \u0939\u093f\u0928\u094d\u0926\u0940",
    "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd", "\u0645\u064e\u0631\u0652\u062d\u064e\u0628\u064b\u0627",
    "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", "\u041f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440 \u0451\u0401\u0439\u0419",
    "e\u0301\u0302\u0303x", "\u0301starts with a mark", "only marks \u0301\u0302", "Z\u0351\u036b\u0343\u036aalgo",
    "Schindler's List (1993)", "Am\u00e9lie", "Alien\u00b3", "8 1/2", "...And Justice for All", "M*A*S*H",
    "unaffable unbelievable", "1234567890", "00123 1e5 3.14", "x\u0308\u0308y", "A\u030angstr\u00f6m",
    "hello,world!how;are:you?", "-", "--", "a-b", "a--b", "\u2010\u2011\u2012", "\u3001\u3002\u300c\u300d\uff01",
    "\U00020000\U0002a6df", "\U0002f800", "\uf900", "\U0002ceb0", "\u30fb\uff65", "\u00b7 \u0387",
]

INVALID_UTF8 = [
    "80", "ff", "61ff62", "c3", "61c3", "c328", "e282", "e28261", "f09f98", "f09f9861", "f0808080", "eda080",
    "c0af", "fe20ff", "636166c3a9ff", "e4b8ade4b8", "f4908080", "61 80 80 62".replace(" ", ""), "20ff20",
]

SCRIPTS = {
    "latin": [(0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x17F)],
    "greek": [(0x386, 0x3CE)],
    "cyrillic": [(0x400, 0x45F)],
    "hebrew": [(0x5D0, 0x5EA)],
    "arabic": [(0x621, 0x64A)],
    "devanagari": [(0x901, 0x94D)],
    "thai": [(0xE01, 0xE3A)],
    "kana": [(0x3041, 0x3094), (0x30A1, 0x30FA)],
    "han": [(0x4E00, 0x4EFF), (0x6700, 0x67FF)],
    "hangul": [(0xAC00, 0xAD00), (0xD55C, 0xD600)],
    "marks": [(0x300, 0x32F)],
    "punctuation": [(0x21, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0x7E), (0x2010, 0x2027), (0x3001, 0x3003)],
    "symbols": [(0xA1, 0xBF), (0x2190, 0x21D0), (0x2200, 0x2220)],
    "spaces": [(0x20, 0x20), (0xA0, 0xA0), (0x2002, 0x200A), (0x3000, 0x3000), (0x9, 0xA)],
    "digits": [(0x30, 0x39)],
    "fullwidth": [(0xFF10, 0xFF19), (0xFF21, 0xFF3A)],
}


def is_stable(point):
    return unicodedata.ucd_3_2_0.category(point) == unicodedata.category(point) != "Cn"


def points_of(script):
    return [chr(code) for first, last in SCRIPTS[script] for code in range(first, last + 1) if is_stable(chr(code))]


def random_word(generator, words, pools):
    """A vocabulary word as it is, in another case, glued to another, or random letters."""
    kind = generator.random()
    word = generator.choice(words)
    if kind < 0.35:
        return generator.choice([word, word.capitalize(), word.upper()])
    if kind < 0.6:
        return word + generator.choice(words)
    if kind < 0.7:
        return str(generator.randrange(100000))
    pool = pools[generator.choice(list(pools))]
    return "".join(generator.choice(pool) for _ in range(generator.randint(1, 6)))


def random_strings(seed, count, words, scripts):
    generator = random.Random(seed)
    pools = {script: points_of(script) for script in scripts}
    separators = [" "] * 12 + ["", "  ", "-", ", ", ". ", "'", "/", "\u00a0", "\t"]
    strings = []
    for _ in range(count):
        text = ""
        for _ in range(generator.randint(1, 5)):
            text += random_word(generator, words, pools) + generator.choice(separators)
        strings.append(text)
    return strings
