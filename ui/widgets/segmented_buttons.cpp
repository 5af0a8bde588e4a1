// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/segmented_buttons.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace cpw::ui {

SegmentedButtons::SegmentedButtons(const QStringList& texts, QWidget* parent) : QWidget(parent) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (int i = 0; i < texts.size(); ++i) {
        auto* button = new QToolButton(this);
        button->setText(texts[i]);
        button->setCheckable(true);
        button->setChecked(i == 0);
        button->setProperty("segment", i == 0                  ? QStringLiteral("first")
                                       : i + 1 == texts.size() ? QStringLiteral("last")
                                                               : QStringLiteral("middle"));
        m_group.addButton(button, i);
        layout->addWidget(button);
    }
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&m_group, &QButtonGroup::idClicked, this, &SegmentedButtons::chosen);
}

void SegmentedButtons::setCurrent(int index) {
    if (auto* button = m_group.button(index))
        button->setChecked(true);
}

} // namespace cpw::ui
