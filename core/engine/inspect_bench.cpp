// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inspect_bench.h"

#include "core/base/processor_time.h"
#include "core/clickprompt/click_prompt_model.h"
#include "core/engine/attention_facts.h"

#include <algorithm>
#include <chrono>
#include <functional>

namespace cpw::engine {
namespace {

constexpr int kInspectRepeats = 7;
constexpr std::int64_t kTokens = 128;
constexpr std::int64_t kInspectedFields = 8;
constexpr int kPrompts = 5;
constexpr int kSide = 64; // of a pattern in the grid

double medianSeconds(const std::function<void()>& work) {
    work(); // memory is touched for the first time
    std::vector<double> seconds;
    for (int i = 0; i < kInspectRepeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        seconds.push_back(secondsSince(start));
    }
    std::ranges::sort(seconds);
    return seconds[kInspectRepeats / 2];
}

clickprompt::ClickPromptModel baseSizedModel() {
    clickprompt::ClickPromptOptions options;
    options.shape = {kInspectedFields, 10'000};
    options.backbone.id = "dcn_v2";
    options.plm.emplace();
    options.plm->vocabularySize = 30'522;
    options.plm->hidden = 768;
    options.plm->layers = options.plm->heads = 12;
    options.plm->feedForward = 3072;
    options.plm->maximumPositions = 512;
    options.prompts.count = kPrompts;
    clickprompt::ClickPromptModel model(options);
    model->eval();
    return model;
}

} // namespace

std::vector<BenchLine> benchInspection(const BenchOptions& options) {
    const at::NoGradGuard noGrad;
    auto model = baseSizedModel();
    clickprompt::ModelBatch batch;
    batch.fields.ids = at::arange(kInspectedFields, at::kLong).unsqueeze(0);
    batch.tokens.ids = at::arange(1000, 1000 + kTokens, at::kLong).unsqueeze(0);
    const auto setting = fmt::format("12 layers of 12 heads, {} tokens, {} prompts, {} threads, median of {}", kTokens, kPrompts,
                                     options.threads, kInspectRepeats);
    const auto attention = [&] { return model->observe(batch, {.usesText = true, .wantsAttention = true}).attention.select(1, 0); };
    clickprompt::Intervention without{.hiddenPrompts = at::ones({12, kPrompts}, at::kBool)};
    return {{"inspect_forward", "s", medianSeconds([&] { static_cast<void>(model->forwardJoint(batch)); }), setting},
            {"inspect_look", "s", medianSeconds([&] { static_cast<void>(headFactsOf(attention(), kPrompts)); }), setting},
            {"inspect_grid", "s", medianSeconds([&] { static_cast<void>(gridOf(attention(), kPrompts, kSide)); }), setting},
            {"inspect_what_if", "s", medianSeconds([&] { static_cast<void>(model->observe(batch, {.usesText = true, .intervention = without})); }), setting}};
}

} // namespace cpw::engine
