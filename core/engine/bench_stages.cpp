// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/bench_stages.h"

#include "core/base/processor_time.h"
#include "core/ctr/backbone.h"
#include "core/engine/bench_table.h"
#include "core/engine/process_usage.h"
#include "core/engine/run_assembly.h"
#include "core/train/scoring.h"
#include "core/train/stage_chain.h"

#include <unistd.h>

#include <chrono>
#include <deque>
#include <numeric>

namespace cpw::engine {
namespace {

using SteadyClock = std::chrono::steady_clock;
using spec::StageKind;
using Work = StageBench::Work;

/// Not timed: in the first steps memory is touched for the first time and kernels are made for new shapes.
constexpr std::int64_t kWarmUpSteps = 3;
constexpr std::size_t kLastLosses = 10;
constexpr int kEmbeddingSize = 32;
/// As the peers clip: FuxiCTR does so always.
constexpr double kCtrClip = 10, kTextClip = 1;

/// Clock and processor time since a moment.
struct Stopwatch {
    SteadyClock::time_point start = SteadyClock::now();
    double startedAt = processorSeconds();

    [[nodiscard]] double seconds() const { return secondsSince(start); }
    [[nodiscard]] double processor() const { return processorSeconds() - startedAt; }
};

double rateOf(std::int64_t rows, double seconds) {
    return seconds > 0 ? static_cast<double>(rows) / seconds : 0.0;
}

/// Rate of the steps after the first ones, waiting for batches included.
class RateObserver final : public train::TrainObserver {
public:
    double firstLoss = 0;

    [[nodiscard]] double rowsPerSecond(int batch) const { return rateOf(m_steps * batch, m_seconds); }
    [[nodiscard]] double rowsPerProcessorSecond(int batch) const { return rateOf(m_steps * batch, m_processor); }
    /// Of the last steps, or of all when there are fewer.
    [[nodiscard]] double lastLoss() const {
        return std::accumulate(m_losses.begin(), m_losses.end(), 0.0) / static_cast<double>(std::max<std::size_t>(1, m_losses.size()));
    }

