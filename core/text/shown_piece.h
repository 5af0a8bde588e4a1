// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"

#include <string>

namespace cpw::text {

/// A token as people read it: "##ing" as "ing", the letters of a byte-level piece as the text they stand for.
[[nodiscard]] std::string shownPiece(const Tokenizer& tokenizer, std::int32_t id);

} // namespace cpw::text
