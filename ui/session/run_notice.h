// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/desktop_notice.h"
#include "ui/session/engine_session.h"

#include <QPointer>
#include <QSystemTrayIcon>
#include <QWidget>

namespace cpw::ui {

/// Tells of the training outside the window's area: percent in its title, and a desktop notice when a long run has ended while
/// another window is active: through the desktop's notices, else from the tray. Quiet where there is neither. Child of the window; GUI thread.
class RunNotice : public QObject {
    Q_OBJECT
public:
    RunNotice(QWidget& window, EngineSession& session);

private:
    void updateTitle();
    void tellEnd(api::RunId run);
    void tell(const QString& title, const QString& text);

    QWidget& m_window;
    EngineSession& m_session;
    QString m_title; ///< without percent
    QString m_shown;
    DesktopNotice* m_notice = nullptr; ///< made with the first one
    QPointer<QSystemTrayIcon> m_tray;
};

} // namespace cpw::ui
