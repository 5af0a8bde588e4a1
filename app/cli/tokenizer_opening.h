// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_context.h"
#include "core/text/tokenizer.h"

#include <filesystem>
#include <memory>
#include <string>

namespace cpw::cli {

/// Where `plm import` keeps models: "<file>.d/plm".
[[nodiscard]] std::filesystem::path plmFolderOf(const std::filesystem::path& project);

/// Ends the name of a folder beside the models in which a download is gathered.
constexpr const char* kDownloadSuffix = ".download";

/// The name as it is when it can be that of a model here: of a folder, not hidden, not that of a download.
[[nodiscard]] Result<std::string> plmName(const std::string& name);

/// A folder as it is, else a model that was imported under that name.
[[nodiscard]] Result<std::filesystem::path> findPlm(const std::string& nameOrPath, const CommandContext& context);

/// Of a model folder, an imported model, a tokenizer.json or a vocab.txt alone (lower case).
[[nodiscard]] Result<std::shared_ptr<const text::Tokenizer>> openTokenizer(const std::string& nameOrPath, const CommandContext& context);

/// A text with the special tokens at its ends, as `tokenize` prints it: ids, tokens and byte offsets.
[[nodiscard]] nlohmann::json tokenizedJson(const text::Tokenizer& tokenizer, std::string_view line);

} // namespace cpw::cli