    train::StepRequests beforeStep(const train::Position&, train::LiveValues&) override { return {}; }
    bool shouldStop() const override { return false; }
    void onStageStarted(const train::Position&, spec::StageKind, bool) override {}
    void onStageFinished(const train::Position&, double, double) override {}
    void onProgress(const train::Position& position, train::Phase phase, double, double) override {
        if (phase != train::Phase::Train)
            return;
        if (position.stageStep <= kWarmUpSteps)
            m_watch = {};
        m_steps = std::max<std::int64_t>(0, position.stageStep - kWarmUpSteps);
        m_seconds = m_watch.seconds();
        m_processor = m_watch.processor();
    }
    void onMetric(const train::Position& position, const char* name, double value) override {
        if (std::string_view(name) != "train/loss")
            return;
        if (position.stageStep == 1)
            firstLoss = value;
        m_losses.push_back(value);
        if (m_losses.size() > kLastLosses)
            m_losses.pop_front();
    }
    void onCheckpoint(const train::CheckpointNote&) override {}
    void onNote(const train::Position&, train::NoteLevel, const std::string&) override {}

private:
    Stopwatch m_watch;
    std::int64_t m_steps = 0;
    double m_seconds = 0, m_processor = 0;
    std::deque<double> m_losses;
};

/// A folder that is gone afterwards.
class BenchFolder {
public:
    BenchFolder() : m_path(std::filesystem::temp_directory_path() / fmt::format("clickprompt-bench-{}", ::getpid())) {}
    ~BenchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    BenchFolder(const BenchFolder&) = delete;
    BenchFolder& operator=(const BenchFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

/// Of the options that the backbone has those that the comparison fixes: embedding, tower, cross layers.
OptionValues backboneOptions(const StageBench& bench, const BenchShape& shape) {
    const bool isCtr = bench.kind == StageKind::FinetuneCtr;
    const std::int64_t layers = shape.towerLayers > 0 ? shape.towerLayers : isCtr ? 3 : 6;
    const std::pair<const char*, std::int64_t> wanted[] = {{"embedding_size", shape.embedding > 0 ? shape.embedding : kEmbeddingSize},
                                                           {"tower_width", 256},
                                                           {"tower_layers", layers},
                                                           {"cross_layers", isCtr ? 3 : 6},
                                                           {"attention_layers", 3}};
    const auto entry = ctr::findBackbone(bench.backbone);
    expects(entry.has_value(), "a benchmark of the backbone \"{}\"", bench.backbone);
    OptionValues values;
    for (const auto& [key, value] : wanted)
        if (std::ranges::any_of((*entry)->options, [&, name = key](const OptionSchema& option) { return option.key == name; }))
            values[key] = value;
    return values;
}

spec::DataSpec benchData(const BenchOptions& options) {
    spec::DataSpec data;
    data.source = options.movielensFolder.empty() ? "sample" : "movielens_1m";
    data.path = options.movielensFolder;
    if (options.movielensFolder.empty() || options.shape.features > 0) {
        data.split.kind = spec::SplitKind::Source;
    } else {
        data.label.positiveFrom = 4;
        data.label.droppedValues = {3};
    }
    return data;
}

/// Each word is a token, and two more stand around the sentence.
int wordsOf(const BenchShape& shape) {
    return std::max(0, shape.tokens - 2);
}

Result<train::TrainSetup> makeSetup(const api::RunSpec& spec, const BenchOptions& options, const std::filesystem::path& folder) {
    const auto& shape = options.shape;
    const auto onPreparing = [](const std::string&, double) {};
    auto setup = shape.features > 0 ? assembleTable(makeBenchTable({shape.features, shape.rows, wordsOf(shape)}), spec, {folder, {}, {}}, onPreparing, {})
                                    : assembleRun(spec, {folder, {}, {}}, onPreparing, {});
    if (!setup)
        return setup;
    auto trainingOnly = std::make_shared<data::EncodedDataset>(*setup->dataset); // no validation, no test: training speed alone
    trainingOnly->split.valid.clear();
    trainingOnly->split.test.clear();
    setup->dataset = std::move(trainingOnly);
    return setup;
}

std::string settingOf(const train::TrainSetup& setup, const BenchOptions& options) {
    auto text = fmt::format("{} rows of {}, {} features, {} threads", setup.dataset->split.train.size(), setup.dataset->table->title,
                            setup.model.shape.featureCount, options.threads);
    if (setup.model.plm)
        text += fmt::format(", {} layers of {}, vocabulary {}, {} prompts, {:.1f} tokens a row", setup.model.plm->layers, setup.model.plm->hidden,
                            setup.model.plm->vocabularySize, setup.model.prompts.count, [&] {
                                double sum = 0;
                                for (const auto row : setup.dataset->split.train)
                                    sum += static_cast<double>(setup.tokens->length(row));
                                return sum / static_cast<double>(setup.dataset->split.train.size());
                            }());
    return text;
}

Result<BenchLine> measureTraining(const StageBench& bench, const train::TrainSetup& setup, const BenchOptions& options) {
    const auto& stage = setup.stages.front();
    RateObserver observer;
    CPW_TRY_VOID(train::StageChain(setup, observer).run(std::nullopt));
    return BenchLine{bench.name, "rows/s", observer.rowsPerSecond(stage.batch),
                     fmt::format("{}, batch {}, {} steps, first loss {:.4f}, last losses {:.4f}", settingOf(setup, options), stage.batch,
                                 stage.maximumSteps - kWarmUpSteps, observer.firstLoss, observer.lastLoss()),
                     observer.rowsPerProcessorSecond(stage.batch), peakResidentBytes()};
}

Result<BenchLine> measureScoring(const StageBench& bench, const train::TrainSetup& setup, const BenchOptions& options) {
    const auto& stage = setup.stages.front();
    CPW_TRY(model, train::makeStageModel(setup, bench.kind));
    const bool usesText = bench.kind != StageKind::FinetuneCtr;
    const auto& all = setup.dataset->split.train;
    const auto rows = train::evenlySpread(all, static_cast<std::size_t>(stage.batch) * static_cast<std::size_t>(stage.maximumSteps - kWarmUpSteps));
    const auto score = [&](std::span<const std::uint32_t> part) { static_cast<void>(train::scoreRows(model, setup, usesText, part, {})); };
    score(std::span(rows).first(std::min<std::size_t>(rows.size(), rows.size() / 10 + 1)));
    const Stopwatch watch;
    score(rows);
    const auto count = static_cast<std::int64_t>(rows.size());
    const auto seconds = watch.seconds(), processor = watch.processor();
    return BenchLine{bench.name, "rows/s", rateOf(count, seconds), fmt::format("{}, {} of them scored", settingOf(setup, options), count),
                     rateOf(count, processor), peakResidentBytes()};
}

std::vector<StageBench> makeBenches() {
    std::vector<StageBench> list{
        {.name = "pa_mlm_2x128", .kind = StageKind::PaMlm, .steps = 40},
        {.name = "finetune_plm_2x128", .kind = StageKind::FinetuneWithPlm, .steps = 60},
        {.name = "pa_mlm_6x384", .kind = StageKind::PaMlm, .layers = 6, .hidden = 384, .steps = 8},
        {.name = "finetune_plm_6x384", .kind = StageKind::FinetuneWithPlm, .layers = 6, .hidden = 384, .steps = 10},
        {.name = "pa_mlm_12x768", .kind = StageKind::PaMlm, .layers = 12, .hidden = 768, .steps = 3, .isOnlyByName = true},
        {.name = "finetune_plm_12x768", .kind = StageKind::FinetuneWithPlm, .layers = 12, .hidden = 768, .steps = 3, .isOnlyByName = true},
        {.name = "score_plm_2x128", .work = Work::Score, .kind = StageKind::FinetuneWithPlm, .batch = 256, .steps = 80},
        {.name = "score_plm_6x384", .work = Work::Score, .kind = StageKind::FinetuneWithPlm, .layers = 6, .hidden = 384, .batch = 256, .steps = 6},
    };
    for (const auto& backbone : ctr::backbones()) {
        const bool isShown = backbone.id == "dcn_v2";
        list.push_back({.name = "ctr_train_" + backbone.id, .backbone = backbone.id, .batch = 4096, .steps = 60, .isOnlyByName = !isShown});
        list.push_back({.name = "ctr_score_" + backbone.id, .work = Work::Score, .backbone = backbone.id, .batch = 8192, .steps = 80, .isOnlyByName = !isShown});
    }
    return list;
}

} // namespace

const std::vector<StageBench>& stageBenches() {
    static const auto kBenches = makeBenches();
    return kBenches;
}

api::RunSpec benchSpec(const StageBench& bench, const BenchOptions& options) {
    const auto& shape = options.shape;
    api::RunSpec spec;
    spec.data = benchData(options);
    const auto layers = shape.layers > 0 ? shape.layers : bench.layers;
    const auto hidden = shape.hidden > 0 ? shape.hidden : bench.hidden;
    spec.plm.scratch = {layers, hidden, std::max(2, hidden / 64), hidden * 4, 512, 1e-12, 0.02, 0.0, 0.0};
    spec.plm.pooler = shape.pooler;
    if (wordsOf(shape) > 0)
        spec.text.fields = {{kBenchTextField, "", {}, "<value>"}};
    if (!options.vocabularyFile.empty()) {
        std::error_code ignored;
        const bool isFolder = std::filesystem::is_directory(options.vocabularyFile, ignored);
        spec.plm.tokenizer = {isFolder ? spec::TokenizerKind::Folder : spec::TokenizerKind::File, 0, options.vocabularyFile, true};
    }
    spec.backbone = {bench.backbone, backboneOptions(bench, shape)};
    spec.prompts.count = shape.prompts >= 0 ? shape.prompts : 5;
    spec.stages.resize(1);
    spec.stages[0].kind = bench.kind;
    spec.stages[0].batch = shape.batch > 0 ? shape.batch : bench.batch;
    spec.stages[0].epochs = 1000;
    spec.stages[0].maximumSteps = (shape.steps > 0 ? shape.steps : bench.steps) + kWarmUpSteps;
    spec.stages[0].optimizer.clipNorm = bench.kind == StageKind::FinetuneCtr ? kCtrClip : kTextClip;
    spec.threads = options.threads;
    return spec;
}

Result<BenchLine> runStageBench(const StageBench& bench, const BenchOptions& options) {
    const BenchFolder folder;
    CPW_TRY(setup, makeSetup(benchSpec(bench, options), options, folder.path()));
    return bench.work == Work::Train ? measureTraining(bench, setup, options) : measureScoring(bench, setup, options);
}

} // namespace cpw::engine
