// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::weights {

/// The element types that a weight file of ours may hold.
enum class ElementType { Float64, Float32, Float16, BFloat16, Int64, Int32, Int16, Int8, UInt8, Bool };

[[nodiscard]] std::size_t bytesOf(ElementType type);
/// "F32", as safetensors writes it.
[[nodiscard]] std::string_view nameOf(ElementType type);
[[nodiscard]] std::optional<ElementType> elementTypeFromName(std::string_view name);

/// Where a file keeps one tensor. Made by a reader that has checked it: every element lies between `begin` and `end`, and
/// these lie in the file.
struct StoredTensor {
    std::string name;
    ElementType type = ElementType::Float32;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides; ///< in elements, never negative, as many as `shape`
    std::uint64_t begin = 0;           ///< byte of the file where the first element lies
    std::uint64_t end = 0;             ///< byte behind the last element; `begin` for a tensor without elements
};

constexpr std::size_t kLargestRank = 64;

/// The number of elements; nothing for a negative size or where the product does not fit in memory.
[[nodiscard]] std::optional<std::uint64_t> elementCount(std::span<const std::int64_t> shape);
/// Elements from the first to behind the last one that strides reach, 0 for a tensor without elements; nothing for a negative
/// stride or an overflow. As many strides as sizes.
[[nodiscard]] std::optional<std::uint64_t> elementReach(std::span<const std::int64_t> shape, std::span<const std::int64_t> strides);
/// Strides of row-major order. The shape has an elementCount.
[[nodiscard]] std::vector<std::int64_t> rowMajorStrides(std::span<const std::int64_t> shape);

/// Refuses booleans that are neither 0 nor 1: whoever reads such a byte as a bool does what the language does not define.
[[nodiscard]] Result<void> checkBooleans(const StoredTensor& tensor, std::span<const std::byte> file);

} // namespace cpw::weights
