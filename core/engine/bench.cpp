// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/model_session.h"

#include "core/base/random.h"
#include "core/data/ranking_metrics.h"
#include "core/engine/inspect_bench.h"
#include "core/engine/memory_tuning.h"
#include "core/engine/run_assembly.h"
#include "core/engine/tokenizer_bench.h"
#include "core/train/stage_chain.h"

#include <ATen/Parallel.h>

#include <unistd.h>

#include <chrono>

namespace cpw::engine {
namespace {

using SteadyClock = std::chrono::steady_clock;

double secondsOf(const std::function<void()>& work) {
    const auto start = SteadyClock::now();
    work();
    return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

/// Not timed: in the first steps memory is touched for the first time and kernels are made for new shapes.
constexpr std::int64_t kWarmUpSteps = 3;

/// Rate of the steps after the first ones, waiting for batches included.
class RateObserver final : public train::TrainObserver {
public:
    double firstLoss = 0;

    [[nodiscard]] double rowsPerSecond(int batch) const {
        const auto seconds = std::chrono::duration<double>(m_last - m_start).count();
        return seconds > 0 ? static_cast<double>(m_steps) * batch / seconds : 0.0;
    }

    train::StepRequests beforeStep(const train::Position&, train::LiveValues&) override { return {}; }
    bool shouldStop() const override { return false; }
    void onStageStarted(const train::Position&, spec::StageKind, bool) override {}
    void onStageFinished(const train::Position&, double, double) override {}
    void onProgress(const train::Position& position, train::Phase phase, double, double) override {
        if (phase != train::Phase::Train)
            return;
        m_last = SteadyClock::now();
        if (position.stageStep <= kWarmUpSteps)
            m_start = m_last;
        m_steps = std::max<std::int64_t>(0, position.stageStep - kWarmUpSteps);
    }
    void onMetric(const train::Position& position, const char* name, double value) override {
        if (position.stageStep == 1 && std::string_view(name) == "train/loss")
            firstLoss = value;
    }
    void onCheckpoint(const train::CheckpointNote&) override {}
    void onNote(const train::Position&, train::NoteLevel, const std::string&) override {}

private:
    SteadyClock::time_point m_start, m_last;
    std::int64_t m_steps = 0;
};

struct StageBench {
    const char* name;
    spec::StageKind kind;
    int layers;
    int hidden;
    int batch;
    int steps;
};

constexpr StageBench kStages[] = {
    {"pa_mlm_2x128", spec::StageKind::PaMlm, 2, 128, 64, 40},
    {"finetune_plm_2x128", spec::StageKind::FinetuneWithPlm, 2, 128, 64, 60},
    {"pa_mlm_6x384", spec::StageKind::PaMlm, 6, 384, 64, 8},
    {"finetune_plm_6x384", spec::StageKind::FinetuneWithPlm, 6, 384, 64, 10},
    {"ctr_train_dcn_v2", spec::StageKind::FinetuneCtr, 2, 128, 4096, 60},
};

api::RunSpec benchSpec(const StageBench& bench, const BenchOptions& options) {
    api::RunSpec spec;
    spec.data.source = options.movielensFolder.empty() ? "sample" : "movielens_1m";
    spec.data.path = options.movielensFolder;
    if (options.movielensFolder.empty()) {
        spec.data.split.kind = spec::SplitKind::Source;
    } else {
        spec.data.label.positiveFrom = 4;
        spec.data.label.droppedValues = {3};
    }
    spec.plm.scratch = {bench.layers, bench.hidden, std::max(2, bench.hidden / 64), bench.hidden * 4, 512, 1e-12, 0.02, 0.0, 0.0};
    if (!options.vocabularyFile.empty()) {
        std::error_code ignored;
        const bool isFolder = std::filesystem::is_directory(options.vocabularyFile, ignored);
        spec.plm.tokenizer = {isFolder ? spec::TokenizerKind::Folder : spec::TokenizerKind::File, 0, options.vocabularyFile, true};
    }
    const bool isCtr = bench.kind == spec::StageKind::FinetuneCtr;
    spec.backbone = {"dcn_v2", {{"tower_width", std::int64_t{256}}, {"tower_layers", std::int64_t{isCtr ? 3 : 6}}, {"cross_layers", std::int64_t{isCtr ? 3 : 6}}}};
    spec.prompts.count = 5;
    spec.stages.resize(1);
    spec.stages[0].kind = bench.kind;
    spec.stages[0].batch = bench.batch;
    spec.stages[0].epochs = 1000;
    spec.stages[0].maximumSteps = bench.steps + kWarmUpSteps;
    spec.threads = options.threads;
    return spec;
}

Result<BenchLine> runStage(const StageBench& bench, const BenchOptions& options) {
    const auto spec = benchSpec(bench, options);
    const auto folder = std::filesystem::temp_directory_path() / fmt::format("clickprompt-bench-{}", ::getpid());
    CPW_TRY(setup, assembleRun(spec, {folder, {}, {}}, [](const std::string&, double) {}, {}));
    auto trainingOnly = std::make_shared<data::EncodedDataset>(*setup.dataset); // no validation, no test: training speed alone
    trainingOnly->split.valid.clear();
    trainingOnly->split.test.clear();
    setup.dataset = std::move(trainingOnly);
    RateObserver observer;
    auto end = train::StageChain(setup, observer).run(std::nullopt);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    if (!end)
        return tl::unexpected(std::move(end.error()));
    const auto vocabulary = setup.model.plm ? setup.model.plm->vocabularySize : 0;
    return BenchLine{bench.name, "rows/s", observer.rowsPerSecond(bench.batch),
                     fmt::format("{} rows of {}, batch {}, {} steps, vocabulary {}, first loss {:.4f}, {} threads", setup.dataset->split.train.size(),
                                 setup.dataset->table->title, bench.batch, bench.steps, vocabulary, observer.firstLoss, options.threads)};
}

BenchLine gemm(int threads) {
    constexpr std::int64_t kSize = 1024;
    constexpr int kRepeats = 10;
    const auto a = at::rand({kSize, kSize});
    const auto b = at::rand({kSize, kSize});
    auto c = at::mm(a, b);
    const auto seconds = secondsOf([&] {
        for (int i = 0; i < kRepeats; ++i)
            at::mm_out(c, a, b);
    });
    return {"gemm", "GFLOP/s", 2e-9 * kSize * kSize * kSize * kRepeats / seconds, fmt::format("float32 {0}x{0}x{0}, {1} threads", kSize, threads)};
}

BenchLine exactAuc() {
    constexpr std::uint32_t kRows = 10'000'000;
    const CounterRandom random(1, 1);
    std::vector<float> scores(kRows), labels(kRows);
    for (std::uint32_t i = 0; i < kRows; ++i) {
        scores[i] = static_cast<float>(random.uniform(2 * std::uint64_t{i}));
        labels[i] = random.uniform(2 * std::uint64_t{i} + 1) < scores[i] ? 1.0F : 0.0F;
    }
    double auc = 0;
    const auto seconds = secondsOf([&] { auc = data::areaUnderCurve(scores, labels); });
    return {"auc_10m", "s", seconds, fmt::format("exact AUC of 10,000,000 scores, one thread, AUC {:.6f}", auc)};
}

} // namespace

Result<std::vector<BenchLine>> runBench(const BenchOptions& options, const std::function<void(const BenchLine&)>& onLine) {
    keepLargeBlocks();
    at::set_num_threads(options.threads);
    std::vector<BenchLine> lines;
    const auto add = [&](BenchLine line) {
        onLine(line);
        lines.push_back(std::move(line));
    };
    const auto isWanted = [&](std::string_view name) { return options.only.empty() || options.only == name; };
    if (isWanted("gemm"))
        add(gemm(options.threads));
    if (isWanted("auc_10m"))
        add(exactAuc());
    if (isWanted("inspect"))
        for (auto& line : benchInspection(options))
            add(std::move(line));
    if (isWanted("tokenizer")) {
        CPW_TRY(measured, benchTokenizer(options, benchSpec(kStages[0], options)));
        for (auto& line : measured)
            add(std::move(line));
    }
    for (const auto& bench : kStages) {
        if (!isWanted(bench.name))
            continue;
        CPW_TRY(line, runStage(bench, options));
        add(std::move(line));
    }
    if (lines.empty())
        return fail(ErrorCode::Usage, "\"{}\" is not a benchmark; known: gemm, auc_10m, inspect, tokenizer, pa_mlm_2x128, finetune_plm_2x128, pa_mlm_6x384, "
                                      "finetune_plm_6x384, ctr_train_dcn_v2",
                    options.only);
    return lines;
}

} // namespace cpw::engine
