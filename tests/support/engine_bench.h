// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/local_engine.h"
#include "db/sqlite_store.h"
#include "tests/support/small_run.h"

#include <QDeadlineTimer>
#include <QTemporaryDir>

#include <map>
#include <stdexcept>
#include <thread>

namespace cpw::tests {

/// A store and an engine in a folder of their own, and the events of its runs.
struct Bench {
    QTemporaryDir folder;
    std::unique_ptr<db::SqliteStore> store;
    std::unique_ptr<api::Engine> engine;
    std::vector<api::RunEvent> events;

    Bench() {
        auto opened = db::SqliteStore::open(folder.filePath("test.cpw").toStdString(), db::OpenMode::ReadWrite);
        if (!opened)
            throw std::runtime_error(opened.error().text());
        store = std::move(*opened);
        engine = engine::makeLocalEngine(*store, {});
    }

    /// Polls until `isEnough` holds for an event, at most a minute.
    template <class Test>
    bool waitFor(Test isEnough) {
        for (QDeadlineTimer deadline(60'000); !deadline.hasExpired(); std::this_thread::yield()) {
            bool isFound = false;
            for (auto& event : engine->poll()) {
                isFound = isFound || isEnough(event);
                events.push_back(std::move(event));
            }
            if (isFound)
                return true;
        }
        return false;
    }
    bool waitForEnd(api::RunId run) {
        return waitFor([run](const api::RunEvent& event) { return event.run == run && event.isLast(); });
    }
    template <class Body>
    std::vector<Body> bodies(api::RunId run) const {
        std::vector<Body> found;
        for (const auto& event : events)
            if (event.run == run)
                if (const auto* body = std::get_if<Body>(&event.body))
                    found.push_back(*body);
        return found;
    }
    std::map<std::string, std::vector<double>> curves(api::RunId run) const {
        std::map<std::string, std::vector<double>> found;
        for (const auto& metric : bodies<api::Metric>(run))
            if (metric.name != "train/rows_per_second")
                found[metric.name].push_back(metric.value);
        return found;
    }
};

inline api::RunSpec longSpec() {
    auto spec = smallSpec({spec::StageKind::FinetuneCtr});
    spec.stages[0].epochs = 100000;
    return spec;
}

} // namespace cpw::tests
