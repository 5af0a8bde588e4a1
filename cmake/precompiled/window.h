// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The precompiled header of the window: what most of its files read of Qt and the standard library. Nothing of the project itself.
#include <QtCore>
#include <QtGui>
#include <QtWidgets>
#include <fmt/format.h>
#include <tl/expected.hpp>

#include <algorithm>
#include <array>
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
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>
