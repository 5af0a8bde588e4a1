// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/table_printer.h"
#include "app/cli/tokenizer_opening.h"
#include "core/base/file_io.h"
#include "core/base/text_format.h"
#include "core/engine/model_session.h"

#include <algorithm>

namespace cpw::cli {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

json toJson(const engine::PlmInfo& info) {
    return {{"model_type", info.modelType},
            {"parameters", info.parameters},
            {"vocabulary_size", info.vocabularySize},
            {"hidden", info.hidden},
            {"layers", info.layers},
            {"heads", info.heads},
            {"feed_forward", info.feedForward},
            {"maximum_positions", info.maximumPositions},
            {"loaded", info.loaded},
            {"unexpected", info.unexpected},
            {"missing", info.missing}};
}

std::string toText(const engine::PlmInfo& info) {
    TextTable table({{"what"}, {"value", Align::Right}});
    table.add({"family", info.modelType});
    table.add({"parameters", withThousands(info.parameters)});
    table.add({"layers", std::to_string(info.layers)});
    table.add({"hidden size", std::to_string(info.hidden)});
    table.add({"heads", std::to_string(info.heads)});
    table.add({"feed-forward size", std::to_string(info.feedForward)});
    table.add({"words", withThousands(info.vocabularySize)});
    table.add({"positions", std::to_string(info.maximumPositions)});
    table.add({"tensors used", std::to_string(info.loaded.size())});
    auto text = table.text();
    const auto list = [&text](const char* title, const std::vector<std::string>& names) {
        for (std::size_t i = 0; i < names.size(); ++i)
            text += (i == 0 ? fmt::format("\n{}:\n", title) : "") + "  " + names[i] + '\n';
    };
    list("Present but not used", info.unexpected);
    list("Absent, drawn anew when training starts", info.missing);
    return text;
}

/// Takes what loading needs, nothing else of the folder.
Result<void> copyModelFiles(const fs::path& from, const fs::path& to) {
    static constexpr const char* kFiles[] = {"config.json", "model.safetensors", "vocab.txt", "tokenizer_config.json", "tokenizer.json",
                                             "special_tokens_map.json", "vocab.json", "merges.txt", "added_tokens.json"};
    for (const char* name : kFiles) {
        std::error_code code;
        if (!fs::exists(from / name, code))
            continue;
        if (!fs::copy_file(from / name, to / name, code)) {
            errno = code.value();
            return tl::unexpected(systemError("copy to", to / name));
        }
    }
    return {};
}

struct ImportOptions {
    fs::path folder;
    std::string name;
};

Result<void> importPlm(const ImportOptions& options, CommandContext& context) {
    CPW_TRY(info, engine::describePlmFolder(options.folder));
    CPW_TRY(tokenizer, text::loadTokenizerFolder(options.folder));
    if (tokenizer->vocabularySize() > info.vocabularySize)
        return badInput("{}: the tokenizer has {} words, but the model only {}; their files are not of one model", options.folder.string(),
                        tokenizer->vocabularySize(), info.vocabularySize);
    const auto name = options.name.empty() ? fs::absolute(options.folder).lexically_normal().filename().string() : options.name;
    if (name.empty() || name.find('/') != std::string::npos || name.starts_with('.'))
        return fail(ErrorCode::Usage, "\"{}\" cannot be the name of a model; give one without / by --name", name);
    const auto target = plmFolderOf(context.common.project) / name;
    CPW_TRY_VOID(makeFolders(target.parent_path()));
    CPW_TRY_VOID(writeFolderAtomically(target, [&](const fs::path& folder) { return copyModelFiles(options.folder, folder); }));
    return context.print({{"name", name}, {"folder", target.string()}, {"info", toJson(info)}}, [&] {
        return fmt::format("{} is in {}; use it with --set plm.folder={}\n\n{}", name, target.string(), target.string(), toText(info));
    });
}

/// The model, and its tokenizer when the folder has one.
Result<void> showPlm(const fs::path& folder, CommandContext& context) {
    CPW_TRY(facts, engine::describePlmFolder(folder));
    const auto tokenizer = text::loadTokenizerFolder(folder);
    auto document = toJson(facts);
    document["tokenizer"] = tokenizer ? json{{"family", (*tokenizer)->family()}, {"pieces", (*tokenizer)->vocabularySize()}} : json();
    return context.print(document, [&] {
        const auto words = tokenizer ? fmt::format("{} of {} pieces", (*tokenizer)->family(), withThousands((*tokenizer)->vocabularySize()))
                                     : "cannot be read: " + tokenizer.error().text();
        return toText(facts) + "\nTokenizer: " + words + '\n';
    });
}

Result<void> listPlms(CommandContext& context) {
    auto list = json::array();
    TextTable table({{"name"}, {"family"}, {"parameters", Align::Right}, {"layers", Align::Right}, {"hidden", Align::Right}, {"folder"}});
    std::vector<fs::path> folders;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(plmFolderOf(context.common.project), ignored))
        if (entry.is_directory(ignored) && entry.path().filename().string().find(".tmp-") == std::string::npos)
            folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    for (const auto& folder : folders) {
        const auto name = folder.filename().string();
        const auto info = engine::describePlmFolder(folder);
        if (!info) {
            context.log().warn("{}: {}", name, info.error().text());
            continue;
        }
        list.push_back({{"name", name}, {"folder", folder.string()}, {"info", toJson(*info)}});
        table.add({name, info->modelType, withThousands(info->parameters), std::to_string(info->layers), std::to_string(info->hidden), folder.string()});
    }
    return context.print(list, [&] {
        return table.isEmpty() ? "No language models yet; take one in with \"clickprompt plm import DIR\" or train one from scratch\n" : table.text();
    });
}

} // namespace

void addPlmCommands(CLI::App& program, const CommandRegistrar& registrar) {
    auto& context = registrar.context();
    auto* group = registrar.group(program, "plm", "Pretrained language models: list, info, import");
    registrar.command(*group, "list", "List the imported models", "  clickprompt plm list", [&context] { return listPlms(context); });

    auto name = std::make_shared<std::string>();
    auto* info = registrar.command(*group, "info", "Show size and tensors of a model folder", "  clickprompt plm info ./minilm",
                                   [name, &context]() -> Result<void> {
                                       CPW_TRY(folder, findPlm(*name, context));
                                       return showPlm(folder, context);
                                   });
    info->add_option("plm", *name, "Model folder or imported model")->required();

    auto options = std::make_shared<ImportOptions>();
    auto* import = registrar.command(*group, "import", "Check a Hugging Face folder and copy it beside the project file",
                                     "  clickprompt plm import ./minilm --name minilm", [options, &context] { return importPlm(*options, context); });
    import->add_option("folder", options->folder, "Folder with config.json, model.safetensors and tokenizer.json or vocab.txt (vocab.json and merges.txt)")->required()->type_name("DIR");
    import->add_option("--name", options->name, "Name; that of the folder when not given");
}

} // namespace cpw::cli
