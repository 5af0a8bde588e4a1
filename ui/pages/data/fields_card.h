// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"
#include "ui/models/field_facts_model.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QSortFilterProxyModel>

class QLabel;
class QLineEdit;
class QTableView;

namespace cpw::ui {

/// The fields of a data set with their cardinality, coverage and shares. Cells are painted, no widgets stand in them.
class FieldsCard : public QFrame {
    Q_OBJECT
public:
    explicit FieldsCard(const Theme& theme, QWidget* parent = nullptr);

    void setFacts(const api::DataFacts& facts, std::vector<std::string> worded);
    void clear();
    [[nodiscard]] QTableView& table() { return *m_table; }
    [[nodiscard]] QLineEdit& filter() { return *m_filter; }
    [[nodiscard]] FieldFactsModel& model() { return m_model; }

private:
    FieldFactsModel m_model;
    QSortFilterProxyModel m_sorted;
    QLabel* m_count;
    QLineEdit* m_filter;
    QTableView* m_table;
};

} // namespace cpw::ui
