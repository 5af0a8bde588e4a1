// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QStringList>

namespace cpw::ui {

/// The workbench files opened last, newest first, in the user's settings. Files that are gone are left out of list().
class RecentFiles {
public:
    explicit RecentFiles(QSettings& settings) : m_settings(settings) {}

    [[nodiscard]] QStringList list() const;
    void put(const QString& path);
    void clear();

private:
    QSettings& m_settings;
};

} // namespace cpw::ui
