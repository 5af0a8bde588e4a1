// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_io.h"
#include "core/base/random.h"
#include "core/text/tokenizer.h"
#include "core/text/word_splitter.h"
#include "core/text/wordpiece_trainer.h"
#include "tests/support/test_data.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

using namespace cpw;
using namespace cpw::text;

namespace {

constexpr std::size_t kSpecialCount = 5;

std::vector<std::string> trained(const std::vector<WordCount>& words, int size, std::int64_t minimum = 2) {
    auto pieces = trainWordPiece(words, {.vocabularySize = size, .minimumPairCount = minimum}, {});
    return pieces ? *pieces : std::vector<std::string>{pieces.error().text()};
}

/// The trainer's merges by the plainest means: all pairs counted anew for every merge.
std::vector<std::string> slowMerges(const std::vector<WordCount>& words, std::vector<std::string> pieces, std::size_t size) {
    std::vector<std::vector<std::string>> symbols;
    for (const WordCount& word : words) {
        symbols.emplace_back();
        for (std::size_t i = 0; i < word.word.size(); ++i)
            symbols.back().push_back((i > 0 ? "##" : "") + word.word.substr(i, 1));
    }
    while (pieces.size() < size) {
        std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
        for (std::size_t w = 0; w < words.size(); ++w)
            for (std::size_t i = 0; i + 1 < symbols[w].size(); ++i)
                counts[{symbols[w][i], symbols[w][i + 1]}] += words[w].count;
        std::tuple<std::int64_t, std::string, std::string, std::string> best; // -count, merged, left, right
        for (const auto& [pair, count] : counts)
            best = std::min(best, {-static_cast<std::int64_t>(count), pair.first + pair.second.substr(2), pair.first, pair.second});
        const auto& [negative, merged, left, right] = best;
        if (-negative < 2)
            break;
        if (std::ranges::find(pieces, merged) == pieces.end())
            pieces.push_back(merged);
        for (auto& word : symbols) {
            std::vector<std::string> next;
            for (std::size_t i = 0; i < word.size(); ++i) {
                const bool isPair = i + 1 < word.size() && word[i] == left && word[i + 1] == right;
                next.push_back(isPair ? merged : word[i]);
                i += isPair ? 1 : 0;
            }
            word = next;
        }
    }
    return pieces;
}

std::vector<WordCount> randomWords(std::uint64_t seed) {
    const CounterRandom random(seed, 1);
    std::map<std::string, std::uint64_t> counts;
    std::uint64_t index = 0;
    const std::uint64_t letters = 2 + random.below(index++, 5);
    const std::uint64_t words = 1 + random.below(index++, 40);
    for (std::uint64_t w = 0; w < words; ++w) {
        std::string word;
        const std::uint64_t length = 1 + random.below(index++, 9);
        for (std::uint64_t i = 0; i < length; ++i)
            word += static_cast<char>('a' + random.below(index++, letters));
        counts[word] += 1 + random.below(index++, 4);
    }
    std::vector<WordCount> list;
    for (const auto& [word, count] : counts)
        list.push_back({word, count});
    return list;
}

std::vector<WordCount> countedLines(const std::vector<std::string>& lines) {
    WordSplitter splitter(WordRules{});
    std::map<std::string, std::uint64_t> counts;
    for (const std::string& line : lines)
        splitter.split(line, 0, line.size(), [&](const Word& word) { ++counts[std::string(word.text)]; });
    std::vector<WordCount> list;
    for (const auto& [word, count] : counts)
        list.push_back({word, count});
    return list;
}

} // namespace

