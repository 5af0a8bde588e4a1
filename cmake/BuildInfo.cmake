# SPDX-License-Identifier: GPL-3.0-or-later
# Run at each build: writes OUTPUT with the commit of SOURCE, and only when that has changed.
#   cmake -DOUTPUT=build_info.cpp -DSOURCE=ROOT -DVERSION=0.1.0 -DCOMPILER="GCC 12.2.0" -P BuildInfo.cmake

find_program(GIT git)
set(commit "")
if(GIT)
  execute_process(COMMAND ${GIT} -C ${SOURCE} rev-parse --short=10 HEAD OUTPUT_VARIABLE hash RESULT_VARIABLE code OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(code EQUAL 0)
    execute_process(COMMAND ${GIT} -C ${SOURCE} status --porcelain --untracked-files=no OUTPUT_VARIABLE changes ERROR_QUIET)
    set(commit ", commit ${hash}")
    if(NOT changes STREQUAL "")
      string(APPEND commit " with changes")
    endif()
  endif()
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT
"// Made by cmake/BuildInfo.cmake.
#include \"app/shared/build_info.h\"

namespace cpw::app {

const char* buildInfo() {
    return \"ClickPrompt Workbench @VERSION@@commit@, @COMPILER@\";
}

} // namespace cpw::app
")
