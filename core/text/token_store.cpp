// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/token_store.h"

#include "core/base/expects.h"
#include "core/base/text_format.h"
#include "core/data/row_pages.h"
#include "core/text/added_tokens.h"
#include "core/text/text_template.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace cpw::text {

namespace {

using Tag = std::int16_t;

struct TaggedTokens {
    std::vector<std::int32_t> ids;
    std::vector<Tag> tags;
    bool operator==(const TaggedTokens&) const = default;
};

std::vector<std::string> specialPiecesOf(const Tokenizer& tokenizer) {
    std::vector<std::string> pieces;
    for (std::int32_t id = 0; id < tokenizer.vocabularySize(); ++id)
        if (tokenizer.isSpecial(id))
            pieces.emplace_back(tokenizer.piece(id));
    return pieces;
}

bool overlaps(const Token& token, const TextTemplate::Range& range) { return token.begin < range.end && token.end > range.begin; }

/// Appends the tokens of a segment. A token that holds a byte of the value belongs to the field.
void appendSegment(const Tokenizer& tokenizer, const TextTemplate::Segment& segment, Tag field, TaggedTokens& tokens) {
    for (const Token& token : tokenizer.encode(segment.text)) {
        tokens.ids.push_back(token.id);
        tokens.tags.push_back(overlaps(token, segment.value) ? field : kTemplateText);
    }
}

/// A segment with the space that stands before it in a sentence: byte-level tokenizers read it as a part of the word that follows.
TextTemplate::Segment withSpaceBefore(TextTemplate::Segment segment) {
    segment.text.insert(0, 1, ' ');
    ++segment.value.begin;
    ++segment.value.end;
    return segment;
}

/// A whole sentence with its special tokens; counts[segment] goes up by the segment's tokens where counts are wanted.
TaggedTokens tokenizeSentence(const Tokenizer& tokenizer, const TextTemplate& wording, const TextTemplate::Sentence& sentence,
                              std::span<std::uint64_t> counts = {}) {
    TaggedTokens tokens{{tokenizer.specials().first}, {kSpecialToken}};
    std::size_t segment = 0, begun = 0;
    for (const Token& token : tokenizer.encode(sentence.text)) {
        while (begun + 1 < wording.size() && token.begin >= sentence.starts[begun + 1])
            ++begun;
        if (!counts.empty())
            ++counts[begun];
        while (segment + 1 < wording.size() && token.begin >= sentence.values[segment].end &&
               token.end > sentence.values[segment + 1].begin)
            ++segment;
        tokens.ids.push_back(token.id);
        tokens.tags.push_back(overlaps(token, sentence.values[segment]) ? static_cast<Tag>(wording.field(segment)) : kTemplateText);
    }
    tokens.ids.push_back(tokenizer.specials().last);
    tokens.tags.push_back(kSpecialToken);
    return tokens;
}

/// What every store has: the data, the wording, the tokenizer.
class RenderedStore : public TokenStore {
public:
    RenderedStore(std::shared_ptr<const data::EncodedDataset> dataset, TextTemplate wording, std::shared_ptr<const Tokenizer> tokenizer)
        : m_dataset(std::move(dataset)), m_wording(std::move(wording)), m_tokenizer(std::move(tokenizer)) {}

    [[nodiscard]] std::string sentence(std::size_t row) const override { return rendered(row).text; }
    [[nodiscard]] const Tokenizer& tokenizer() const override { return *m_tokenizer; }
    [[nodiscard]] std::size_t longest() const override { return m_longest; }
    [[nodiscard]] std::size_t segmentCount() const override { return m_wording.size(); }
    [[nodiscard]] std::size_t longestRow() const { return m_longestRow; }

