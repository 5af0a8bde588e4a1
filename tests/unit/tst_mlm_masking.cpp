// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/mlm_masking.h"

#include "core/base/expects.h"
#include "core/base/file_io.h"
#include "core/text/token_store.h"

#include <QTemporaryDir>
#include <QtTest>

#include <array>
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

/// As vocabulary(), but pieces from 500 on continue a word.
std::shared_ptr<const Tokenizer> wordVocabulary() {
    std::vector<std::string> pieces{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
    while (pieces.size() < kVocabulary)
        pieces.push_back((pieces.size() < 500 ? "p" : "##c") + std::to_string(pieces.size()));
    return *makeWordPiece(std::move(pieces), true);
}

/// [CLS] name is p20##c500 p21 . name is p30##c501##c502 p31 . [SEP]: fields age and title of 2 words each, 6 words around.
Masked maskedWords(const spec::MaskingSpec& spec, std::uint64_t row) {
    static const auto tokenizer = wordVocabulary();
    Masked m{{2, 10, 11, 20, 500, 21, 12, 13, 11, 30, 501, 502, 31, 12, 3}, {}};
    const std::vector<std::int16_t> fields{-2, -1, -1, 0, 0, 0, -1, -1, -1, 1, 1, 1, 1, -1, -2};
    m.tokens = maskRow(m.ids, fields, spec, *tokenizer, 1, row, 0, *fieldRatesOf(spec, {"age", "title"}));
    return m;
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

    void masksAreThoseOfTheCounterBasedStream() {
        // Computed by another program from the definition of the generator: rates 0.3 and 0.3, seed 1, row 7, visit 2.
        const Masked m = masked({.tokenRate = 0.3, .fieldRate = 0.3}, 7, 2);
        QCOMPARE(m.tokens.positions, (std::vector<std::int32_t>{2, 5, 7}));
        QCOMPARE(m.ids, (std::vector<std::int32_t>{2, 10, 11, 20, 21, 4, 13, 4, 30, 31, 32, 12, 3}));
    }

    void wholeWordsAreDrawnAsAWhole() {
        std::array<double, 15> drawn{};
        double both = 0;
        for (std::uint64_t row = 0; row < kRows; ++row) {
            const MaskedTokens m = maskedWords({.tokenRate = 0, .wordRate = 0.3}, row).tokens;
            std::array<bool, 15> isIn{};
            for (const std::int32_t position : m.positions)
                isIn[static_cast<std::size_t>(position)] = true;
            QCOMPARE(isIn[3], isIn[4]);
            QVERIFY(isIn[9] == isIn[10] && isIn[9] == isIn[11]);
            both += isIn[3] && isIn[5] ? 1 : 0;
            for (std::size_t i = 0; i < drawn.size(); ++i)
                drawn[i] += isIn[i] ? 1 : 0;
        }
        QVERIFY(drawn.front() == 0 && drawn.back() == 0);
        for (std::size_t i = 1; i < 14; ++i)
            QVERIFY2(isNear(drawn[i], kRows, 0.3), qPrintable(QString("position %1: %2").arg(i).arg(drawn[i])));
        QVERIFY(isNear(both, kRows, 0.09)); // two words of one value are two draws
    }

    void aWordEndsWhereItsPartOfTheSentenceEnds() {
        const auto tokenizer = wordVocabulary();
        double both = 0;
        for (std::uint64_t row = 0; row < kRows; ++row) {
            std::vector<std::int32_t> ids{2, 20, 500, 3}; // "##c500" belongs to the template
            const std::vector<std::int16_t> fields{-2, 0, -1, -2};
            both += maskRow(ids, fields, {.tokenRate = 0, .wordRate = 0.3}, *tokenizer, 1, row, 0).positions.size() == 2 ? 1 : 0;
        }
        QVERIFY(isNear(both, kRows, 0.09));
    }

    void aMixtureDrawsOneStrategyForEachRow() {
        double asTokens = 0;
        double asWords = 0;
        const spec::MaskingSpec spec{.tokenRate = 1, .fieldRate = 1, .wordRate = 0.5, .mixture = {.token = 1, .word = 2, .field = 1}};
        double longWord = 0;
        for (std::uint64_t row = 0; row < kRows; ++row) {
            const MaskedTokens m = maskedWords(spec, row).tokens;
            // All 13 tokens, or the 7 tokens of values, or some whole words: nearly never all or exactly the values.
            const bool isAll = m.positions.size() == 13;
            const bool isValues = m.positions == std::vector<std::int32_t>{3, 4, 5, 9, 10, 11, 12};
            asTokens += isAll ? 1 : 0;
            asWords += !isAll && !isValues ? 1 : 0;
            longWord += std::ranges::find(m.positions, 10) != m.positions.end() ? 1 : 0;
        }
        // 10 words: all of them, or exactly those of the values, once in 1,024 rows of the strategy each.
        QVERIFY(isNear(asTokens, kRows, 0.25 + 0.5 / 1024));
        QVERIFY(isNear(asWords, kRows, 0.5 * (1 - 2.0 / 1024)));
        QVERIFY(isNear(longWord, kRows, 0.25 + 0.5 * 0.5 + 0.25));
    }

    void strategiesOfAMixtureKeepTheirRates() {
        const spec::MaskingSpec spec{.tokenRate = 0.1, .fieldRate = 0.8, .wordRate = 0.4, .mixture = {.token = 1, .word = 2, .field = 1}};
        double inValue = 0;
        double inTemplate = 0;
        for (std::uint64_t row = 0; row < kRows; ++row) {
            const MaskedTokens m = maskedWords(spec, row).tokens;
            inValue += std::ranges::find(m.positions, 5) != m.positions.end() ? 1 : 0;
            inTemplate += std::ranges::find(m.positions, 1) != m.positions.end() ? 1 : 0;
        }
        QVERIFY(isNear(inValue, kRows, 0.25 * 0.1 + 0.5 * 0.4 + 0.25 * 0.8));
        QVERIFY(isNear(inTemplate, kRows, 0.25 * 0.1 + 0.5 * 0.4));
    }

    void aFieldCanHaveItsOwnRate() {
        spec::MaskingSpec spec{.tokenRate = 0.1};
        spec.fieldRates = {{"title", 0.6}};
        std::array<double, 15> drawn{};
        double pair = 0;
        for (std::uint64_t row = 0; row < kRows; ++row) {
            const MaskedTokens m = maskedWords(spec, row).tokens;
            for (const std::int32_t position : m.positions)
                drawn[static_cast<std::size_t>(position)] += 1;
            pair += std::ranges::find(m.positions, 9) != m.positions.end() && std::ranges::find(m.positions, 12) != m.positions.end() ? 1 : 0;
        }
        for (std::size_t i = 1; i < 14; ++i)
            QVERIFY2(isNear(drawn[i], kRows, i >= 9 && i <= 12 ? 0.6 : 0.1), qPrintable(QString("position %1: %2").arg(i).arg(drawn[i])));
        QVERIFY(isNear(pair, kRows, 0.36)); // still token by token: field_rate is not in use
    }

    void theRateOfAFieldReachesTheStrategyThatIsDrawn() {
        spec::MaskingSpec spec{.tokenRate = 0.5, .mixture = {.token = 1, .field = 1}};
        spec.fieldRates = {{"age", std::int64_t{0}}, {"title", std::int64_t{1}}};
        for (std::uint64_t row = 0; row < 500; ++row) {
            const auto m = maskedWords(spec, row).tokens.positions;
            for (const std::int32_t position : {3, 4, 5})
                QVERIFY(std::ranges::find(m, position) == m.end());
            for (const std::int32_t position : {9, 10, 11, 12})
                QVERIFY(std::ranges::find(m, position) != m.end());
        }
    }

    void ratesAboveFifteenPercentHold() {
        double drawn = 0;
        for (std::uint64_t row = 0; row < kRows; ++row)
            drawn += static_cast<double>(masked({.tokenRate = 0.85}, row).tokens.positions.size());
        QVERIFY(isNear(drawn, 11.0 * kRows, 0.85));
    }

    void tokensThatAFileDeclaresSpecialAreNeverDrawn() {
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString());
        QVERIFY(vocabulary()->save(path).has_value());
        auto config = *readText(path / "tokenizer_config.json");
        const std::string none = "\"additional_special_tokens\": []";
        QVERIFY(config.find(none) != std::string::npos);
        config.replace(config.find(none), none.size(), "\"additional_special_tokens\": [\"p20\"]");
        QVERIFY(writeTextAtomically(path / "tokenizer_config.json", config).has_value());
        const auto tokenizer = loadTokenizerFolder(path);
        QVERIFY2(tokenizer.has_value(), tokenizer ? "" : tokenizer.error().text().c_str());
        Sentence sentence;
        const auto drawn = maskRow(sentence.ids, sentence.fields, {.tokenRate = 1, .fieldRate = 1}, **tokenizer, 1, 0, 0);
        QVERIFY(std::ranges::find(drawn.targets, 20) == drawn.targets.end());
        QVERIFY(std::ranges::find(drawn.targets, 21) != drawn.targets.end());
    }

    void specialTokensInsideADrawnWordStay() {
        const auto tokenizer = wordVocabulary();
        std::vector<std::int32_t> ids{2, 1, 500, 20, 0, 3};
        const std::vector<std::int16_t> fields{-2, 0, 0, 0, 0, -2};
        const MaskedTokens m = maskRow(ids, fields, {.tokenRate = 0, .wordRate = 1}, *tokenizer, 1, 1, 1);
        QCOMPARE(m.positions, (std::vector<std::int32_t>{2, 3}));
    }

    void ratesOfUnknownFieldsAndWrongValuesAreRefused() {
        spec::MaskingSpec spec;
        QVERIFY(fieldRatesOf(spec, {"age"})->empty());
        spec.fieldRates = {{"colour", 0.5}};
        const auto unknown = fieldRatesOf(spec, {"age", "title"});
        QVERIFY(!unknown);
        for (const char* part : {"colour", "age", "title"})
            QVERIFY2(unknown.error().text().find(part) != std::string::npos, unknown.error().text().c_str());
        for (const OptionValue& value : {OptionValue(1.5), OptionValue(std::int64_t{-1}), OptionValue(std::string("often"))}) {
            spec.fieldRates = {{"age", value}};
            const auto wrong = fieldRatesOf(spec, {"age"});
            QVERIFY(!wrong);
            QVERIFY2(wrong.error().text().find("masking.field_rates.age") != std::string::npos, wrong.error().text().c_str());
        }
        spec.fieldRates = {{"title", 0.5}};
        QCOMPARE(*fieldRatesOf(spec, {"age", "title"}), (std::vector<double>{-1, 0.5}));
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
