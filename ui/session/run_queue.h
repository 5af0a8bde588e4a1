// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "ui/session/store_worker.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <vector>

namespace cpw::ui {

class EngineSession;

/// The runs that are prepared and wait, kept in the file: they outlive the window and can be reordered, changed, paused. When
/// nothing trains, the first one that waits is submitted; one that cannot be started keeps its problem and the next one follows. A
/// run that fails does not stop the queue, and a run that another process trains is waited for. Made by the program; GUI thread; the file is read and written on a worker.
class RunQueue : public QObject {
    Q_OBJECT
public:
    using Entry = api::RunStore::QueueEntry;

    RunQueue(EngineSession& session, api::RunStore& store, QObject* parent = nullptr);

    /// Reads the file and begins to start runs.
    void start();
    /// In the order in which they will start.
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    [[nodiscard]] bool isPaused() const { return m_isPaused; }
    /// Kept in the file; a run that trains goes on.
    void setPaused(bool isPaused);
    /// Starts nothing for now, as the window is about to close; not kept.
    void setHeld(bool isHeld);
    void add(std::vector<api::RunSpec> specs);
    /// Before all others.
    void addFirst(std::vector<api::RunSpec> specs);
    /// An entry with a problem waits again.
    void change(std::int64_t id, const api::RunSpec& spec);
    void remove(const std::vector<std::int64_t>& ids);
    /// `place` among the entries as they are now, 0 is next.
    void move(std::int64_t id, std::size_t place);

Q_SIGNALS:
    /// Entries or the pause.
    void changed();
    void problemFound(const QString& text);

private:
    template <class Work>
    void write(Work work);
    void refresh();
    void startNext();
    void submit(const Entry& entry);
    void putBack(const Entry& entry, const std::string& problem);

    EngineSession& m_session;
    api::RunStore& m_store;
    std::vector<Entry> m_entries;
    bool m_isPaused = false;
    bool m_isHeld = false;
    bool m_isBusyElsewhere = false; ///< another process trains a run of the file
    bool m_isReady = false;  ///< the file was read once
    bool m_isTaking = false; ///< an entry is on its way out of the file
    StoreWorker m_worker;
};

} // namespace cpw::ui
