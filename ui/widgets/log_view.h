// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/log_model.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QToolButton>
#include <QWidget>

namespace cpw::ui {

class SegmentedButtons;

/// Log and events of the shown run with filter, newest first. Scrolled away from the top it stays where it is while lines arrive.
class LogView : public QWidget {
    Q_OBJECT
public:
    explicit LogView(const Theme& theme, QWidget* parent = nullptr);

    void show(const RunFeed* feed);
    /// The newest line of that step or earlier, selected and scrolled to.
    void goToStep(qint64 step);
    void focusFilter();
    /// Only lines of these steps; the button that says so asks for all again.
    void setSteps(std::optional<StepRange> steps);
    [[nodiscard]] QPushButton& stepsButton() { return *m_steps; }
    [[nodiscard]] QListView& list() { return *m_list; }
    [[nodiscard]] QLineEdit& filter() { return *m_filter; }

Q_SIGNALS:
    void stepPicked(qint64 step);
    void allStepsRequested();

private:
    QWidget* makeHeader();
    void holdPosition(int rows);
    void copyAll();

    const Theme& m_theme;
    LogModel m_model;
    LogFilterModel m_filterModel;
    SegmentedButtons* m_kinds = nullptr;
    QLineEdit* m_filter = nullptr;
    QPushButton* m_steps = nullptr;
    QToolButton* m_copy = nullptr;
    QListView* m_list = nullptr;
};

} // namespace cpw::ui
