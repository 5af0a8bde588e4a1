// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Pickles of protocol 2 by hand, as torch.save writes them but without a memo; also wrong ones.
namespace cpw::testing::pickle {

template <class Number>
std::string bytesOf(Number number) {
    std::string bytes(sizeof number, '\0');
    std::memcpy(bytes.data(), &number, sizeof number);
    return bytes;
}

inline const std::string kProtocol = "\x80\x02";
inline const std::string kOrderedDict = "ccollections\nOrderedDict\n)R";

inline std::string text(std::string_view letters) {
    return "X" + bytesOf(static_cast<std::uint32_t>(letters.size())) + std::string(letters);
}
inline std::string global(const std::string& module, const std::string& name) {
    return "c" + module + "\n" + name + "\n";
}
/// LONG1, which takes every number.
inline std::string number(std::int64_t value) {
    return "\x8a\x08" + bytesOf(value);
}
inline std::string tuple(const std::vector<std::string>& items) {
    std::string bytes = "(";
    for (const auto& item : items)
        bytes += item;
    return bytes + "t";
}
inline std::string numbers(const std::vector<std::int64_t>& values) {
    std::vector<std::string> items;
    for (const auto value : values)
        items.push_back(number(value));
    return tuple(items);
}
inline std::string storage(const std::string& key, const std::string& type, std::int64_t elements) {
    return tuple({text("storage"), global("torch", type), text(key), text("cpu"), number(elements)}) + "Q";
}

struct View {
    std::int64_t offset = 0;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
};
inline std::string tensor(const std::string& storage, const View& view) {
    return global("torch._utils", "_rebuild_tensor_v2") +
           tuple({storage, number(view.offset), numbers(view.shape), numbers(view.strides), "\x89", kOrderedDict}) + "R";
}
inline std::string parameter(const std::string& tensor) {
    return global("torch._utils", "_rebuild_parameter") + tuple({tensor, "\x88", kOrderedDict}) + "R";
}

/// A whole pickle: a dictionary of names with pickled values.
inline std::string stateDict(const std::vector<std::pair<std::string, std::string>>& items) {
    std::string bytes = kProtocol + "}(";
    for (const auto& [name, value] : items)
        bytes += text(name) + value;
    return bytes + "u.";
}

} // namespace cpw::testing::pickle
