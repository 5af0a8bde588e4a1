// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/test_data.h"

#include <QFile>
#include <QProcess>
#include <QStringList>

#include <optional>

namespace cpw::testing {

inline constexpr const char* kNoReference = "the reference environment is absent; ./test.sh makes it, or set CPW_REFERENCE_PYTHON";

struct ReferenceAnswer {
    bool isDone = false; ///< it ended in time with exit code 0
    QByteArray output;
    QByteArray errors;

    [[nodiscard]] QString lastLine() const { return QString::fromUtf8(output).trimmed().split('\n').last(); }
};

/// Runs a script of tests/reference in the reference environment (CPW_REFERENCE_PYTHON, or .deps/reference). Nothing: that is absent.
[[nodiscard]] inline std::optional<ReferenceAnswer> runReference(const QString& script, const QStringList& arguments) {
    const QString root = QString::fromStdString(cpw::test::dataPath("/../.."));
    auto python = qEnvironmentVariable("CPW_REFERENCE_PYTHON");
    if (python.isEmpty())
        python = root + "/.deps/reference/bin/python";
    if (!QFile::exists(python))
        return std::nullopt;
    QProcess process;
    process.start(python, QStringList{root + "/tests/reference/" + script} + arguments);
    const bool isDone = process.waitForFinished(300'000) && process.exitCode() == 0;
    return ReferenceAnswer{isDone, process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace cpw::testing
