// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/data_session.h"

#include <QSettings>

namespace cpw::ui {

/// The language models at hand: those in the folders of the preferences and those imported beside the file. Read on a worker, when
/// asked. Owned by the window; GUI thread.
class ModelFolders : public QObject {
    Q_OBJECT
public:
    ModelFolders(DataSession& session, const QSettings& settings, const QString& file, QObject* parent = nullptr);

    void refresh();
    /// As last read: those of the preferences first. One name may be that of several folders.
    [[nodiscard]] const std::vector<api::ModelFolder>& models() const { return m_models; }
    /// The folder of the first model of that name; empty: none has it.
    [[nodiscard]] std::string folderOf(const std::string& name) const;

Q_SIGNALS:
    void changed();

private:
    DataSession& m_session;
    const QSettings& m_settings;
    QString m_imported; ///< folder beside the file
    DeskSlot m_slot;
    std::vector<api::ModelFolder> m_models;
};

} // namespace cpw::ui
