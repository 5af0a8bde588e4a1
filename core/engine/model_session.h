// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_spec.h"
#include "core/base/result.h"
#include "core/engine/evaluation.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cpw::engine {

struct ScoredRows {
    std::vector<double> probabilities;
    std::vector<std::pair<std::string, std::uint64_t>> unknownValues; ///< field, number of rows with a value not in its vocabulary
};

struct ActivationRequest {
    std::uint64_t firstRow = 0; ///< row numbers of the table
    std::uint64_t endRow = 0;
    bool withAttention = false;
};

/// A trained model of one checkpoint with its data, for evaluation, scoring, export and looking inside. Synchronous; use it on
/// one thread, which owns the tensors. No torch type in this header.
class ModelSession {
public:
    struct Options {
        std::string device; ///< empty: that of the spec
        int threads = 0;    ///< 0: as many as the spec says, so that what training measured is repeated to the bit
        std::filesystem::path cacheFolder; ///< of encoded data sets
    };
    /// Opens a checkpoint folder (manifest.json inside names the spec); refuses damaged files and other formats.
    [[nodiscard]] static Result<std::unique_ptr<ModelSession>> open(const std::filesystem::path& checkpointFolder, const Options& options);
    virtual ~ModelSession() = default;

    [[nodiscard]] virtual const api::RunSpec& spec() const = 0;
    [[nodiscard]] virtual std::int64_t step() const = 0;
    [[nodiscard]] virtual bool usesText() const = 0; ///< the last stage was a finetune with the language model
    [[nodiscard]] virtual Result<ScoredPart> scorePart(SplitPart part) = 0;
    /// Of scores of this session; `request.part` is that of the scores.
    [[nodiscard]] virtual Result<Evaluation> measure(const ScoredPart& scored, const EvaluationRequest& request) const = 0;
    [[nodiscard]] Result<Evaluation> evaluate(const EvaluationRequest& request) {
        CPW_TRY(scored, scorePart(request.part));
        return measure(scored, request);
    }
    /// Rows of raw field values in the order of fieldNames().
    [[nodiscard]] virtual Result<ScoredRows> score(const std::vector<std::vector<std::string>>& rows) = 0;
    [[nodiscard]] virtual std::vector<std::string> fieldNames() const = 0;
    /// Writes the tensors that design/cli.md lists for `forward`.
    [[nodiscard]] virtual Result<void> writeActivations(const ActivationRequest& request, const std::filesystem::path& output) = 0;
    /// The language model as a Hugging Face folder (config.json, model.safetensors, tokenizer files) where the model has one; all
    /// other weights in clickprompt.safetensors; field_vocabulary.json, spec.json.
    [[nodiscard]] virtual Result<void> exportModel(const std::filesystem::path& folder) = 0;
};

enum class CheckpointChoice { Best, Last };
/// The folder of a run's checkpoint; error when there is none yet.
[[nodiscard]] Result<std::filesystem::path> findCheckpoint(const std::filesystem::path& runFolder, CheckpointChoice choice);

/// A language model folder as `plm info` shows it.
struct PlmInfo {
    std::string modelType;
    std::int64_t parameters = 0;
    std::int64_t vocabularySize = 0, hidden = 0, layers = 0, heads = 0, feedForward = 0, maximumPositions = 0;
    std::vector<std::string> loaded;     ///< tensor names that are used
    std::vector<std::string> unexpected; ///< present and not used (pooler)
    std::vector<std::string> missing;    ///< needed and absent (drawn anew: MLM head)
};
[[nodiscard]] Result<PlmInfo> describePlmFolder(const std::filesystem::path& folder);

/// Speed of each stage on this machine, for `bench`.
struct BenchLine {
    std::string name;
    std::string unit; ///< "rows/s", "GFLOP/s", "s"
    double value = 0;
    std::string setting;                 ///< shapes and sizes
    double perProcessorSecond = 0;       ///< of a rate: by processor time of all threads instead of the clock
    std::int64_t peakResidentBytes = 0;  ///< stages: of the process until then
};
/// Shapes in place of a measurement's own; 0 and empty: its own.
struct BenchShape {
    int batch = 0;
    int steps = 0;
    int layers = 0;
    int hidden = 0;
    int prompts = -1; ///< below 0: its own
    int embedding = 0;
    int towerLayers = 0;
    std::int64_t features = 0; ///< above 0: on made data with so many distinct values in 8 fields
    std::int64_t rows = 0;     ///< of the made data
    int tokens = 0;            ///< of every sentence of the made data
    spec::Pooler pooler = spec::Pooler::Cls;
};
struct BenchOptions {
    std::string only; ///< empty: all
    int threads = 1;
    std::string movielensFolder; ///< empty: the built-in sample
    std::string vocabularyFile;  ///< a vocab.txt; empty: trained on the text
    std::string sentencesFile;   ///< tokenizer: where the measured sentences are written, one a line; empty: nowhere
    BenchShape shape;            ///< of the stages
};
[[nodiscard]] Result<std::vector<BenchLine>> runBench(const BenchOptions& options, const std::function<void(const BenchLine&)>& onLine);

} // namespace cpw::engine
