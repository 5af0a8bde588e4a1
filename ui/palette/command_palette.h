// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/actions/action_registry.h"
#include "ui/palette/palette_model.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QSettings>
#include <QWidget>

#include <memory>
#include <vector>

namespace cpw::ui {

/// Find or run: a card at the top of the window over a dimmed window, a text field over the list of what matches. Keeps the
/// focus while it is open and gives it back. Owned by the window; hidden until open().
class CommandPalette : public QWidget {
    Q_OBJECT
public:
    CommandPalette(const Theme& theme, ActionRegistry& actions, QSettings& settings, QWidget* window);

    void addSource(std::unique_ptr<PaletteSource> source);
    /// Opens with this text, such as a prefix.
    void open(const QString& typed = {});
    void dismiss();
    [[nodiscard]] bool isOpen() const { return isVisible(); }
    [[nodiscard]] QLineEdit& field() { return *m_field; }
    [[nodiscard]] QListView& list() { return *m_list; }
    [[nodiscard]] PaletteModel& model() { return m_model; }
    [[nodiscard]] QString note() const { return m_foot->text(); }

Q_SIGNALS:
    /// Just before it opens: the time to take up commands of pages.
    void aboutToOpen();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool onKey(QKeyEvent& event);
    bool onAssignKey(QKeyEvent& event);
    void onTyped();
    void moveBy(int rows);
    void runCurrent();
    void startAssigning();
    void stopAssigning(const QString& note);
    void place();
    [[nodiscard]] PaletteMatches matches(const QString& typed) const;
    void showUsualFoot();
    [[nodiscard]] const PaletteEntry* current() const;
    [[nodiscard]] QAction* currentAction() const;

    ActionRegistry& m_actions;
    QSettings& m_settings;
    const Theme& m_theme;
    PaletteModel m_model;
    std::vector<std::unique_ptr<PaletteSource>> m_sources;
    QPointer<QWidget> m_focusBefore;
    QPointer<QAction> m_assigning; ///< waits for its new keys
    QWidget* m_card;
    QLineEdit* m_field;
    QLabel* m_count;
    QListView* m_list;
    QLabel* m_foot;
};

} // namespace cpw::ui
