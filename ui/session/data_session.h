// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"
#include "core/api/run_store.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <stop_token>
#include <utility>
#include <vector>

namespace cpw::ui {

/// The pages' only way to data sets, templates and the desk: every question runs on a worker thread, every answer comes on the GUI
/// thread. Made by the program with a desk and a store that outlive it; GUI thread.
class DataSession : public QObject {
    Q_OBJECT
public:
    using Dataset = api::RunStore::DatasetRecord;
    using Template = api::RunStore::TemplateRecord;

    DataSession(const api::DataDesk& desk, api::RunStore& store, QObject* parent = nullptr);
    ~DataSession() override;

    [[nodiscard]] bool isReadOnly() const { return m_store.isReadOnly(); }
    /// As last read; requestDatasets() and every change refresh them and tell datasetsChanged().
    [[nodiscard]] const std::vector<Dataset>& datasets() const { return m_datasets; }
    void requestDatasets();
    void saveDataset(const QString& name, const spec::DataSpec& data, const std::string& factsJson);
    void removeDataset(const QString& name);
    /// As last read, newest version of a name first.
    [[nodiscard]] const std::vector<Template>& templates() const { return m_templates; }
    void requestTemplates();
    void saveTemplate(const QString& name, const spec::TemplateSpec& text);

    /// What a page has on its screen asked the desk through a DeskSlot.
    template <class Work, class Done>
    void ask(QObject* asker, Work work, Done done) {
        m_pool.start([this, guard = QPointer<QObject>(asker), work = std::move(work), done = std::move(done)]() mutable {
            using Answer = decltype(work(m_desk));
            auto answer = std::make_shared<Answer>(work(m_desk));
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

Q_SIGNALS:
    void datasetsChanged();
    void templatesChanged();
    void datasetSaved(const QString& name);
    void templateSaved(const QString& name, int version);
    void problemFound(const QString& text);

private:
    template <class Work, class Done>
    void askStore(Work work, Done done);

    const api::DataDesk& m_desk;
    api::RunStore& m_store;
    std::vector<Dataset> m_datasets;
    std::vector<Template> m_templates;
    QThreadPool m_pool;
    QThreadPool m_storePool; ///< one thread: changes stay in order
};

/// One place of a page that shows one answer of the desk: a new question stops the one before, whose late answer is dropped. A
/// member of the page (`owner`); GUI thread.
class DeskSlot {
public:
    DeskSlot(DataSession& session, QObject& owner) : m_session(session), m_owner(owner) {}
    ~DeskSlot() { cancel(); }
    DeskSlot(const DeskSlot&) = delete;
    DeskSlot& operator=(const DeskSlot&) = delete;

    /// work(desk, stop) on a worker gives a value or a Result; done(it) on the GUI thread.
    template <class Work, class Done>
    void ask(Work work, Done done) {
        cancel();
        m_isBusy = true;
        const auto ticket = ++m_ticket;
        m_session.ask(
            &m_owner, [work = std::move(work), stop = m_stop.get_token()](const api::DataDesk& desk) mutable { return work(desk, stop); },
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
    [[nodiscard]] static auto partial(DataSession& session, QPointer<QObject> owner, std::stop_token stop, Show show) {
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
    DataSession& m_session;
    QObject& m_owner;
    std::stop_source m_stop;
    std::uint64_t m_ticket = 0;
    bool m_isBusy = false;
};

} // namespace cpw::ui
