// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/mlm_masking.h"

#include "core/base/expects.h"
#include "core/text/token_store.h"

#include <QtTest>

#include <cmath>
#include <numeric>

using namespace cpw;
using namespace cpw::text;

namespace {

constexpr std::int32_t kVocabulary = 1000;

std::shared_ptr<const Tokenizer> vocabulary() {
    std::vector<std::string> pieces{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
    while (pieces.size() < kVocabulary)
        pieces.push_back("p" + std::to_string(pieces.size()));
    return *makeWordPiece(std::move(pieces), true);
}

/// [CLS] name is v v . name is v v v . [SEP] with fields 0 and 1.
struct Sentence {
    std::vector<std::int32_t> ids{2, 10, 11, 20, 21, 12, 13, 11, 30, 31, 32, 12, 3};
    std::vector<std::int16_t> fields{-2, -1, -1, 0, 0, -1, -1, -1, 1, 1, 1, -1, -2};
};

struct Masked {
    std::vector<std::int32_t> ids;
    MaskedTokens tokens;
};

Masked masked(const spec::MaskingSpec& spec, std::uint64_t row, std::uint64_t visit = 0, std::uint64_t seed = 1) {
    static const auto tokenizer = vocabulary();
    Sentence sentence;
    MaskedTokens tokens = maskRow(sentence.ids, sentence.fields, spec, *tokenizer, seed, row, visit);
    return {sentence.ids, tokens};
}

bool isDrawn(const Masked& m, std::int32_t position) { return std::ranges::find(m.tokens.positions, position) != m.tokens.positions.end(); }

/// Within five standard deviations of a binomial.
bool isNear(double count, double trials, double p) { return std::abs(count - trials * p) <= 5 * std::sqrt(trials * p * (1 - p)); }

constexpr std::uint64_t kRows = 20000;

} // namespace

class TestMlmMasking : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void targetsAreTheOriginalsAndTheRestIsUntouched() {
        const Sentence original;
        for (std::uint64_t row = 0; row < 2000; ++row) {
            const Masked m = masked({.tokenRate = 0.3, .fieldRate = 0.3}, row);
            QCOMPARE(m.tokens.positions.size(), m.tokens.targets.size());
            QVERIFY(std::ranges::is_sorted(m.tokens.positions));
            for (std::size_t k = 0; k < m.tokens.positions.size(); ++k)
                QCOMPARE(m.tokens.targets[k], original.ids[static_cast<std::size_t>(m.tokens.positions[k])]);
            for (std::int32_t i = 0; i < 13; ++i)
                if (!isDrawn(m, i))
                    QCOMPARE(m.ids[static_cast<std::size_t>(i)], original.ids[static_cast<std::size_t>(i)]);
        }
    }

    void theSameCallGivesTheSameMaskAndAnotherVisitAnother() {
        const spec::MaskingSpec spec{.tokenRate = 0.3};
        int differsByVisit = 0;
        int differsByRow = 0;
        int differsBySeed = 0;
        for (std::uint64_t row = 0; row < 200; ++row) {
            const Masked a = masked(spec, row);
            const Masked b = masked(spec, row);
            QCOMPARE(a.ids, b.ids);
            QCOMPARE(a.tokens.positions, b.tokens.positions);
            differsByVisit += masked(spec, row, 1).tokens.positions != a.tokens.positions ? 1 : 0;
            differsByRow += masked(spec, row + 1).tokens.positions != a.tokens.positions ? 1 : 0;
            differsBySeed += masked(spec, row, 0, 2).tokens.positions != a.tokens.positions ? 1 : 0;
        }
        QVERIFY(differsByVisit > 180 && differsByRow > 180 && differsBySeed > 180);
    }

    void everyMaskableTokenIsDrawnAtTheTokenRate() {
        std::vector<double> drawn(13);
        for (std::uint64_t row = 0; row < kRows; ++row)
            for (const std::int32_t position : masked({}, row).tokens.positions)
                drawn[static_cast<std::size_t>(position)] += 1;
        QCOMPARE(drawn.front(), 0.0);
        QCOMPARE(drawn.back(), 0.0);
        for (std::size_t i = 1; i < 12; ++i)
            QVERIFY2(isNear(drawn[i], kRows, 0.15), qPrintable(QString("position %1: %2").arg(i).arg(drawn[i])));
    }

