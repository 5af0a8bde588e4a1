// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/compare_panel.h"

#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace cpw::ui {

std::set<api::RunId> ComparePanel::runsOf(const std::vector<ComparedGroup>& groups) {
    std::set<api::RunId> runs;
    for (const auto& group : groups)
        for (const auto& run : group.runs)
            runs.insert(run->summary.id);
    return runs;
}

void ComparePanel::layOut(const std::vector<NamedChoice>& choices, QLabel& facts, QWidget& chart, QWidget* button) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 4);
    layout->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(metric::kGap);
    for (const auto& [words, choice] : choices) {
        if (!words.isEmpty())
            row->addWidget(makeLabel("help", words, this));
        row->addWidget(choice);
    }
    row->addWidget(&facts, 1);
    if (button)
        row->addWidget(button);
    layout->addLayout(row);
    layout->addWidget(&chart, 1);
}

} // namespace cpw::ui
