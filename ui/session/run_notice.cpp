// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/run_notice.h"

#include "ui/text/format.h"
#include "ui/text/percent.h"

namespace cpw::ui {
namespace {

constexpr double kLongRunSeconds = 60;

} // namespace

RunNotice::RunNotice(QWidget& window, EngineSession& session)
    : QObject(&window), m_window(window), m_session(session), m_title(window.windowTitle()) {
    connect(&session, &EngineSession::runChanged, this, &RunNotice::updateTitle);
    connect(&session, &EngineSession::queueChanged, this, &RunNotice::updateTitle);
    connect(&session, &EngineSession::runEnded, this, &RunNotice::tellEnd);
    connect(&window, &QWidget::windowTitleChanged, this, [this](const QString& title) {
        if (title != m_shown)
            m_title = title; // set by somebody else
    });
}

void RunNotice::updateTitle() {
    const auto run = m_session.activeRun();
    const RunFeed* feed = run ? m_session.knownFeed(*run) : nullptr;
    QString title = m_title;
    if (feed && feed->state() == api::RunState::Paused)
        title = tr("Paused at %1 % - %2").arg(wholePercent(feed->share())).arg(m_title);
    else if (feed)
        title = tr("%1 % - %2").arg(wholePercent(feed->share())).arg(m_title);
    if (title == m_window.windowTitle())
        return;
    m_shown = title;
    m_window.setWindowTitle(title);
}

void RunNotice::tellEnd(api::RunId run) {
    const RunFeed* feed = m_session.knownFeed(run);
    if (!feed || feed->summary().seconds < kLongRunSeconds || m_window.isActiveWindow())
        return;
    tell(tr("%1 %2").arg(qstr(api::toText(run)), qstr(feed->spec().name)), tr("%1 after %2").arg(stateTitle(feed->state()), durationText(feed->summary().seconds)));
}

void RunNotice::tell(const QString& title, const QString& text) {
    if (!m_notice) {
        m_notice = new DesktopNotice(QDBusConnection::sessionBus(), this);
        connect(m_notice, &DesktopNotice::opened, this, [this] {
            m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
            m_window.raise();
            m_window.activateWindow();
        });
    }
    if (m_notice->show(title, text) || !QSystemTrayIcon::isSystemTrayAvailable())
        return;
    if (!m_tray)
        m_tray = new QSystemTrayIcon(m_window.windowIcon(), this);
    m_tray->show();
    m_tray->showMessage(title, text);
}

} // namespace cpw::ui
