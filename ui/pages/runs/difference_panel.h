// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/settings_difference_model.h"
#include "ui/pages/runs/compared_group.h"
#include "ui/theme/theme.h"
#include "ui/widgets/paired_view.h"

#include <QFrame>
#include <QLabel>
#include <QStackedLayout>
#include <QTableView>

#include <vector>

namespace cpw::ui {

class ElidedHeader;
class ElidedLabel;

/// The settings in which the chosen groups differ, and below them the differences from the baseline, paired by seed.
class DifferencePanel : public QFrame {
    Q_OBJECT
public:
    explicit DifferencePanel(const Theme& theme, QWidget* parent = nullptr);

    void show(const std::vector<ComparedGroup>& groups, const QString& baseline);
    [[nodiscard]] SettingsDifferenceModel& differences() { return m_differences; }
    [[nodiscard]] PairedView& paired() { return *m_paired; }

private:
    void updateFacts();
    void shareWidth();
    void updateMarks();

    const Theme& m_theme;
    SettingsDifferenceModel m_differences;
    std::vector<RunLook> m_looks; ///< of the columns
    ElidedLabel* m_facts;
    QLabel* m_pairedTitle;
    QLabel* m_pairedNote;
    QTableView* m_table;
    ElidedHeader* m_heads = nullptr; ///< of the table
    PairedView* m_paired;
    QLabel* m_empty;
    QStackedLayout* m_stack;
    int m_groups = 0;
};

} // namespace cpw::ui