    [[nodiscard]] std::size_t rows() const { return m_dataset->table->rows(); }
    [[nodiscard]] const data::Column& column(std::size_t segment) const {
        return m_dataset->wordedColumn(m_wording.field(segment));
    }
    [[nodiscard]] const TextTemplate& wording() const { return m_wording; }
    [[nodiscard]] TextTemplate::Sentence rendered(std::size_t row) const {
        return m_wording.render([&](std::size_t field) { return m_dataset->wordedColumn(field).text(row); });
    }
    [[nodiscard]] TaggedTokens tokenizedWhole(std::size_t row, std::span<std::uint64_t> counts = {}) const {
        return tokenizeSentence(*m_tokenizer, m_wording, rendered(row), counts);
    }

    /// Goes over all rows once: the longest, and how many are above `limit`.
    [[nodiscard]] Result<std::size_t> measure(std::size_t limit, const std::stop_token& stop) {
        std::size_t above = 0;
        data::RowPages pages(*m_dataset, data::RowPages::Order::Ascending);
        for (std::size_t row = 0; row < rows(); ++row) {
            pages.read(row);
            if (row % 65536 == 0 && stop.stop_requested())
                return fail(ErrorCode::Stopped, "stopped while measuring the sentences");
            const std::size_t tokens = length(row);
            if (tokens > m_longest)
                m_longestRow = row;
            m_longest = std::max(m_longest, tokens);
            above += tokens > limit ? 1 : 0;
        }
        return above;
    }

private:
    std::shared_ptr<const data::EncodedDataset> m_dataset;
    TextTemplate m_wording;
    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::size_t m_longest = 0;
    std::size_t m_longestRow = 0;
};

/// Tokens of each segment for each distinct value; a row is the codes of its columns. Segments are joined by a space, which ends
/// every word; it is tokenised with the segment after it. The tokens of a sentence are those of its segments in turn, unless the
/// tokenizer sees no cut between the end of one segment and the start of the next (a template that puts blanks there).
class PiecewiseStore final : public RenderedStore {
public:
    using RenderedStore::RenderedStore;

    [[nodiscard]] Result<void> build(const std::stop_token& stop) {
        Edges before;
        for (std::size_t segment = 0; segment < wording().size(); ++segment) {
            const data::Column& values = column(segment);
            m_segments.push_back({values.codes.span(), {m_tokens.ids.size()}});
            m_segments.back().offsets.reserve(values.values.size() + 1);
            Edges edges;
            for (std::size_t code = 0; code < values.values.size(); ++code) {
                if (code % 1024 == 0 && stop.stop_requested())
                    return fail(ErrorCode::Stopped, "stopped while tokenising the values of {}", values.name);
                TextTemplate::Segment text = wording().renderSegment(segment, values.values[code]);
                edges.addStart(text.text);
                if (code == 0)
                    m_readsSpaces = m_readsSpaces || tokenIds(text) != tokenIds(withSpaceBefore(text));
                if (segment > 0)
                    text = withSpaceBefore(std::move(text));
                edges.addEnd(text.text);
                appendSegment(tokenizer(), text, static_cast<Tag>(wording().field(segment)), m_tokens);
                m_segments.back().offsets.push_back(m_tokens.ids.size());
            }
            m_isCut = m_isCut && (segment == 0 || areCut(before, edges));
            before = std::move(edges);
        }
        return {};
    }

    /// False when some rows could have other tokens as whole sentences.
    [[nodiscard]] bool isCut() const { return m_isCut; }

    [[nodiscard]] std::size_t length(std::size_t row) const override {
        std::size_t tokens = 2;
        for (const SegmentTokens& segment : m_segments) {
            const auto code = static_cast<std::size_t>(segment.codes[row]);
            tokens += segment.offsets[code + 1] - segment.offsets[code];
        }
        return tokens;
    }

    void assemble(std::size_t row, std::span<std::int32_t> ids, std::span<Tag> fields) const override {
        assembleSegments(row, [this](std::size_t i) -> const SegmentTokens& { return m_segments[i]; }, ids, fields);
    }