class TestWordPieceTrainer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSmallCorpusGivesTheHandWorkedVocabulary() {
        // Alphabet by count: l 5, ##o 5, ##w 5, ##e 2, ##r 2; then the other forms by the character's count.
        // Pairs: l ##o 5 and ##o ##w 5; "##ow" < "lo" by bytes. Then l ##ow 5, ##e ##r 2 and low ##e 2: "##er" < "lowe".
        const std::vector<std::string> expected{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "l", "##o", "##w", "##e", "##r",
                                                "##l",   "o",     "w",     "e",     "r",      "##ow", "low", "##er", "lower"};
        QCOMPARE(trained({{"low", 3}, {"lower", 2}}, 100), expected);
    }

    void theAlphabetIsOrderedByCountThenCodePoint() {
        const auto pieces = trained({{"b", 1}, {"a", 1}, {"c", 4}, {".", 2}, {"\u6771", 2}}, 100);
        const std::vector<std::string> expected{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "c", ".", "\u6771", "a", "b", "##c", "##a", "##b"};
        QCOMPARE(pieces, expected); // punctuation and ideographs are words by themselves: no continuation
    }

    void theVocabularyNeverExceedsItsSize() {
        for (const int size : {6, 7, 10, 15, 16, 17}) {
            const auto pieces = trained({{"low", 3}, {"lower", 2}}, size);
            QCOMPARE(pieces.size(), static_cast<std::size_t>(size));
            QCOMPARE(std::set<std::string>(pieces.begin(), pieces.end()).size(), pieces.size());
        }
    }

    void mergesEqualThoseOfTheSlowTrainer() {
        for (std::uint64_t seed = 1; seed <= 150; ++seed) {
            const auto words = randomWords(seed);
            const int size = static_cast<int>(20 + seed % 7 * 12);
            const auto fast = trained(words, size);
            // The alphabet as trained; merges after it are compared.
            std::vector<std::string> alphabet;
            for (const std::string& piece : fast)
                if (alphabet.size() < kSpecialCount || piece.size() == 1 || (piece.starts_with("##") && piece.size() == 3))
                    alphabet.push_back(piece);
            QCOMPARE(fast, slowMerges(words, alphabet, static_cast<std::size_t>(size)));
        }
    }

    void vocabulariesEqualTheGoldenFile() {
        const auto text = readText(cpw::test::dataPath("/golden/wordpiece_trainer.json"));
        QVERIFY(text);
        int compared = 0;
        for (const auto& row : nlohmann::json::parse(*text)) {
            std::map<std::string, std::uint64_t> counts;
            for (const WordCount& word : countedLines(row.at("lines").get<std::vector<std::string>>()))
                counts[word.word] = word.count;
            QVERIFY((counts == row.at("words").get<std::map<std::string, std::uint64_t>>()));
            std::vector<WordCount> words;
            for (const auto& [word, count] : counts)
                words.push_back({word, count});
            QCOMPARE(trained(words, row.at("vocab_size").get<int>()), row.at("vocab").get<std::vector<std::string>>());
            ++compared;
        }
        QVERIFY(compared >= 8);
    }

    void rarerPairsThanAskedForAreNotMerged() {
        for (const std::int64_t minimum : {1, 3, 4}) {
            const auto pieces = trained({{"low", 3}}, 100, minimum);
            QCOMPARE(std::ranges::find(pieces, "low") != pieces.end(), minimum <= 3);
        }
    }

    void everyWordOfASmallListBecomesOnePiece() {
        std::vector<WordCount> words;
        const std::vector<std::string> first{"ad", "bran", "cla", "du", "ek", "fi", "go", "han", "ib", "jen", "kel", "li", "mo", "no", "ol"};
        const std::vector<std::string> last{"ler", "dt", "rke", "pont", "berg", "scher", "mez", "sen", "ndt", "reau", "vak", "a", "ia", "os", "y"};
        for (const auto& a : first)
            for (const auto& b : last)
                words.push_back({a + b, 2 + (a.size() * 7 + b.size()) % 5});
        const auto pieces = trained(words, 5000);
        const auto tokenizer = makeWordPiece(pieces, true);
        QVERIFY(tokenizer);
        for (const WordCount& word : words)
            QCOMPARE((*tokenizer)->encode(word.word).size(), std::size_t{1});
    }

    void theOrderOfTheWordsDoesNotMatter() {
        auto words = randomWords(99);
        const auto pieces = trained(words, 60);
        std::ranges::reverse(words);
        QCOMPARE(trained(words, 60), pieces);
    }

    void wordsThatCannotBeReadTakeNoPart() {
        // 101 characters: the tokenizer makes it unknown, so its pairs must not be merged.
        const auto pieces = trained({{std::string(101, 'a'), 50}, {"ab", 2}}, 100);
        const std::vector<std::string> expected{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "##a", "a", "##b", "b", "ab"};
        QCOMPARE(pieces, expected);
    }

    void impossibleRequestsAreErrors() {
        QVERIFY(trained({}, 100).front().find("no text to train") != std::string::npos);
        QVERIFY(trained({{"a", 1}}, 5).front().find("a vocabulary of 5 pieces") != std::string::npos);
        std::stop_source source;
        source.request_stop();
        const auto stopped = trainWordPiece({{"ab", 3}}, {.vocabularySize = 100}, source.get_token());
        QVERIFY(!stopped && stopped.error().code == ErrorCode::Stopped);
    }
};

QTEST_APPLESS_MAIN(TestWordPieceTrainer)
#include "tst_wordpiece_trainer.moc"
