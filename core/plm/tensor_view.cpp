// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/tensor_view.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cstring>

namespace cpw::plm {
namespace {

using weights::ElementType;

struct TypePair {
    ElementType element;
    at::ScalarType scalar;
};
constexpr TypePair kTypes[] = {{ElementType::Float64, at::kDouble},    {ElementType::Float32, at::kFloat}, {ElementType::Float16, at::kHalf},
                               {ElementType::BFloat16, at::kBFloat16}, {ElementType::Int64, at::kLong},    {ElementType::Int32, at::kInt},
                               {ElementType::Int16, at::kShort},       {ElementType::Int8, at::kChar},     {ElementType::UInt8, at::kByte},
                               {ElementType::Bool, at::kBool}};

} // namespace

at::ScalarType scalarTypeOf(ElementType type) {
    const auto* found = std::find_if(std::begin(kTypes), std::end(kTypes), [type](const TypePair& pair) { return pair.element == type; });
    expects(found != std::end(kTypes), "element type {} is not in the table", static_cast<int>(type));
    return found->scalar;
}

std::optional<ElementType> elementTypeOf(at::ScalarType type) {
    for (const auto& pair : kTypes)
        if (pair.scalar == type)
            return pair.element;
    return std::nullopt;
}

at::Tensor viewOf(const weights::StoredTensor& stored, const std::shared_ptr<const MappedFile>& file) {
    const auto bytes = file->bytes().subspan(stored.begin, stored.end - stored.begin);
    const auto type = scalarTypeOf(stored.type);
    if (bytes.empty())
        return at::empty(stored.shape, type);
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % c10::elementSize(type) != 0) {
        const auto elements = static_cast<std::int64_t>(bytes.size() / c10::elementSize(type));
        auto copy = at::empty({elements}, type);
        std::memcpy(copy.mutable_data_ptr(), bytes.data(), bytes.size());
        return copy.as_strided(stored.shape, stored.strides);
    }
    return at::from_blob(
        const_cast<std::byte*>(bytes.data()), stored.shape, stored.strides, [file](void*) {}, at::TensorOptions(type));
}

} // namespace cpw::plm
