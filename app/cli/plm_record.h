// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_context.h"
#include "core/engine/model_session.h"
#include "core/hub/model_origin.h"

namespace cpw::cli {

/// A model folder as the model list and `plm info` show it.
struct PlmRecord {
    std::filesystem::path folder;
    engine::PlmInfo info;
    hub::WeightFacts weights;
    std::optional<hub::ModelOrigin> origin;

    [[nodiscard]] std::string name() const { return folder.filename().string(); }
    /// The weights are other ones than those that were fetched or imported.
    [[nodiscard]] bool hasChanged() const { return origin && hub::checksumOf(origin->weights) != hub::checksumOf(weights); }
};

enum class Checksums {
    Recorded, ///< of origin.json where the sizes are the same; else measured
    Measured,
};
[[nodiscard]] Result<PlmRecord> readPlm(const std::filesystem::path& folder, Checksums checksums);
/// The same where the model was described already.
[[nodiscard]] Result<PlmRecord> recordOf(const std::filesystem::path& folder, engine::PlmInfo info, Checksums checksums);

/// Config, weights and tokenizer fit together.
[[nodiscard]] Result<engine::PlmInfo> checkPlmFolder(const std::filesystem::path& folder);

[[nodiscard]] nlohmann::json toJson(const engine::PlmInfo& info);
[[nodiscard]] nlohmann::json toJson(const PlmRecord& record);
[[nodiscard]] std::string toText(const engine::PlmInfo& info);
/// Files, checksum and origin.
[[nodiscard]] std::string filesText(const PlmRecord& record);
/// "https://hub/owner/name@main"; "-" when nobody wrote it down.
[[nodiscard]] std::string originText(const PlmRecord& record);

} // namespace cpw::cli
