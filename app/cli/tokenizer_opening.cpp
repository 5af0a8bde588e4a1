// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tokenizer_opening.h"

#include "core/base/file_io.h"
#include "core/hub/model_fetch.h"

namespace cpw::cli {
namespace fs = std::filesystem;

fs::path plmFolderOf(const fs::path& project) {
    return withEnding(project, ".d") / "plm";
}

Result<std::string> plmName(const std::string& name) {
    if (name.empty() || name.find('/') != std::string::npos || name.starts_with('.') || name.ends_with(kDownloadSuffix))
        return fail(ErrorCode::Usage, "\"{}\" cannot be the name of a model; give one without / by --name", name);
    return name;
}

Result<fs::path> findPlm(const std::string& nameOrPath, const CommandContext& context) {
    std::error_code ignored;
    if (fs::is_directory(nameOrPath, ignored))
        return fs::path(nameOrPath);
    const auto imported = plmFolderOf(context.common.project) / nameOrPath;
    if (!nameOrPath.empty() && fs::is_directory(imported, ignored))
        return imported;
    return badInput("there is no folder {} and no imported model of that name; expected a Hugging Face folder with config.json and tokenizer.json or "
                    "vocab.txt, see \"clickprompt plm list\". For a model of a hub: \"clickprompt plm fetch {}\", or {}",
                    nameOrPath, nameOrPath, hub::adviceWithoutHub(nameOrPath));
}

Result<std::shared_ptr<const text::Tokenizer>> openTokenizer(const std::string& nameOrPath, const CommandContext& context) {
    std::error_code ignored;
    if (fs::is_regular_file(nameOrPath, ignored))
        return text::loadTokenizerFile(nameOrPath, true);
    CPW_TRY(folder, findPlm(nameOrPath, context));
    return text::loadTokenizerFolder(folder);
}

nlohmann::json tokenizedJson(const text::Tokenizer& tokenizer, std::string_view line) {
    auto ids = nlohmann::json::array(), tokens = nlohmann::json::array(), offsets = nlohmann::json::array();
    const auto add = [&](const text::Token& token) {
        ids.push_back(token.id);
        tokens.push_back(tokenizer.piece(token.id));
        offsets.push_back({token.begin, token.end});
    };
    add({tokenizer.specials().first, 0, 0});
    for (const auto& token : tokenizer.encode(line))
        add(token);
    add({tokenizer.specials().last, 0, 0});
    return {{"ids", std::move(ids)}, {"tokens", std::move(tokens)}, {"offsets", std::move(offsets)}};
}

} // namespace cpw::cli
