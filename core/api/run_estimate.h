// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"
#include "core/spec/stage_spec.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace cpw::api {

/// What a stage will need, told before it starts.
struct StageEstimate {
    spec::StageKind kind = spec::StageKind::FinetuneCtr;
    std::vector<std::pair<std::string, std::int64_t>> parameters; ///< numbers by part of the model
    std::int64_t trained = 0;                                     ///< numbers that are not frozen
    std::int64_t rows = 0;                                        ///< of an epoch
    std::int64_t stepsPerEpoch = 0;
    std::int64_t steps = 0;
    std::int64_t validations = 0;
    /// Bytes at the stage's peak by what they are for; they add up to peakBytes. On the processor of the whole process ("program
    /// and data" is what it holds before the stage), on a card of the card's tensors.
    std::vector<std::pair<std::string, std::uint64_t>> memory;
    std::uint64_t peakBytes = 0;
    std::int64_t microBatch = 0;        ///< rows of a part of a step
    std::int64_t fittingMicroBatch = 0; ///< the most rows whose part would fit the machine's memory; 0: not known, or not even one
    int measuredSteps = 0; ///< 0: the time was not measured, see note
    double secondsPerStep = 0;
    double secondsPerValidation = 0;
    double seconds = 0; ///< of the whole stage, validations and checkpoints included; early stopping makes it shorter
    bool isKept = false; ///< an earlier run has finished the same stage, and its weights are taken over
    std::string note;
};

/// Parts of a step with which a batch fits; 0: not known, or it fits as it is.
[[nodiscard]] inline std::int64_t fittingAccumulation(const StageEstimate& estimate, std::int64_t batch) {
    if (estimate.fittingMicroBatch <= 0 || estimate.microBatch <= estimate.fittingMicroBatch)
        return 0;
    return (batch + estimate.fittingMicroBatch - 1) / estimate.fittingMicroBatch;
}

struct RunEstimate {
    std::string dataset; ///< its title
    std::uint64_t trainRows = 0, validRows = 0, testRows = 0;
    std::uint64_t fields = 0;
    std::int64_t features = 0;    ///< ids of all fields
    std::uint64_t vocabulary = 0; ///< pieces of the tokenizer; 0 without text, as the lengths
    std::uint64_t shortestText = 0, longestText = 0;
    std::vector<StageEstimate> stages;
    std::uint64_t availableBytes = 0; ///< of the machine's memory when nothing was built yet; 0: not known
    std::vector<Problem> problems;    ///< warnings: of the spec, and stages that may not fit
};

struct EstimateWatch {
    std::function<void(const std::string& what, double share)> onPreparing; ///< on the calling thread; may be empty
    std::stop_token stop;                                                   ///< ends it with ErrorCode::Stopped before the next stage
};

} // namespace cpw::api
