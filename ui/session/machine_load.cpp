// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/machine_load.h"

#include "core/base/processor_time.h"

#include <QThread>

#include <algorithm>
#include <chrono>

namespace cpw::ui {
namespace {

constexpr int kLookMilliseconds = 2000;

} // namespace

LoadSources LoadSources::ofThisComputer(bool hasCard) {
    LoadSources sources;
    sources.processorSeconds = cpw::processorSeconds;
    sources.clockSeconds = [] { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); };
    sources.processors = std::max(1, QThread::idealThreadCount());
    if (hasCard)
        sources.openDriver = [] { return CardDriver::open(); };
    return sources;
}

MachineLoad::MachineLoad(LoadSources sources, QObject* parent) : QObject(parent), m_sources(std::move(sources)) {
    if (m_sources.openDriver)
        m_worker = std::make_unique<StoreWorker>();
    connect(&m_timer, &QTimer::timeout, this, &MachineLoad::look);
}

void MachineLoad::start() {
    look();
    m_timer.start(kLookMilliseconds);
}

void MachineLoad::look() {
    const double work = m_sources.processorSeconds();
    const double clock = m_sources.clockSeconds();
    const double passed = clock - m_lastClock;
    if (m_lastClock >= 0 && passed > 0)
        m_share = std::clamp((work - m_lastWork) / passed / m_sources.processors, 0.0, 1.0);
    m_lastWork = work;
    m_lastClock = clock;
    if (m_worker)
        askCards();
    Q_EMIT changed();
}

/// One question at a time: a driver that hangs must not pile them up.
void MachineLoad::askCards() {
    if (std::exchange(m_isAsking, true))
        return;
    m_worker->ask(
        this,
        [this, open = m_sources.openDriver] {
            if (!m_driver)
                m_driver = open();
            return m_driver ? m_driver->loads() : std::vector<CardLoad>();
        },
        [this](std::vector<CardLoad> cards) {
            m_isAsking = false;
            if (cards == m_cards)
                return;
            m_cards = std::move(cards);
            Q_EMIT changed();
        });
}

} // namespace cpw::ui
