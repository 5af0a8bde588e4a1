// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/token_store.h"

#include "core/base/expects.h"
#include "core/base/file_io.h"
#include "core/base/random.h"
#include "core/text/byte_alphabet.h"
#include "core/text/tokenizer_json.h"
#include "core/text/tokenizer_speed.h"
#include "core/text/wordpiece.h"
#include "tests/support/test_data.h"
#include "text_test_data.h"

#include <QtTest>

#include <filesystem>

using namespace cpw;
using namespace cpw::text;
using cpw::test::textDataset;

namespace {

const std::vector<std::string> kTricky{
    "plain", "", " ", ".", "...", "U.S.A.", "don't", "[SEP]", "a[MASK]b", "[CLS", "]", "##s", "caf\u00e9", "cafe\u0301", "\u0301x",
    "x\u0301", "\u200b", "a\u200b", "\u200bb", "\ufeff", "\u6771\u4eac", "\u30ab\u30bf", "\ud55c\uad6d", "\U0001F468\u200d\U0001F469",
    "\u0130", "\u00a0a\u00a0", "a\u2028b", "\x01", "a\x01", "$3.99", "a b  c", "\u0391\u03a3", "stra\u00dfe", "1234567890",
    "\xff", "a\xe2\x82", "\xc3", "\uff11\uff12", "<value>", "is", "age is 3. age", std::string(101, 'a'), std::string(99, 'a')};

std::shared_ptr<const Tokenizer> vocabulary() {
    auto tokenizer = loadWordPiece(std::filesystem::path(cpw::test::dataPath()) / "golden" / "wordpiece_vocab.txt", true);
    if (!tokenizer)
        qFatal("%s", tokenizer.error().text().c_str());
    return *tokenizer;
}

std::shared_ptr<const data::EncodedDataset> trickyDataset(std::size_t rows) {
    const CounterRandom random(5, 1);
    std::vector<std::vector<std::string>> columns(3);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t f = 0; f < columns.size(); ++f)
            columns[f].push_back(kTricky[random.below(row * columns.size() + f, kTricky.size())]);
    return textDataset({"user", "age", "title"}, columns);
}

struct Row {
    std::vector<std::int32_t> ids;
    std::vector<std::int16_t> fields;
};

Row assembled(const TokenStore& store, std::size_t row) {
    Row result{std::vector<std::int32_t>(store.length(row)), std::vector<std::int16_t>(store.length(row))};
    store.assemble(row, result.ids, result.fields);
    return result;
}

std::vector<std::int32_t> encoded(const Tokenizer& tokenizer, const std::string& sentence) {
    std::vector<std::int32_t> ids{tokenizer.specials().first};
    for (const Token& token : tokenizer.encode(sentence))
        ids.push_back(token.id);
    ids.push_back(tokenizer.specials().last);
    return ids;
}

std::shared_ptr<const TokenStore> built(const std::shared_ptr<const data::EncodedDataset>& dataset, const spec::TemplateSpec& wording,
                                        const std::shared_ptr<const Tokenizer>& tokenizer) {
    auto store = buildTokenStore(dataset, wording, tokenizer, 0, {});
    if (!store)
        qFatal("%s", store.error().text().c_str());
    return *store;
}

std::shared_ptr<const Tokenizer> byteVocabulary(bool addsPrefixSpace) {
    const auto folder = std::filesystem::path(cpw::test::dataPath()) / "golden" / "bpe";
    TokenizerConfig config;
    config.json = {{"add_prefix_space", addsPrefixSpace}};
    auto tokenizer = parseByteBpe(*readText(folder / "vocab.json"), *readText(folder / "merges.txt"), config, "golden");
    if (!tokenizer)
        qFatal("%s", tokenizer.error().text().c_str());
    return *tokenizer;
}

