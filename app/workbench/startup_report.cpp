// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/startup_report.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFile>

#include <cstdio>
#include <ctime>
#include <unistd.h>

namespace cpw::workbench {
namespace {

QByteArray contentOf(const char* path) {
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// "VmRSS:   123 kB" in megabytes.
double statusMegabytes(const QByteArray& status, const char* name) {
    const auto place = status.indexOf(name);
    return place < 0 ? 0 : status.mid(place + static_cast<int>(qstrlen(name))).simplified().split(' ').value(0).toDouble() / 1000;
}

} // namespace

double millisecondsSinceStart() {
    // Field 22 of stat, counted after the name in brackets, which may hold spaces.
    const QByteArray stat = contentOf("/proc/self/stat");
    const auto fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    const double started = fields.value(19).toDouble() * 1000 / static_cast<double>(sysconf(_SC_CLK_TCK));
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6 - started;
}

Resident residentMemory() {
    const QByteArray status = contentOf("/proc/self/status");
    return {statusMegabytes(status, "VmRSS:"), statusMegabytes(status, "RssAnon:")};
}

StartupReport::StartupReport(QWidget& window, std::function<void()> then)
    : QObject(&window), m_window(window), m_then(std::move(then)) {
    QCoreApplication::instance()->installEventFilter(this);
}

bool StartupReport::eventFilter(QObject* watched, QEvent* event) {
    if (watched != &m_window || event->type() != QEvent::Paint)
        return false;
    QCoreApplication::instance()->removeEventFilter(this);
    // After the paint itself.
    QMetaObject::invokeMethod(
        this,
        [this] {
            const Resident memory = residentMemory();
            std::fprintf(stderr, "first paint after %.0f ms; %.0f MB resident, %.0f MB of it own\n", millisecondsSinceStart(),
                         memory.megabytes, memory.ownMegabytes);
            m_then();
        },
        Qt::QueuedConnection);
    return false;
}

} // namespace cpw::workbench