    void assembleInOrder(std::size_t row, std::span<const std::uint32_t> segments, std::span<std::int32_t> ids,
                         std::span<Tag> fields) const override {
        expects(segments.size() == m_segments.size(), "an order of {} segments, the sentence has {}", segments.size(), m_segments.size());
        assembleSegments(row, [&](std::size_t i) -> const SegmentTokens& { return m_segments[segments[i]]; }, ids, fields);
    }

    [[nodiscard]] std::vector<SegmentTotal> segmentTotals() const override {
        std::vector<SegmentTotal> totals;
        for (std::size_t i = 0; i < m_segments.size(); ++i) {
            SegmentTotal total{wording().field(i), 0};
            const auto& offsets = m_segments[i].offsets;
            data::visitCodes(column(i), [&](std::int32_t code) {
                total.tokens += offsets[static_cast<std::size_t>(code) + 1] - offsets[static_cast<std::size_t>(code)];
            });
            totals.push_back(total);
        }
        return totals;
    }

    [[nodiscard]] bool isPiecewise() const override { return true; }
    [[nodiscard]] bool canReorder() const override { return !m_readsSpaces; }

    [[nodiscard]] bool equalsWhole(std::size_t row) const {
        TaggedTokens assembled{std::vector<std::int32_t>(length(row)), std::vector<Tag>(length(row))};
        assemble(row, assembled.ids, assembled.tags);
        return assembled == tokenizedWhole(row);
    }

private:
    struct SegmentTokens {
        std::span<const std::int32_t> codes;  ///< [rows]
        std::vector<std::uint64_t> offsets;   ///< [distinct values + 1], into m_tokens
    };

    /// segmentAt(i): the segment at place i of the sentence.
    template <class SegmentAt>
    void assembleSegments(std::size_t row, SegmentAt segmentAt, std::span<std::int32_t> ids, std::span<Tag> fields) const {
        expects(ids.size() == length(row), "room for {} tokens, row {} has {}", ids.size(), row, length(row));
        expects(fields.empty() || fields.size() == ids.size(), "{} field entries for {} tokens", fields.size(), ids.size());
        ids.front() = tokenizer().specials().first;
        ids.back() = tokenizer().specials().last;
        if (!fields.empty())
            fields.front() = fields.back() = kSpecialToken;
        std::size_t at = 1;
        for (std::size_t i = 0; i < m_segments.size(); ++i) {
            const SegmentTokens& segment = segmentAt(i);
            const auto code = static_cast<std::size_t>(segment.codes[row]);
            const std::size_t from = segment.offsets[code];
            const std::size_t count = segment.offsets[code + 1] - from;
            std::copy_n(m_tokens.ids.data() + from, count, ids.data() + at);
            if (!fields.empty())
                std::copy_n(m_tokens.tags.data() + from, count, fields.data() + at);
            at += count;
        }
    }

    [[nodiscard]] std::vector<std::int32_t> tokenIds(const TextTemplate::Segment& segment) const {
        std::vector<std::int32_t> ids;
        for (const Token& token : tokenizer().encode(segment.text))
            ids.push_back(token.id);
        return ids;
    }

    /// The ways in which the texts of a segment start and end, one example of each: with a blank, without, or empty.
    struct Edges {
        std::array<std::optional<std::string>, 3> starts;
        std::array<std::optional<std::string>, 3> ends;

        void addStart(const std::string& text) { add(starts, text, text.empty() ? 2 : blanksAtStart(text) > 0 ? 1 : 0); }
        void addEnd(const std::string& text) { add(ends, text, text.empty() ? 2 : blanksAtEnd(text) < text.size() ? 1 : 0); }
        static void add(std::array<std::optional<std::string>, 3>& examples, const std::string& text, std::size_t kind) {
            if (!examples[kind])
                examples[kind] = text;
        }
    };
    [[nodiscard]] bool areCut(const Edges& before, const Edges& after) const {
        for (const auto& end : before.ends)
            for (const auto& start : after.starts)
                if (end && start && !tokenizer().isCutBetween(*end, *start))
                    return false;
        return true;
    }

