// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace cpw::test {

/// The path of tests/data with `below` after it ("/golden/x.json"). Its folder is compiled into one object (test_data.cpp.in) and not
/// defined on every command line: so the compiler cache answers in another checkout too.
std::string dataPath(const std::string& below = {});

} // namespace cpw::test
