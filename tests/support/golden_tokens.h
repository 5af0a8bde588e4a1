// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_io.h"
#include "core/text/tokenizer.h"
#include "tests/support/test_data.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace cpw::test {

/// The rows of a golden file, one JSON object a line; empty when the file cannot be read.
inline std::vector<nlohmann::json> goldenRows(const std::string& file) {
    std::vector<nlohmann::json> rows;
    const auto text = readText(std::filesystem::path(cpw::test::dataPath()) / "golden" / file);
    std::istringstream stream(text ? *text : std::string());
    for (std::string line; std::getline(stream, line);)
        rows.push_back(nlohmann::json::parse(line));
    return rows;
}

/// The text of a row: "text", or the bytes of "hex".
inline std::string goldenText(const nlohmann::json& row) {
    if (row.contains("text"))
        return row.at("text").get<std::string>();
    const auto hexadecimal = row.at("hex").get<std::string>();
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hexadecimal.size(); i += 2)
        bytes += static_cast<char>(std::stoi(hexadecimal.substr(i, 2), nullptr, 16));
    return bytes;
}

/// What differs between a row and the tokenizer, empty when nothing does.
inline std::string goldenDifference(const nlohmann::json& row, const text::Tokenizer& tokenizer) {
    std::vector<int> ids{tokenizer.specials().first};
    std::vector<std::vector<std::uint32_t>> offsets{{0, 0}};
    for (const text::Token& token : tokenizer.encode(goldenText(row))) {
        ids.push_back(token.id);
        offsets.push_back({token.begin, token.end});
    }
    ids.push_back(tokenizer.specials().last);
    offsets.push_back({0, 0});
    const bool isEqual =
        nlohmann::json(ids) == row.at("ids") && (!row.contains("offsets") || nlohmann::json(offsets) == row.at("offsets"));
    return isEqual ? "" : row.dump() + " but found " + nlohmann::json(ids).dump() + " " + nlohmann::json(offsets).dump();
}

} // namespace cpw::test
