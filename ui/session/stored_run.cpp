// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/stored_run.h"

#include <utility>

namespace cpw::ui {

Result<StoredRun> readStoredRun(const api::RunStore& store, api::RunId run) {
    StoredRun stored;
    CPW_TRY(summary, store.run(run));
    CPW_TRY(spec, store.spec(run));
    CPW_TRY(names, store.metricNames(run));
    CPW_TRY(events, store.events(run));
    stored.summary = std::move(summary);
    stored.spec = std::move(spec);
    stored.events = std::move(events);
    for (const auto& name : names) {
        CPW_TRY(series, store.metric(run, name));
        stored.metrics.push_back(std::move(series));
    }
    return stored;
}

} // namespace cpw::ui
