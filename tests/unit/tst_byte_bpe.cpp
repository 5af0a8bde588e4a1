// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/text/byte_alphabet.h"
#include "core/text/byte_bpe.h"
#include "core/text/byte_pattern.h"
#include "core/text/unicode.h"
#include "tests/support/golden_tokens.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/test_data.h"

#include <QtTest>

#include <map>

using namespace cpw;
using namespace cpw::text;

namespace {

QString shown(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// All 256 bytes, then what is given, then the special tokens.
ByteBpeParts parts(const std::vector<std::pair<std::string, std::string>>& merges) {
    ByteBpeParts made;
    for (int byte = 0; byte < 256; ++byte) {
        std::string letter;
        appendUtf8(letter, letterOfByte(static_cast<std::uint8_t>(byte)));
        made.pieces.push_back(letter);
    }
    for (const auto& [left, right] : merges)
        if (std::ranges::find(made.pieces, left + right) == made.pieces.end())
            made.pieces.push_back(left + right);
    for (const char* special : {"<s>", "<pad>", "</s>", "<unk>", "<mask>"})
        made.pieces.emplace_back(special);
    made.merges = merges;
    made.specials.added = {{.content = "<mask>", .isSpecial = true, .stripsLeft = true}};
    return made;
}

std::shared_ptr<const ByteBpe> made(ByteBpeParts given) {
    auto tokenizer = ByteBpe::make(std::move(given), "the test");
    if (!tokenizer)
        qFatal("%s", tokenizer.error().text().c_str());
    return *tokenizer;
}

QString written(const Tokenizer& tokenizer, std::string_view text) {
    QStringList list;
    for (const Token& token : tokenizer.encode(text))
        list << QString("%1@%2-%3").arg(shown(tokenizer.piece(token.id))).arg(token.begin).arg(token.end);
    return list.join(' ');
}

std::string errorOf(ByteBpeParts given) {
    const auto tokenizer = ByteBpe::make(std::move(given), "files");
    return tokenizer ? "no error" : tokenizer.error().text();
}

/// The definition: while any pair merges, merge the one of lowest rank, the leftmost of equals.
std::vector<std::int32_t> mergedByDefinition(std::vector<std::int32_t> ids, const std::vector<MergeTable::Merge>& merges) {
    for (;;) {
        std::size_t bestRank = merges.size();
        std::size_t bestAt = 0;
        for (std::size_t at = 0; at + 1 < ids.size(); ++at)
            for (std::size_t rank = 0; rank < bestRank; ++rank)
                if (merges[rank].left == ids[at] && merges[rank].right == ids[at + 1]) {
                    bestRank = rank;
                    bestAt = at;
                }
        if (bestRank == merges.size())
            return ids;
        ids[bestAt] = merges[bestRank].merged;
        ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(bestAt) + 1);
    }
}

} // namespace

