// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/settings_difference_model.h"

#include "ui/text/format.h"

#include <QFont>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace cpw::ui {
namespace {

constexpr std::string_view kStages = "stages."; ///< goes without saying before the name of a stage, and names are long

SettingsDifferenceModel::Part partOf(const std::string& key) {
    if (key.starts_with("data."))
        return SettingsDifferenceModel::DataSet;
    if (key.starts_with("text."))
        return SettingsDifferenceModel::Template;
    return key == "device" || key == "threads" ? SettingsDifferenceModel::Host : SettingsDifferenceModel::Experiment;
}

/// "sample/fm" and "sample/dnn": what all of them begin with tells nothing in a narrow head.
QStringList withoutCommonFolder(const QStringList& names) {
    if (names.size() < 2)
        return names;
    qsizetype common = names.front().lastIndexOf(QLatin1Char('/')) + 1;
    for (const auto& name : names)
        while (common > 0 && !name.startsWith(QStringView(names.front()).left(common)))
            common = common < 2 ? 0 : names.front().lastIndexOf(QLatin1Char('/'), common - 2) + 1;
    QStringList heads;
    for (const auto& name : names)
        heads << name.mid(common);
    return heads;
}

} // namespace

void SettingsDifferenceModel::setCompared(QStringList names, const std::vector<const compare::Settings*>& settings, int reference) {
    beginResetModel();
    m_heads = withoutCommonFolder(names);
    m_names = std::move(names);
    auto difference = compare::differingSettings(settings);
    m_all = std::move(difference.rows);
    m_total = static_cast<int>(difference.total);
    m_reference = reference;
    takePart();
    endResetModel();
}

void SettingsDifferenceModel::setMarks(std::vector<QPixmap> marks) {
    m_marks = std::move(marks);
    if (columnCount() > 1)
        Q_EMIT headerDataChanged(Qt::Horizontal, 1, columnCount() - 1);
}

void SettingsDifferenceModel::setPart(Part part) {
    beginResetModel();
    m_part = part;
    takePart();
    endResetModel();
}

void SettingsDifferenceModel::takePart() {
    m_rows.clear();
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(m_rows), [this](const auto& row) { return partOf(row.key) == m_part; });
}

int SettingsDifferenceModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SettingsDifferenceModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_names.size()) + 1;
}

QVariant SettingsDifferenceModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto value = [&](int column) { return row.values[static_cast<std::size_t>(column)]; };
    const bool isKey = index.column() == 0;
    if (role == Qt::DisplayRole && isKey)
        return qstr(row.key.substr(row.key.starts_with(kStages) ? kStages.size() : 0));
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return qstr(isKey ? row.key : value(index.column() - 1));
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::FontRole && !isKey && value(index.column() - 1) != value(m_reference)) {
        QFont font;
        font.setBold(true);
        return font;
    }
    return {};
}

QVariant SettingsDifferenceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    const auto group = static_cast<std::size_t>(section - 1);
    switch (role) {
    case Qt::DisplayRole:
        return section == 0 ? tr("Setting") : m_heads.value(section - 1);
    case Qt::ToolTipRole:
        return section == 0 ? tr("Setting") : m_names.value(section - 1);
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::DecorationRole:
        return section > 0 && group < m_marks.size() ? QVariant(m_marks[group]) : QVariant();
    default:
        return {};
    }
}

} // namespace cpw::ui
