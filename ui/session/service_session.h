// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <stop_token>
#include <utility>

namespace cpw::ui {

/// Asks a service of the core (api::DataDesk, api::Inspector) whose methods take long: every question runs on a worker thread, every
/// answer comes on the GUI thread. The service outlives it; GUI thread.
template <class Service>
class ServiceSession : public QObject {
public:
    explicit ServiceSession(const Service& service, int threads, QObject* parent = nullptr) : QObject(parent), m_service(service) {
        m_pool.setMaxThreadCount(threads);
    }
    ~ServiceSession() override { m_pool.waitForDone(); }

    /// What a page has on its screen is asked through a ServiceSlot.
    template <class Work, class Done>
    void ask(QObject* asker, Work work, Done done) {
        m_pool.start([this, guard = QPointer<QObject>(asker), work = std::move(work), done = std::move(done)]() mutable {
            using Answer = decltype(work(m_service));
            auto answer = std::make_shared<Answer>(work(m_service));
            QMetaObject::invokeMethod(
                this,
                [guard, done = std::move(done), answer]() mutable {
                    if (guard)
                        done(std::move(*answer));
                },
                Qt::QueuedConnection);
        });
    }
    /// Hands something of a running question to the GUI thread.
    void post(std::function<void()> work) { QMetaObject::invokeMethod(this, std::move(work), Qt::QueuedConnection); }

protected:
    const Service& m_service;
    QThreadPool m_pool;
};

/// One place of a page that shows one answer of the service: a new question stops the one before, whose late answer is dropped. A
/// member of the page (`owner`); GUI thread.
template <class Service>
class ServiceSlot {
public:
    ServiceSlot(ServiceSession<Service>& session, QObject& owner) : m_session(session), m_owner(owner) {}
    ~ServiceSlot() { cancel(); }
    ServiceSlot(const ServiceSlot&) = delete;
    ServiceSlot& operator=(const ServiceSlot&) = delete;

    /// work(service, stop) on a worker gives a value or a Result; done(it) on the GUI thread.
    template <class Work, class Done>
    void ask(Work work, Done done) {
        cancel();
        m_isBusy = true;
        const auto ticket = ++m_ticket;
        m_session.ask(
            &m_owner, [work = std::move(work), stop = m_stop.get_token()](const Service& service) mutable { return work(service, stop); },
            [this, ticket, done = std::move(done)](auto answer) mutable {
                if (ticket != m_ticket)
                    return;
                m_isBusy = false;
                done(std::move(answer));
            });
    }
    /// For partial answers: makes a function that work may call from its thread; `show(value)` then runs on the GUI thread unless the
    /// question was stopped by then. `owner` was taken on the GUI thread; `stop` is the token that work was given.
    template <class Show>
    [[nodiscard]] static auto partial(ServiceSession<Service>& session, QPointer<QObject> owner, std::stop_token stop, Show show) {
        return [&session, guard = std::move(owner), stop, show = std::move(show)](auto value) {
            session.post([guard, stop, show, value = std::move(value)] {
                if (guard && !stop.stop_requested())
                    show(value);
            });
        };
    }
    void cancel() {
        m_stop.request_stop();
        m_stop = {};
        ++m_ticket;
        m_isBusy = false;
    }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

private:
    ServiceSession<Service>& m_session;
    QObject& m_owner;
    std::stop_source m_stop;
    std::uint64_t m_ticket = 0;
    bool m_isBusy = false;
};

} // namespace cpw::ui
