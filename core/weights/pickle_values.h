// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/pickle_vocabulary.h"
#include "core/weights/state_dict_pickle.h"

#include <map>

namespace cpw::weights {

using ValueId = std::uint32_t;

/// One value of a pickle. Values name others by number, so that one that holds itself harms nobody.
struct PickleValue {
    enum class Kind { None, Flag, Number, Text, Tuple, Dict, Global, Storage, Tensor };
    Kind kind = Kind::None;
    std::int64_t number = 0; ///< of a flag and a number; place in its list of a storage and a tensor
    std::string_view text;   ///< points into the pickle
    std::vector<ValueId> items; ///< of a tuple; of a dictionary key, value, key, value
    PickleGlobal global;
};

/// "a dictionary".
[[nodiscard]] std::string_view kindText(PickleValue::Kind kind);

struct PickledStorage {
    std::string_view key;
    ElementType type = ElementType::Float32;
    std::uint64_t elements = 0;
};

/// Every value that a pickle has made, and the storages and tensors among them. Never runs out of hand: the number of values
/// is limited, and a tensor is checked against its storage when it is made.
class PickleValues {
public:
    [[nodiscard]] Result<ValueId> add(PickleValue value);
    [[nodiscard]] const PickleValue& at(ValueId id) const { return m_values[id]; }
    [[nodiscard]] const PickledTensor& tensorAt(ValueId id) const { return m_tensors[static_cast<std::size_t>(m_values[id].number)]; }
    void append(ValueId dictionary, ValueId key, ValueId value);

    /// Of ('storage', type, key, location, elements).
    [[nodiscard]] Result<ValueId> makeStorage(ValueId persistentId);
    /// Of a call with a tuple of arguments.
    [[nodiscard]] Result<ValueId> call(ValueId function, ValueId arguments);

private:
    using Kind = PickleValue::Kind;

    [[nodiscard]] Result<ValueId> rebuildTensor(const PickleValue& arguments);
    [[nodiscard]] Result<ValueId> rebuildParameter(const PickleValue& arguments) const;
    [[nodiscard]] Result<const PickleValue*> argument(const PickleValue& tuple, std::size_t index, Kind kind) const;
    [[nodiscard]] Result<void> expectEmptyDict(const PickleValue& tuple, std::size_t index) const;
    [[nodiscard]] Result<std::vector<std::int64_t>> wholeNumbers(const PickleValue& tuple, std::size_t index) const;
    [[nodiscard]] Result<void> checkView(const PickledTensor& tensor) const;

    std::vector<PickleValue> m_values;
    std::vector<PickledStorage> m_storages;
    std::map<std::string_view, std::size_t> m_storageOfKey;
    std::vector<PickledTensor> m_tensors;
};

} // namespace cpw::weights
