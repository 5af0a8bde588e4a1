// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVBoxLayout>
#include <QWidget>

namespace cpw::ui {

/// The layout of a card of the Inspect page: its parts below each other.
[[nodiscard]] inline QVBoxLayout* makeCardLayout(QWidget* card) {
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(12, 8, 12, 10);
    layout->setSpacing(6);
    return layout;
}

} // namespace cpw::ui