    std::vector<SegmentTokens> m_segments;
    TaggedTokens m_tokens;
    bool m_isCut = true;
    bool m_readsSpaces = false; ///< some segment has other tokens after a space
};

/// Tokens of every row one after the other; `Id` is 16 bits wide where the vocabulary allows it.
template <class Id>
class SentenceStore final : public RenderedStore {
public:
    using RenderedStore::RenderedStore;

    [[nodiscard]] Result<void> build(const std::stop_token& stop) {
        m_offsets.reserve(rows() + 1);
        m_segmentTokens.assign(wording().size(), 0);
        for (std::size_t row = 0; row < rows(); ++row) {
            if (row % 1024 == 0 && stop.stop_requested())
                return fail(ErrorCode::Stopped, "stopped while tokenising the sentences");
            const TaggedTokens tokens = tokenizedWhole(row, m_segmentTokens);
            for (const std::int32_t id : tokens.ids)
                m_ids.push_back(static_cast<Id>(id));
            m_tags.insert(m_tags.end(), tokens.tags.begin(), tokens.tags.end());
            m_offsets.push_back(m_ids.size());
        }
        m_ids.shrink_to_fit();
        m_tags.shrink_to_fit();
        return {};
    }

    [[nodiscard]] std::size_t length(std::size_t row) const override { return m_offsets[row + 1] - m_offsets[row]; }

    void assemble(std::size_t row, std::span<std::int32_t> ids, std::span<Tag> fields) const override {
        expects(ids.size() == length(row), "room for {} tokens, row {} has {}", ids.size(), row, length(row));
        expects(fields.empty() || fields.size() == ids.size(), "{} field entries for {} tokens", fields.size(), ids.size());
        std::copy_n(m_ids.data() + m_offsets[row], ids.size(), ids.data());
        std::copy_n(m_tags.data() + m_offsets[row], fields.size(), fields.data());
    }

    void assembleInOrder(std::size_t row, std::span<const std::uint32_t>, std::span<std::int32_t>, std::span<Tag>) const override {
        expects(false, "row {} is stored as a whole sentence, its segments have one order", row);
    }

    [[nodiscard]] std::vector<SegmentTotal> segmentTotals() const override {
        std::vector<SegmentTotal> totals;
        for (std::size_t i = 0; i < m_segmentTokens.size(); ++i)
            totals.push_back({wording().field(i), m_segmentTokens[i]});
        return totals;
    }

