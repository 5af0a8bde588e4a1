// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/window_bench.h"
#include "ui/pages/experiment_page.h"

#include <QPushButton>

namespace cpw::tests {

/// A window that shows the Experiment page with a draft of the sample's first arm.
struct ExperimentBench : WindowBench {
    explicit ExperimentBench(ui::Theme& shared) : WindowBench(shared) {}

    /// Shows the page and waits for its draft. What the page reads when it is made is set before.
    ui::ExperimentPage& openPage() {
        sessions.draft.restore();
        window->showPage(ui::PageId::Experiment);
        (void)QTest::qWaitFor([this] { return !sessions.draft.spec().stages.empty(); });
        return window->experimentPage();
    }
    /// A visible button of the page whose text ends so; null: there is none.
    [[nodiscard]] QPushButton* buttonOf(const QString& ending) const {
        for (auto* button : window->experimentPage().findChildren<QPushButton*>())
            if (button->isVisible() && button->text().endsWith(ending))
                return button;
        return nullptr;
    }
};

} // namespace cpw::tests
