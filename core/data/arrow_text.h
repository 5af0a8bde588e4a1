// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/arrow_interface.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace cpw::data {

/// Reads the values of an Arrow column as the texts of a table: numbers in their shortest form, true and false as 1 and 0, times and
/// dates as their number, lists with their values joined by "|" (nulls in them left out), null as the empty text, dictionaries as
/// what they stand for. Made from a schema; knows nothing of the data. Immutable; any thread may read.
class ArrowText {
public:
    /// Nothing for a type that has no text: structs, maps, unions, decimals, lists of lists.
    [[nodiscard]] static std::optional<ArrowText> of(const ArrowSchema& schema);

    /// Valid until the array is released or `buffer` changes. `row` counts from the beginning of the array, without its offset.
    [[nodiscard]] std::string_view operator()(const ArrowArray& array, std::int64_t row, std::string& buffer) const;

private:
    enum class Kind { Null, Bool, Int8, UInt8, Int16, UInt16, Int32, UInt32, Int64, UInt64, Float, Double, Text32, Text64, List32, List64 };

    [[nodiscard]] static std::optional<Kind> kindOf(std::string_view format);
    [[nodiscard]] std::int64_t wholeNumber(const ArrowArray& array, std::int64_t place) const;
    void appendNumber(const ArrowArray& array, std::int64_t place, std::string& text) const;
    void appendList(const ArrowArray& array, std::int64_t place, std::string& text) const;

    Kind m_kind = Kind::Null;
    std::shared_ptr<const ArrowText> m_inner; ///< of a dictionary its values, of a list its items
    bool m_isDictionary = false;
};

} // namespace cpw::data