    [[nodiscard]] bool isPiecewise() const override { return false; }
    [[nodiscard]] bool canReorder() const override { return false; }

private:
    std::vector<Id> m_ids;
    std::vector<Tag> m_tags;
    std::vector<std::uint64_t> m_offsets{0};
    std::vector<std::uint64_t> m_segmentTokens; ///< of all rows, by segment
};

constexpr std::size_t kSpreadSample = 256;
constexpr std::size_t kUnusualSample = 256;

bool isUnusual(std::string_view value) {
    return std::ranges::any_of(value, [](char c) {
        const bool isPlain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == ' ';
        return !isPlain;
    });
}

/// For each column some rows whose values hold anything but ASCII letters, digits and spaces, each such value once.
void addUnusualRows(const PiecewiseStore& store, std::vector<std::size_t>& sample) {
    for (std::size_t segment = 0; segment < store.wording().size(); ++segment) {
        const data::Column& column = store.column(segment);
        std::vector<bool> isWanted(column.values.size());
        std::size_t wanted = 0;
        for (std::size_t code = 0; code < isWanted.size() && wanted < kUnusualSample; ++code) {
            isWanted[code] = isUnusual(column.values[code]);
            wanted += isWanted[code] ? 1 : 0;
        }
        for (std::size_t row = 0; row < store.rows() && wanted > 0; ++row) {
            const auto code = static_cast<std::size_t>(column.codes[row]);
            if (!isWanted[code])
                continue;
            isWanted[code] = false;
            --wanted;
            sample.push_back(row);
        }
    }
}

std::vector<std::size_t> sampleRows(const PiecewiseStore& store) {
    std::vector<std::size_t> sample;
    const std::size_t spread = std::min(kSpreadSample, store.rows());
    for (std::size_t i = 0; i < spread; ++i)
        sample.push_back(i * store.rows() / spread);
    addUnusualRows(store, sample);
    return sample;
}

Result<std::shared_ptr<const TokenStore>> checkedLength(std::shared_ptr<RenderedStore> store, std::size_t maximumTokens,
                                                        const std::stop_token& stop) {
    const std::size_t limit = maximumTokens == 0 ? std::numeric_limits<std::size_t>::max() : maximumTokens;
    CPW_TRY(above, store->measure(limit, stop));
    if (above > 0)
        return badInput("{} of {} rows have more than {} tokens, the limit of the language model; the longest is row {} with {}. "
                        "Word fewer fields, shorten the template, or take a model with more positions",
                        withThousands(static_cast<std::int64_t>(above)), withThousands(static_cast<std::int64_t>(store->rows())),
                        maximumTokens, store->longestRow(), store->longest());
    return store;
}

template <class Store, class... Args>
Result<std::shared_ptr<RenderedStore>> built(const std::stop_token& stop, Args&&... args) {
    auto store = std::make_shared<Store>(std::forward<Args>(args)...);
    CPW_TRY_VOID(store->build(stop));
    return store;
}

} // namespace

Result<std::shared_ptr<const TokenStore>> buildTokenStore(std::shared_ptr<const data::EncodedDataset> dataset,
                                                          const spec::TemplateSpec& wording, std::shared_ptr<const Tokenizer> tokenizer,
                                                          std::size_t maximumTokens, std::stop_token stop) {
    const std::vector<std::string> names = dataset->table->columnNames();
    expects(names.size() <= static_cast<std::size_t>(std::numeric_limits<Tag>::max()), "{} fields", names.size());
    CPW_TRY(parsed, TextTemplate::make(wording, names, specialPiecesOf(*tokenizer)));
    auto piecewise = std::make_shared<PiecewiseStore>(dataset, parsed, tokenizer);
    CPW_TRY_VOID(piecewise->build(stop));
    if (piecewise->isCut() && std::ranges::all_of(sampleRows(*piecewise), [&](std::size_t row) { return piecewise->equalsWhole(row); }))
        return checkedLength(std::move(piecewise), maximumTokens, stop);
    piecewise.reset();
    const bool fits16Bits = tokenizer->vocabularySize() <= 65536;
    CPW_TRY(whole, fits16Bits ? built<SentenceStore<std::uint16_t>>(stop, dataset, parsed, tokenizer)
                              : built<SentenceStore<std::int32_t>>(stop, dataset, parsed, tokenizer));
    return checkedLength(std::move(whole), maximumTokens, stop);
}

Result<SentenceTokens> tokenizeValues(const std::vector<std::string>& fieldNames, const std::vector<std::string>& values,
                                      const spec::TemplateSpec& wording, const Tokenizer& tokenizer) {
    if (values.size() != fieldNames.size())
        return badInput("{} values for {} fields; give one value for each field", values.size(), fieldNames.size());
    CPW_TRY(parsed, TextTemplate::make(wording, fieldNames, specialPiecesOf(tokenizer)));
    const TextTemplate::Sentence sentence = parsed.render([&](std::size_t field) { return std::string_view(values[field]); });
    TaggedTokens tokens = tokenizeSentence(tokenizer, parsed, sentence);
    return SentenceTokens{sentence.text, std::move(tokens.ids), std::move(tokens.tags)};
}

} // namespace cpw::text
