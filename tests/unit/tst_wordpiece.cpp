// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_io.h"
#include "core/text/wordpiece.h"
#include "tests/support/golden_tokens.h"
#include "tests/support/test_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>

using namespace cpw;
using namespace cpw::text;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> withSpecials(std::vector<std::string> pieces) {
    std::vector<std::string> all{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
    all.insert(all.end(), std::make_move_iterator(pieces.begin()), std::make_move_iterator(pieces.end()));
    return all;
}

std::shared_ptr<const Tokenizer> made(std::vector<std::string> pieces, bool isLowerCase = true) {
    auto tokenizer = makeWordPiece(withSpecials(std::move(pieces)), isLowerCase);
    if (!tokenizer)
        qFatal("%s", tokenizer.error().text().c_str());
    return *tokenizer;
}

/// "piece@begin-end ..." of a text.
QString written(const Tokenizer& tokenizer, std::string_view text) {
    QStringList parts;
    for (const Token& token : tokenizer.encode(text)) {
        const std::string_view piece = tokenizer.piece(token.id);
        parts << QString("%1@%2-%3").arg(QString::fromUtf8(piece.data(), static_cast<qsizetype>(piece.size()))).arg(token.begin).arg(token.end);
    }
    return parts.join(' ');
}

std::string errorOf(const Result<std::shared_ptr<const Tokenizer>>& result) { return result ? "no error" : result.error().text(); }

class Folder {
public:
    [[nodiscard]] fs::path path() const { return m_directory.path().toStdString(); }
    fs::path write(const std::string& name, std::string_view text) const {
        if (!writeTextAtomically(path() / name, text))
            qFatal("cannot write %s", name.c_str());
        return path() / name;
    }

private:
    QTemporaryDir m_directory;
};

const char* const kVocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhello\n##s\n";

} // namespace

