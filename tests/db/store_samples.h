// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/hash.h"
#include "db/sqlite_store.h"

#include <QByteArray>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

/// Checks a Result and shows its error when it is one.
#define VERIFY_OK(...)                                                                                                           \
    do {                                                                                                                         \
        const auto& verified_ = (__VA_ARGS__);                                                                                   \
        QVERIFY2(verified_.has_value(), verified_ ? "" : verified_.error().text().c_str());                                      \
    } while (false)

/// Checks that a Result is an error whose text holds `part`.
#define VERIFY_ERROR(result, part)                                                                                               \
    do {                                                                                                                         \
        const auto& verified_ = (result);                                                                                        \
        QVERIFY2(!verified_.has_value(), "expected an error");                                                                   \
        QVERIFY2(verified_.error().text().find(part) != std::string::npos, verified_.error().text().c_str());                    \
    } while (false)

namespace cpw::db::samples {

namespace fs = std::filesystem;

inline api::RunSpec spec(const std::string& name = "first") {
    api::RunSpec spec;
    spec.name = name;
    spec.data.dataset = "Bookshop";
    spec.backbone = {"autoint", {{"layers", std::int64_t{2}}}};
    spec.seed = 7;
    spec.stages.resize(2);
    spec.stages[0].kind = spec::StageKind::PaMlm;
    spec.stages[1].kind = spec::StageKind::FinetuneCtr;
    return spec;
}

/// Second `seconds` after a fixed moment, so that times in tests are literals.
inline api::Clock::time_point at(double seconds) {
    return api::Clock::time_point(
               std::chrono::duration_cast<api::Clock::duration>(std::chrono::duration<double>(1'700'000'000.0))) +
           std::chrono::duration_cast<api::Clock::duration>(std::chrono::duration<double>(seconds));
}

inline api::RunEvent event(api::RunId run, api::EventBody body, double seconds = 0) {
    return {run, at(seconds), std::move(body)};
}

inline api::RunEvent point(api::RunId run, const std::string& name, std::int64_t step, double value) {
    return event(run, api::Metric{name, 1, step, static_cast<double>(step) / 100, value}, static_cast<double>(step));
}

inline std::unique_ptr<SqliteStore> open(const fs::path& file, OpenMode mode = OpenMode::ReadWrite) {
    auto store = SqliteStore::open(file, mode);
    if (!store) {
        qWarning("%s", store.error().text().c_str());
        return nullptr;
    }
    return std::move(*store);
}

/// Ends the test program when it fails.
inline void flush(SqliteStore& store) {
    if (const auto flushed = store.flush(); !flushed)
        qFatal("%s", flushed.error().text().c_str());
}

/// An empty folder for each test function, and the path of a run file in it.
struct Place {
    QTemporaryDir folder;
    fs::path root = folder.path().toStdString();
    fs::path file = root / "runs.cpw";
};

inline std::string contentOf(const fs::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

inline void setContent(const fs::path& path, const std::string& content) {
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), static_cast<qint64>(content.size())) < 0)
        qFatal("cannot write %s", path.c_str());
}

/// Every file below a folder with the hash of its content: equal before and after means that nothing was written.
inline std::map<std::string, std::string> snapshot(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        files[entry.path().string()] = entry.is_regular_file() ? hashText(hash64(contentOf(entry.path()))) : "folder";
    return files;
}

} // namespace cpw::db::samples
