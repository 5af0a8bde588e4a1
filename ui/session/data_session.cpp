// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/data_session.h"

#include "ui/text/format.h"

namespace cpw::ui {
namespace {

constexpr int kDeskThreads = 3; // a long count must not hold up the sentence of a row

} // namespace

DataSession::DataSession(const api::DataDesk& desk, api::RunStore& store, QObject* parent) : ServiceSession(desk, kDeskThreads, parent), m_store(store) {
    m_storePool.setMaxThreadCount(1);
    m_storePool.setExpiryTimeout(-1); // a store keeps a connection for each thread
}

DataSession::~DataSession() {
    m_storePool.waitForDone();
}

template <class Work, class Done>
void DataSession::askStore(Work work, Done done) {
    m_storePool.start([this, work = std::move(work), done = std::move(done)]() mutable {
        auto answer = std::make_shared<decltype(work(m_store))>(work(m_store));
        post([this, done = std::move(done), answer]() mutable {
            if (!*answer)
                Q_EMIT problemFound(errorText(answer->error()));
            else
                done(*answer);
        });
    });
}

void DataSession::requestDatasets() {
    askStore([](api::RunStore& store) { return store.datasets(); },
             [this](Result<std::vector<Dataset>>& read) {
                 m_datasets = std::move(*read);
                 Q_EMIT datasetsChanged();
             });
}

void DataSession::saveDataset(const QString& name, const spec::DataSpec& data, const std::string& factsJson) {
    askStore([key = name.toStdString(), data, factsJson](api::RunStore& store) { return store.saveDataset(key, data, factsJson); },
             [this, name](Result<void>&) {
                 Q_EMIT datasetSaved(name);
                 requestDatasets();
             });
}

void DataSession::removeDataset(const QString& name) {
    askStore([key = name.toStdString()](api::RunStore& store) { return store.removeDataset(key); }, [this](Result<void>&) { requestDatasets(); });
}

void DataSession::requestTemplates() {
    askStore([](api::RunStore& store) { return store.templates(); },
             [this](Result<std::vector<Template>>& read) {
                 m_templates = std::move(*read);
                 Q_EMIT templatesChanged();
             });
}

void DataSession::saveTemplate(const QString& name, const spec::TemplateSpec& text) {
    askStore([key = name.toStdString(), text](api::RunStore& store) { return store.saveTemplate(key, text); },
             [this, name](Result<int>& version) {
                 Q_EMIT templateSaved(name, *version);
                 requestTemplates();
             });
}

} // namespace cpw::ui
