// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/spec_form.h"

#include <QString>

#include <string>
#include <vector>

namespace cpw::ui {

/// A change by one click that takes a problem away.
struct ProblemFix {
    QString text;      ///< of the button: "Use 16"
    std::string path;
    std::string value; ///< as `--set` has it; of no meaning where the option is taken away
    bool isRemoval = false;
    bool operator==(const ProblemFix&) const = default;
};

/// What a problem says that would be allowed: the nearest number of a range or a multiple, the nearest words of a list, the value
/// that its fix names, an unknown option removed. `field` is the option at the problem's path (null: the form has none), `typed`
/// what stands in its editor and is no value (empty: the option's value holds). At most three, the likeliest first.
[[nodiscard]] std::vector<ProblemFix> fixesOf(const Problem& problem, const api::FormField* field, const QString& typed = {});

} // namespace cpw::ui
