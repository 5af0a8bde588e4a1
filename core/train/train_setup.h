// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clickprompt/click_prompt_model.h"
#include "core/data/encoded_dataset.h"
#include "core/spec/stage_spec.h"
#include "core/text/token_store.h"
#include "core/train/host_batch.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cpw::train {

/// Everything a run trains with: finished data, the model's shape and the stages. Made by the engine from a RunSpec.
struct TrainSetup {
    std::shared_ptr<const data::EncodedDataset> dataset;
    std::shared_ptr<const text::TokenStore> tokens; ///< null when no stage has text
    clickprompt::ClickPromptOptions model;          ///< with the language model; stages without text build it without
    std::filesystem::path plmFolder;                ///< pretrained weights, or empty
    std::filesystem::path startFrom;                ///< checkpoint folder whose weights the first stage takes over, or empty
    bool allowsPartialStart = false;                ///< what has no fitting tensor may keep its fresh weights
    std::vector<spec::StageSpec> stages;
    std::uint64_t seed = 1;
    at::Device device = at::kCPU;
    std::optional<at::ScalarType> computeType = {}; ///< of autocast: bfloat16 or float16; none: float32
    std::string specJson;                 ///< of the run, for manifests
    std::vector<std::string> stageHashes; ///< one for each stage
    std::filesystem::path runFolder;
    std::filesystem::path stagesFolder; ///< finished PA-MLM stages by hash; empty: no reuse
    std::function<void(const HostBatch&)> beforeMicroBatch; ///< for tests: may throw what a card throws; empty otherwise
};

} // namespace cpw::train
