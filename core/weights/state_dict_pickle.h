// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/stored_tensor.h"

namespace cpw::weights {

/// One tensor of a pickled state dict: a view into a storage, which lies elsewhere.
struct PickledTensor {
    std::string name;
    std::string storage; ///< key
    std::uint64_t storageElements = 0;
    ElementType type = ElementType::Float32;
    std::uint64_t offset = 0; ///< elements of the storage before the first one
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides; ///< in elements
};

/// Reads the data.pkl of torch.save(model.state_dict()), and nothing else. It executes nothing: it knows the opcodes that torch's
/// pickler writes for a dictionary of tensors (protocol 2) and the names OrderedDict, _rebuild_tensor_v2, _rebuild_parameter
/// and the storage types; any other opcode or name is refused with its byte. Every view is checked against its storage, a
/// storage has one type and size, and no name comes twice. Memory is linear in the size of the pickle, which has a limit.
[[nodiscard]] Result<std::vector<PickledTensor>> parseStateDict(std::span<const std::byte> pickle);

} // namespace cpw::weights
