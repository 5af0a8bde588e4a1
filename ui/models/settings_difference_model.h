// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/settings.h"

#include <QAbstractTableModel>
#include <QPixmap>
#include <QStringList>

#include <vector>

namespace cpw::ui {

/// Settings in which the compared groups differ, one column a group. Values unlike those of the reference column are bold.
class SettingsDifferenceModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Part { Experiment, DataSet, Template, Host };

    explicit SettingsDifferenceModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// `reference`: the column that the others are held against.
    void setCompared(QStringList names, const std::vector<const compare::Settings*>& settings, int reference);
    /// Of the groups, before their names.
    void setMarks(std::vector<QPixmap> marks);
    void setPart(Part part);
    [[nodiscard]] int total() const { return m_total; } ///< settings compared, of all parts

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void takePart();

    QStringList m_names;
    QStringList m_heads; ///< the same without the folder that all are in
    std::vector<QPixmap> m_marks;
    std::vector<compare::SettingDifference> m_all;
    std::vector<compare::SettingDifference> m_rows;
    Part m_part = Experiment;
    int m_reference = 0;
    int m_total = 0;
};

} // namespace cpw::ui
