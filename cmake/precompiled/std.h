// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The precompiled header of every library that sees neither LibTorch nor Qt. Only headers from outside the project: one of our own here
// would rebuild everything at each change of it.
#include <fmt/format.h>
#include <tl/expected.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>
