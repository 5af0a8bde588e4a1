// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/model_origin.h"

#include "core/base/file_io.h"
#include "core/base/sha256.h"
#include "core/weights/weight_folder.h"

#include <nlohmann/json.hpp>

#include <ctime>

namespace cpw::hub {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kFile = "origin.json";

std::string presentTime() {
    const auto now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::optional<std::string> textAt(const json& document, const char* key) {
    const auto found = document.find(key);
    return found != document.end() && found->is_string() ? std::optional(found->get<std::string>()) : std::nullopt;
}

std::optional<ModelOrigin> parseOrigin(const std::string& text) {
    const auto document = json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!document.is_object() || !document.contains("weights") || !document["weights"].is_object())
        return std::nullopt;
    const auto from = textAt(document, "from"), revision = textAt(document, "revision"), time = textAt(document, "time");
    if (!from || !revision || !time)
        return std::nullopt;
    ModelOrigin origin{*from, *revision, *time, {}};
    for (const auto& [name, facts] : document["weights"].items()) {
        const auto sha256 = facts.is_object() ? textAt(facts, "sha256") : std::nullopt;
        if (!sha256 || !facts.contains("bytes") || !facts["bytes"].is_number_unsigned())
            return std::nullopt;
        origin.weights[name] = {facts["bytes"].get<std::uint64_t>(), *sha256};
    }
    return origin;
}

} // namespace

Result<WeightFacts> measureWeights(const fs::path& folder) {
    CPW_TRY(found, weights::findWeightFiles(folder));
    WeightFacts facts;
    for (const auto& file : found.files) {
        CPW_TRY(sha256, sha256OfFile(folder / file));
        std::error_code ignored;
        facts[file] = {fs::file_size(folder / file, ignored), std::move(sha256)};
    }
    return facts;
}

std::string checksumOf(const WeightFacts& weights) {
    if (weights.size() == 1)
        return weights.begin()->second.sha256;
    std::string lines;
    for (const auto& [name, facts] : weights)
        lines += facts.sha256 + "  " + name + '\n';
    return sha256OfText(lines);
}

std::uint64_t bytesOf(const WeightFacts& weights) {
    std::uint64_t bytes = 0;
    for (const auto& [name, facts] : weights)
        bytes += facts.bytes;
    return bytes;
}

Result<std::optional<ModelOrigin>> readOrigin(const fs::path& folder) {
    std::error_code ignored;
    if (!fs::exists(folder / kFile, ignored))
        return std::optional<ModelOrigin>();
    CPW_TRY(text, readText(folder / kFile));
    auto origin = parseOrigin(text);
    if (!origin)
        return badInput("{} does not say where the model came from, expected what fetch or import writes; remove it or import the model again",
                        (folder / kFile).string());
    return origin;
}

Result<void> writeOrigin(const fs::path& folder, const ModelOrigin& origin) {
    json weights = json::object();
    for (const auto& [name, file] : origin.weights)
        weights[name] = {{"bytes", file.bytes}, {"sha256", file.sha256}};
    const json document = {{"from", origin.from}, {"revision", origin.revision}, {"time", presentTime()}, {"weights", weights}};
    return writeTextAtomically(folder / kFile, document.dump(2, ' ', false, json::error_handler_t::replace) + '\n');
}

} // namespace cpw::hub
