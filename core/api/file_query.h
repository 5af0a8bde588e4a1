// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace cpw::api {

/// A value of a result. Blocks of bytes are hexadecimal ("x'00ff'") when short, else their length in words.
struct QueryCell {
    enum class Kind { Null, Integer, Real, Text, Bytes };
    Kind kind = Kind::Null;
    std::string text; ///< empty for Null
    bool operator==(const QueryCell&) const = default;
};

/// Some rows of a result, in order.
struct QueryRows {
    std::vector<std::string> columns;
    std::vector<std::vector<QueryCell>> rows;
};

struct QueryLimits {
    std::size_t rows = 10'000;
    std::size_t bytes = std::size_t{64} << 20; ///< of all values
    std::chrono::milliseconds time{30'000};
};

/// How a query ended.
struct QueryEnd {
    std::uint64_t rows = 0;
    bool isComplete = true; ///< false: a limit ended it, and there is more
    double seconds = 0;
};

/// What is wrong with a query; `offset` in bytes of its text, where SQLite names a place.
struct QueryFault {
    Error error;
    std::optional<std::size_t> offset;
};

/// A table that queries can use.
struct QueryTable {
    std::string name;
    std::string help; ///< one line, or nothing
    struct Column {
        std::string name;
        std::string type;
    };
    std::vector<Column> columns;
};

/// Answers questions in SQL about one file of runs and never changes it: every query has a connection of its own that cannot write,
/// attach another file or set anything. Beside the tables of the file there is `point`, every point of every curve. Any thread; takes
/// as long as the query does.
class FileQuery {
public:
    virtual ~FileQuery() = default;

    using OnRows = std::function<void(QueryRows rows)>;

    /// Runs one statement. `onRows` gets the rows as they come, at least once (with the columns) when the statement is sound.
    [[nodiscard]] virtual tl::expected<QueryEnd, QueryFault> run(const std::string& sql, const QueryLimits& limits, const OnRows& onRows,
                                                                 std::stop_token stop) const = 0;
    [[nodiscard]] virtual Result<std::vector<QueryTable>> tables() const = 0;
};

} // namespace cpw::api
