// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QWidget>

#include <functional>

namespace cpw::workbench {

/// Watches a window for its first paint and then says how long the process has lived and what memory it holds: "first paint after
/// 312 ms, 148 MB resident". Counted from the start of the process, before main() and the loading of libraries.
class StartupReport : public QObject {
public:
    StartupReport(QWidget& window, std::function<void()> then);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget& m_window;
    std::function<void()> m_then;
};

/// Milliseconds since the process was started, to 10 ms (the kernel's clock ticks).
[[nodiscard]] double millisecondsSinceStart();
/// Resident memory of this process, all of it and the part that is not file pages shared with other processes.
struct Resident {
    double megabytes = 0;
    double ownMegabytes = 0;
};
[[nodiscard]] Resident residentMemory();

} // namespace cpw::workbench
