// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/stored_tensor.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cpw::weights {

/// The opcodes that torch's pickler writes for a dictionary of tensors.
enum class Opcode : std::uint8_t {
    Mark = '(',
    Stop = '.',
    BinInt = 'J',
    BinInt1 = 'K',
    BinInt2 = 'M',
    None = 'N',
    BinPersistentId = 'Q',
    Reduce = 'R',
    BinUnicode = 'X',
    EmptyTuple = ')',
    Build = 'b',
    Global = 'c',
    BinGet = 'h',
    LongBinGet = 'j',
    BinPut = 'q',
    LongBinPut = 'r',
    SetItem = 's',
    Tuple = 't',
    SetItems = 'u',
    EmptyDict = '}',
    Protocol = 0x80,
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    NewTrue = 0x88,
    NewFalse = 0x89,
    Long1 = 0x8a,
};

/// "REDUCE (0x52)"; opcodes that are refused have names too, unknown bytes have none.
[[nodiscard]] std::string opcodeText(std::uint8_t opcode);

/// What a pickle may name.
struct PickleGlobal {
    enum class Role { OrderedDict, RebuildTensor, RebuildParameter, Storage };
    Role role = Role::OrderedDict;
    ElementType type = ElementType::Float32; ///< of a storage
};
[[nodiscard]] std::optional<PickleGlobal> findGlobal(std::string_view module, std::string_view name);

} // namespace cpw::weights
