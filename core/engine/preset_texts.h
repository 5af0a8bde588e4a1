// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace cpw::engine {

/// The files of resources/presets as text, built in by CMake (preset_texts.cpp in the build folder).
extern const std::span<const char* const> kPresetTexts;

} // namespace cpw::engine
