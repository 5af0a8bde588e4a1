// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QString>

namespace cpw::workbench {

/// Which files on a network are worked on as copies on this computer, in the user's settings: what a copy has that was not copied back is
/// found again when its original is opened. Touches no file.
class LocalCopies {
public:
    LocalCopies(QSettings& settings, const QString& folder) : m_settings(settings), m_folder(folder) {}

    /// Where the copy of this file is or would be: a folder for each original, so that the copy keeps its name.
    [[nodiscard]] QString placeOf(const QString& original) const;
    /// The copy that has, or may have, what its original lacks; empty: there is none.
    [[nodiscard]] QString unreturned(const QString& original) const;
    void setReturned(const QString& original, bool isReturned);

private:
    QSettings& m_settings;
    QString m_folder;
};

} // namespace cpw::workbench
