// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/actions/action_registry.h"

#include <QString>

#include <functional>
#include <optional>

class QUndoStack;
class QWidget;

namespace cpw::ui {

/// In the order of work; Ctrl+1 to Ctrl+7. A page that is not built has no maker in the window's table and is shown nowhere.
enum class PageId { Home, Data, Templates, Experiment, Live, Runs, Inspect };

/// A row of the window's table of pages.
struct PageEntry {
    PageId id = PageId::Home;
    QString icon;
    QString title;
    std::function<QWidget*()> make;  ///< called once, when the page is first shown
    QWidget* widget = nullptr;       ///< null until then
    QUndoStack* undoStack = nullptr; ///< what Ctrl+Z undoes while the page is shown
};

/// "home": in settings, in the sidebar's model and on the command line.
[[nodiscard]] QString pageName(PageId page);
/// The menu that the commands of a page belong to.
[[nodiscard]] ActionCategory pageMenu(PageId page);
[[nodiscard]] std::optional<PageId> pageFromName(const QString& name);

} // namespace cpw::ui
