// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/plm_record.h"

#include "app/cli/table_printer.h"
#include "core/base/text_format.h"
#include "core/text/tokenizer.h"
#include "core/weights/weight_folder.h"

namespace cpw::cli {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

/// Whether every weight file has the size that was written down, so that it need not be read.
bool hasRecordedSizes(const fs::path& folder, const hub::WeightFacts& recorded) {
    const auto found = weights::findWeightFiles(folder);
    if (!found || found->files.size() != recorded.size())
        return false;
    return std::all_of(recorded.begin(), recorded.end(), [&](const auto& file) {
        std::error_code code;
        const auto size = fs::file_size(folder / file.first, code);
        return !code && size == file.second.bytes;
    });
}

json toJson(const hub::WeightFacts& weights) {
    auto files = json::object();
    for (const auto& [name, facts] : weights)
        files[name] = {{"bytes", facts.bytes}, {"sha256", facts.sha256}};
    return {{"files", std::move(files)}, {"bytes", hub::bytesOf(weights)}, {"sha256", hub::checksumOf(weights)}};
}

} // namespace

Result<PlmRecord> readPlm(const fs::path& folder, Checksums checksums) {
    CPW_TRY(info, engine::describePlmFolder(folder));
    return recordOf(folder, std::move(info), checksums);
}

Result<PlmRecord> recordOf(const fs::path& folder, engine::PlmInfo info, Checksums checksums) {
    CPW_TRY(origin, hub::readOrigin(folder));
    if (checksums == Checksums::Recorded && origin && hasRecordedSizes(folder, origin->weights)) {
        auto recorded = origin->weights;
        return PlmRecord{folder, std::move(info), std::move(recorded), std::move(origin)};
    }
    CPW_TRY(weights, hub::measureWeights(folder));
    return PlmRecord{folder, std::move(info), std::move(weights), std::move(origin)};
}

Result<engine::PlmInfo> checkPlmFolder(const fs::path& folder) {
    CPW_TRY(info, engine::describePlmFolder(folder));
    CPW_TRY(tokenizer, text::loadTokenizerFolder(folder));
    if (tokenizer->vocabularySize() > info.vocabularySize)
        return badInput("{}: the tokenizer has {} words, but the model only {}; their files are not of one model", folder.string(),
                        tokenizer->vocabularySize(), info.vocabularySize);
    return info;
}

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

json toJson(const PlmRecord& record) {
    json document = {{"name", record.name()}, {"folder", record.folder.string()}, {"info", toJson(record.info)}, {"weights", toJson(record.weights)}, {"origin", nullptr}};
    if (record.origin)
        document["origin"] = {{"from", record.origin->from}, {"revision", record.origin->revision}, {"time", record.origin->time}, {"weights_changed", record.hasChanged()}};
    return document;
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

std::string filesText(const PlmRecord& record) {
    std::string text;
    for (const auto& [name, facts] : record.weights)
        text += fmt::format("{}: {}, SHA-256 {}\n", name, bytesText(facts.bytes), facts.sha256);
    if (record.weights.size() > 1)
        text += fmt::format("All {} files: {}, SHA-256 of their list {}\n", record.weights.size(), bytesText(hub::bytesOf(record.weights)),
                            hub::checksumOf(record.weights));
    if (record.origin)
        text += fmt::format("From {}, {}\n", originText(record), record.origin->time);
    if (record.hasChanged())
        text += fmt::format("The weights have changed since; then their SHA-256 was {}\n", hub::checksumOf(record.origin->weights));
    return text;
}

std::string originText(const PlmRecord& record) {
    if (!record.origin)
        return "-";
    return record.origin->revision.empty() ? record.origin->from : record.origin->from + '@' + record.origin->revision;
}

} // namespace cpw::cli
