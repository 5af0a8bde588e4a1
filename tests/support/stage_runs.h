// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/small_run.h"

#include <ATen/Parallel.h>

#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <stdexcept>

namespace cpw::tests {

enum class StageReuse { Off, On };

/// The run in the folder `name` of `folder`. Throws what is wrong with the spec.
inline train::TrainSetup assemble(const api::RunSpec& spec, const QTemporaryDir& folder, const char* name = "run",
                                  StageReuse reuse = StageReuse::Off) {
    const std::filesystem::path base = folder.path().toStdString();
    const auto stages = reuse == StageReuse::On ? base / "stages" : std::filesystem::path{};
    auto setup = engine::assembleRun(spec, {base / name, stages, {}}, [](const std::string&, double) {}, {});
    if (!setup)
        throw std::runtime_error(setup.error().text());
    return std::move(*setup);
}

inline train::StageEnd runAll(const train::TrainSetup& setup, RecordingObserver& observer,
                              const std::optional<std::filesystem::path>& from = {}) {
    at::set_num_threads(1);
    auto end = train::StageChain(setup, observer).run(from);
    if (!end)
        throw std::runtime_error(end.error().text());
    return *end;
}

inline std::optional<std::filesystem::path> lastCheckpoint(const train::TrainSetup& setup) {
    return train::readPointer(setup.runFolder / "checkpoints", "last");
}

/// The points of `whole` from step `from` on equal those of `part` bit for bit.
inline void compareTail(const RecordingObserver& whole, const RecordingObserver& part, std::int64_t from) {
    for (const auto& [name, points] : whole.curves) {
        std::vector<RecordingObserver::Point> tail;
        for (const auto& point : points)
            if (point.step > from)
                tail.push_back(point);
        std::vector<RecordingObserver::Point> other;
        if (const auto found = part.curves.find(name); found != part.curves.end())
            for (const auto& point : found->second)
                if (point.step > from)
                    other.push_back(point);
        QVERIFY2(
            tail == other,
            qPrintable(QString("%1: %2 and %3 points").arg(QString::fromStdString(name)).arg(tail.size()).arg(other.size())));
    }
}

/// Without anything random in a step but the rows and the masks.
inline api::RunSpec withoutDropout(std::vector<spec::StageKind> kinds) {
    auto spec = smallSpec(std::move(kinds));
    spec.plm.scratch.hiddenDropout = 0;
    for (auto& stage : spec.stages)
        stage.ctrDropout = 0;
    return spec;
}

inline void compareCurves(RecordingObserver& a, RecordingObserver& b, const char* name, double tolerance) {
    const auto& one = a.curves[name];
    const auto& two = b.curves[name];
    QVERIFY(!one.empty());
    QCOMPARE(one.size(), two.size());
    for (std::size_t i = 0; i < one.size(); ++i)
        QVERIFY2(std::abs(one[i].value - two[i].value) < tolerance,
                 qPrintable(QString("%1 %2: %3 %4").arg(name).arg(i).arg(one[i].value).arg(two[i].value)));
}

inline std::vector<std::string> warnings(const RecordingObserver& observer) {
    std::vector<std::string> texts;
    for (const auto& [level, text] : observer.notes)
        if (level == train::NoteLevel::Warning)
            texts.push_back(text);
    return texts;
}

} // namespace cpw::tests
