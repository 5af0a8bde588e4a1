// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wordpiece_trainer.h"

#include "core/base/random.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <map>
#include <queue>
#include <tuple>
#include <unordered_map>

namespace cpw::text {

namespace {

using Piece = std::int32_t;
constexpr const char* kSpecials[] = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
constexpr std::size_t kLongestWord = 100; ///< characters; the tokenizer makes longer words unknown

std::vector<char32_t> charactersOf(const std::string& word) {
    std::vector<char32_t> characters;
    for (std::size_t i = 0; i < word.size();) {
        const CodePoint c = decodeUtf8(word, i);
        characters.push_back(c.value);
        i += c.bytes;
    }
    return characters;
}

std::string formOf(char32_t c, bool isContinuation) {
    std::string form = isContinuation ? "##" : "";
    appendUtf8(form, c);
    return form;
}

/// "ab" + "##c" = "abc", "##b" + "##c" = "##bc".
std::string mergedOf(const std::string& left, const std::string& right) { return left + right.substr(2); }

struct FormCount {
    char32_t character = 0;
    bool isContinuation = false;
    std::uint64_t count = 0;
    std::uint64_t characterCount = 0;
};

/// Every form of every kept character, best first: forms that occur by count, then the rest by the count of the character.
std::vector<FormCount> alphabetOf(const std::vector<WordCount>& words) {
    std::map<char32_t, std::uint64_t> counts[2];
    for (const WordCount& word : words) {
        bool isContinuation = false;
        for (const char32_t c : charactersOf(word.word)) {
            counts[isContinuation ? 1 : 0][c] += word.count;
            isContinuation = true;
        }
    }
    std::map<char32_t, std::uint64_t> totals = counts[0];
    for (const auto& [c, count] : counts[1])
        totals[c] += count;
    std::vector<std::pair<char32_t, std::uint64_t>> kept(totals.begin(), totals.end());
    std::ranges::stable_sort(kept, std::ranges::greater{}, [](const auto& entry) { return entry.second; });
    kept.resize(std::min(kept.size(), kMaximumAlphabet));

    std::vector<FormCount> forms;
    for (const auto& [c, total] : kept)
        for (const bool isContinuation : {false, true})
            if (!isContinuation || !(isPunctuation(c) || isIdeograph(c))) // those are words by themselves
                forms.push_back({c, isContinuation, counts[isContinuation ? 1 : 0][c], total});
    std::ranges::stable_sort(forms, [](const FormCount& a, const FormCount& b) {
        if (a.count != b.count)
            return a.count > b.count;
        if (a.count == 0 && a.characterCount != b.characterCount)
            return a.characterCount > b.characterCount;
        return std::pair(a.character, a.isContinuation) < std::pair(b.character, b.isContinuation);
    });
    return forms;
}

/// Merges pairs of pieces with counts kept up to date. The queue may hold outdated, too high counts; they are corrected when met.
class Merger {
public:
    Merger(std::vector<std::string> pieces, std::size_t vocabularySize, std::int64_t minimumCount)
        : m_pieces(std::move(pieces)), m_vocabularySize(vocabularySize), m_minimumCount(minimumCount) {
        for (std::size_t id = 0; id < m_pieces.size(); ++id)
            m_ids.emplace(m_pieces[id], static_cast<Piece>(id));
    }

    /// Words with a character outside the alphabet take no part, as they will be unknown.
    void addWord(const WordCount& counted) {
        std::vector<Piece> symbols;
        for (const char32_t c : charactersOf(counted.word)) {
            const auto found = m_ids.find(formOf(c, !symbols.empty()));
            if (found == m_ids.end())
                return;
            symbols.push_back(found->second);
        }
        if (symbols.size() > kLongestWord)
            return;
        m_words.push_back({std::move(symbols), static_cast<std::int64_t>(counted.count)});
        countPairs(m_words.size() - 1, 1);
    }

    [[nodiscard]] Result<std::vector<std::string>> merge(const std::stop_token& stop) {
        queueTouched();
        while (m_pieces.size() < m_vocabularySize && !m_queue.empty()) {
            if (stop.stop_requested())
                return fail(ErrorCode::Stopped, "stopped while training the vocabulary, at {} pieces", m_pieces.size());
            const Candidate best = m_queue.top();
            m_queue.pop();
            const std::int64_t count = m_pairs.at(best.pair).count;
            if (count < m_minimumCount)
                continue;
            if (count == best.count)
                mergePair(best);
            else
                m_queue.push({count, best.merged, best.left, best.pair});
        }
        return std::move(m_pieces);
    }

private:
    using PairKey = std::uint64_t;
    struct PairKeyHash {
        std::size_t operator()(PairKey key) const { return mix64(key); }
    };
    struct CountedWord {
        std::vector<Piece> symbols;
        std::int64_t count = 0;
    };
    struct Pair {
        std::int64_t count = 0;
        std::vector<std::uint32_t> words; ///< where it is or was
        bool isTouched = false;
    };
    struct Candidate {
        std::int64_t count = 0;
        std::string merged;
        std::string left;
        PairKey pair = 0;

