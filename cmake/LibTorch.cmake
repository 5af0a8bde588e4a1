# SPDX-License-Identifier: GPL-3.0-or-later
# Target cpw::torch from the pip wheel or an unpacked LibTorch.
# Not find_package(Torch): on a CUDA wheel that demands nvcc although no CUDA source is compiled here.

if(NOT CPW_TORCH_DIR)
  file(GLOB cpw_torch_candidates ${CMAKE_SOURCE_DIR}/.deps/torch/lib/python3*/site-packages/torch)
  list(LENGTH cpw_torch_candidates cpw_torch_count)
  if(cpw_torch_count GREATER 0)
    list(GET cpw_torch_candidates 0 CPW_TORCH_FOUND)
  endif()
else()
  set(CPW_TORCH_FOUND ${CPW_TORCH_DIR})
endif()
if(NOT CPW_TORCH_FOUND OR NOT EXISTS ${CPW_TORCH_FOUND}/lib/libtorch_cpu.so)
  message(FATAL_ERROR "LibTorch was not found (looked in .deps/torch and in CPW_TORCH_DIR='${CPW_TORCH_DIR}'). "
                      "Run ./run.sh --build once, or give -DCPW_TORCH_DIR= the folder that holds include/ and lib/libtorch_cpu.so.")
endif()
message(STATUS "LibTorch: ${CPW_TORCH_FOUND}")

function(cpw_import_torch_library name)
  add_library(cpw_lib_${name} SHARED IMPORTED)
  set_target_properties(cpw_lib_${name} PROPERTIES IMPORTED_LOCATION ${CPW_TORCH_FOUND}/lib/lib${name}.so)
endfunction()

cpw_import_torch_library(c10)
cpw_import_torch_library(torch_cpu)
cpw_import_torch_library(torch)

add_library(cpw_torch INTERFACE)
add_library(cpw::torch ALIAS cpw_torch)
# The wheel bundles fmt 12, which would shadow the system's fmt 9: its folders come after the system's.
target_compile_options(cpw_torch INTERFACE
  "SHELL:-idirafter \"${CPW_TORCH_FOUND}/include\""
  "SHELL:-idirafter \"${CPW_TORCH_FOUND}/include/torch/csrc/api/include\"")
target_compile_definitions(cpw_torch INTERFACE QT_NO_KEYWORDS _GLIBCXX_USE_CXX11_ABI=1)
target_link_libraries(cpw_torch INTERFACE cpw_torch_lib_group)

add_library(cpw_torch_lib_group INTERFACE)
target_link_libraries(cpw_torch_lib_group INTERFACE cpw_lib_torch_cpu cpw_lib_c10)
if(EXISTS ${CPW_TORCH_FOUND}/lib/libtorch_cuda.so)
  cpw_import_torch_library(torch_cuda)
  cpw_import_torch_library(c10_cuda)
  # Nothing references libtorch_cuda by symbol; without this the linker drops it and CUDA is silently absent.
  target_link_options(cpw_torch_lib_group INTERFACE
    "SHELL:\"-Wl,--no-as-needed,${CPW_TORCH_FOUND}/lib/libtorch_cuda.so,${CPW_TORCH_FOUND}/lib/libc10_cuda.so,--as-needed\"")
endif()
target_link_options(cpw_torch_lib_group INTERFACE "SHELL:\"-Wl,--no-as-needed,${CPW_TORCH_FOUND}/lib/libtorch.so,--as-needed\"")
set(CMAKE_BUILD_RPATH ${CPW_TORCH_FOUND}/lib)
