// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/run_store_maker.h"

#include "core/api/spec_json.h"
#include "db/connection.h"
#include "db/metric_table.h"
#include "db/sqlite_store.h"

#include <SQLiteCpp/Transaction.h>

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace cpw::bench {
namespace {

constexpr int kSeeds = 5;
constexpr int kValidations = 40;
constexpr const char* kBackbones[] = {"dcn_v2", "deepfm", "autoint", "fm"};

[[noreturn]] void giveUp(const std::string& what) {
    std::fprintf(stderr, "%s\n", what.c_str());
    std::exit(1);
}

api::RunSpec specOf(int group) {
    api::RunSpec spec;
    spec.name = fmt::format("{} {}", kBackbones[group % 4], group);
    spec.data.source = "sample";
    spec.backbone.id = kBackbones[group % 4];
    spec.stages.resize(2);
    spec.stages[0].kind = spec::StageKind::PaMlm;
    spec.stages[1].kind = spec::StageKind::FinetuneWithPlm;
    spec.stages[0].batch = 64 << (group % 3);
    spec.stages[1].optimizer.learningRateCtr = 1e-3 * (1 + group % 7);
    spec.stages[1].epochs = 1 + group; // each group is one of its own
    return spec;
}

/// Numbers that look like results and are the same at every call.
double noise(std::int64_t i) {
    const double x = std::sin(static_cast<double>(i) * 12.9898) * 43758.5453;
    return x - std::floor(x);
}

void insertRuns(db::Connection& connection, int count) {
    std::string json, group, settings;
    for (int i = 1; i <= count; ++i) {
        auto spec = specOf((i - 1) / kSeeds);
        spec.seed = static_cast<std::uint64_t>((i - 1) % kSeeds + 1);
        if ((i - 1) % kSeeds == 0) {
            json = api::jsonText(api::toJson(spec));
            group = api::groupHash(spec);
            settings = api::settingsHash(spec);
        }
        db::Query(connection,
                  "INSERT INTO run(id, name, spec_hash, state, dataset, backbone, stages, seed, step, seconds, created_ns, changed_ns, group_hash, "
                  "settings_hash, color) VALUES (?, ?, ?, 'finished', 'sample', ?, 'pa_mlm, finetune_with_plm', ?, 1540, ?, ?, ?, ?, ?, ?)",
                  i, spec.name, group, spec.backbone.id, static_cast<std::int64_t>(spec.seed), 60 + 10 * noise(i),
                  std::int64_t{1'780'000'000'000'000'000} + i * std::int64_t{1'000'000'000}, std::int64_t{i}, group, settings,
                  (i - 1) / kSeeds % api::kRunColors)
            .run();
        db::Query(connection, "INSERT INTO spec(run, json) VALUES (?, ?)", i, json).run();
        for (const char* metric : {"test/auc", "test/expected_auc", "test/log_loss", "valid/auc", "valid/log_loss", "valid/masked_loss"})
            db::Query(connection, "INSERT INTO run_result(run, name, value) VALUES (?, ?, ?)", i, metric, 0.7 + 0.1 * noise(i + 7 * (i / kSeeds))).run();
    }
}

std::vector<api::MetricPoint> curve(std::size_t count, std::int64_t seed) {
    std::vector<api::MetricPoint> points;
    points.reserve(count);
    for (std::size_t i = 1; i <= count; ++i) {
        const double x = static_cast<double>(i) / static_cast<double>(count);
        const auto time = api::Clock::time_point(std::chrono::milliseconds(1'780'000'000'000 + static_cast<std::int64_t>(i) * 100));
        points.push_back({static_cast<std::int64_t>(i), 10 * x, 0.4 + 0.3 * std::exp(-5 * x) + 0.02 * noise(static_cast<std::int64_t>(i) + seed), time, 1});
    }
    return points;
}

void append(db::Connection& connection, api::RunId run, const std::string& name, const std::vector<api::MetricPoint>& points) {
    if (auto written = db::appendPoints(connection, run, name, points); !written)
        giveUp(written.error().text());
}

} // namespace

MadeStore makeStore(const std::filesystem::path& file, const StorePlan& plan) {
    MadeStore made{file, plan.runs, {}, {plan.metrics > 0 ? plan.runs - plan.longCurves : 0}};
    for (int i = 0; i < plan.longCurves; ++i)
        made.longCurves.push_back({plan.runs - i});
    if (std::filesystem::exists(file))
        return made;
    if (auto store = db::SqliteStore::open(file, db::OpenMode::ReadWrite); !store) // makes the tables
        giveUp(store.error().text());
    db::Connection connection(file, db::Access::Write);
    SQLite::Transaction transaction(connection.database());
    insertRuns(connection, plan.runs);
    for (int i = 0; i < plan.withValidation; ++i)
        append(connection, {plan.runs - i}, "valid/auc", curve(kValidations, i));
    for (const auto run : made.longCurves)
        append(connection, run, "train/loss", curve(plan.points, run.value));
    for (int i = 0; i < plan.metrics; ++i)
        append(connection, made.manyMetrics, fmt::format("train/part_{:04}", i), curve(kValidations, i));
    transaction.commit();
    return made;
}

} // namespace cpw::bench
