// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/card_driver.h"
#include "ui/session/store_worker.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace cpw::ui {

/// Where MachineLoad gets its numbers from; tests put theirs in the place of the system's.
struct LoadSources {
    std::function<double()> processorSeconds; ///< that processors worked for this process
    std::function<double()> clockSeconds;     ///< rising
    int processors = 1;
    std::function<std::unique_ptr<CardDriver>()> openDriver; ///< on a worker thread; empty: no card is asked for

    /// Of this computer; cards only where the program can use one.
    [[nodiscard]] static LoadSources ofThisComputer(bool hasCard);
};

/// How busy this process keeps the processors, and programs the graphics cards, in the time between two looks. Owned by the window; GUI
/// thread, but cards are asked on a worker. Never blocks.
class MachineLoad : public QObject {
    Q_OBJECT
public:
    explicit MachineLoad(LoadSources sources, QObject* parent = nullptr);

    /// Looks every two seconds; tests call look() instead.
    void start();
    void look();
    /// Of all processors together, 0 to 1; none before the second look.
    [[nodiscard]] std::optional<double> processorShare() const { return m_share; }
    [[nodiscard]] int processors() const { return m_sources.processors; }
    /// Empty: none, or not asked yet.
    [[nodiscard]] const std::vector<CardLoad>& cards() const { return m_cards; }

Q_SIGNALS:
    void changed();

private:
    void askCards();

    LoadSources m_sources;
    QTimer m_timer;
    std::optional<double> m_share;
    double m_lastWork = 0;
    double m_lastClock = -1; ///< below 0: never looked
    std::vector<CardLoad> m_cards;
    std::unique_ptr<CardDriver> m_driver; ///< touched by the worker alone
    bool m_isAsking = false;
    std::unique_ptr<StoreWorker> m_worker; ///< null: no card is asked for
};

} // namespace cpw::ui
