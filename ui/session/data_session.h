// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"
#include "core/api/run_store.h"
#include "ui/session/service_session.h"

#include <QThreadPool>

#include <vector>

namespace cpw::ui {

/// The pages' only way to data sets, templates and the desk, which is asked through a DeskSlot. Made by the program with a desk and a
/// store that outlive it; GUI thread.
class DataSession : public ServiceSession<api::DataDesk> {
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

Q_SIGNALS:
    void datasetsChanged();
    void templatesChanged();
    void datasetSaved(const QString& name);
    void templateSaved(const QString& name, int version);
    void problemFound(const QString& text);

private:
    template <class Work, class Done>
    void askStore(Work work, Done done);

    api::RunStore& m_store;
    std::vector<Dataset> m_datasets;
    std::vector<Template> m_templates;
    QThreadPool m_storePool; ///< one thread: changes stay in order
};

using DeskSlot = ServiceSlot<api::DataDesk>;

} // namespace cpw::ui
