// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/processor_time.h"
#include "core/base/random.h"
#include "core/data/ranking_metrics.h"
#include "core/engine/bench_stages.h"
#include "core/engine/inspect_bench.h"
#include "core/engine/memory_tuning.h"
#include "core/engine/process_usage.h"
#include "core/engine/tokenizer_bench.h"
#include "core/nn/matrix_product.h"
#include "core/plm/encoder.h"

#include <ATen/Parallel.h>
#include <fmt/ranges.h>

#include <chrono>

namespace cpw::engine {
namespace {

struct Spent {
    double seconds = 0;
    double processor = 0; ///< of all threads
};

Spent spentOn(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    const auto startedAt = processorSeconds();
    work();
    return {secondsSince(start), processorSeconds() - startedAt};
}

BenchLine rateLine(std::string name, double billions, const Spent& spent, std::string setting) {
    return {std::move(name), "GFLOP/s", billions / spent.seconds, std::move(setting), billions / spent.processor, 0};
}

/// Rate of a product of squares, by LibTorch's own product and by the one that the models use.
std::vector<BenchLine> gemm(int threads) {
    constexpr std::int64_t kSize = 1024;
    constexpr int kRepeats = 10;
    const auto a = at::rand({kSize, kSize});
    const auto b = at::rand({kSize, kSize});
    const auto spentOnAll = [](const std::function<void()>& product) {
        product();
        return spentOn([&] {
            for (int i = 0; i < kRepeats; ++i)
                product();
        });
    };
    constexpr double kBillions = 2e-9 * kSize * kSize * kSize * kRepeats;
    auto c = at::mm(a, b);
    const auto setting = fmt::format("float32 {0}x{0}x{0}, {1} threads", kSize, threads);
    return {rateLine("gemm", kBillions, spentOnAll([&] { at::mm_out(c, a, b); }), setting + ", LibTorch's own"),
            rateLine("gemm_models", kBillions, spentOnAll([&] { c = nn::productTransposed(a, b); }), setting + ", as the models multiply")};
}

plm::PlmConfig sixLayerConfig() {
    plm::PlmConfig config;
    config.vocabularySize = 30'522;
    config.hidden = 384;
    config.layers = config.heads = 6;
    config.feedForward = 1536;
    config.maximumPositions = 512;
    return config;
}

/// Forward and backward pass through the layers, all positions of the last one, the word table frozen.
BenchLine encoderPass(const BenchOptions& options) {
    const auto config = sixLayerConfig();
    const std::int64_t rows = options.shape.batch > 0 ? options.shape.batch : 64, tokens = options.shape.tokens > 0 ? options.shape.tokens : 40;
    constexpr int kRepeats = 5;
    plm::BertEncoder encoder(config, 0);
    encoder->wordEmbeddings().set_requires_grad(false);
    plm::TokenBatch batch;
    batch.ids = at::randint(config.vocabularySize, {rows, tokens}, at::kLong);
    const auto weights = at::rand({rows, tokens, config.hidden});
    const auto pass = [&] {
        (encoder->forward(batch, {}, {}).last * weights).sum().backward();
        for (auto& parameter : encoder->parameters())
            parameter.mutable_grad() = at::Tensor();
    };
    pass();
    const auto spent = spentOn([&] {
        for (int i = 0; i < kRepeats; ++i)
            pass();
    });
    const auto h = static_cast<double>(config.hidden), f = static_cast<double>(config.feedForward), t = static_cast<double>(tokens);
    const double ofToken = static_cast<double>(config.layers) * (8 * h * h + 4 * h * f + 4 * t * h); // forward; backward is twice that
    return rateLine("encoder_6x384", 3e-9 * static_cast<double>(rows) * t * ofToken * kRepeats, spent,
                    fmt::format("forward and backward, {} rows of {} tokens, no prompts, {} threads; products counted only", rows, tokens, options.threads));
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
    const auto spent = spentOn([&] { auc = data::areaUnderCurve(scores, labels); });
    return {"auc_10m", "s", spent.seconds,
            fmt::format("exact AUC of 10,000,000 scores, one thread, {:.3f} s of processor time, AUC {:.6f}", spent.processor, auc)};
}

using Measure = std::function<Result<std::vector<BenchLine>>(const BenchOptions&)>;
using Lines = std::vector<BenchLine>;

/// What is not a stage.
const std::vector<std::pair<std::string, Measure>>& otherBenches() {
    static const std::vector<std::pair<std::string, Measure>> kBenches{
        {"gemm", [](const BenchOptions& options) -> Result<Lines> { return gemm(options.threads); }},
        {"auc_10m", [](const BenchOptions&) -> Result<Lines> { return Lines{exactAuc()}; }},
        {"encoder_6x384", [](const BenchOptions& options) -> Result<Lines> { return Lines{encoderPass(options)}; }},
        {"inspect", [](const BenchOptions& options) -> Result<Lines> { return benchInspection(options); }},
        {"tokenizer", [](const BenchOptions& options) { return benchTokenizer(options, benchSpec(stageBenches().front(), options)); }}};
    return kBenches;
}

Error unknownBench(const std::string& name) {
    std::vector<std::string> known;
    for (const auto& [other, measure] : otherBenches())
        known.push_back(other);
    for (const auto& bench : stageBenches())
        known.push_back(bench.name);
    return Error{ErrorCode::Usage, fmt::format("\"{}\" is not a benchmark; known: {}", name, fmt::join(known, ", ")), {}, {}};
}

} // namespace

Result<Lines> runBench(const BenchOptions& options, const std::function<void(const BenchLine&)>& onLine) {
    keepLargeBlocks();
    at::set_num_threads(options.threads);
    Lines lines;
    const auto add = [&](BenchLine line) {
        onLine(line);
        lines.push_back(std::move(line));
    };
    for (const auto& [name, measure] : otherBenches()) {
        if (!options.only.empty() && options.only != name)
            continue;
        CPW_TRY(measured, measure(options));
        for (auto& line : measured)
            add(std::move(line));
    }
    for (const auto& bench : stageBenches()) {
        if (options.only.empty() ? bench.isOnlyByName : options.only != bench.name)
            continue;
        CPW_TRY(line, runStageBench(bench, options));
        add(std::move(line));
    }
    if (lines.empty())
        return tl::unexpected(unknownBench(options.only));
    return lines;
}

} // namespace cpw::engine
