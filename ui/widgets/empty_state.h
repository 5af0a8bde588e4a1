// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QWidget>

#include <vector>

namespace cpw::ui {

/// What a page shows before there is anything: a small drawing, a headline, a sentence and the ways on.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const Theme& theme, const QString& headline, const QString& sentence, QWidget* parent = nullptr);
    void setTexts(const QString& headline, const QString& sentence);
    void addWay(QWidget* button);
    /// Lines to click below the ways, under a headline of their own; none takes the headline away too.
    void setLines(const QString& headline, const std::vector<QWidget*>& lines);

private:
    QLabel* m_headline;
    QLabel* m_sentence;
    QHBoxLayout* m_ways;
    QWidget* m_lines = nullptr;
};

} // namespace cpw::ui