class TestByteBpe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thePatternCutsAsWorkedByHand_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("pieces");
        QTest::newRow("words") << "got 3 eggs" << QStringList{"got", " 3", " eggs"};
        QTest::newRow("blanks leave one") << "got   3" << QStringList{"got", "  ", " 3"};
        QTest::newRow("blanks at the end") << "got   " << QStringList{"got", "   "};
        QTest::newRow("tab before a word") << "a\tb" << QStringList{"a", "\t", "b"};
        QTest::newRow("tabs before a word") << "a\t\tb" << QStringList{"a", "\t", "\t", "b"};
        QTest::newRow("space and tab") << "a \tb" << QStringList{"a", " ", "\t", "b"};
        QTest::newRow("tab and space") << "a\t b" << QStringList{"a", "\t", " b"};
        QTest::newRow("no-break space is blank, but joins nothing") << "a\u00a0b" << QStringList{"a", "\u00a0", "b"};
        QTest::newRow("endings") << "don't we've I'm" << QStringList{"don", "'t", " we", "'ve", " I", "'m"};
        QTest::newRow("endings are case-sensitive") << "DON'T" << QStringList{"DON", "'", "T"};
        QTest::newRow("ending at the start") << "'small" << QStringList{"'s", "mall"};
        QTest::newRow("a space keeps the apostrophe from the ending") << " 's" << QStringList{" '", "s"};
        QTest::newRow("an apostrophe inside a run of signs") << "!'s" << QStringList{"!'", "s"};
        QTest::newRow("half an ending") << "x'r" << QStringList{"x", "'", "r"};
        QTest::newRow("lone apostrophe") << "'" << QStringList{"'"};
        QTest::newRow("price") << "$3.99!" << QStringList{"$", "3", ".", "99", "!"};
        QTest::newRow("numbers of all kinds") << "1\u00bd\u2460\uff11" << QStringList{"1\u00bd\u2460\uff11"};
        QTest::newRow("a mark is no letter") << "e\u0301a" << QStringList{"e", "\u0301", "a"};
        QTest::newRow("kana and kanji are letters") << "\u6771\u4eac\u30ab" << QStringList{"\u6771\u4eac\u30ab"};
        QTest::newRow("vertical tab and next line") << "a\u000b\u0085b" << QStringList{"a", "\u000b", "\u0085", "b"};
        QTest::newRow("the Mongolian separator is no blank") << "a\u180e b" << QStringList{"a", "\u180e", " b"};
        QTest::newRow("space alone") << " " << QStringList{" "};
    }
    void thePatternCutsAsWorkedByHand() {
        QFETCH(QString, text);
        QFETCH(QStringList, pieces);
        const std::string bytes = text.toStdString();
        QStringList found;
        for (std::size_t at = 0; at < bytes.size();) {
            const std::size_t end = bytePieceEnd(bytes, at);
            QVERIFY(end > at);
            found << shown(std::string_view(bytes).substr(at, end - at));
            at = end;
        }
        QCOMPARE(found, pieces);
    }

    void theAlphabetIsOneToOne() {
        std::map<char32_t, int> letters;
        for (int byte = 0; byte < 256; ++byte) {
            const char32_t letter = letterOfByte(static_cast<std::uint8_t>(byte));
            QVERIFY(letters.emplace(letter, byte).second);
            std::string piece;
            appendUtf8(piece, letter);
            QCOMPARE(*bytesOfPiece(piece), std::string(1, static_cast<char>(byte)));
        }
        QCOMPARE(static_cast<int>(letterOfByte(' ')), 0x120);
        QCOMPARE(static_cast<int>(letterOfByte('\n')), 0x10A);
        QCOMPARE(static_cast<int>(letterOfByte('A')), int{'A'});
        QCOMPARE(static_cast<int>(letterOfByte(0xAD)), 0x143);
        QVERIFY(!bytesOfPiece("a b") && !bytesOfPiece("\u6771"));
    }

    void mergesFollowRankAndTheLeftmost_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("lowest rank first") << "abc"
                                           << "a@0-1 bc@1-3";
        QTest::newRow("leftmost of equals") << "aaa"
                                            << "aa@0-2 a@2-3";
        QTest::newRow("merges of merges") << "aaaa"
                                          << "aaaa@0-4";
        QTest::newRow("a space is a letter of its word") << "a ab"
                                                         << "a@0-1 \u0120ab@2-4";
        QTest::newRow("a character in pieces") << "\u00e9"
                                               << "\u00c3@0-2 \u00a9@0-2";
        QTest::newRow("mask takes the space before it") << "a  <mask> b"
                                                        << "a@0-1 <mask>@3-9 \u0120@10-10 b@10-11";
        QTest::newRow("other specials take none") << "a <s>b"
                                                  << "a@0-1 \u0120@2-2 <s>@2-5 b@5-6";
        QTest::newRow("broken bytes") << "a\u0001"
                                      << "a@0-1 \u0101@1-2";
    }
    void mergesFollowRankAndTheLeftmost() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto tokenizer = made(parts({{"b", "c"}, {"a", "b"}, {"a", "a"}, {"aa", "aa"}, {"\u0120", "ab"}}));
        QCOMPARE(written(*tokenizer, text.toStdString()), expected);
    }

    void brokenBytesAreReadAsReplacementCharacters() {
        const auto tokenizer = made(parts({}));
        // E2 82 is one bad part, FF another: two U+FFFD of three bytes each.
        QCOMPARE(written(*tokenizer, "a\xE2\x82\xFF"
                                     "b"),
                 QString("a@0-1 \u00ef@1-3 \u00bf@1-3 \u00bd@1-3 \u00ef@3-4 \u00bf@3-4 \u00bd@3-4 b@4-5"));
    }

    void aPrefixSpaceIsReadBeforeEachStretch() {
        ByteBpeParts given = parts({{"\u0120", "a"}});
        given.rules = {true, true, true};
        const auto tokenizer = made(given);
        QCOMPARE(written(*tokenizer, "a"), QString("\u0120a@0-1"));
        QCOMPARE(written(*tokenizer, " a"), QString("\u0120a@0-2"));
        QCOMPARE(written(*tokenizer, ""), QString());
        QCOMPARE(tokenizer->encode("a</s>a").back().id, tokenizer->encode("a").front().id);
    }

    void longAndShortWordsMergeByDefinition() {
        // Three letters and random merges of what there is; words on both sides of the border between the two ways.
        const CounterRandom random(5, 5);
        std::uint64_t draw = 0;
        for (int round = 0; round < 40; ++round) {
            std::vector<std::string> pieces{"a", "b", "c"};
            std::vector<MergeTable::Merge> merges;
            while (merges.size() < 12) {
                const auto left = static_cast<std::int32_t>(random.below(draw++, pieces.size()));
                const auto right = static_cast<std::int32_t>(random.below(draw++, pieces.size()));
                const std::string merged = pieces[static_cast<std::size_t>(left)] + pieces[static_cast<std::size_t>(right)];
                if (std::ranges::find(pieces, merged) != pieces.end())
                    continue;
                merges.push_back({left, right, static_cast<std::int32_t>(pieces.size())});
                pieces.push_back(merged);
            }
            const MergeTable table(merges);
            for (const std::size_t length : {1, 2, 7, 30, 47, 48, 49, 50, 120, 400}) {
                std::vector<WordPart> word;
                std::vector<std::int32_t> ids;
                for (std::uint32_t i = 0; i < length; ++i) {
                    ids.push_back(static_cast<std::int32_t>(random.below(draw++, 3)));
                    word.push_back({ids.back(), i + 1});
                }
                table.apply(word);
                std::vector<std::int32_t> found;
                std::uint32_t end = 0;
                for (const WordPart& part : word) {
                    found.push_back(part.id);
                    end += static_cast<std::uint32_t>(pieces[static_cast<std::size_t>(part.id)].size());
                    QCOMPARE(part.end, end);
                }
                QCOMPARE(found, mergedByDefinition(ids, merges));
            }
        }
    }

    void aWordOfAMegabyteIsReadInTime() {
        const auto tokenizer = made(parts({{"a", "a"}, {"aa", "aa"}, {"aaaa", "aaaa"}}));
        QCOMPARE(tokenizer->encode(std::string(1 << 20, 'a')).size(), std::size_t{1 << 17});
    }

    void wordStartsAndSpecialsAreTold() {
        const auto tokenizer = made(parts({{"\u0120", "a"}, {"a", "b"}}));
        const auto idOf = [&](const char* text) { return tokenizer->encode(text).front().id; };
        QVERIFY(tokenizer->isWordStart(idOf(" a")) && tokenizer->isWordStart(idOf("\n")) &&
                tokenizer->isWordStart(idOf("<mask>")));
        QVERIFY(tokenizer->isContinuation(idOf("ab")) && tokenizer->isContinuation(idOf(".")));
        QVERIFY(tokenizer->isSpecial(idOf("<mask>")) && tokenizer->isSpecial(idOf("<pad>")) && !tokenizer->isSpecial(idOf("a")));
        QCOMPARE(tokenizer->specials().mask, tokenizer->vocabularySize() - 1);
    }

    void goldenFilesOfTheFastTokenizerAreMatched_data() {
        QTest::addColumn<bool>("addsPrefixSpace");
        QTest::newRow("bpe.jsonl") << false;
        QTest::newRow("bpe_prefix.jsonl") << true;
    }
    void goldenFilesOfTheFastTokenizerAreMatched() {
        QFETCH(bool, addsPrefixSpace);
        const test::ScratchFolder folder;
        for (const char* name : {"vocab.json", "merges.txt"})
            std::filesystem::copy_file(std::filesystem::path(cpw::test::dataPath()) / "golden" / "bpe" / name, folder.path() / name);
        QVERIFY(writeTextAtomically(folder.path() / "tokenizer_config.json",
                                    addsPrefixSpace ? R"({"add_prefix_space": true})" : "{}"));
        const auto tokenizer = loadTokenizerFolder(folder.path());
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().text().c_str());
        const auto rows = test::goldenRows(QTest::currentDataTag());
        QVERIFY(rows.size() >= 600);
        for (const int pass : {1, 2}) { // the second finds its words remembered
            Q_UNUSED(pass);
            for (const auto& row : rows) {
                const std::string difference = test::goldenDifference(row, **tokenizer);
                QVERIFY2(difference.empty(), difference.c_str());
            }
        }
    }

    void savingAndLoadingGivesTheSameTokenizer() {
        for (const bool adds : {false, true}) {
            const test::ScratchFolder folder;
            ByteBpeParts given = parts({{"a", "b"}, {"\u0120", "ab"}});
            given.rules = {adds, true, adds};
            given.specials.added.push_back(
                {.content = "<new>", .id = static_cast<std::int32_t>(given.pieces.size()), .stripsRight = true});
            const auto tokenizer = made(given);
            QVERIFY(tokenizer->save(folder.path() / "saved"));
            const auto loaded = loadTokenizerFolder(folder.path() / "saved");
            QVERIFY2(loaded, loaded ? "" : loaded.error().text().c_str());
            QCOMPARE((*loaded)->fingerprint(), tokenizer->fingerprint());
            QCOMPARE(written(**loaded, "ab ab<new> ab <mask>"), written(*tokenizer, "ab ab<new> ab <mask>"));
        }
        QVERIFY(made(parts({{"a", "b"}}))->fingerprint() != made(parts({{"b", "a"}}))->fingerprint());
    }

    void badVocabulariesAreRefusedWithTheReason() {
        ByteBpeParts given = parts({{"a", "b"}});
        given.merges.emplace_back("ab", "c");
        QVERIFY2(errorOf(given).find("merge 2 (\"ab c\") needs the piece \"abc\"") != std::string::npos, errorOf(given).c_str());
        given = parts({});
        given.pieces.erase(given.pieces.begin() + ' ');
        QVERIFY2(errorOf(given).find("1 of the 256 bytes have no piece (byte 32 would be \"\u0120\")") != std::string::npos,
                 errorOf(given).c_str());
        given.unknownOfModel = "<unk>";
        QCOMPARE(written(*made(given), "a b"), QString("a@0-1 <unk>@1-2 b@2-3"));
        given.unknownOfModel = "<none>";
        QVERIFY(errorOf(given).find("unknown token <none>") != std::string::npos);
        given = parts({});
        given.pieces.pop_back();
        QVERIFY2(errorOf(given).find("files has 260 pieces but lacks <mask>") != std::string::npos, errorOf(given).c_str());
        given = parts({});
        given.specials.added.push_back({.content = "<new>", .id = 300});
        QVERIFY2(errorOf(given).find("<new> has the id 300, expected 261") != std::string::npos, errorOf(given).c_str());
    }
};

QTEST_APPLESS_MAIN(TestByteBpe)
#include "tst_byte_bpe.moc"
