// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/model_fetch.h"

#include "core/base/file_io.h"
#include "core/weights/weight_folder.h"

#include <algorithm>
#include <set>

namespace cpw::hub {
namespace {

constexpr const char* kNameLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

/// "owner/name": parts of plain letters, none of which is "." or "..".
bool isPlainPath(std::string_view text, std::ptrdiff_t mostSlashes) {
    if (std::count(text.begin(), text.end(), '/') > mostSlashes)
        return false;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('/', at), text.size());
        const auto part = text.substr(at, end - at);
        if (part.empty() || part.starts_with('.') || part.find_first_not_of(kNameLetters) != std::string_view::npos)
            return false;
        at = end + 1;
    }
    return true;
}

Result<void> checkRequest(const FetchRequest& request) {
    const auto isWeb = request.hub.starts_with("https://") || request.hub.starts_with("http://");
    const bool isVisible = std::all_of(request.hub.begin(), request.hub.end(), [](char letter) { return letter > ' ' && letter <= '~'; });
    if (!isWeb || !isVisible || request.hub.find_first_of("?#") != std::string::npos)
        return fail(ErrorCode::Usage, "\"{}\" is not the address of a hub; expected one that begins with https:// or http://", request.hub);
    if (!isPlainPath(request.model, 1))
        return fail(ErrorCode::Usage, "\"{}\" is not the name of a model; expected NAME or OWNER/NAME as the hub shows it", request.model);
    if (!isPlainPath(request.revision, 3))
        return fail(ErrorCode::Usage, "\"{}\" is not a revision; expected a branch, a tag or a commit", request.revision);
    const bool isDigest = request.sha256.size() == 64 && request.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!request.sha256.empty() && !isDigest)
        return fail(ErrorCode::Usage, "\"{}\" is not a SHA-256; expected 64 digits of 0 to 9 and a to f", request.sha256);
    return {};
}

class ModelFetch {
public:
    ModelFetch(const FetchRequest& request, const FetchWatch& watch) : m_request(request), m_watch(watch) {}

    [[nodiscard]] Result<std::vector<FetchedFile>> run() {
        CPW_TRY_VOID(makeFolders(m_request.folder));
        CPW_TRY(hasConfig, take("config.json"));
        if (!hasConfig)
            return badInput("{} has no model {} (no {}); check the name and the revision on its page", m_request.hub, m_request.model, urlOf("config.json"));
        CPW_TRY_VOID(takeTokenizer());
        if (m_request.beforeWeights)
            CPW_TRY_VOID(m_request.beforeWeights(m_request.folder));
        CPW_TRY_VOID(takeWeights());
        return std::move(m_files);
    }

private:
    [[nodiscard]] std::string urlOf(const std::string& file) const {
        return fmt::format("{}/resolve/{}/{}", addressOf(m_request), m_request.revision, file);
    }

    /// False: the hub does not have it.
    [[nodiscard]] Result<bool> take(const std::string& name, const std::string& sha256 = {}) {
        const DownloadRequest request{urlOf(name), m_request.folder / name, sha256, m_request.retryWait};
        CPW_TRY(file, download(request, [&](std::uint64_t received, std::uint64_t total) { return m_watch(name, received, total); }));
        if (file)
            m_files.push_back({name, std::move(*file)});
        return file.has_value();
    }

    [[nodiscard]] Result<void> takeTokenizer() {
        std::set<std::string> taken;
        for (const auto& name : tokenizerFileNames()) {
            CPW_TRY(isThere, take(name));
            if (isThere)
                taken.insert(name);
        }
        const bool isEnough = taken.contains("tokenizer.json") || taken.contains("vocab.txt") || (taken.contains("vocab.json") && taken.contains("merges.txt"));
        if (!isEnough)
            return badInput("{} of {} has no tokenizer that is read here; expected tokenizer.json, vocab.txt, or vocab.json with merges.txt", m_request.model,
                            m_request.hub);
        return {};
    }

    [[nodiscard]] Result<void> takeWeights() {
        for (const auto& form : weights::weightForms()) {
            CPW_TRY(isThere, take(form.file, form.isIndex ? std::string() : m_request.sha256));
            if (isThere)
                return form.isIndex ? takeShards(form.file) : Result<void>();
        }
        return badInput("{} of {} has no weights that are read here; expected model.safetensors or pytorch_model.bin", m_request.model, m_request.hub);
    }

    [[nodiscard]] Result<void> takeShards(const std::string& index) {
        if (!m_request.sha256.empty())
            return fail(ErrorCode::Usage, "the weights of {} are several files, and one SHA-256 was given; leave it out", m_request.model);
        CPW_TRY(text, readText(m_request.folder / index));
        auto fileOf = weights::parseShardIndex(text);
        if (!fileOf)
            return withContext(std::move(fileOf.error()), urlOf(index));
        std::set<std::string> shards;
        for (const auto& [tensor, file] : *fileOf)
            shards.insert(file);
        for (const auto& shard : shards) {
            CPW_TRY(isThere, take(shard));
            if (!isThere)
                return badInput("{} names {}, which the hub does not have; the model is incomplete there", urlOf(index), shard);
        }
        return {};
    }

    const FetchRequest& m_request;
    const FetchWatch& m_watch;
    std::vector<FetchedFile> m_files;
};

} // namespace

const std::vector<std::string>& tokenizerFileNames() {
    static const std::vector<std::string> kNames = {"tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt",
                                                    "vocab.json",     "merges.txt",            "added_tokens.json"};
    return kNames;
}

std::string adviceWithoutHub(const std::string& model) {
    return fmt::format("by hand: download config.json, model.safetensors (or pytorch_model.bin; with an index, all files that it names) and tokenizer.json or "
                       "vocab.txt (or vocab.json and merges.txt) of {} into a folder, then run \"clickprompt plm import FOLDER\"",
                       model);
}

std::string addressOf(const FetchRequest& request) {
    auto hub = request.hub;
    while (hub.ends_with('/'))
        hub.pop_back();
    return hub + '/' + request.model;
}

Result<std::vector<FetchedFile>> fetchModel(const FetchRequest& request, const FetchWatch& watch) {
    CPW_TRY_VOID(checkRequest(request));
    return ModelFetch(request, watch).run();
}

} // namespace cpw::hub
