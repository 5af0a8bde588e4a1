// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/navigation_model.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QLabel>
#include <QListView>

namespace cpw::ui {

class ElidedLabel;

/// Pages with badges, the queue below them, and what is selected at the bottom. Collapses to icons. Owned by the window, which
/// fills it.
class Sidebar : public QFrame {
    Q_OBJECT
public:
    explicit Sidebar(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] NavigationModel& pages() { return m_pages; }
    [[nodiscard]] NavigationModel& queue() { return m_queue; }
    void setCurrentPage(const QString& id);
    void setQueue(std::vector<NavigationItem> items);
    void setSelection(const QString& dataset, const QString& run, const QString& cursor);
    void setCollapsed(bool isCollapsed);
    [[nodiscard]] bool isCollapsed() const { return m_isCollapsed; }
    [[nodiscard]] QListView& pageList() { return *m_pageList; }

Q_SIGNALS:
    void pageChosen(const QString& id);
    void runChosen(const QString& id);

private:
    QListView* makeList(NavigationModel& model, const QString& name, bool isPages);

    const Theme& m_theme;
    NavigationModel m_pages;
    NavigationModel m_queue;
    bool m_isCollapsed = false;
    QListView* m_pageList;
    QWidget* m_queueBlock;
    QListView* m_queueList;
    QWidget* m_selectionBlock;
    ElidedLabel* m_dataset;
    ElidedLabel* m_run;
    ElidedLabel* m_cursor;
};

} // namespace cpw::ui
