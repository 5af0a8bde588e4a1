// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/spec/text_spec.h"

#include <string>
#include <string_view>
#include <vector>

namespace cpw::api {

/// A template as one text with the fields in braces: "User ID is {User ID}. Age is {Age}." An empty template words all `fields`.
[[nodiscard]] std::string templateText(const spec::TemplateSpec& text, const std::vector<std::string>& fields);

/// The template that such a text stands for; names and value wording of `before` are kept. Segments are cut after the last sentence
/// end between two fields, else at the first blank, and line ends count as blanks, so that putting them together gives the text
/// again. Fails on an unknown field, a field that stands there twice, braces that do not match, two fields without a blank between
/// them, a text without fields.
[[nodiscard]] Result<spec::TemplateSpec> templateFromText(std::string_view text, const spec::TemplateSpec& before,
                                                          const std::vector<std::string>& fields);

/// The template with every field it words written out: one entry for each segment.
[[nodiscard]] spec::TemplateSpec withAllFields(spec::TemplateSpec text, const std::vector<std::string>& fields);

} // namespace cpw::api