        /// "Is worse than", for the queue.
        bool operator<(const Candidate& other) const {
            if (count != other.count)
                return count < other.count;
            return std::tie(merged, left) > std::tie(other.merged, other.left);
        }
    };

    static PairKey keyOf(Piece left, Piece right) {
        return static_cast<PairKey>(static_cast<std::uint32_t>(left)) << 32 | static_cast<std::uint32_t>(right);
    }
    static Piece leftOf(PairKey key) { return static_cast<Piece>(key >> 32); }
    static Piece rightOf(PairKey key) { return static_cast<Piece>(key & 0xFFFFFFFFU); }

    void countPairs(std::size_t word, int sign) {
        const CountedWord& counted = m_words[word];
        for (std::size_t i = 0; i + 1 < counted.symbols.size(); ++i) {
            const PairKey key = keyOf(counted.symbols[i], counted.symbols[i + 1]);
            Pair& pair = m_pairs[key];
            pair.count += sign * counted.count;
            if (sign < 0)
                continue;
            if (pair.words.empty() || pair.words.back() != word)
                pair.words.push_back(static_cast<std::uint32_t>(word));
            if (!pair.isTouched)
                m_touched.push_back(key);
            pair.isTouched = true;
        }
    }

    void queueTouched() {
        for (const PairKey key : m_touched) {
            Pair& pair = m_pairs.at(key);
            pair.isTouched = false;
            const std::string& left = m_pieces[static_cast<std::size_t>(leftOf(key))];
            if (pair.count >= m_minimumCount)
                m_queue.push({pair.count, mergedOf(left, m_pieces[static_cast<std::size_t>(rightOf(key))]), left, key});
        }
        m_touched.clear();
    }

    void mergePair(const Candidate& best) {
        const auto [found, isNew] = m_ids.emplace(best.merged, static_cast<Piece>(m_pieces.size()));
        if (isNew)
            m_pieces.push_back(best.merged);
        std::vector<std::uint32_t> words = std::move(m_pairs.at(best.pair).words);
        m_pairs.at(best.pair).words.clear();
        std::ranges::sort(words);
        words.erase(std::ranges::unique(words).begin(), words.end());
        for (const std::uint32_t word : words) {
            countPairs(word, -1);
            mergeIn(m_words[word].symbols, best.pair, found->second);
            countPairs(word, 1);
        }
        queueTouched();
    }

    static void mergeIn(std::vector<Piece>& symbols, PairKey pair, Piece merged) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < symbols.size(); ++kept) {
            const bool isPair = i + 1 < symbols.size() && keyOf(symbols[i], symbols[i + 1]) == pair;
            symbols[kept] = isPair ? merged : symbols[i];
            i += isPair ? 2 : 1;
        }
        symbols.resize(kept);
    }

    std::vector<std::string> m_pieces;
    std::size_t m_vocabularySize;
    std::int64_t m_minimumCount;
    std::unordered_map<std::string, Piece> m_ids;
    std::vector<CountedWord> m_words;
    std::unordered_map<PairKey, Pair, PairKeyHash> m_pairs;
    std::vector<PairKey> m_touched;
    std::priority_queue<Candidate> m_queue;
};

} // namespace

Result<std::vector<std::string>> trainWordPiece(std::vector<WordCount> words, const WordPieceTrainerOptions& options,
                                                std::stop_token stop) {
    std::ranges::sort(words, {}, &WordCount::word);
    std::vector<std::string> pieces(std::begin(kSpecials), std::end(kSpecials));
    const std::vector<FormCount> alphabet = alphabetOf(words);
    if (alphabet.empty())
        return badInput("there is no text to train a vocabulary on; the training rows hold no words");
    if (options.vocabularySize <= static_cast<int>(pieces.size()))
        return badInput("a vocabulary of {} pieces cannot hold the five special tokens and a character; allow more",
                        options.vocabularySize);
    const auto limit = static_cast<std::size_t>(options.vocabularySize);
    for (const FormCount& form : alphabet)
        if (pieces.size() < limit)
            pieces.push_back(formOf(form.character, form.isContinuation));
    Merger merger(std::move(pieces), limit, std::max<std::int64_t>(1, options.minimumPairCount));
    for (const WordCount& word : words)
        merger.addWord(word);
    return merger.merge(stop);
}

} // namespace cpw::text