/// Joins a space with the word after it, as byte-level tokenizers do, and reads two letters at a time, so that a token depends on
/// where the text began: nothing that can be cut into pieces.
class PairTokenizer final : public Tokenizer {
public:
    [[nodiscard]] std::vector<Token> encode(std::string_view text) const override {
        std::vector<Token> tokens;
        for (std::uint32_t i = 0; i < text.size(); i += 2) {
            const auto end = std::min<std::uint32_t>(i + 2, static_cast<std::uint32_t>(text.size()));
            tokens.push_back({5 + static_cast<std::int32_t>(static_cast<unsigned char>(text[i])), i, end});
        }
        return tokens;
    }
    [[nodiscard]] const SpecialTokens& specials() const override { return m_specials; }
    [[nodiscard]] std::int32_t vocabularySize() const override { return 261; }
    [[nodiscard]] std::string_view piece(std::int32_t id) const override {
        static constexpr std::string_view kPieces[] = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
        return id < 5 ? kPieces[id] : "?";
    }
    [[nodiscard]] bool isContinuation(std::int32_t) const override { return false; }
    [[nodiscard]] Result<void> save(const std::filesystem::path&) const override { return {}; }
    [[nodiscard]] std::string fingerprint() const override { return "pairs"; }

private:
    SpecialTokens m_specials{0, 1, 2, 3, 4};
};

} // namespace

class TestTokenStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsEqualTheirWholeSentencesOnTrickyValues_data() {
        QTest::addColumn<QString>("segment");
        for (const char* segment : {"<field> is <value>.", "<value>", "<field><value>", "[<value>]", "\u00e9<value>\u0301 <field>",
                                    "a<value>a", "<value><field>", "\u6771<value>[CL"})
            QTest::newRow(segment) << QString::fromUtf8(segment);
    }
    void rowsEqualTheirWholeSentencesOnTrickyValues() {
        QFETCH(QString, segment);
        const auto tokenizer = vocabulary();
        const auto store = built(trickyDataset(3000), {segment.toStdString(), {}}, tokenizer);
        QVERIFY(store->isPiecewise());
        std::size_t longest = 0;
        for (std::size_t row = 0; row < 3000; ++row) {
            const std::string sentence = store->sentence(row);
            const Row tokens = assembled(*store, row);
            QVERIFY2(tokens.ids == encoded(*tokenizer, sentence), sentence.c_str());
            longest = std::max(longest, tokens.ids.size());
        }
        QCOMPARE(store->longest(), longest);
    }

    void byteLevelRowsEqualTheirWholeSentences_data() {
        QTest::addColumn<QString>("segment");
        QTest::addColumn<bool>("isPiecewise");
        for (const char* segment : {"<field> is <value>.", "<field><value>x", "[<value>]", "\u00e9<value>\u0301 <field>", "a<value>a", "'<value>'s"})
            QTest::newRow(segment) << QString::fromUtf8(segment) << true;
        // A run of blanks across two segments is one piece but for its last character: no cut there.
        QTest::newRow("blanks at both ends") << " <value> " << false;
        QTest::newRow("blank at the end") << "is <value> " << true;
        QTest::newRow("blank at the start") << "\t<value>." << true;
        QTest::newRow("empty values") << "<value>" << false;
    }
    void byteLevelRowsEqualTheirWholeSentences() {
        QFETCH(QString, segment);
        QFETCH(bool, isPiecewise);
        for (const bool addsPrefixSpace : {false, true}) {
            const auto tokenizer = byteVocabulary(addsPrefixSpace);
            const auto store = built(trickyDataset(2000), {segment.toStdString(), {}}, tokenizer);
            QCOMPARE(store->isPiecewise(), isPiecewise);
            for (std::size_t row = 0; row < 2000; ++row) {
                const std::string sentence = store->sentence(row);
                QVERIFY2(assembled(*store, row).ids == encoded(*tokenizer, sentence), sentence.c_str());
            }
        }
    }

    void onlyTokensThatDoNotReadTheSpaceBeforeThemCanBeReordered() {
        QVERIFY(built(trickyDataset(50), {}, vocabulary())->canReorder());
        QVERIFY(!built(trickyDataset(50), {}, byteVocabulary(false))->canReorder());
    }

    void byteLevelTokensKnowTheirField() {
        const auto tokenizer = byteVocabulary(false);
        const auto dataset = textDataset({"a", "b"}, {{"12", "x y"}, {"<mask>", "'s"}});
        const auto store = built(dataset, {"<field> is <value>.", {}}, tokenizer);
        for (std::size_t row = 0; row < 2; ++row) {
            const Row tokens = assembled(*store, row);
            std::string values[2];
            for (std::size_t i = 0; i < tokens.ids.size(); ++i) {
                if (tokens.fields[i] >= 0)
                    values[tokens.fields[i]] += *bytesOfPiece(tokenizer->piece(tokens.ids[i]));
                QVERIFY(tokens.ids[i] != tokenizer->specials().mask);
            }
            QCOMPARE(values[0], row == 0 ? std::string(" 12") : std::string(" x y"));
            QVERIFY2(values[1].starts_with(row == 0 ? " < mask>" : " 's"), values[1].c_str()); // ">." may be one token
        }
    }

    void fieldsTellWhichPartATokenBelongsTo() {
        auto tokenizer = makeWordPiece({"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "age", "title", "is", ".", "25", "star", "##s", "u", "s"}, true);
        const auto dataset = textDataset({"age", "title"}, {{"25", ""}, {"Stars", "U.S."}});
        spec::TemplateSpec wording;
        wording.fields = {{"title", "", {}}, {"age", "", {}}};
        const auto store = built(dataset, wording, *tokenizer);
        const Row first = assembled(*store, 0);
        QCOMPARE(first.ids, (std::vector<std::int32_t>{2, 6, 7, 10, 11, 8, 5, 7, 9, 8, 3}));
        QCOMPARE(first.fields, (std::vector<std::int16_t>{-2, -1, -1, 1, 1, -1, -1, -1, 0, -1, -2}));
        const Row second = assembled(*store, 1); // "title is U.S.. age is ."
        QCOMPARE(second.ids, (std::vector<std::int32_t>{2, 6, 7, 12, 8, 13, 8, 8, 5, 7, 8, 3}));
        QCOMPARE(second.fields, (std::vector<std::int16_t>{-2, -1, -1, 1, 1, 1, 1, -1, -1, -1, -1, -2}));
        std::vector<std::int32_t> idsOnly(second.ids.size());
        store->assemble(1, idsOnly, {});
        QCOMPARE(idsOnly, second.ids);
    }

    void segmentsAreCountedWithTheirWords() {
        auto tokenizer = makeWordPiece({"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "age", "title", "is", ".", "25", "star", "##s", "u", "s"}, true);
        const auto dataset = textDataset({"age", "title"}, {{"25", ""}, {"Stars", "U.S."}});
        spec::TemplateSpec wording;
        wording.fields = {{"title", "", {}}, {"age", "", {}}};
        // "title is Stars." 5, "title is U.S.." 7; "age is 25." 4, "age is ." 3
        const auto store = built(dataset, wording, *tokenizer);
        QVERIFY(store->segmentTotals() == (std::vector<SegmentTotal>{{1, 12}, {0, 7}}));
    }

    void segmentsOfWholeSentencesAreCountedWhereTheirTokensBegin() {
        // In pairs of bytes: "a is x. b is 1." = "a ", "is", " x", ". ", "b ", "is", " 1", "."; the second segment is " b is 1.", whose
        // blank is in the pair that begins with the full stop. "a is xy. b is 22." = "a ", "is", " x", "y.", " b", " i", "s ", "22", ".".
        const auto store = built(textDataset({"a", "b"}, {{"x", "xy"}, {"1", "22"}}), {}, std::make_shared<PairTokenizer>());
        QVERIFY(!store->isPiecewise());
        QVERIFY(store->segmentTotals() == (std::vector<SegmentTotal>{{0, 4 + 4}, {1, 4 + 5}}));
    }

    void segmentsAndTheEndsMakeTheWholeLength() {
        for (const auto& tokenizer : {vocabulary(), byteVocabulary(false)}) {
            const auto store = built(trickyDataset(500), {}, tokenizer);
            std::uint64_t sum = 2 * 500, lengths = 0;
            for (const auto& total : store->segmentTotals())
                sum += total.tokens;
            for (std::size_t row = 0; row < 500; ++row)
                lengths += store->length(row);
            QCOMPARE(sum, lengths);
        }
    }

    void anotherOrderOfSegmentsEqualsATemplateInThatOrder() {
        const auto dataset = trickyDataset(300);
        const auto tokenizer = vocabulary();
        const auto store = built(dataset, {}, tokenizer);
        QCOMPARE(store->segmentCount(), std::size_t{3});
        const std::vector<std::uint32_t> order{2, 0, 1};
        spec::TemplateSpec reordered;
        reordered.fields = {{"title", "", {}}, {"user", "", {}}, {"age", "", {}}};
        const auto expected = built(dataset, reordered, tokenizer);
        for (std::size_t row = 0; row < 300; ++row) {
            Row tokens{std::vector<std::int32_t>(store->length(row)), std::vector<std::int16_t>(store->length(row))};
            store->assembleInOrder(row, order, tokens.ids, tokens.fields);
            const Row whole = assembled(*expected, row);
            QCOMPARE(tokens.ids, whole.ids);
            QCOMPARE(tokens.fields, whole.fields);
        }
        std::vector<std::int32_t> ids(store->length(0));
        const std::vector<std::uint32_t> tooShort{0, 1};
        QVERIFY_EXCEPTION_THROWN(store->assembleInOrder(0, tooShort, ids, {}), LogicError);
    }

    void dataNeverBecomesASpecialToken() {
        const auto tokenizer = vocabulary();
        const auto store = built(trickyDataset(500), {}, tokenizer);
        const SpecialTokens& s = tokenizer->specials();
        for (std::size_t row = 0; row < 500; ++row) {
            const Row tokens = assembled(*store, row);
            for (std::size_t i = 0; i < tokens.ids.size(); ++i) {
                const bool isFrame = tokens.ids[i] == s.first || tokens.ids[i] == s.last || tokens.ids[i] == s.mask || tokens.ids[i] == s.pad;
                QCOMPARE(isFrame, tokens.fields[i] == kSpecialToken);
            }
        }
    }

    void aTokenizerThatCannotBeCutFallsBackToWholeSentences() {
        const auto dataset = textDataset({"a", "b"}, {{"x", "xy", "xyz"}, {"1", "22", "333"}});
        const auto tokenizer = std::make_shared<PairTokenizer>();
        const auto store = built(dataset, {}, tokenizer);
        QVERIFY(!store->isPiecewise());
        for (std::size_t row = 0; row < 3; ++row)
            QCOMPARE(assembled(*store, row).ids, encoded(*tokenizer, store->sentence(row)));
        QCOMPARE(store->longest(), encoded(*tokenizer, "a is xyz. b is 333.").size());
    }

    void valuesGivenByHandEqualTheStore() {
        const auto tokenizer = vocabulary();
        const auto dataset = trickyDataset(200);
        spec::TemplateSpec wording;
        wording.fields = {{"title", "Name", {{"plain", "worded"}}}, {"user", "", {}}};
        const auto store = built(dataset, wording, tokenizer);
        for (std::size_t row = 0; row < 200; ++row) {
            std::vector<std::string> values;
            for (const data::Column& column : dataset->table->columns)
                values.emplace_back(column.text(row));
            const auto tokens = tokenizeValues({"user", "age", "title"}, values, wording, *tokenizer);
            QVERIFY(tokens);
            const Row expected = assembled(*store, row);
            QCOMPARE(tokens->ids, expected.ids);
            QCOMPARE(tokens->fields, expected.fields);
            QCOMPARE(tokens->sentence, store->sentence(row));
        }
        const auto short_ = tokenizeValues({"user", "age"}, {"1"}, {}, *tokenizer);
        QVERIFY(!short_ && short_.error().message.find("1 values for 2 fields") != std::string::npos);
    }

    void rowsAboveTheLimitAreCountedWithTheLongest() {
        const auto dataset = textDataset({"t"}, {{"a", "a a a a", "a a", "a a a"}});
        const auto tokenizer = vocabulary();
        QVERIFY(buildTokenStore(dataset, {"<value>", {}}, tokenizer, 6, {}));
        const auto store = buildTokenStore(dataset, {"<value>", {}}, tokenizer, 4, {});
        QVERIFY(!store);
        const std::string text = store.error().text();
        QVERIFY2(text.find("2 of 4 rows have more than 4 tokens") != std::string::npos, text.c_str());
        QVERIFY2(text.find("the longest is row 1 with 6") != std::string::npos, text.c_str());
    }

    void speedIsMeasuredOnSpreadRows() {
        const auto dataset = textDataset({"t"}, {{"a", "b", "c", "d", "e", "f"}});
        const auto store = built(dataset, {"<value>", {}}, vocabulary());
        QCOMPARE(spreadSentences(*store, 6, 3), (std::vector<std::string>{"a", "c", "e"}));
        QCOMPARE(spreadSentences(*store, 6, 100).size(), std::size_t{6});
        const auto speed = measureTokenizer(dataset, {"<value>", {}}, vocabulary(), {"a b", "c"}, 0.001);
        QVERIFY(speed);
        QCOMPARE(speed->rows, std::size_t{6});
        QVERIFY(speed->rowsPerSecond > 0 && speed->buildSeconds > 0 && speed->megabytesPerSecond > 0);
        QVERIFY(std::abs(speed->tokensPerSecond / speed->sentencesPerSecond - 1.5) < 1e-9); // three tokens in two sentences
    }

    void badTemplatesAndStopRequestsEndTheBuild() {
        const auto dataset = trickyDataset(10);
        const auto tokenizer = vocabulary();
        QVERIFY(!buildTokenStore(dataset, {"no value", {}}, tokenizer, 0, {}));
        std::stop_source source;
        source.request_stop();
        const auto stopped = buildTokenStore(dataset, {}, tokenizer, 0, source.get_token());
        QVERIFY(!stopped && stopped.error().code == ErrorCode::Stopped);
        const auto store = built(dataset, {}, tokenizer);
        std::vector<std::int32_t> tooFew(store->length(0) - 1);
        QVERIFY_EXCEPTION_THROWN(store->assemble(0, tooFew, {}), LogicError);
    }

    void trainingReadsTheTrainingRowsOnly() {
        const auto dataset = textDataset({"t"}, {{"blue", "blue", "green", "blue"}}, {0, 1, 3});
        const auto tokenizer = trainTokenizer(*dataset, {"<value>", {}}, {}, {});
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().text().c_str());
        QCOMPARE((*tokenizer)->encode("Blue").size(), std::size_t{1});
        QCOMPARE((*tokenizer)->encode("green").front().id, (*tokenizer)->specials().unknown); // "g" was never seen
    }

    void trainingWeighsValuesByTheirRows() {
        // "ab" in 9 rows, "cd" in 1 and "ce" in 1: with room for one merge it is "ab".
        std::vector<std::string> values(9, "ab");
        values.insert(values.end(), {"cd", "ce"});
        const auto dataset = textDataset({"t"}, {values});
        spec::TokenizerSpec spec;
        spec.vocabularySize = 5 + 10 + 1; // five letters, two forms each
        const auto tokenizer = trainTokenizer(*dataset, {"<value>", {}}, spec, {});
        QVERIFY(tokenizer);
        QCOMPARE((*tokenizer)->vocabularySize(), 16);
        QVERIFY((*tokenizer)->piece(15) == "ab");
    }

    void trainedSentencesHaveNoUnknownToken() {
        const auto dataset = textDataset({"user", "title"}, {{"0001", "0002", "0010"}, {"Blue Moon", "The caf\u00e9", "don't"}});
        const auto tokenizer = trainTokenizer(*dataset, {}, {}, {});
        QVERIFY(tokenizer);
        const auto store = built(dataset, {}, *tokenizer);
        for (std::size_t row = 0; row < 3; ++row)
            for (const std::int32_t id : assembled(*store, row).ids)
                QVERIFY(id != (*tokenizer)->specials().unknown);
    }
};

QTEST_APPLESS_MAIN(TestTokenStore)
#include "tst_token_store.moc"
