# SPDX-License-Identifier: GPL-3.0-or-later
# One program for each fuzz_*.cpp: a mutation loop, or libFuzzer with clang and -DCPW_LIBFUZZER=ON. ctest runs each for a few seconds.

file(GLOB cpw_fuzz_sources CONFIGURE_DEPENDS fuzz/fuzz_*.cpp)
foreach(source IN LISTS cpw_fuzz_sources)
  get_filename_component(name ${source} NAME_WE)
  string(REPLACE "fuzz_" "" corpus ${name})
  add_executable(${name} ${source})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE cpw_exchange cpw_data cpw_weights cpw_base cpw_test_data nlohmann_json::nlohmann_json cpw_warnings)
  target_precompile_headers(${name} REUSE_FROM cpw_base)
  if(name STREQUAL "fuzz_plm_config") # the files of their folder that need no LibTorch
    file(GLOB cpw_config_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/core/plm/*config*.cpp)
    target_sources(${name} PRIVATE ${cpw_config_sources})
  endif()
  if(CPW_LIBFUZZER)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(${name} PRIVATE fuzz/mutation_loop.cpp)
    add_test(NAME ${name} COMMAND ${name} ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus/${corpus} 5000 1)
    set_tests_properties(${name} PROPERTIES LABELS fuzz TIMEOUT 300)
  endif()
endforeach()
