// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/stored_tensor.h"

#include "core/base/expects.h"

#include <algorithm>

namespace cpw::weights {
namespace {

constexpr std::uint64_t kMostElements = 1ULL << 58; ///< times the largest element this stays far from an overflow

struct TypeFacts {
    ElementType type;
    std::string_view name;
    std::size_t bytes;
};
constexpr TypeFacts kTypes[] = {{ElementType::Float64, "F64", 8},   {ElementType::Float32, "F32", 4}, {ElementType::Float16, "F16", 2},
                                {ElementType::BFloat16, "BF16", 2}, {ElementType::Int64, "I64", 8},   {ElementType::Int32, "I32", 4},
                                {ElementType::Int16, "I16", 2},     {ElementType::Int8, "I8", 1},     {ElementType::UInt8, "U8", 1},
                                {ElementType::Bool, "BOOL", 1}};

const TypeFacts& factsOf(ElementType type) {
    const auto* found = std::find_if(std::begin(kTypes), std::end(kTypes), [type](const TypeFacts& facts) { return facts.type == type; });
    expects(found != std::end(kTypes), "element type {} is not in the table", static_cast<int>(type));
    return *found;
}

} // namespace

std::size_t bytesOf(ElementType type) {
    return factsOf(type).bytes;
}

std::string_view nameOf(ElementType type) {
    return factsOf(type).name;
}

std::optional<ElementType> elementTypeFromName(std::string_view name) {
    for (const auto& facts : kTypes)
        if (facts.name == name)
            return facts.type;
    return std::nullopt;
}

std::optional<std::uint64_t> elementCount(std::span<const std::int64_t> shape) {
    std::uint64_t count = 1;
    bool isEmpty = false; // the other sizes are still checked
    for (const auto size : shape) {
        isEmpty = isEmpty || size == 0;
        if (size < 0 || (size > 0 && __builtin_mul_overflow(count, static_cast<std::uint64_t>(size), &count)) || count > kMostElements)
            return std::nullopt;
    }
    return isEmpty ? 0 : count;
}

std::optional<std::uint64_t> elementReach(std::span<const std::int64_t> shape, std::span<const std::int64_t> strides) {
    expects(shape.size() == strides.size(), "{} sizes but {} strides", shape.size(), strides.size());
    std::uint64_t last = 0;
    bool isEmpty = false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        isEmpty = isEmpty || shape[i] == 0;
        const auto steps = static_cast<std::uint64_t>(std::max<std::int64_t>(shape[i], 1)) - 1;
        std::uint64_t distance = 0;
        if (shape[i] < 0 || strides[i] < 0 || __builtin_mul_overflow(steps, static_cast<std::uint64_t>(strides[i]), &distance) ||
            __builtin_add_overflow(last, distance, &last) || last > kMostElements)
            return std::nullopt;
    }
    return isEmpty ? 0 : last + 1;
}

std::vector<std::int64_t> rowMajorStrides(std::span<const std::int64_t> shape) {
    std::vector<std::int64_t> strides(shape.size());
    std::int64_t stride = 1;
    for (std::size_t i = shape.size(); i-- > 0;) {
        strides[i] = stride;
        stride *= std::max<std::int64_t>(shape[i], 1);
    }
    return strides;
}

Result<void> checkBooleans(const StoredTensor& tensor, std::span<const std::byte> file) {
    if (tensor.type != ElementType::Bool)
        return {};
    const auto bytes = file.subspan(tensor.begin, tensor.end - tensor.begin);
    if (std::any_of(bytes.begin(), bytes.end(), [](std::byte b) { return b > std::byte{1}; }))
        return badInput("tensor \"{}\" holds a byte above 1, expected true or false", tensor.name);
    return {};
}

} // namespace cpw::weights
