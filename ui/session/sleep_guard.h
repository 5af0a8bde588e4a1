// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/engine_session.h"
#include "ui/session/sleep_inhibitor.h"

#include <QSettings>

#include <memory>

namespace cpw::ui {

/// Keeps the computer awake while a run of this program trains, unless the user has switched that off. A pause lets it sleep. Made
/// by the program beside the session; GUI thread.
class SleepGuard : public QObject {
    Q_OBJECT
public:
    /// Key of the settings; true when not set.
    static constexpr const char* kKeepAwake = "power/keepAwake";

    using MakeInhibitor = std::function<std::unique_ptr<SleepInhibitor>()>;
    /// The buses of the desktop are looked for when the first run trains; a test gives its own.
    SleepGuard(EngineSession& session, const QSettings& settings, MakeInhibitor make = {}, QObject* parent = nullptr);

    [[nodiscard]] bool isHolding() const { return m_inhibitor && m_inhibitor->isWanted(); }

Q_SIGNALS:
    void failed(const QString& text);

private:
    void update();

    EngineSession& m_session;
    const QSettings& m_settings;
    MakeInhibitor m_make;
    std::unique_ptr<SleepInhibitor> m_inhibitor;
};

} // namespace cpw::ui
