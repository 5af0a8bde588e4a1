// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/pickle_machine.h"

#include "core/weights/visible_text.h"

#include <algorithm>

namespace cpw::weights {
namespace {

constexpr std::size_t kDeepestStack = 65'536; ///< torch's pickler sets a thousand items at a time
constexpr std::size_t kMostMarks = 64;
constexpr std::size_t kLongestLine = 256;

} // namespace

template <class Number>
Result<Number> PickleMachine::take() {
    if (!m_pickle.holds(m_at, sizeof(Number)))
        return badInput("the pickle ends inside it; the file is cut short");
    const auto value = m_pickle.number<Number>(m_at);
    m_at += sizeof(Number);
    return value;
}

Result<std::string_view> PickleMachine::takeText(std::uint64_t bytes) {
    if (!m_pickle.holds(m_at, bytes))
        return badInput("a text of {} bytes where {} are left; the file is cut short", bytes, m_pickle.size() - m_at);
    const auto text = m_pickle.text(m_at, bytes);
    m_at += bytes;
    return text;
}

Result<std::string_view> PickleMachine::takeLine() {
    const auto rest = m_pickle.text(m_at, std::min<std::uint64_t>(kLongestLine, m_pickle.size() - m_at));
    const auto length = rest.find('\n');
    if (length == std::string_view::npos)
        return badInput("a name without an end, expected a line of at most {} bytes", kLongestLine);
    m_at += length + 1;
    return rest.substr(0, length);
}

Result<ValueId> PickleMachine::run() {
    while (!m_isStopped) {
        const auto at = m_at;
        if (at == m_pickle.size())
            return badInput("the pickle ends at byte {} without STOP; the file is cut short", at);
        const auto opcode = m_pickle.number<std::uint8_t>(m_at++);
        if (at == 0 && opcode != static_cast<std::uint8_t>(Opcode::Protocol))
            return badInput("the pickle begins with {}, expected PROTO; it is no pickle of torch.save", opcodeText(opcode));
        auto done = step(static_cast<Opcode>(opcode));
        if (!done)
            return withContext(std::move(done.error()), fmt::format("{} at byte {}", opcodeText(opcode), at));
    }
    if (m_at != m_pickle.size())
        return badInput("{} bytes follow the end of the pickle at byte {}, expected none", m_pickle.size() - m_at, m_at);
    if (m_stack.size() != 1 || !m_marks.empty())
        return badInput("the pickle leaves {} values and {} open marks, expected one value", m_stack.size(), m_marks.size());
    return m_stack.front();
}

Result<void> PickleMachine::step(Opcode opcode) {
    switch (opcode) {
    case Opcode::Protocol: return readProtocol();
    case Opcode::Stop: m_isStopped = true; return {};
    case Opcode::Mark: return mark();
    case Opcode::None: return pushNew(Kind::None);
    case Opcode::NewTrue: return pushNew(Kind::Flag, 1);
    case Opcode::NewFalse: return pushNew(Kind::Flag, 0);
    case Opcode::BinInt: return take<std::int32_t>().and_then([this](auto number) { return pushNew(Kind::Number, number); });
    case Opcode::BinInt1: return take<std::uint8_t>().and_then([this](auto number) { return pushNew(Kind::Number, number); });
    case Opcode::BinInt2: return take<std::uint16_t>().and_then([this](auto number) { return pushNew(Kind::Number, number); });
    case Opcode::Long1: return pushLong();
    case Opcode::BinUnicode: return pushText();
    case Opcode::Global: return pushGlobal();
    case Opcode::EmptyTuple: return pushTuple(0);
    case Opcode::Tuple1: return pushTuple(1);
    case Opcode::Tuple2: return pushTuple(2);
    case Opcode::Tuple3: return pushTuple(3);
    case Opcode::Tuple: return popMark().and_then([this](std::size_t count) { return pushTuple(count); });
    case Opcode::EmptyDict: return pushNew(Kind::Dict);
    case Opcode::SetItem: return setItems(2);
    case Opcode::SetItems: return popMark().and_then([this](std::size_t count) { return setItems(count); });
    case Opcode::Build: return build();
    case Opcode::Reduce: return reduce();
    case Opcode::BinPersistentId: return resolvePersistentId();
    case Opcode::BinPut: return take<std::uint8_t>().and_then([this](auto place) { return remember(place); });
    case Opcode::LongBinPut: return take<std::uint32_t>().and_then([this](auto place) { return remember(place); });
    case Opcode::BinGet: return take<std::uint8_t>().and_then([this](auto place) { return recall(place); });
    case Opcode::LongBinGet: return take<std::uint32_t>().and_then([this](auto place) { return recall(place); });
    }
    return badInput("this opcode is not one of a dictionary of tensors; if you trust the file, load it in Python and save the weights as safetensors");
}

Result<void> PickleMachine::readProtocol() {
    CPW_TRY(version, take<std::uint8_t>());
    if (m_at != 2)
        return badInput("a second beginning inside the pickle");
    if (version != 2)
        return badInput("protocol {}, expected 2, which torch.save writes when not told otherwise", version);
    return {};
}

Result<void> PickleMachine::push(Result<ValueId> value) {
    if (!value)
        return tl::unexpected(std::move(value.error()));
    if (m_stack.size() >= kDeepestStack)
        return badInput("more than {} values wait on the stack", kDeepestStack);
    m_stack.push_back(*value);
    return {};
}

Result<void> PickleMachine::pushNew(Kind kind, std::int64_t number, std::string_view text) {
    return push(m_values.add({kind, number, text, {}, {}}));
}

Result<void> PickleMachine::pushLong() {
    CPW_TRY(bytes, take<std::uint8_t>());
    if (bytes > sizeof(std::uint64_t))
        return badInput("a number of {} bytes, expected at most 8", bytes);
    std::uint64_t number = 0;
    for (unsigned i = 0; i < bytes; ++i) {
        CPW_TRY(byte, take<std::uint8_t>());
        number |= static_cast<std::uint64_t>(byte) << (8 * i);
        const bool isNegative = i + 1U == bytes && i < 7 && byte >= 0x80; // the sign fills the bytes that were left out
        if (isNegative)
            number |= ~std::uint64_t{0} << (8 * (i + 1));
    }
    return pushNew(Kind::Number, static_cast<std::int64_t>(number));
}

Result<void> PickleMachine::pushText() {
    CPW_TRY(bytes, take<std::uint32_t>());
    CPW_TRY(text, takeText(bytes));
    return pushNew(Kind::Text, 0, text);
}

Result<void> PickleMachine::pushGlobal() {
    CPW_TRY(module, takeLine());
    CPW_TRY(name, takeLine());
    const auto global = findGlobal(module, name);
    if (!global)
        return badInput("names {}.{}, expected tensors, parameters and OrderedDict alone; nothing was run. If you trust the file, load it in "
                        "Python and save the weights as safetensors",
                        visibleText(module), visibleText(name));
    return push(m_values.add({Kind::Global, 0, {}, {}, *global}));
}

Result<void> PickleMachine::expectValues(std::size_t count) const {
    const auto floor = m_marks.empty() ? 0 : m_marks.back();
    if (m_stack.size() - floor < count)
        return badInput("needs {} values, but {} are there", count, m_stack.size() - floor);
    return {};
}

ValueId PickleMachine::pop() {
    const auto value = m_stack.back();
    m_stack.pop_back();
    return value;
}

Result<void> PickleMachine::mark() {
    if (m_marks.size() >= kMostMarks)
        return badInput("nested {} deep, expected less", kMostMarks);
    m_marks.push_back(m_stack.size());
    return {};
}

Result<std::size_t> PickleMachine::popMark() {
    if (m_marks.empty())
        return badInput("needs a mark, but none is there");
    const auto count = m_stack.size() - m_marks.back();
    m_marks.pop_back();
    return count;
}

Result<void> PickleMachine::pushTuple(std::size_t count) {
    CPW_TRY_VOID(expectValues(count));
    PickleValue tuple{Kind::Tuple, 0, {}, {m_stack.end() - static_cast<std::ptrdiff_t>(count), m_stack.end()}, {}};
    m_stack.resize(m_stack.size() - count);
    return push(m_values.add(std::move(tuple)));
}

Result<void> PickleMachine::setItems(std::size_t count) {
    CPW_TRY_VOID(expectValues(count + 1));
    const auto first = m_stack.size() - count;
    const auto dictionary = m_stack[first - 1];
    if (m_values.at(dictionary).kind != Kind::Dict || count % 2 != 0)
        return badInput("sets {} values in {}, expected keys with values in a dictionary", count, kindText(m_values.at(dictionary).kind));
    for (std::size_t i = first; i < m_stack.size(); i += 2) {
        const auto kind = m_values.at(m_stack[i]).kind;
        if (kind != Kind::Text)
            return badInput("the key is {}, expected a text", kindText(kind));
        m_values.append(dictionary, m_stack[i], m_stack[i + 1]);
    }
    m_stack.resize(first);
    return {};
}

/// The attributes of a state dict (`_metadata`: versions of its modules) are of no use here.
Result<void> PickleMachine::build() {
    CPW_TRY_VOID(expectValues(2));
    const auto state = m_values.at(pop()).kind, target = m_values.at(m_stack.back()).kind;
    if (state != Kind::Dict || target != Kind::Dict)
        return badInput("gives {} the state of {}, expected two dictionaries", kindText(target), kindText(state));
    return {};
}

Result<void> PickleMachine::reduce() {
    CPW_TRY_VOID(expectValues(2));
    const auto arguments = pop(), function = pop();
    return push(m_values.call(function, arguments));
}

Result<void> PickleMachine::resolvePersistentId() {
    CPW_TRY_VOID(expectValues(1));
    return push(m_values.makeStorage(pop()));
}

Result<void> PickleMachine::remember(std::uint32_t place) {
    CPW_TRY_VOID(expectValues(1));
    if (!m_memo.try_emplace(place, m_stack.back()).second)
        return badInput("place {} of the memo is taken", place);
    return {};
}

Result<void> PickleMachine::recall(std::uint32_t place) {
    const auto found = m_memo.find(place);
    if (found == m_memo.end())
        return badInput("place {} of the memo is empty", place);
    return push(found->second);
}

} // namespace cpw::weights
