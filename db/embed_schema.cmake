# SPDX-License-Identifier: GPL-3.0-or-later
# Writes OUTPUT: one raw string for each FOLDER/NNN_name.sql, in order. Fails when a number is missing.

file(GLOB files ${FOLDER}/*.sql)
list(SORT files)
set(text "// Made by db/embed_schema.cmake from db/schema/*.sql.\n#include \"db/migrations.h\"\n\nnamespace cpw::db {\n\nstd::vector<Migration> schemaMigrations() {\n    return {\n")
set(version 0)
foreach(file IN LISTS files)
  math(EXPR version "${version} + 1")
  get_filename_component(name ${file} NAME_WE)
  string(REGEX MATCH "^0*([0-9]+)_" number ${name})
  if(NOT CMAKE_MATCH_1 EQUAL version)
    message(FATAL_ERROR "${file}: expected migration number ${version}")
  endif()
  file(READ ${file} sql)
  string(APPEND text "        {${version}, \"${name}\", R\"cpwsql(${sql})cpwsql\"},\n")
endforeach()
string(APPEND text "    };\n}\n\n} // namespace cpw::db\n")
file(WRITE ${OUTPUT} "${text}")
