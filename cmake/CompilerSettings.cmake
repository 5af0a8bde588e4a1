# SPDX-License-Identifier: GPL-3.0-or-later
# Compiler cache, linker, warnings and sanitizers for every target.

find_program(CPW_CCACHE ccache)
if(CPW_CCACHE)
  # Precompiled headers need these sloppiness values; the base folder makes hits survive a move of the checkout, and so does that each
  # precompiled header is named as <cmake/precompiled/...>: CMake would write a path into the file that it compiles.
  # A precompiled header has up to 660 MB: with the inode cache it is hashed once, not once for each file (0.7 s).
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=true CCACHE_INODECACHE=true
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CPW_CCACHE})
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()

# A fast linker. Not mold 1 (Debian 12): depending on the sizes of sections it made programs that do not start ("cannot apply additional memory
# protection after relocation") and, told to leave that protection out, linked without end.
find_program(CPW_MOLD mold)
if(CPW_MOLD)
  execute_process(COMMAND ${CPW_MOLD} --version OUTPUT_VARIABLE mold_version)
  string(REGEX MATCH "mold ([0-9]+)" mold_version "${mold_version}")
  set(mold_version "${CMAKE_MATCH_1}")
endif()
find_program(CPW_GOLD ld.gold)
if(CPW_MOLD AND mold_version GREATER_EQUAL 2 AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12.1)
  add_link_options(-fuse-ld=mold)
elseif(CPW_GOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=gold)
endif()

# Each of some two hundred programs holds the debug information of all that it links: compressed, they take half the room on the disk.
if(CPW_MOLD OR CPW_GOLD)
  add_link_options($<$<CONFIG:RelWithDebInfo>:-Wl,--compress-debug-sections=zlib>)
endif()

if(CPW_SANITIZE) # compiled in half the time, and its tests last a minute either way
  set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1 -fno-omit-frame-pointer")
else()
  set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -fno-omit-frame-pointer")
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")

# Each file that reads LibTorch begins with 3 s in which the compiler instantiates what its headers' inline functions use, and with CLI11 it takes
# 5 s: eight files as one pay that once. So names in nameless namespaces must differ within a library.
set(CMAKE_UNITY_BUILD ${CPW_UNITY_BUILD})
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)
set(CMAKE_UNITY_BUILD_RELOCATABLE ON) # from CMake 4 on: the compiler cache answers in any checkout

add_library(cpw_warnings INTERFACE)
target_compile_options(cpw_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns falsely about std::string::insert (GCC bug 105651), and about other copies of strings where a precompiled header has them.
  target_compile_options(cpw_warnings INTERFACE -Wno-restrict -Wno-array-bounds)
  if(CPW_SANITIZE)
    # With sanitizers it takes what an empty optional or another alternative of a variant would hold for used before it was made.
    target_compile_options(cpw_warnings INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
if(CPW_WARNINGS_AS_ERRORS)
  target_compile_options(cpw_warnings INTERFACE -Werror)
endif()

if(CPW_SANITIZE)
  add_compile_options(-fsanitize=${CPW_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CPW_SANITIZE})
endif()

# libFuzzer steers by what the code under test runs through, so everything is compiled for it, not the targets alone.
option(CPW_LIBFUZZER "Build the fuzz targets with libFuzzer (clang)" OFF)
if(CPW_LIBFUZZER)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "CPW_LIBFUZZER needs clang, and the compiler is ${CMAKE_CXX_COMPILER_ID}; use cmake --preset fuzz (Debian 12: clang-16 libfuzzer-16-dev; clang 14 cannot read the ranges of libstdc++ 12)")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
