// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recent_files.h"

#include <QFileInfo>

namespace cpw::ui {
namespace {

constexpr int kKept = 10;
constexpr const char* kKey = "files/recent";

} // namespace

QStringList RecentFiles::list() const {
    QStringList files;
    for (const QString& path : m_settings.value(QLatin1String(kKey)).toStringList())
        if (QFileInfo::exists(path))
            files << path;
    return files;
}

void RecentFiles::put(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList files = m_settings.value(QLatin1String(kKey)).toStringList();
    files.removeAll(absolute);
    files.prepend(absolute);
    m_settings.setValue(QLatin1String(kKey), QStringList(files.mid(0, kKept)));
}

void RecentFiles::clear() {
    m_settings.remove(QLatin1String(kKey));
}

} // namespace cpw::ui
