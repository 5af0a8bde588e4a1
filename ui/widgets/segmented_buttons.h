// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QStringList>
#include <QWidget>

namespace cpw::ui {

/// A row of joined buttons of which one is chosen.
class SegmentedButtons : public QWidget {
    Q_OBJECT
public:
    explicit SegmentedButtons(const QStringList& texts, QWidget* parent = nullptr);
    void setCurrent(int index);
    [[nodiscard]] int current() const { return m_group.checkedId(); }

Q_SIGNALS:
    void chosen(int index);

private:
    QButtonGroup m_group;
};

} // namespace cpw::ui