class TestWordPiece : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void uncasedTextGivesTheHandWorkedPieces_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("empty") << QByteArray("") << "";
        QTest::newRow("blank") << QByteArray(" \t\r\n") << "";
        QTest::newRow("double space") << QByteArray("  the  cat ") << "the@2-5 cat@7-10";
        QTest::newRow("greedy") << QByteArray("unaffable") << "un@0-2 ##aff@2-5 ##able@5-9";
        QTest::newRow("one unknown part") << QByteArray("unaffz cat") << "[UNK]@0-6 cat@7-10";
        QTest::newRow("apostrophe") << QByteArray("don't") << "don@0-3 '@3-4 t@4-5";
        QTest::newRow("points") << QByteArray("U.S.A.") << "u@0-1 .@1-2 s@2-3 .@3-4 a@4-5 .@5-6";
        QTest::newRow("price") << QByteArray("$3.99") << "$@0-1 3@1-2 .@2-3 99@3-5";
        QTest::newRow("composed accents") << QByteArray("na\u00efve caf\u00e9") << "naive@0-6 cafe@7-12";
        QTest::newRow("combining accents") << QByteArray("cafe\u0301 x") << "cafe@0-4 x@7-8";
        QTest::newRow("dotted capital I") << QByteArray("\u0130stanbul") << "istanbul@0-9";
        QTest::newRow("no final sigma") << QByteArray("\u0391\u03a3") << "\u03b1\u03c3@0-4";
        QTest::newRow("sharp s stays") << QByteArray("stra\u00dfe") << "stra\u00dfe@0-7";
        QTest::newRow("soft hyphen and zero width") << QByteArray("ca\u00adt t\u200bhe \ufeffx") << "cat@0-5 the@6-12 x@16-17";
        QTest::newRow("next line is a control") << QByteArray("c\u0085at") << "cat@0-5";
        QTest::newRow("no-break space parts") << QByteArray("the\u00a0cat") << "the@0-3 cat@5-8";
        QTest::newRow("lone CR parts") << QByteArray("the\rcat") << "the@0-3 cat@4-7";
        QTest::newRow("ideographs alone, kana not") << QByteArray("\u6771\u4eac\u30ab\u30bf") << "\u6771@0-3 \u4eac@3-6 \u30ab\u30bf@6-12";
        QTest::newRow("hangul to jamo") << QByteArray("\ud55c") << "\u1112\u1161\u11ab@0-3";
        QTest::newRow("full-width digits are letters") << QByteArray("\uff11") << "\uff11@0-3";
        QTest::newRow("joined emoji") << QByteArray("\U0001F468\u200d\U0001F469") << "[UNK]@0-11";
        QTest::newRow("mask glued") << QByteArray("the[MASK]cat") << "the@0-3 [MASK]@3-9 cat@9-12";
        QTest::newRow("special tokens are case-sensitive") << QByteArray("[mask]") << "[@0-1 mask@1-5 ]@5-6";
        QTest::newRow("special inside a special") << QByteArray("[CL[SEP]") << "[@0-1 [UNK]@1-3 [SEP]@3-8";
        QTest::newRow("angle mask is plain") << QByteArray("a<mask>") << "a@0-1 <@1-2 mask@2-6 >@6-7";
        QTest::newRow("invalid bytes vanish") << QByteArray("c\xff" "at \xe2\x82 the") << "cat@0-4 the@8-11";
        QTest::newRow("control inside ASCII") << QByteArray("c\001at", 4) << "cat@0-4";
        QTest::newRow("hash") << QByteArray("##s") << "[UNK]@0-1 [UNK]@1-2 s@2-3";
    }
    void uncasedTextGivesTheHandWorkedPieces() {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        const auto tokenizer = made({"the", "cat", "un", "##aff", "##able", "##ffable", "don", "'", "t", "u", "s", "a", ".", "$", "3",
                                     "99", "naive", "cafe", "x", "istanbul", "\u03b1\u03c3", "stra\u00dfe", "\u6771", "\u4eac",
                                     "\u30ab\u30bf", "\u1112\u1161\u11ab", "\uff11", "[", "]", "<", ">", "mask"});
        QCOMPARE(written(*tokenizer, std::string_view(text.constData(), static_cast<std::size_t>(text.size()))), expected);
    }

    void casedTextKeepsCaseAndAccents() {
        const auto tokenizer = made({"The", "the", "caf\u00e9", "cafe"}, false);
        QCOMPARE(written(*tokenizer, "The the THE caf\u00e9 cafe"), "The@0-3 the@4-7 [UNK]@8-11 caf\u00e9@12-17 cafe@18-22");
    }

    void aWordOfAHundredCharactersIsReadAndALongerOneUnknown() {
        const auto tokenizer = made({"a", "##a", "e", "##e", "x"});
        QCOMPARE(tokenizer->encode(std::string(100, 'a')).size(), std::size_t{100});
        QCOMPARE(written(*tokenizer, std::string(101, 'a') + " x"), "[UNK]@0-101 x@102-103");
        std::string accented;
        for (int i = 0; i < 100; ++i)
            accented += "\u00e9";
        QCOMPARE(tokenizer->encode(accented).size(), std::size_t{100});
        QCOMPARE(written(*tokenizer, accented + "\u00e9"), "[UNK]@0-202");
    }

    void theLastOfEqualLinesIsFound() {
        const auto tokenizer = made({"a", "b", "a"});
        QCOMPARE(tokenizer->vocabularySize(), 8);
        QCOMPARE(tokenizer->encode("a").front().id, 7);
        QVERIFY(tokenizer->piece(5) == "a");
    }

    void contractsOfPiecesHold() {
        const auto tokenizer = made({"a", "##b"});
        QVERIFY(!tokenizer->isContinuation(5));
        QVERIFY(tokenizer->isContinuation(6));
        QVERIFY(tokenizer->isWordStart(5) && !tokenizer->isWordStart(6) && tokenizer->isWordStart(tokenizer->specials().mask));
        QVERIFY(tokenizer->isSpecial(4) && !tokenizer->isSpecial(5));
        QCOMPARE(tokenizer->specials().pad, 0);
        QCOMPARE(tokenizer->specials().mask, 4);
        QVERIFY(tokenizer->fingerprint() == made({"a", "##b"})->fingerprint());
        QVERIFY(tokenizer->fingerprint() != made({"a", "##b"}, false)->fingerprint());
        QVERIFY(tokenizer->fingerprint() != made({"a", "##c"})->fingerprint());
    }

    void goldenFilesOfTheFastTokenizerAreMatched_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("hand-picked") << "wordpiece_hand_picked.jsonl";
        QTest::newRow("latin") << "wordpiece_latin.jsonl";
        QTest::newRow("scripts") << "wordpiece_scripts.jsonl";
        QTest::newRow("cased") << "wordpiece_cased.jsonl";
        QTest::newRow("rare code points") << "wordpiece_rare.jsonl";
        QTest::newRow("mixed") << "wordpiece_mixed.jsonl";
    }
    void goldenFilesOfTheFastTokenizerAreMatched() {
        QFETCH(QString, file);
        const fs::path folder = fs::path(cpw::test::dataPath()) / "golden";
        const auto tokenizer = loadWordPiece(folder / "wordpiece_vocab.txt", file != "wordpiece_cased.jsonl");
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().text().c_str());
        int count = 0;
        for (const auto& row : test::goldenRows(file.toStdString())) {
            const std::string difference = test::goldenDifference(row, **tokenizer);
            QVERIFY2(difference.empty(), difference.c_str());
            ++count;
        }
        QVERIFY(count > 100);
    }

    void invalidBytesAreReadAsReplacementCharacters() {
        const fs::path folder = fs::path(cpw::test::dataPath()) / "golden";
        const auto tokenizer = loadWordPiece(folder / "wordpiece_vocab.txt", true);
        const auto rows = test::goldenRows("wordpiece_invalid_utf8.jsonl");
        QVERIFY(tokenizer && !rows.empty());
        for (const auto& row : rows) {
            const std::string difference = test::goldenDifference(row, **tokenizer);
            QVERIFY2(difference.empty(), difference.c_str());
        }
    }

    void offsetsAscendAndLieOnCharacterBorders() {
        const auto tokenizer = made({"a", "##a", "e", "##e"});
        const std::string text = "a\u00e9 A\u0301a\u200b\u4e2da [SEP] \u00e9\u00e9";
        std::uint32_t last = 0;
        for (const Token& token : tokenizer->encode(text)) {
            QVERIFY(token.begin >= last && token.end > token.begin && token.end <= text.size());
            QVERIFY(isValidUtf8(std::string_view(text).substr(token.begin, token.end - token.begin)));
            last = token.end;
        }
    }

    void aFolderIsReadWithItsSettings() {
        const Folder folder;
        folder.write("vocab.txt", "[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\n[MASK]\r\nHello\r\nhello\r\n");
        folder.write("tokenizer_config.json", R"({"do_lower_case": false, "cls_token": {"content": "[CLS]"}})");
        const auto tokenizer = loadTokenizerFolder(folder.path());
        QVERIFY2(tokenizer, errorOf(tokenizer).c_str());
        QCOMPARE(written(**tokenizer, "Hello"), "Hello@0-5");
        folder.write("tokenizer_config.json", "{}");
        QCOMPARE(written(**loadTokenizerFolder(folder.path()), "Hello"), "hello@0-5");
    }

    void otherNamesOfSpecialTokensAreTaken() {
        const Folder folder;
        folder.write("vocab.txt", "<pad>\n<unk>\n<s>\n</s>\n<mask>\na\n");
        folder.write("tokenizer_config.json", R"({"pad_token": "<pad>", "unk_token": "<unk>", "cls_token": "<s>", "sep_token": "</s>",
                                                  "mask_token": {"content": "<mask>", "lstrip": false}})");
        const auto tokenizer = loadTokenizerFolder(folder.path());
        QVERIFY2(tokenizer, errorOf(tokenizer).c_str());
        QCOMPARE(written(**tokenizer, "a<mask>b"), "a@0-1 <mask>@1-7 <unk>@7-8");
    }

    void savingAndLoadingGivesTheSameTokenizer() {
        for (const bool isLowerCase : {true, false}) {
            const Folder folder;
            const auto tokenizer = made({"a", "##b", "\u00e9", " "}, isLowerCase);
            QVERIFY(tokenizer->save(folder.path() / "tokenizer"));
            const auto loaded = loadTokenizerFolder(folder.path() / "tokenizer");
            QVERIFY2(loaded, errorOf(loaded).c_str());
            QCOMPARE((*loaded)->fingerprint(), tokenizer->fingerprint());
            QCOMPARE((*loaded)->vocabularySize(), tokenizer->vocabularySize());
        }
    }

    void missingSpecialTokensAreNamedWithTheFile() {
        const Folder folder;
        const fs::path path = folder.write("words.txt", "[PAD]\n[UNK]\nhello\n");
        const std::string error = errorOf(loadWordPiece(path, true));
        QVERIFY2(error.find("words.txt has 3 pieces but lacks [CLS], [SEP], [MASK]") != std::string::npos, error.c_str());
    }

    void badFilesAreRefusedWithTheReason() {
        const Folder folder;
        QVERIFY(errorOf(loadWordPiece(folder.path() / "none.txt", true)).find("none.txt") != std::string::npos);
        QVERIFY(errorOf(loadWordPiece(folder.write("empty.txt", ""), true)).find("holds no pieces") != std::string::npos);
        const std::string broken = std::string(kVocabulary) + "a\xff\n";
        QVERIFY(errorOf(loadWordPiece(folder.write("latin1.txt", broken), true)).find("(line 8) is not valid UTF-8") != std::string::npos);
        QVERIFY(errorOf(loadTokenizerFolder(folder.path() / "nowhere")).find("is not a folder") != std::string::npos);
        QVERIFY(errorOf(loadTokenizerFolder(folder.path())).find("holds no tokenizer; expected tokenizer.json, vocab.txt (BERT)") != std::string::npos);
        folder.write("vocab.txt", kVocabulary);
        folder.write("tokenizer_config.json", "[1");
        QVERIFY(errorOf(loadTokenizerFolder(folder.path())).find("is not a JSON object") != std::string::npos);
        folder.write("tokenizer_config.json", R"({"do_lower_case": "yes"})");
        QVERIFY(errorOf(loadTokenizerFolder(folder.path())).find("do_lower_case is \"yes\", expected true or false") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestWordPiece)
#include "tst_wordpiece.moc"
