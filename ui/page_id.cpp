// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page_id.h"

namespace cpw::ui {

QString pageName(PageId page) {
    switch (page) {
    case PageId::Home:
        return QStringLiteral("home");
    case PageId::Data:
        return QStringLiteral("data");
    case PageId::Templates:
        return QStringLiteral("templates");
    case PageId::Experiment:
        return QStringLiteral("experiment");
    case PageId::Live:
        return QStringLiteral("live");
    case PageId::Runs:
        return QStringLiteral("runs");
    case PageId::Inspect:
        return QStringLiteral("inspect");
    }
    return {};
}

std::optional<PageId> pageFromName(const QString& name) {
    for (const auto page :
         {PageId::Home, PageId::Data, PageId::Templates, PageId::Experiment, PageId::Live, PageId::Runs, PageId::Inspect})
        if (pageName(page) == name)
            return page;
    return std::nullopt;
}

ActionCategory pageMenu(PageId page) {
    switch (page) {
    case PageId::Home:
        return ActionCategory::File;
    case PageId::Data:
    case PageId::Templates:
        return ActionCategory::Data;
    case PageId::Experiment:
    case PageId::Live:
        return ActionCategory::Run;
    case PageId::Runs:
    case PageId::Inspect:
        return ActionCategory::Compare;
    }
    return ActionCategory::View;
}

} // namespace cpw::ui
