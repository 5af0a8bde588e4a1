// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"

namespace cpw::data {

/// What becomes of ratings whose user or item no other file describes.
enum class Unmatched { Drop, Keep };

} // namespace cpw::data

template <>
struct cpw::EnumNames<cpw::data::Unmatched> {
    using Kind = cpw::data::Unmatched;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Drop, "drop"}, {Kind::Keep, "keep"}};
};
