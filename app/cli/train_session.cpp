// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/train_session.h"

#include "app/cli/data_reading.h"
#include "app/cli/run_follower.h"
#include "app/shared/build_info.h"
#include "core/api/spec_json.h"
#include "core/base/file_io.h"
#include "core/engine/catalog_builder.h"
#include "core/engine/local_engine.h"

namespace cpw::cli {
namespace fs = std::filesystem;
namespace {

/// Stops the session: nothing more is said, the follower has told what happened.
tl::unexpected<Error> stopped() {
    return fail(ErrorCode::Stopped, "");
}

/// Before anything is opened or written.
Result<void> checkAll(const std::vector<PlannedRun>& runs, spdlog::logger& log) {
    std::vector<std::string> said;
    for (const auto& run : runs) {
        const auto problems = engine::checkSpec(engine::withSourceDefaults(run.spec));
        if (api::hasErrors(problems))
            return withContext(api::problemsError(problems), run.arm);
        for (const auto& problem : problems) {
            auto line = fmt::format("{}: {}: {} {}", run.arm, problem.path, problem.message, problem.fix);
            if (std::find(said.begin(), said.end(), line) != said.end())
                continue;
            log.warn("{}", line);
            said.push_back(std::move(line));
        }
    }
    return {};
}

/// One `train` or `resume` command from the open store to the printed table.
class TrainSession {
public:
    TrainSession(CommandContext& context, db::SqliteStore& store)
        : m_context(context), m_store(store), m_engine(engine::makeLocalEngine(store, {.logger = context.fileLog(), .program = app::buildInfo()})),
          m_follower(*m_engine, m_signals, context.log(), ProgressBar::styleFor(context.common.isQuiet)) {}

    [[nodiscard]] api::Engine& engine() { return *m_engine; }
    [[nodiscard]] bool isStopped() const { return m_signals.count() > 0; }
    [[nodiscard]] const std::vector<ArmResult>& results() const { return m_results; }

    /// Follows a submitted run; its result is kept when it finished.
    Result<void> follow(api::RunId run, const std::string& arm) {
        const auto outcome = m_follower.follow(run, fmt::format("{} {}", api::toText(run), arm));
        CPW_TRY_VOID(m_store.flush());
        if (outcome.error)
            return withContext(*outcome.error, fmt::format("{} {}", api::toText(run), arm));
        if (outcome.wasStopped())
            return stopped();
        CPW_TRY(summary, m_store.run(run));
        m_results.push_back({arm, std::move(summary)});
        return {};
    }

    Result<void> report(const fs::path& curves) {
        std::optional<BayesBound> bound;
        if (!m_results.empty()) {
            CPW_TRY(spec, m_store.spec(m_results.front().summary.id));
            if (spec.data.source == "sample") {
                CPW_TRY(dataset, encodedDataset(spec.data, m_store.cacheFolder(), m_context));
                bound = bayesBound(*dataset);
            }
        }
        if (!m_results.empty() || m_context.common.isJson)
            CPW_TRY_VOID(m_context.print(reportJson(m_results, bound), [&] { return reportText(m_results, bound); }));
        if (curves.empty() || m_results.empty())
            return {};
        CPW_TRY(picture, curvesPicture(m_results, m_store));
        CPW_TRY_VOID(writeTextAtomically(curves, picture));
        m_context.log().info("curves: {}", curves.string());
        return {};
    }

private:
    CommandContext& m_context;
    db::SqliteStore& m_store;
    SignalWatch m_signals;
    std::unique_ptr<api::Engine> m_engine;
    RunFollower m_follower;
    std::vector<ArmResult> m_results;
};

Result<void> trainAll(TrainSession& session, const std::vector<PlannedRun>& runs) {
    for (const auto& planned : runs) {
        if (session.isStopped())
            return stopped();
        auto run = session.engine().submit(planned.spec);
        if (!run)
            return withContext(run.error(), planned.arm);
        CPW_TRY_VOID(session.follow(*run, planned.arm));
    }
    return {};
}

/// The error of the training comes first; that of the report only when the training went well.
Result<void> finish(TrainSession& session, Result<void> trained, const fs::path& curves) {
    auto reported = session.report(curves);
    session.engine().shutdown();
    return trained ? reported : trained;
}

} // namespace

Result<void> checkCurvesPath(const fs::path& path) {
    if (path.empty() || path.extension() == ".svg")
        return {};
    return fail(ErrorCode::Usage, "--curves {}: the picture is written as SVG; give a name that ends in .svg", path.string());
}

Result<void> trainAndReport(const std::vector<PlannedRun>& runs, const fs::path& curves, CommandContext& context) {
    CPW_TRY_VOID(checkCurvesPath(curves));
    CPW_TRY_VOID(checkAll(runs, context.log()));
    CPW_TRY(store, context.openForWriting());
    context.startFileLog();
    TrainSession session(context, *store);
    return finish(session, trainAll(session, runs), curves);
}

Result<void> resumeAndReport(api::RunId run, const fs::path& curves, CommandContext& context) {
    CPW_TRY_VOID(checkCurvesPath(curves));
    CPW_TRY(store, context.openExisting());
    CPW_TRY(summary, store->run(run));
    context.startFileLog();
    TrainSession session(context, *store);
    CPW_TRY(resumed, session.engine().resume(run));
    const auto name = summary.name.empty() ? summary.backbone : summary.name;
    return finish(session, session.follow(resumed, name), curves);
}

Result<void> forkAndReport(const ForkRequest& request, const fs::path& curves, CommandContext& context) {
    CPW_TRY_VOID(checkCurvesPath(curves));
    CPW_TRY(store, context.openExisting());
    context.startFileLog();
    TrainSession session(context, *store);
    CPW_TRY(point, session.engine().forkPoint(request.parent, request.step));
    if (request.step && point.step != *request.step)
        context.log().warn("{} has no checkpoint of step {}; the nearest before it is of step {}", api::toText(request.parent), *request.step, point.step);
    CPW_TRY(spec, withSettings(point.spec, request.settings));
    spec.name = request.name.empty() ? fmt::format("{} from step {}", spec.name.empty() ? spec.backbone.id : spec.name, point.step) : request.name;
    if (context.common.threads > 0)
        spec.threads = context.common.threads;
    CPW_TRY(fork, session.engine().fork(request.parent, point.step, spec));
    for (const auto& note : fork.notes)
        context.log().warn("{}: {}", api::toText(fork.run), note);
    return finish(session, session.follow(fork.run, spec.name), curves);
}

} // namespace cpw::cli
