// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QSettings>
#include <QString>

class QMainWindow;
class QWidget;

namespace cpw::ui {

/// Remembers docks, splitters and column widths as one text: per user in the settings, and per file where the window keeps it.
/// A text of another version is left alone. Pages that are not built yet get their part when they are. Owned by the window.
class LayoutKeeper : public QObject {
    Q_OBJECT
public:
    static constexpr int kVersion = 1;

    LayoutKeeper(QMainWindow& docks, QSettings& settings, QObject* parent = nullptr);

    /// Takes a page up: its splitters and column heads get what is remembered of them.
    void addPage(QWidget& page);
    /// Everything as it is now: {"version":1,"textScale":1,"docks":"...","parts":{...}}. Columns keep their widths for text of that size only.
    [[nodiscard]] QByteArray text() const;
    /// False, and nothing is changed, when it is not a layout of this version.
    bool apply(const QByteArray& text);
    void restoreUser();
    void saveUser() const;
    /// As it was when the window was made.
    void reset();

private:
    struct Part {
        QString name;
        QWidget* widget;
    };
    [[nodiscard]] static QList<Part> partsOf(QWidget& page);
    [[nodiscard]] static QByteArray stateOf(const QWidget& widget);
    static void setState(QWidget& widget, const QByteArray& state);

    QMainWindow& m_docks;
    QSettings& m_settings;
    QByteArray m_firstDocks;
    double m_textScale; ///< that the window was made for
    QList<QWidget*> m_pages;
    QHash<QString, QByteArray> m_first;  ///< of each part, when its page was built
    QHash<QString, QByteArray> m_wanted; ///< remembered, also of pages not built
};

} // namespace cpw::ui
