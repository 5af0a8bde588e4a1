// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/pickle_values.h"

#include <fmt/ranges.h>

namespace cpw::weights {
namespace {

constexpr std::size_t kMostValues = 2'000'000; ///< a tensor takes about fifteen, a value about 100 bytes
constexpr std::size_t kMostTensors = 100'000;
constexpr std::size_t kLongestKey = 64; ///< of a storage; torch numbers them, and every tensor holds a copy

} // namespace

std::string_view kindText(PickleValue::Kind kind) {
    using Kind = PickleValue::Kind;
    switch (kind) {
    case Kind::None: return "None";
    case Kind::Flag: return "True or False";
    case Kind::Number: return "a whole number";
    case Kind::Text: return "a text";
    case Kind::Tuple: return "a tuple";
    case Kind::Dict: return "a dictionary";
    case Kind::Global: return "a function or class";
    case Kind::Storage: return "a storage";
    case Kind::Tensor: return "a tensor";
    }
    return "something else";
}

Result<ValueId> PickleValues::add(PickleValue value) {
    if (m_values.size() >= kMostValues)
        return badInput("more than {} values; no model has as many tensors", kMostValues);
    m_values.push_back(std::move(value));
    return static_cast<ValueId>(m_values.size() - 1);
}

void PickleValues::append(ValueId dictionary, ValueId key, ValueId value) {
    auto& items = m_values[dictionary].items;
    items.push_back(key);
    items.push_back(value);
}

Result<const PickleValue*> PickleValues::argument(const PickleValue& tuple, std::size_t index, Kind kind) const {
    if (index >= tuple.items.size())
        return badInput("{} arguments, expected more", tuple.items.size());
    const auto& value = at(tuple.items[index]);
    if (value.kind != kind)
        return badInput("argument {} is {}, expected {}", index + 1, kindText(value.kind), kindText(kind));
    return &value;
}

Result<void> PickleValues::expectEmptyDict(const PickleValue& tuple, std::size_t index) const {
    CPW_TRY(hooks, argument(tuple, index, Kind::Dict));
    if (!hooks->items.empty())
        return badInput("argument {} has entries (hooks or metadata), expected an empty dictionary", index + 1);
    return {};
}

Result<std::vector<std::int64_t>> PickleValues::wholeNumbers(const PickleValue& tuple, std::size_t index) const {
    CPW_TRY(list, argument(tuple, index, Kind::Tuple));
    if (list->items.size() > kLargestRank)
        return badInput("argument {} has {} dimensions, expected at most {}", index + 1, list->items.size(), kLargestRank);
    std::vector<std::int64_t> numbers;
    for (const auto id : list->items) {
        if (at(id).kind != Kind::Number || at(id).number < 0)
            return badInput("argument {} holds {}, expected whole numbers from 0", index + 1,
                            at(id).kind == Kind::Number ? std::to_string(at(id).number) : std::string(kindText(at(id).kind)));
        numbers.push_back(at(id).number);
    }
    return numbers;
}

Result<ValueId> PickleValues::makeStorage(ValueId persistentId) {
    const auto tuple = at(persistentId); // a copy: adding values moves them
    if (tuple.kind != Kind::Tuple || tuple.items.size() != 5)
        return badInput("the identity is {} of {} values, expected ('storage', type, key, location, elements)", kindText(tuple.kind),
                        tuple.items.size());
    CPW_TRY(word, argument(tuple, 0, Kind::Text));
    CPW_TRY(type, argument(tuple, 1, Kind::Global));
    CPW_TRY(key, argument(tuple, 2, Kind::Text));
    CPW_TRY_VOID(argument(tuple, 3, Kind::Text)); // a device of the one who saved; of no use here
    CPW_TRY(elements, argument(tuple, 4, Kind::Number));
    if (word->text != "storage" || type->global.role != PickleGlobal::Role::Storage)
        return badInput("the identity is not that of a storage");
    if (key->text.size() > kLongestKey)
        return badInput("a storage with a key of {} bytes, expected at most {}", key->text.size(), kLongestKey);
    const bool fits = elements->number >= 0 && elementCount({&elements->number, 1}).has_value();
    if (!fits)
        return badInput("a storage of {} elements, expected a number that fits in memory", elements->number);
    const PickledStorage storage{key->text, type->global.type, static_cast<std::uint64_t>(elements->number)};
    const auto [known, isNew] = m_storageOfKey.try_emplace(storage.key, m_storages.size());
    if (isNew)
        m_storages.push_back(storage);
    const auto& first = m_storages[known->second];
    if (first.type != storage.type || first.elements != storage.elements)
        return badInput("a storage of {} elements of {} was one of {} of {} before", storage.elements, nameOf(storage.type), first.elements,
                        nameOf(first.type));
    return add({Kind::Storage, static_cast<std::int64_t>(known->second), {}, {}, {}});
}

Result<ValueId> PickleValues::call(ValueId function, ValueId arguments) {
    const auto tuple = at(arguments); // a copy: adding values moves them
    if (at(function).kind != Kind::Global || tuple.kind != Kind::Tuple)
        return badInput("calls {} with {}, expected a function with a tuple", kindText(at(function).kind), kindText(tuple.kind));
    switch (at(function).global.role) {
    case PickleGlobal::Role::OrderedDict:
        if (!tuple.items.empty())
            return badInput("an OrderedDict of {} arguments, expected an empty one", tuple.items.size());
        return add({Kind::Dict, 0, {}, {}, {}});
    case PickleGlobal::Role::RebuildTensor: return rebuildTensor(tuple);
    case PickleGlobal::Role::RebuildParameter: return rebuildParameter(tuple);
    case PickleGlobal::Role::Storage: break;
    }
    return badInput("calls a storage type, expected a function that makes a tensor");
}

/// (storage, offset, sizes, strides, requires_grad, hooks), newer ones with metadata.
Result<ValueId> PickleValues::rebuildTensor(const PickleValue& arguments) {
    const auto count = arguments.items.size();
    if (count != 6 && count != 7)
        return badInput("a tensor of {} arguments, expected 6 or 7", count);
    CPW_TRY(storageValue, argument(arguments, 0, Kind::Storage));
    CPW_TRY(offset, argument(arguments, 1, Kind::Number));
    CPW_TRY(shape, wholeNumbers(arguments, 2));
    CPW_TRY(strides, wholeNumbers(arguments, 3));
    CPW_TRY_VOID(argument(arguments, 4, Kind::Flag));
    CPW_TRY_VOID(expectEmptyDict(arguments, 5));
    if (count == 7 && at(arguments.items[6]).kind != Kind::None)
        CPW_TRY_VOID(expectEmptyDict(arguments, 6));
    if (offset->number < 0)
        return badInput("a tensor at element {} of its storage, expected a number from 0", offset->number);
    const auto& storage = m_storages[static_cast<std::size_t>(storageValue->number)];
    PickledTensor tensor{{},
                         std::string(storage.key),
                         storage.elements,
                         storage.type,
                         static_cast<std::uint64_t>(offset->number),
                         std::move(shape),
                         std::move(strides)};
    CPW_TRY_VOID(checkView(tensor));
    if (m_tensors.size() >= kMostTensors)
        return badInput("more than {} tensors, which no model of ours has", kMostTensors);
    m_tensors.push_back(std::move(tensor));
    return add({Kind::Tensor, static_cast<std::int64_t>(m_tensors.size() - 1), {}, {}, {}});
}

Result<void> PickleValues::checkView(const PickledTensor& tensor) const {
    if (tensor.shape.size() != tensor.strides.size())
        return badInput("a tensor of {} sizes and {} strides, expected the same number", tensor.shape.size(), tensor.strides.size());
    const auto elements = elementCount(tensor.shape), reach = elementReach(tensor.shape, tensor.strides);
    if (!elements || !reach || tensor.offset > tensor.storageElements || *reach > tensor.storageElements - tensor.offset)
        return badInput("a tensor of shape [{}] with strides [{}] from element {} does not fit its storage of {} elements",
                        fmt::join(tensor.shape, ", "), fmt::join(tensor.strides, ", "), tensor.offset, tensor.storageElements);
    if (*elements > tensor.storageElements)
        return badInput("a tensor of {} elements on a storage of {} repeats them; save .contiguous() tensors", *elements,
                        tensor.storageElements);
    return {};
}

/// (tensor, requires_grad, hooks); a parameter is its tensor here.
Result<ValueId> PickleValues::rebuildParameter(const PickleValue& arguments) const {
    if (arguments.items.size() != 3)
        return badInput("a parameter of {} arguments, expected 3", arguments.items.size());
    CPW_TRY_VOID(argument(arguments, 0, Kind::Tensor));
    CPW_TRY_VOID(argument(arguments, 1, Kind::Flag));
    CPW_TRY_VOID(expectEmptyDict(arguments, 2));
    return arguments.items[0];
}

} // namespace cpw::weights