    void drawnTokensAreMaskedReplacedOrKeptByTheirShares() {
        double drawn = 0;
        double asMask = 0;
        double kept = 0;
        for (std::uint64_t row = 0; row < kRows; ++row) {
            const Masked m = masked({}, row);
            for (std::size_t k = 0; k < m.tokens.positions.size(); ++k) {
                const std::int32_t id = m.ids[static_cast<std::size_t>(m.tokens.positions[k])];
                drawn += 1;
                asMask += id == 4 ? 1 : 0;
                kept += id == m.tokens.targets[k] ? 1 : 0;
                QVERIFY(id >= 0 && id < kVocabulary);
            }
        }
        // A random id is the mask or the original once in 1,000.
        QVERIFY(isNear(asMask, drawn, 0.8 + 0.1 / kVocabulary));
        QVERIFY(isNear(kept, drawn, 0.1 + 0.1 / kVocabulary));
    }

    void randomIdsCoverTheWholeVocabulary() {
        std::vector<double> seen(kVocabulary);
        double total = 0;
        for (std::uint64_t row = 0; row < kRows; ++row) {
            const Masked m = masked({.tokenRate = 1, .maskShare = 0, .randomShare = 1}, row);
            for (std::size_t i = 1; i < 12; ++i) {
                seen[static_cast<std::size_t>(m.ids[i])] += 1;
                total += 1;
            }
        }
        double chiSquare = 0;
        for (const double count : seen)
            chiSquare += std::pow(count - total / kVocabulary, 2) / (total / kVocabulary);
        QVERIFY2(std::abs(chiSquare - 999) < 5 * std::sqrt(2 * 999.0), qPrintable(QString::number(chiSquare)));
    }

    void wholeFieldValuesAreDrawnAsAWhole() {
        double first = 0;
        double second = 0;
        double both = 0;
        for (std::uint64_t row = 0; row < kRows; ++row) {
            const Masked m = masked({.tokenRate = 0, .fieldRate = 0.3}, row);
            const bool isFirst = isDrawn(m, 3);
            const bool isSecond = isDrawn(m, 8);
            QCOMPARE(isDrawn(m, 4), isFirst);
            QVERIFY(isDrawn(m, 9) == isSecond && isDrawn(m, 10) == isSecond);
            QCOMPARE(m.tokens.positions.size(), static_cast<std::size_t>(2 * isFirst + 3 * isSecond));
            first += isFirst ? 1 : 0;
            second += isSecond ? 1 : 0;
            both += isFirst && isSecond ? 1 : 0;
        }
        QVERIFY(isNear(first, kRows, 0.3) && isNear(second, kRows, 0.3) && isNear(both, kRows, 0.09));
    }

    void tokenAndFieldRatesJoinAsIndependentDraws() {
        double drawn = 0;
        for (std::uint64_t row = 0; row < kRows; ++row)
            drawn += isDrawn(masked({.tokenRate = 0.3, .fieldRate = 0.3}, row), 9) ? 1 : 0;
        QVERIFY(isNear(drawn, kRows, 1 - 0.7 * 0.7));
    }

    void templateWordsAreNeverDrawnWhenExcluded() {
        double drawn = 0;
        const Sentence sentence;
        for (std::uint64_t row = 0; row < kRows; ++row) {
            const Masked m = masked({.tokenRate = 0.5, .isTemplateMasked = false}, row);
            for (const std::int32_t position : m.tokens.positions)
                QVERIFY(sentence.fields[static_cast<std::size_t>(position)] >= 0);
            drawn += static_cast<double>(m.tokens.positions.size());
        }
        QVERIFY(isNear(drawn, 5.0 * kRows, 0.5));
    }

    void specialIdsInsideARowAreNeverDrawn() {
        const auto tokenizer = vocabulary();
        std::vector<std::int32_t> ids{2, 0, 2, 3, 4, 1, 9, 3};
        const std::vector<std::int16_t> fields{-2, 0, 0, 0, 0, 0, 0, -2};
        const MaskedTokens tokens = maskRow(ids, fields, {.tokenRate = 1, .fieldRate = 1}, *tokenizer, 1, 1, 1);
        QCOMPARE(tokens.positions, std::vector<std::int32_t>{6});
    }

    void ratesOfZeroAndOneAreExact() {
        for (std::uint64_t row = 0; row < 200; ++row) {
            QVERIFY(masked({.tokenRate = 0}, row).tokens.positions.empty());
            const Masked all = masked({.tokenRate = 1, .maskShare = 1, .randomShare = 0}, row);
            QCOMPARE(all.tokens.positions.size(), std::size_t{11});
            QVERIFY(std::all_of(all.ids.begin() + 1, all.ids.end() - 1, [](std::int32_t id) { return id == 4; }));
        }
    }

    void unequalSpansAreABug() {
        const auto tokenizer = vocabulary();
        std::vector<std::int32_t> ids{2, 3};
        const std::vector<std::int16_t> fields{-2};
        QVERIFY_EXCEPTION_THROWN((void)maskRow(ids, fields, {}, *tokenizer, 1, 1, 1), LogicError);
    }
};

QTEST_APPLESS_MAIN(TestMlmMasking)
#include "tst_mlm_masking.moc"
