// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/stored_tensor.h"
#include "tests/fuzz/fuzz_target.h"

namespace cpw::fuzz {

/// What every tensor of every reader fulfils: its elements lie in the file, and it is not larger than its bytes allow.
inline void requireGoodTensor(const weights::StoredTensor& tensor, std::span<const std::byte> file) {
    require(!tensor.name.empty() || tensor.strides == weights::rowMajorStrides(tensor.shape)); // safetensors may name one ""
    require(tensor.shape.size() == tensor.strides.size() && tensor.shape.size() <= weights::kLargestRank);
    const auto count = weights::elementCount(tensor.shape), reach = weights::elementReach(tensor.shape, tensor.strides);
    require(count && reach && tensor.begin <= tensor.end && tensor.end <= file.size());
    const auto bytes = weights::bytesOf(tensor.type);
    require(tensor.end - tensor.begin == *reach * bytes && *count <= file.size() / bytes + 1);
    require(weights::checkBooleans(tensor, file).has_value());
    unsigned sum = 0; // a sanitizer sees every byte that a tensor would read
    for (const auto byte : file.subspan(tensor.begin, tensor.end - tensor.begin))
        sum += static_cast<unsigned>(byte);
    require(sum <= 255 * file.size());
}

} // namespace cpw::fuzz
