// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/plm_fetch.h"
#include "app/cli/plm_record.h"
#include "app/cli/table_printer.h"
#include "app/cli/tokenizer_opening.h"
#include "core/base/file_io.h"
#include "core/base/text_format.h"
#include "core/hub/model_fetch.h"
#include "core/weights/weight_folder.h"

#include <algorithm>

namespace cpw::cli {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

/// Takes what loading needs, nothing else of the folder.
Result<void> copyModelFiles(const fs::path& from, const fs::path& to) {
    CPW_TRY(weights, weights::findWeightFiles(from));
    auto names = hub::tokenizerFileNames();
    names.insert(names.end(), weights.files.begin(), weights.files.end());
    names.emplace_back("config.json");
    if (!weights.index.empty())
        names.push_back(weights.index);
    for (const auto& name : names) {
        std::error_code code;
        if (!fs::exists(from / name, code))
            continue;
        if (!fs::copy_file(from / name, to / name, code))
            return tl::unexpected(systemError("copy to", to / name, code));
    }
    return {};
}

struct PlmImportOptions {
    fs::path folder;
    std::string name;
};

Result<void> importPlm(const PlmImportOptions& options, CommandContext& context) {
    const auto source = fs::absolute(options.folder).lexically_normal();
    CPW_TRY(info, checkPlmFolder(options.folder));
    CPW_TRY(name, plmName(options.name.empty() ? source.filename().string() : options.name));
    const auto target = plmFolderOf(context.common.project) / name;
    CPW_TRY_VOID(makeFolders(target.parent_path()));
    const auto fill = [&](const fs::path& folder) {
        return copyModelFiles(options.folder, folder).and_then([&] { return hub::measureWeights(folder); }).and_then([&](const hub::WeightFacts& weights) {
            return hub::writeOrigin(folder, {source.string(), {}, {}, weights});
        });
    };
    CPW_TRY_VOID(writeFolderAtomically(target, fill));
    CPW_TRY(record, recordOf(target, std::move(info), Checksums::Recorded));
    return context.print(toJson(record), [&] {
        return fmt::format("{} is in {}; use it with --set plm.folder={}\n\n{}\n{}", name, target.string(), target.string(), toText(record.info), filesText(record));
    });
}

/// The model, and its tokenizer when the folder has one.
Result<void> showPlm(const fs::path& folder, CommandContext& context) {
    CPW_TRY(record, readPlm(folder, Checksums::Measured));
    const auto tokenizer = text::loadTokenizerFolder(folder);
    auto document = toJson(record.info);
    auto facts = toJson(record);
    for (const char* key : {"folder", "weights", "origin"})
        document[key] = std::move(facts[key]);
    document["tokenizer"] = tokenizer ? json{{"family", (*tokenizer)->family()}, {"pieces", (*tokenizer)->vocabularySize()}} : json();
    return context.print(document, [&] {
        const auto words = tokenizer ? fmt::format("{} of {} pieces", (*tokenizer)->family(), withThousands((*tokenizer)->vocabularySize()))
                                     : "cannot be read: " + tokenizer.error().text();
        return toText(record.info) + "\nTokenizer: " + words + "\n\n" + filesText(record);
    });
}

std::vector<fs::path> importedFolders(const CommandContext& context) {
    std::vector<fs::path> folders;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(plmFolderOf(context.common.project), ignored)) {
        const auto name = entry.path().filename().string();
        if (entry.is_directory(ignored) && name.find(".tmp-") == std::string::npos && !name.ends_with(kDownloadSuffix))
            folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

Result<void> listPlms(CommandContext& context) {
    constexpr std::size_t kShownDigits = 12;
    auto list = json::array();
    TextTable table({{"name"}, {"family"}, {"parameters", Align::Right}, {"layers", Align::Right}, {"hidden", Align::Right}, {"weights", Align::Right},
                     {"SHA-256"}, {"from"}, {"folder"}});
    for (const auto& folder : importedFolders(context)) {
        const auto record = readPlm(folder, Checksums::Recorded);
        if (!record) {
            context.log().warn("{}: {}", folder.filename().string(), record.error().text());
            continue;
        }
        list.push_back(toJson(*record));
        const auto& info = record->info;
        table.add({record->name(), info.modelType, withThousands(info.parameters), std::to_string(info.layers), std::to_string(info.hidden),
                   bytesText(hub::bytesOf(record->weights)), hub::checksumOf(record->weights).substr(0, kShownDigits), originText(*record), folder.string()});
    }
    return context.print(list, [&] {
        return table.isEmpty() ? "No language models yet; take one in with \"clickprompt plm import DIR\" or \"clickprompt plm fetch NAME\", or train one from scratch\n"
                               : table.text();
    });
}

} // namespace

void addPlmCommands(CLI::App& program, const CommandRegistrar& registrar) {
    auto& context = registrar.context();
    auto* group = registrar.group(program, "plm", "Pretrained language models: list, info, import, fetch");
    registrar.command(*group, "list", "List the imported models: family, size, origin, checksum", "  clickprompt plm list", [&context] { return listPlms(context); });

    auto name = std::make_shared<std::string>();
    auto* info = registrar.command(*group, "info", "Show size, tensors, files and checksums of a model folder", "  clickprompt plm info ./minilm",
                                   [name, &context]() -> Result<void> {
                                       CPW_TRY(folder, findPlm(*name, context));
                                       return showPlm(folder, context);
                                   });
    info->add_option("plm", *name, "Model folder or imported model")->required();

    auto options = std::make_shared<PlmImportOptions>();
    auto* import = registrar.command(*group, "import", "Check a Hugging Face folder and copy it beside the project file",
                                     "  clickprompt plm import ./minilm --name minilm", [options, &context] { return importPlm(*options, context); });
    import->add_option("folder", options->folder,
                       "Folder with config.json, weights (model.safetensors or pytorch_model.bin, also in several files with their index) and tokenizer.json or "
                       "vocab.txt (vocab.json and merges.txt)")
        ->required()->type_name("DIR");
    import->add_option("--name", options->name, "Name; that of the folder when not given");
    addPlmFetch(*group, registrar);
}

} // namespace cpw::cli
