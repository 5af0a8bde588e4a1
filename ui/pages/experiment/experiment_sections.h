// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/spec_form.h"
#include "ui/pages/experiment/step_strip.h"

#include <string>
#include <vector>

namespace cpw::ui {

/// The sections of the strip: data, text, model, each stage, run. "queue" comes after them and is not of the spec.
[[nodiscard]] std::vector<StepItem> sectionItems(const api::RunSpec& spec, const std::vector<Problem>& problems);
/// Section of an option or group by its path.
[[nodiscard]] std::string sectionOf(const std::string& path);
/// The groups that a section shows.
[[nodiscard]] std::vector<api::FormGroup> sectionGroups(const api::FormGroup& form, const std::string& section);
/// What a group is set to in a word: its kind, else its first choice, else the number it begins with;
/// empty: none of them.
[[nodiscard]] QString groupSummary(const api::FormGroup& group);

} // namespace cpw::ui
