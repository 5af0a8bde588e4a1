// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/palette/palette_entry.h"

#include <QCoreApplication>
#include <QWidget>

namespace cpw::ui {

/// The words of the window explained, each in a small window of its own.
class HelpSource : public PaletteSource {
    Q_DECLARE_TR_FUNCTIONS(HelpSource)
public:
    /// `window` is the parent of what it opens and outlives it.
    explicit HelpSource(QWidget* window) : m_window(window) {}
    [[nodiscard]] std::vector<PaletteEntry> entries() override;

private:
    QWidget* m_window;
};

} // namespace cpw::ui
