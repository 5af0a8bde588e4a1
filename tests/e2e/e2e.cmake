# SPDX-License-Identifier: GPL-3.0-or-later
# The program as users run it. Each test_*.py is one test; test_*_slow.py also carry the label "slow". The independent
# reference (PyTorch in .deps/reference) is optional: its test is skipped where it is not installed.

set(cpw_e2e_workbench)
if(CPW_WITH_UI)
  set(cpw_e2e_workbench "CLICKPROMPT_WORKBENCH=$<TARGET_FILE:clickprompt-workbench>;")
endif()
file(GLOB cpw_e2e_scripts CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/test_*.py)
foreach(script IN LISTS cpw_e2e_scripts)
  get_filename_component(name ${script} NAME_WE)
  string(REGEX REPLACE "^test_" "e2e_" name ${name})
  add_test(NAME ${name} COMMAND ${Python3_EXECUTABLE} ${script})
  set_tests_properties(${name} PROPERTIES TIMEOUT 600 LABELS e2e SKIP_RETURN_CODE 77
    ENVIRONMENT "CPW_BUILD=${CMAKE_BINARY_DIR};CPW_CMAKE=${CMAKE_COMMAND};CLICKPROMPT=$<TARGET_FILE:clickprompt>;${cpw_e2e_workbench}CPW_REFERENCE_PYTHON=${CMAKE_SOURCE_DIR}/.deps/reference/bin/python;CPW_ARROW_PYTHON=${CMAKE_SOURCE_DIR}/.deps/arrow/bin/python;PYTHONDONTWRITEBYTECODE=1")
  if(name MATCHES "_slow$")
    set_tests_properties(${name} PROPERTIES LABELS "e2e;slow" TIMEOUT 1800)
  endif()
endforeach()
