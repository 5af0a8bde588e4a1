// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_spec.h"
#include "core/base/result.h"
#include "core/data/field_encoder.h"
#include "core/train/train_setup.h"

#include <filesystem>
#include <functional>
#include <stop_token>

namespace cpw::engine {

struct AssemblyPlaces {
    std::filesystem::path runFolder;
    std::filesystem::path stagesFolder;
    std::filesystem::path cacheFolder;
    data::IdsCache ids = {}; ///< assembleRun() chooses the file itself: beside the cached table
};

/// RunSpec to TrainSetup: reads (or maps) the table, splits, encodes, loads or trains the tokenizer, builds the token store,
/// checks the model's options. Runs before the first tensor of a run exists. `onPreparing` hears what is done and its share.
[[nodiscard]] Result<train::TrainSetup> assembleRun(const api::RunSpec& spec, const AssemblyPlaces& places,
                                                    const std::function<void(const std::string&, double)>& onPreparing,
                                                    std::stop_token stop);

/// The same from a table that is there already, whatever the spec's source.
[[nodiscard]] Result<train::TrainSetup> assembleTable(std::shared_ptr<const data::Table> table, const api::RunSpec& spec,
                                                      const AssemblyPlaces& places,
                                                      const std::function<void(const std::string&, double)>& onPreparing,
                                                      std::stop_token stop);

/// "cpu" or "cuda:1" to a device; CUDA asked for and absent is an error that says what the machine has.
[[nodiscard]] Result<at::Device> deviceFromText(const std::string& text);

/// What is set for the whole process before a run computes: torch's threads, and whether a card may use TF32.
void applyComputing(int threads, bool allowsTf32);

/// Threads for torch: the spec's number, or all cores but one when there are more than two.
[[nodiscard]] int threadsFor(int wanted);

} // namespace cpw::engine
