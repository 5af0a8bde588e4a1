// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/engine_session.h"

#include "ui/text/format.h"

#include <algorithm>
#include <utility>

// EngineSession: forks. The engine links or copies a checkpoint for them, so they are asked on the worker thread.
namespace cpw::ui {

void EngineSession::requestForkPoint(api::RunId run, std::optional<std::int64_t> step) {
    m_worker.ask(
        this, [engine = &m_engine, run, step] { return engine->forkPoint(run, step); },
        [this](Result<api::ForkPoint> point) {
            if (point)
                Q_EMIT forkPointFound(*point);
            else
                Q_EMIT problemFound(tr("The run cannot be forked here: %1").arg(errorText(point.error())));
        });
}

void EngineSession::fork(api::RunId parent, std::int64_t step, const api::RunSpec& spec) {
    ++m_pendingForks;
    m_worker.ask(
        this, [engine = &m_engine, parent, step, spec] { return engine->fork(parent, step, spec); },
        [this, parent, spec](Result<api::Fork> fork) {
            --m_pendingForks;
            if (!fork) {
                Q_EMIT forkRefused(errorText(fork.error()));
                return;
            }
            addFeed(fork->run, spec).setParent(api::ForkOrigin{parent, fork->step});
            m_order.push_back(fork->run);
            Q_EMIT runAdded(fork->run);
            std::map<api::RunId, RunChanges> changed;
            for (const auto& event : std::exchange(m_earlyEvents, {}))
                apply(event, changed);
            Q_EMIT queueChanged();
            Q_EMIT forked(*fork);
        });
}

} // namespace cpw::ui
