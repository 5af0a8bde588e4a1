// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/spec_form.h"

#include <QString>

namespace cpw::ui {

/// A value as an editor shows it: "1e-3", "a, b", "true".
[[nodiscard]] QString editedText(const OptionValue& value);
/// Text of an editor as `--set` has it: lists as JSON arrays, whatever else as it is. `kind` is a value of the option.
[[nodiscard]] std::string settingText(const QString& text, const OptionValue& kind);
/// The next value for an arrow key: 1.25 times as much where the option is logarithmic, else a step of one, a tenth for fractions.
[[nodiscard]] QString steppedText(const QString& text, const OptionSchema& schema, int steps);
/// "between 0 and 1", "at least 1"; empty without a limit.
[[nodiscard]] QString limitsText(const OptionSchema& schema);
/// A title or help of an option in the language of the window; the core has them in English.
[[nodiscard]] QString optionWords(const std::string& english);
/// When a change takes effect, in words.
[[nodiscard]] QString effectText(Effect effect);
/// What is wrong and what to do about it, with the option's title where the message has its key.
[[nodiscard]] QString problemText(const Problem& problem, const QString& title);

} // namespace cpw::ui
