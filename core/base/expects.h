// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string_view>

namespace cpw {

/// A state that correct code makes impossible. Caught once, in the run worker, where it fails the run.
class LogicError : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// States both sides of the disagreement in the message: expects(rows == labels, "{} rows but {} labels", rows, labels).
template <class... Args>
void expects(bool condition, fmt::format_string<Args...> format, Args&&... args) {
    if (!condition) [[unlikely]]
        throw LogicError(fmt::format(format, std::forward<Args>(args)...));
}

} // namespace cpw
