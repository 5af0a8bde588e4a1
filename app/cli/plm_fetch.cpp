// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/plm_fetch.h"

#include "app/cli/plm_record.h"
#include "app/cli/progress_bar.h"
#include "app/cli/signal_watch.h"
#include "app/cli/tokenizer_opening.h"
#include "core/base/file_io.h"
#include "core/base/text_format.h"
#include "core/engine/plm_folder.h"
#include "core/hub/model_fetch.h"
#include "core/weights/weight_folder.h"

#include <algorithm>

namespace cpw::cli {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;
constexpr const char* kHubVariable = "CLICKPROMPT_HUB";

struct FetchOptions {
    hub::FetchRequest request;
    std::string name;
};

/// The file that is coming in, with rate and time left, until a signal stops it.
class FetchProgress {
public:
    explicit FetchProgress(bool isQuiet) : m_bar(ProgressBar::styleFor(isQuiet)) {}

    bool show(const std::string& file, std::uint64_t received, std::uint64_t total) {
        using Clock = std::chrono::steady_clock;
        if (file != m_file) {
            m_file = file;
            m_start = Clock::now();
            m_first = received;
        }
        const double seconds = std::chrono::duration<double>(Clock::now() - m_start).count();
        const double rate = seconds > 0.5 && received > m_first ? static_cast<double>(received - m_first) / seconds : 0;
        ProgressState state{file, bytesText(received), 0, 0, -1};
        if (total > 0) {
            state.detail += " of " + bytesText(total);
            state.share = static_cast<double>(received) / static_cast<double>(total);
            state.secondsLeft = rate > 0 ? static_cast<double>(total - std::min(received, total)) / rate : -1;
            m_bar.show(state);
        }
        return m_signals.count() == 0;
    }
    void clear() { m_bar.clear(); }

private:
    SignalWatch m_signals;
    ProgressBar m_bar;
    std::string m_file;
    std::chrono::steady_clock::time_point m_start;
    std::uint64_t m_first = 0;
};

Result<std::vector<hub::FetchedFile>> fetchInto(hub::FetchRequest request, CommandContext& context) {
    FetchProgress progress(context.common.isQuiet);
    request.beforeWeights = [](const fs::path& folder) { return engine::checkPlmConfig(folder); };
    auto files = hub::fetchModel(request, [&](const std::string& file, std::uint64_t received, std::uint64_t total) { return progress.show(file, received, total); });
    progress.clear();
    return files;
}

/// The gathered files become the model folder, without the notes of the download.
Result<void> moveFiles(const std::vector<hub::FetchedFile>& files, const fs::path& from, const fs::path& to) {
    for (const auto& file : files) {
        std::error_code code;
        fs::rename(from / file.name, to / file.name, code);
        if (code)
            return tl::unexpected(systemError("rename to", to / file.name, code));
    }
    return {};
}

/// Measured when they came in, so that large files are not read once more.
Result<hub::WeightFacts> weightsAmong(const std::vector<hub::FetchedFile>& files, const fs::path& folder) {
    CPW_TRY(found, weights::findWeightFiles(folder));
    hub::WeightFacts facts;
    for (const auto& file : files)
        if (std::find(found.files.begin(), found.files.end(), file.name) != found.files.end())
            facts[file.name] = {file.facts.bytes, file.facts.sha256};
    return facts;
}

json fetchedJson(const std::vector<hub::FetchedFile>& files) {
    auto list = json::array();
    for (const auto& file : files)
        list.push_back({{"name", file.name}, {"bytes", file.facts.bytes}, {"sha256", file.facts.sha256}, {"verified", file.facts.isVerified}});
    return list;
}

std::string fetchedText(const std::vector<hub::FetchedFile>& files) {
    std::string text;
    for (const auto& file : files)
        text += fmt::format("  {}: {}{}\n", file.name, bytesText(file.facts.bytes), file.facts.isVerified ? ", checksum compared" : "");
    return text;
}

Result<void> fetchPlm(const FetchOptions& options, CommandContext& context) {
    const auto& model = options.request.model;
    if (options.request.hub.empty())
        return fail(ErrorCode::Usage, "no hub address is set, and none is asked without one; give it with --from https://... or the variable {}. Or {}", kHubVariable,
                    hub::adviceWithoutHub(model));
    CPW_TRY(name, plmName(options.name.empty() ? model.substr(model.rfind('/') + 1) : options.name));
    const auto target = plmFolderOf(context.common.project) / name;
    auto request = options.request;
    request.folder = target;
    request.folder += kDownloadSuffix;
    context.log().info("fetching {} from {} into {}", model, request.hub, target.string());
    CPW_TRY(files, fetchInto(request, context));
    CPW_TRY_VOID(checkPlmFolder(request.folder));
    const auto fill = [&](const fs::path& folder) {
        return moveFiles(files, request.folder, folder).and_then([&] { return weightsAmong(files, folder); }).and_then([&](const hub::WeightFacts& weights) {
            return hub::writeOrigin(folder, {hub::addressOf(request), request.revision, {}, weights});
        });
    };
    CPW_TRY_VOID(writeFolderAtomically(target, fill));
    std::error_code ignored;
    fs::remove_all(request.folder, ignored);
    CPW_TRY(record, readPlm(target, Checksums::Recorded));
    auto document = toJson(record);
    document["files"] = fetchedJson(files);
    return context.print(document, [&] {
        return fmt::format("{} is in {}; use it with --set plm.folder={}\n{}\n{}\n{}", name, target.string(), target.string(), fetchedText(files), toText(record.info),
                           filesText(record));
    });
}

} // namespace

void addPlmFetch(CLI::App& group, const CommandRegistrar& registrar) {
    auto& context = registrar.context();
    auto options = std::make_shared<FetchOptions>();
    auto* fetch = registrar.command(group, "fetch", "Download a model of a hub beside the project file; goes on where an earlier attempt ended",
                                    "  clickprompt plm fetch OWNER/NAME --from https://hub.example.org\n"
                                    "  CLICKPROMPT_HUB=https://hub.example.org clickprompt plm fetch NAME --revision main",
                                    [options, &context] { return fetchPlm(*options, context); });
    fetch->add_option("model", options->request.model, "Name of the model at the hub")->required()->type_name("[OWNER/]NAME");
    fetch->add_option("--from", options->request.hub, "Address of the hub; nothing is downloaded without one")->envname(kHubVariable)->type_name("URL");
    fetch->add_option("--revision", options->request.revision, "Branch, tag or commit; main when not given");
    fetch->add_option("--sha256", options->request.sha256, "Checksum that the weight file must have; that of the hub when not given")->type_name("HEX");
    fetch->add_option("--name", options->name, "Name here; that of the hub when not given");
}

} // namespace cpw::cli
