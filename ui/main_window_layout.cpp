// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/docks/dock_area.h"
#include "ui/docks/layout_keeper.h"
#include "ui/pages/live_page.h"
#include "ui/widgets/sidebar.h"

#include <QApplication>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>

#include <algorithm>

// MainWindow: docks and columns, panes, full screen.
namespace cpw::ui {
namespace {

constexpr int kNarrowWidth = 1200;

bool takesFocus(const QWidget& widget) {
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus);
}

/// Where the focus was last in the pane, else the first widget of it that takes it; null: none does.
QWidget* focusPlace(QWidget* pane) {
    if (QWidget* last = pane->focusWidget(); last && takesFocus(*last))
        return last;
    if (takesFocus(*pane))
        return pane;
    for (QWidget* widget = pane->nextInFocusChain(); widget != pane; widget = widget->nextInFocusChain())
        if (pane->isAncestorOf(widget) && takesFocus(*widget))
            return widget;
    return nullptr;
}

} // namespace

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    foldSidebar();
    foldColumns();
}

void MainWindow::foldSidebar() {
    const bool isNarrow = width() < scaled(kNarrowWidth);
    if (isNarrow == m_isNarrow || !m_sidebar || !m_sidebarAction)
        return;
    m_isNarrow = isNarrow;
    if (isNarrow)
        m_isCollapsedWhenWide = m_sidebar->isCollapsed();
    setSidebarCollapsed(isNarrow || m_isCollapsedWhenWide);
}

void MainWindow::foldColumns() {
    if (QWidget* page = m_pages ? m_pages->currentWidget() : nullptr)
        m_docks->foldColumns(page, width());
}

void MainWindow::resetLayout() {
    m_layout->reset();
    m_isCollapsedWhenWide = false;
    setSidebarCollapsed(m_isNarrow);
    foldColumns();
}

std::vector<QWidget*> MainWindow::panes() const {
    std::vector<QWidget*> panes{&m_sidebar->pageList(), m_pages->currentWidget()};
    for (QDockWidget* dock : m_docks->findChildren<QDockWidget*>())
        if (dock->isVisible() && dock->widget() && dock->widget()->isVisible())
            panes.push_back(dock->widget());
    return panes;
}

void MainWindow::focusPane(int by) {
    const auto all = panes();
    const QWidget* focus = QApplication::focusWidget();
    const auto here = std::find_if(all.begin(), all.end(),
                                   [&](const QWidget* pane) { return focus && (pane == focus || pane->isAncestorOf(focus)); });
    const auto count = static_cast<int>(all.size());
    int place = here == all.end() ? (by > 0 ? count - 1 : 0) : static_cast<int>(here - all.begin());
    for (int tried = 0; tried < count; ++tried) {
        place = (place + by + count) % count;
        if (QWidget* target = focusPlace(all[static_cast<std::size_t>(place)])) {
            target->setFocus(by > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return;
        }
    }
}

void MainWindow::setFullScreen(bool isFull) {
    // The page alone, or on the Live page the chart with the focus.
    if (entry(PageId::Live)->widget)
        livePage().setChartAlone(isFull && m_page == PageId::Live);
    menuWidget()->setVisible(!isFull);
    statusBar()->setVisible(!isFull);
    m_sidebar->setVisible(!isFull);
    setWindowState(isFull ? windowState() | Qt::WindowFullScreen : windowState() & ~Qt::WindowFullScreen);
}

} // namespace cpw::ui
