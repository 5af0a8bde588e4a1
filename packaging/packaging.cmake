# SPDX-License-Identifier: GPL-3.0-or-later
# Installing and packages: `cpack --config build/release/CPackConfig.cmake` makes a .deb and a .tar.gz.
# LibTorch, the Parquet plug-in and its Arrow travel with the programs in lib/clickprompt, everything else comes from the distribution.

include(GNUInstallDirs)
set(CPW_PRIVATE_LIBDIR lib/clickprompt)

install(TARGETS clickprompt clickprompt-workbench RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
set_target_properties(clickprompt clickprompt-workbench PROPERTIES INSTALL_RPATH "$ORIGIN/../${CPW_PRIVATE_LIBDIR}")

# Only what libtorch.so itself loads: not the Python binding, not the libraries of PyTorch's own tests.
set(cpw_torch_libraries ${CPW_TORCH_FOUND}/lib/libtorch.so ${CPW_TORCH_FOUND}/lib/libtorch_cpu.so ${CPW_TORCH_FOUND}/lib/libc10.so)
file(GLOB cpw_torch_more ${CPW_TORCH_FOUND}/lib/libgomp*.so* ${CPW_TORCH_FOUND}/lib/libtorch_cuda*.so ${CPW_TORCH_FOUND}/lib/libc10_cuda.so)
install(FILES ${cpw_torch_libraries} ${cpw_torch_more} DESTINATION ${CPW_PRIVATE_LIBDIR})

# The plug-in finds Arrow beside itself (RPATH $ORIGIN). Arrow's wheel needs nothing more than the C library and libstdc++.
if(TARGET clickprompt_parquet)
  file(GLOB cpw_arrow_libraries ${CPW_ARROW_FOUND}/libarrow.so.[0-9]* ${CPW_ARROW_FOUND}/libparquet.so.[0-9]*
       ${CPW_ARROW_FOUND}/lib/libarrow.so.[0-9]* ${CPW_ARROW_FOUND}/lib/libparquet.so.[0-9]*)
  install(TARGETS clickprompt_parquet LIBRARY DESTINATION ${CPW_PRIVATE_LIBDIR})
  install(FILES ${cpw_arrow_libraries} DESTINATION ${CPW_PRIVATE_LIBDIR})
endif()

# What the licences of LibTorch and Arrow want beside their libraries, from the wheels that they came in.
function(cpw_install_licences folder name)
  file(GLOB licences ${folder}-*.dist-info/licenses/LICENSE* ${folder}-*.dist-info/licenses/NOTICE* ${folder}/LICENSE* ${folder}/NOTICE*)
  install(FILES ${licences} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/clickprompt-workbench/${name})
endfunction()
cpw_install_licences(${CPW_TORCH_FOUND} libtorch)
if(TARGET clickprompt_parquet)
  cpw_install_licences(${CPW_ARROW_FOUND} arrow)
endif()

install(FILES ${CMAKE_CURRENT_LIST_DIR}/clickprompt-workbench.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/clickprompt-workbench.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/clickprompt-workbench.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
foreach(document README.md CHANGELOG.md LICENSE)
  if(EXISTS ${CMAKE_SOURCE_DIR}/${document})
    install(FILES ${CMAKE_SOURCE_DIR}/${document} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/clickprompt-workbench)
  endif()
endforeach()

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME clickprompt-workbench)
set(CPACK_PACKAGE_VENDOR "ClickPrompt Workbench")
set(CPACK_PACKAGE_CONTACT "ClickPrompt Workbench maintainers <maintainers@clickprompt-workbench.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Click models and language models that train each other, in a window and on the command line")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CPW_TORCH_FOUND}/lib ${CPW_ARROW_FOUND})
include(CPack)
