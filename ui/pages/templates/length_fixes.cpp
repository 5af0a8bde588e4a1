// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/templates/length_fixes.h"

#include "ui/text/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr std::size_t kMostPositions = 8192;

struct LengthTexts {
    Q_DECLARE_TR_FUNCTIONS(LengthTexts)
};

QString rowsLeft(std::uint64_t rows) {
    if (rows <= 1)
        return rows == 0 ? LengthTexts::tr("No row is too long then.") : LengthTexts::tr("One row stays too long.");
    return LengthTexts::tr("%1 rows stay too long.").arg(countText(static_cast<std::int64_t>(rows)));
}

} // namespace

std::vector<LengthFix> lengthFixes(const api::TokenLengths& lengths, const LengthLimits& limits) {
    std::vector<LengthFix> fixes;
    if (lengths.counts.empty() || lengths.above(limits.limit) == 0)
        return fixes;
    const std::size_t longest = lengths.counts.size() - 1;
    if (const auto reach = std::min(longest, limits.positions); reach > limits.limit)
        fixes.push_back({LengthFixKind::RaiseMaximum, reach, {}, LengthTexts::tr("Raise the maximum to %1").arg(reach), rowsLeft(lengths.above(reach))});
    if (const auto reach = std::min(longest, kMostPositions); limits.isFromScratch && limits.limit == limits.positions && reach > limits.positions)
        fixes.push_back({LengthFixKind::RaisePositions, reach, {}, LengthTexts::tr("Give the model %1 positions").arg(reach),
                         LengthTexts::tr("The language model is made from scratch; a row of its position table is one more token that it can read.") +
                             QLatin1Char(' ') + rowsLeft(lengths.above(reach))});
    const auto most = std::max_element(lengths.segments.begin(), lengths.segments.end(), [](const auto& a, const auto& b) { return a.tokens < b.tokens; });
    if (lengths.segments.size() > 1)
        fixes.push_back({LengthFixKind::LeaveOut, 0, most->field, LengthTexts::tr("Leave %1 out").arg(qstr(most->field)),
                         LengthTexts::tr("It takes most of the sentence: %1 tokens of a row in the mean. The CTR model reads the field as before.")
                             .arg(QString::number(most->tokens, 'f', 1))});
    return fixes;
}

} // namespace cpw::ui
