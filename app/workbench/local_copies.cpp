// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/local_copies.h"

#include "core/base/hash.h"

#include <QDir>
#include <QFileInfo>

namespace cpw::workbench {
namespace {

constexpr auto kKey = "files/unreturnedCopies";

} // namespace

QString LocalCopies::placeOf(const QString& original) const {
    const auto name = QString::fromStdString(hashText(hash64(std::string_view(original.toStdString()))));
    return QDir(m_folder).filePath(name + QLatin1Char('/') + QFileInfo(original).fileName());
}

QString LocalCopies::unreturned(const QString& original) const {
    const bool isNoted = m_settings.value(QLatin1String(kKey)).toStringList().contains(original);
    const QString place = placeOf(original);
    return isNoted && QFileInfo::exists(place) ? place : QString();
}

void LocalCopies::setReturned(const QString& original, bool isReturned) {
    QStringList files = m_settings.value(QLatin1String(kKey)).toStringList();
    files.removeAll(original);
    if (!isReturned)
        files.append(original);
    m_settings.setValue(QLatin1String(kKey), files);
}

} // namespace cpw::workbench
