// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace cpw::data {

/// "Simon &amp; Schuster" to "Simon & Schuster": the entities of XML, the named letters of Latin-1 (HTML 4, section 24.2), a few
/// punctuation marks, and numbers (&#252; &#xFC;), as UTF-8. What is none stays as it is. One pass: "&amp;lt;" becomes "&lt;".
[[nodiscard]] std::string withoutEntities(std::string_view text);

} // namespace cpw::data
