// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/stored_tensor.h"

namespace cpw::testing {

/// The bytes of a tensor in row-major order, element by element over its strides.
inline std::string rowMajorBytes(const weights::StoredTensor& tensor, std::span<const std::byte> file) {
    const auto bytes = weights::bytesOf(tensor.type);
    const auto count = weights::elementCount(tensor.shape).value();
    std::string values;
    std::vector<std::int64_t> index(tensor.shape.size(), 0);
    for (std::uint64_t i = 0; i < count; ++i) {
        std::uint64_t at = 0;
        for (std::size_t d = 0; d < index.size(); ++d)
            at += static_cast<std::uint64_t>(index[d] * tensor.strides[d]);
        const auto element = file.subspan(tensor.begin + at * bytes, bytes);
        values.append(reinterpret_cast<const char*>(element.data()), element.size());
        for (std::size_t d = index.size(); d-- > 0;) {
            if (++index[d] < tensor.shape[d])
                break;
            index[d] = 0;
        }
    }
    return values;
}

} // namespace cpw::testing
