// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The precompiled header of the command line: CLI11 beside what the core's libraries read.
#include "cmake/precompiled/std.h"

#include <CLI/CLI.hpp>
