// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/model_folders.h"

#include "ui/preferences/preferences_window.h"

#include <QFileInfo>

#include <algorithm>

namespace cpw::ui {

ModelFolders::ModelFolders(DataSession& session, const QSettings& settings, const QString& file, QObject* parent)
    : QObject(parent), m_session(session), m_settings(settings), m_imported(QFileInfo(file).absoluteFilePath() + QStringLiteral(".d/plm")), m_slot(m_session, *this) {}

void ModelFolders::refresh() {
    std::vector<std::filesystem::path> places;
    for (const QString& folder : m_settings.value(QLatin1String(preference::kModelFolders)).toStringList())
        places.emplace_back(folder.toStdString());
    places.emplace_back(m_imported.toStdString()); // where `clickprompt plm import` puts them
    m_slot.ask([places](const api::DataDesk& desk, const std::stop_token& stop) { return desk.languageModels(places, stop); },
               [this](std::vector<api::ModelFolder> models) {
                   if (models == m_models)
                       return;
                   m_models = std::move(models);
                   Q_EMIT changed();
               });
}

std::string ModelFolders::folderOf(const std::string& name) const {
    const auto found = std::find_if(m_models.begin(), m_models.end(), [&](const api::ModelFolder& model) { return model.name == name; });
    return found == m_models.end() ? std::string() : found->folder;
}

} // namespace cpw::ui
