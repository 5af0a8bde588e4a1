// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/run_queue.h"

#include "ui/session/engine_session.h"
#include "ui/text/format.h"

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr auto kPausedSetting = "queue/paused";

} // namespace

RunQueue::RunQueue(EngineSession& session, api::RunStore& store, QObject* parent) : QObject(parent), m_session(session), m_store(store) {
    connect(&m_session, &EngineSession::runEnded, this, &RunQueue::refresh);
    connect(&m_session, &EngineSession::queueChanged, this, [this] {
        if (m_isBusyElsewhere)
            refresh(); // the other process may have ended its run
        else
            startNext();
    });
}

void RunQueue::start() {
    m_session.readSetting(this, QLatin1String(kPausedSetting), [this](const std::optional<QString>& value) {
        m_isPaused = value == QLatin1String("true");
        m_isReady = true;
        refresh();
    });
}

void RunQueue::setPaused(bool isPaused) {
    m_isPaused = isPaused;
    m_session.saveSetting(QLatin1String(kPausedSetting), isPaused ? QStringLiteral("true") : QStringLiteral("false"));
    Q_EMIT changed();
    startNext();
}

void RunQueue::setHeld(bool isHeld) {
    m_isHeld = isHeld;
    startNext();
}

template <class Work>
void RunQueue::write(Work work) {
    m_worker.ask(
        this,
        [store = &m_store, work = std::move(work)]() -> Result<void> {
            if (auto written = work(*store); !written)
                return tl::unexpected(written.error());
            return {};
        },
        [this](Result<void> written) {
            if (!written)
                Q_EMIT problemFound(errorText(written.error()));
            refresh();
        });
}

void RunQueue::add(std::vector<api::RunSpec> specs) {
    write([specs = std::move(specs)](api::RunStore& store) { return store.addToQueue(specs); });
}

void RunQueue::addFirst(std::vector<api::RunSpec> specs) {
    write([specs = std::move(specs)](api::RunStore& store) -> Result<void> {
        CPW_TRY(ids, store.addToQueue(specs));
        return store.orderQueue(ids);
    });
}

void RunQueue::change(std::int64_t id, const api::RunSpec& spec) {
    write([id, spec](api::RunStore& store) { return store.changeInQueue(id, spec); });
}

void RunQueue::remove(const std::vector<std::int64_t>& ids) {
    write([ids](api::RunStore& store) { return store.removeFromQueue(ids); });
}

void RunQueue::move(std::int64_t id, std::size_t place) {
    std::vector<std::int64_t> order;
    for (const auto& entry : m_entries)
        if (entry.id != id)
            order.push_back(entry.id);
    order.insert(order.begin() + static_cast<std::ptrdiff_t>(std::min(place, order.size())), id);
    write([order](api::RunStore& store) { return store.orderQueue(order); });
}

void RunQueue::refresh() {
    struct Read {
        std::vector<Entry> entries;
        std::vector<api::RunId> live;
    };
    m_worker.ask(
        this,
        [store = &m_store]() -> Result<Read> {
            CPW_TRY(entries, store->queue());
            CPW_TRY(runs, store->runs());
            Read read{std::move(entries), {}};
            for (const auto& run : runs)
                if (run.state == api::RunState::Running || run.state == api::RunState::Paused)
                    read.live.push_back(run.id);
            return read;
        },
        [this](Result<Read> read) {
            if (!read)
                return void(Q_EMIT problemFound(errorText(read.error())));
            m_entries = std::move(read->entries);
            m_isBusyElsewhere = std::any_of(read->live.begin(), read->live.end(), [this](api::RunId run) {
                // One that was never seen here is of another process, though the session may not have looked yet.
                return m_session.isElsewhere(run) || !m_session.knownFeed(run);
            });
            Q_EMIT changed();
            startNext();
        });
}

void RunQueue::startNext() {
    if (!m_isReady || m_isPaused || m_isHeld || m_isTaking || m_isBusyElsewhere || m_session.isReadOnly() || m_session.hasWork())
        return;
    const auto next = std::find_if(m_entries.begin(), m_entries.end(), [](const Entry& entry) { return entry.problem.empty(); });
    if (next == m_entries.end())
        return;
    m_isTaking = true;
    m_worker.ask(
        this, [store = &m_store, id = next->id] { return store->takeFromQueue(id); },
        [this](Result<std::optional<Entry>> taken) {
            m_isTaking = false;
            if (!taken)
                Q_EMIT problemFound(errorText(taken.error()));
            else if (*taken && m_isHeld)
                putBack(**taken, {});
            else if (*taken)
                submit(**taken);
            refresh();
        });
}

/// What cannot be started goes back to its place with the reason, so that the runs behind it get their turn.
void RunQueue::submit(const Entry& entry) {
    if (const auto run = m_session.submit(entry.spec); !run)
        putBack(entry, run.error().text());
}

void RunQueue::putBack(const Entry& entry, const std::string& problem) {
    std::vector<std::int64_t> order;
    for (const auto& other : m_entries)
        order.push_back(other.id);
    write([entry, order, problem](api::RunStore& store) -> Result<void> {
        CPW_TRY(ids, store.addToQueue({entry.spec}));
        if (!problem.empty())
            CPW_TRY_VOID(store.setQueueProblem(ids.front(), problem));
        auto next = order;
        std::replace(next.begin(), next.end(), entry.id, ids.front());
        return store.orderQueue(next);
    });
}

} // namespace cpw::ui
