// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QWidget>

namespace cpw::ui {

/// The top of a page: title with a badge, one line of facts, actions on the right. 66 px high.
class PageHeader : public QWidget {
    Q_OBJECT
public:
    explicit PageHeader(const Theme& theme, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setFacts(const QString& facts);
    [[nodiscard]] BadgeLabel& badge() { return *m_badge; }
    void addAction(QWidget* button);
    [[nodiscard]] QString title() const { return m_title->fullText(); }
    [[nodiscard]] QString facts() const { return m_facts->fullText(); }

private:
    ElidedLabel* m_title;
    BadgeLabel* m_badge;
    ElidedLabel* m_facts;
    QHBoxLayout* m_actions;
};

} // namespace cpw::ui
