// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace cpw::exchange {

/// The number in a serialised tensorflow.TensorProto that holds exactly one; none where it holds more, fewer or no numbers.
[[nodiscard]] std::optional<double> singleNumber(std::string_view tensor);

} // namespace cpw::exchange
