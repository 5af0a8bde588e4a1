// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"

#include <QString>

#include <cstddef>
#include <string>
#include <vector>

namespace cpw::ui {

enum class LengthFixKind { RaiseMaximum, RaisePositions, LeaveOut };

/// A change by one click that makes fewer sentences too long.
struct LengthFix {
    LengthFixKind kind = LengthFixKind::RaiseMaximum;
    std::size_t tokens = 0; ///< the new maximum or number of positions
    std::string field;      ///< that leaves the sentence
    QString text;           ///< of the button
    QString toolTip;
};

/// How far sentences may reach, and by what.
struct LengthLimits {
    std::size_t limit = 0;     ///< in force
    std::size_t positions = 0; ///< of the language model, without a maximum of the user's
    bool isFromScratch = false; ///< the model is not pretrained: its number of positions is ours to choose
};

/// What helps when rows of `lengths` are over the limit, the mildest first; none when no row is. A maximum is raised as far as the model
/// has positions, positions only where the model is made from scratch, and the field with the most tokens leaves the sentence only
/// where others stay.
[[nodiscard]] std::vector<LengthFix> lengthFixes(const api::TokenLengths& lengths, const LengthLimits& limits);

} // namespace cpw::ui
