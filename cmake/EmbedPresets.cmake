# SPDX-License-Identifier: GPL-3.0-or-later
# Writes preset_texts.cpp from resources/presets/*.json, so that the programs need no file beside them.

function(cpw_embed_presets output)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/resources/presets/*.json)
  list(SORT files)
  set(texts "")
  foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} text)
    string(APPEND texts "    R\"preset(${text})preset\",\n")
  endforeach()
  file(CONFIGURE OUTPUT ${output} @ONLY CONTENT
"// Made by CMake from resources/presets.
#include \"core/engine/preset_texts.h\"

namespace cpw::engine {
namespace {
constexpr const char* kTexts[] = {
@texts@};
} // namespace
const std::span<const char* const> kPresetTexts(kTexts);
} // namespace cpw::engine
")
endfunction()
