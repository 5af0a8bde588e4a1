// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/word_cache.h"

#include <QtTest>

#include <string>
#include <thread>

using namespace cpw::text;

namespace {

/// Parts that tell the word they belong to: its number, one part for each byte up to the limit.
std::vector<WordPart> partsOf(int number, const std::string& word) {
    std::vector<WordPart> parts;
    const auto count = static_cast<std::uint32_t>(std::min<std::size_t>(word.size(), WordCache::kMaximumParts));
    for (std::uint32_t i = 0; i < count; ++i)
        parts.push_back({number, i + 1});
    return parts;
}

bool isOf(int number, const std::string& word, const WordCache::Parts& found, std::size_t count) {
    const auto expected = partsOf(number, word);
    bool isEqual = count == expected.size();
    for (std::size_t i = 0; isEqual && i < count; ++i)
        isEqual = found[i].id == expected[i].id && found[i].end == expected[i].end;
    return isEqual;
}

} // namespace

class TestWordCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasStoredIsFound() {
        const WordCache cache;
        WordCache::Parts found;
        QCOMPARE(cache.find(WordCache::Key("word"), found), std::size_t{0});
        cache.store(WordCache::Key("word"), partsOf(7, "word"));
        QVERIFY(isOf(7, "word", found, cache.find(WordCache::Key("word"), found)));
        QCOMPARE(cache.find(WordCache::Key("ward"), found), std::size_t{0});
        QCOMPARE(cache.find(WordCache::Key(std::string_view("word\0", 5)), found), std::size_t{0}); // padding is not content
    }

    void whatDoesNotFitIsNotStored() {
        const WordCache cache;
        WordCache::Parts found;
        const std::string longest(WordCache::kMaximumBytes, 'x');
        QVERIFY(WordCache::Key(longest).isUsable());
        QVERIFY(!WordCache::Key(longest + "x").isUsable());
        QVERIFY(!WordCache::Key("").isUsable());
        cache.store(WordCache::Key("many"), std::vector<WordPart>(WordCache::kMaximumParts + 1));
        cache.store(WordCache::Key("large"), std::vector<WordPart>{{1 << 23, 5}});
        cache.store(WordCache::Key("none"), {});
        for (const char* word : {"many", "large", "none"})
            QCOMPARE(cache.find(WordCache::Key(word), found), std::size_t{0});
    }

    void threadsNeverSeeThePartsOfAnotherWord() {
        // More words than slots, so that slots change hands all the time.
        const WordCache cache;
        std::atomic<int> wrong = 0, hits = 0;
        const auto work = [&](int offset) {
            WordCache::Parts found;
            for (int i = 0; i < 60000; ++i) {
                const int number = (i * 7 + offset * 13) % 20000;
                const std::string word = "w" + std::to_string(number);
                const WordCache::Key key(word);
                const std::size_t count = cache.find(key, found);
                if (count > 0) {
                    ++hits;
                    wrong += isOf(number, word, found, count) ? 0 : 1;
                } else {
                    cache.store(key, partsOf(number, word));
                }
            }
        };
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back(work, i);
        }
        QCOMPARE(wrong.load(), 0);
        QVERIFY(hits.load() > 1000);
    }
};

QTEST_APPLESS_MAIN(TestWordCache)
#include "tst_word_cache.moc"
