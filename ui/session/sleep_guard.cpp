// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/sleep_guard.h"

namespace cpw::ui {

SleepGuard::SleepGuard(EngineSession& session, const QSettings& settings, MakeInhibitor make, QObject* parent)
    : QObject(parent), m_session(session), m_settings(settings), m_make(std::move(make)) {
    if (!m_make)
        m_make = [] { return std::make_unique<SleepInhibitor>(QDBusConnection::systemBus(), QDBusConnection::sessionBus()); };
    connect(&session, &EngineSession::runChanged, this, &SleepGuard::update);
    connect(&session, &EngineSession::runStarted, this, &SleepGuard::update);
    connect(&session, &EngineSession::runEnded, this, &SleepGuard::update);
    connect(&session, &EngineSession::queueChanged, this, &SleepGuard::update);
}

void SleepGuard::update() {
    const auto run = m_session.activeRun();
    const RunFeed* feed = run ? m_session.knownFeed(*run) : nullptr;
    const bool isTraining = feed && feed->state() == api::RunState::Running && !m_session.isElsewhere(*run);
    const bool isWanted = isTraining && m_settings.value(QLatin1String(kKeepAwake), true).toBool();
    if (isWanted == isHolding())
        return;
    if (!m_inhibitor) {
        m_inhibitor = m_make();
        connect(m_inhibitor.get(), &SleepInhibitor::failed, this, &SleepGuard::failed);
    }
    if (isWanted)
        m_inhibitor->hold(tr("A run trains"));
    else
        m_inhibitor->release();
}

} // namespace cpw::ui
