// SPDX-License-Identifier: GPL-3.0-or-later
// rankRows of score_facts.h.
#include "core/base/ascii_case.h"
#include "core/base/random.h"
#include "core/engine/score_facts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace cpw::engine {
namespace {

constexpr std::uint64_t kOrderStream = 0x726F776F72646572ULL;

/// Training rows with the row's rarest value.
std::uint64_t rarestOf(const InspectedData& data, std::uint32_t row) {
    std::uint64_t rarest = UINT64_MAX;
    for (std::size_t field = 0; field < data.dataset().fieldCount(); ++field)
        rarest = std::min(rarest, data.trainingRowsOf(field, row));
    return rarest;
}

/// By field and code: whether the text fits.
std::vector<std::vector<bool>> fittingCodes(const data::Table& table, const std::string& text) {
    std::vector<std::vector<bool>> fits;
    for (const auto& column : table.columns) {
        auto& codes = fits.emplace_back(column.values.size());
        for (std::size_t code = 0; code < codes.size(); ++code)
            codes[code] = containsIgnoringCase(column.values[code], text);
    }
    return fits;
}

/// Whether a value of a list, or the text itself, is the one asked for.
bool hasValue(const InspectedData& data, const api::FieldEdit& wanted, std::uint32_t row) {
    const auto field = static_cast<std::size_t>(wanted.field);
    const auto text = data.dataset().table->columns[field].text(row);
    if (text == wanted.value)
        return true;
    if (data.dataset().fields[field].coding.kind != data::FieldKind::List)
        return false;
    const auto values = data.dataset().fields[field].coding.list.split(text);
    return std::find(values.begin(), values.end(), wanted.value) != values.end();
}

bool needsScores(api::RowOrder order) {
    return order == api::RowOrder::LargestError || order == api::RowOrder::HighestProbability || order == api::RowOrder::LowestProbability;
}

/// Places among the part's rows that fit the question, in table order.
Result<std::vector<std::uint32_t>> matching(const InspectedData& data, const std::vector<std::uint32_t>& rows, const api::RowRankingQuestion& question) {
    if (question.onlyValue)
        CPW_TRY_VOID(data.checkField(question.onlyValue->field));
    std::vector<std::size_t> cells;
    if (question.onlyTailCell) {
        CPW_TRY(found, tailCellsOf(data, rows));
        cells = std::move(found);
    }
    const auto& table = *data.dataset().table;
    const auto fits = question.text.empty() ? std::vector<std::vector<bool>>{} : fittingCodes(table, question.text);
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        bool isFound = fits.empty();
        for (std::size_t field = 0; field < fits.size() && !isFound; ++field)
            isFound = fits[field][static_cast<std::size_t>(table.columns[field].codes[rows[i]])];
        isFound = isFound && (cells.empty() || cells[i] == static_cast<std::size_t>(*question.onlyTailCell));
        if (isFound && (!question.onlyValue || hasValue(data, *question.onlyValue, rows[i])))
            found.push_back(i);
    }
    std::ranges::sort(found, [&rows](std::uint32_t a, std::uint32_t b) { return rows[a] < rows[b]; });
    return found;
}

template <class Key>
void sortBy(std::vector<std::uint32_t>& places, Key key) {
    std::vector<std::pair<decltype(key(0U)), std::uint32_t>> keyed;
    for (const auto place : places)
        keyed.emplace_back(key(place), place);
    std::ranges::stable_sort(keyed, [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = keyed[i].second;
}

void shuffle(std::vector<std::uint32_t>& places, std::uint64_t seed) {
    const auto order = permutation(static_cast<std::uint32_t>(places.size()), CounterRandom(seed, kOrderStream));
    std::vector<std::uint32_t> shuffled;
    for (const auto place : order)
        shuffled.push_back(places[place]);
    places = std::move(shuffled);
}

std::vector<std::uint32_t> windowOf(const std::vector<std::uint32_t>& places, const api::RowRankingQuestion& question) {
    const auto first = std::min(question.first, places.size());
    const auto count = std::min(question.count, places.size() - first);
    const auto begin = places.begin() + static_cast<std::ptrdiff_t>(first);
    return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

/// Those of the part where they are known, else of these rows alone; none where nobody wants them.
Result<std::vector<float>> windowScores(InspectedModel& model, const api::RowRankingQuestion& question, const std::vector<std::uint32_t>& rows,
                                        const std::vector<std::uint32_t>& places, const std::stop_token& stop) {
    std::vector<float> logits;
    if (const auto* known = model.knownScores(question.part)) {
        for (const auto place : places)
            logits.push_back((*known)[place]);
        return logits;
    }
    if (!question.wantsProbabilities)
        return logits;
    std::vector<std::uint32_t> window;
    for (const auto place : places)
        window.push_back(rows[place]);
    return model.scoreRows(window, question.onScored, stop);
}

} // namespace

Result<api::RowRanking> rankRows(InspectedModel& model, const api::RowRankingQuestion& question, std::stop_token stop) {
    const auto& data = model.data();
    CPW_TRY(part, data.partRows(question.part));
    const auto& rows = *part;
    CPW_TRY(places, matching(data, rows, question));
    const auto& labels = data.dataset().labels;
    if (needsScores(question.order)) {
        CPW_TRY(logits, model.scores(question.part, question.onScored, stop));
        sortBy(places, [&](std::uint32_t place) { // logits, for probabilities saturate; the margin of the truth rises as the error falls
            const auto logit = (*logits)[place];
            const bool isRising = question.order == api::RowOrder::LargestError ? labels[rows[place]] > 0.5F : question.order == api::RowOrder::LowestProbability;
            return isRising ? logit : -logit;
        });
    } else if (question.order == api::RowOrder::TailFirst) {
        sortBy(places, [&](std::uint32_t place) { return rarestOf(data, rows[place]); });
    } else if (question.order == api::RowOrder::Random) {
        shuffle(places, question.seed);
    }
    api::RowRanking ranking;
    ranking.matching = places.size();
    places = windowOf(places, question);
    CPW_TRY(logits, windowScores(model, question, rows, places, stop));
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto row = rows[places[i]];
        api::RankedRow ranked{row, labels[row] > 0.5F, logits.empty() ? std::numeric_limits<double>::quiet_NaN() : probabilityOf(logits[i]), rarestOf(data, row), {}};
        for (const auto& column : data.dataset().table->columns)
            ranked.values.emplace_back(column.text(row));
        ranking.rows.push_back(std::move(ranked));
    }
    return ranking;
}

} // namespace cpw::engine
