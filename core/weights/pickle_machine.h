// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/byte_reader.h"
#include "core/weights/pickle_values.h"

#include <unordered_map>

namespace cpw::weights {

/// Runs the opcodes of one pickle over a stack and a memo. Used once, by one reader; see state_dict_pickle.h for what it knows
/// and what it refuses.
class PickleMachine {
public:
    explicit PickleMachine(std::span<const std::byte> pickle) : m_pickle(pickle) {}

    /// The value that the pickle leaves; errors name the opcode and its byte.
    [[nodiscard]] Result<ValueId> run();
    [[nodiscard]] const PickleValues& values() const { return m_values; }

private:
    using Kind = PickleValue::Kind;

    [[nodiscard]] Result<void> step(Opcode opcode);
    [[nodiscard]] Result<void> push(Result<ValueId> value);
    [[nodiscard]] Result<void> pushNew(Kind kind, std::int64_t number = 0, std::string_view text = {});
    [[nodiscard]] Result<void> pushLong();
    [[nodiscard]] Result<void> pushText();
    [[nodiscard]] Result<void> pushGlobal();
    [[nodiscard]] Result<void> pushTuple(std::size_t count);
    [[nodiscard]] Result<void> readProtocol();
    [[nodiscard]] Result<void> mark();
    [[nodiscard]] Result<std::size_t> popMark(); ///< the number of values above it
    [[nodiscard]] Result<void> expectValues(std::size_t count) const;
    [[nodiscard]] ValueId pop();
    [[nodiscard]] Result<void> setItems(std::size_t count);
    [[nodiscard]] Result<void> build();
    [[nodiscard]] Result<void> reduce();
    [[nodiscard]] Result<void> resolvePersistentId();
    [[nodiscard]] Result<void> remember(std::uint32_t place);
    [[nodiscard]] Result<void> recall(std::uint32_t place);

    template <class Number>
    [[nodiscard]] Result<Number> take();
    [[nodiscard]] Result<std::string_view> takeText(std::uint64_t bytes);
    [[nodiscard]] Result<std::string_view> takeLine();

    ByteReader m_pickle;
    std::uint64_t m_at = 0;
    bool m_isStopped = false;
    PickleValues m_values;
    std::vector<ValueId> m_stack;
    std::vector<std::size_t> m_marks; ///< heights of the stack
    std::unordered_map<std::uint32_t, ValueId> m_memo;
};

} // namespace cpw::weights
