// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/dataset_list_model.h"

#include "ui/text/format.h"

#include <nlohmann/json.hpp>

namespace cpw::ui {
namespace {

QString detailOf(const std::string& factsJson) {
    const auto facts = nlohmann::json::parse(factsJson, nullptr, false);
    if (!facts.is_object() || !facts.contains("rows") || !facts["rows"].is_number_integer() || !facts.contains("fields"))
        return {};
    return DatasetListModel::tr("%1 rows, %2 fields").arg(countText(facts["rows"].get<std::int64_t>())).arg(facts["fields"].size());
}

DatasetListModel::Item sampleItem() {
    spec::DataSpec data;
    data.source = "sample";
    data.split.kind = spec::SplitKind::Source;
    return {sourceTitle("sample"), DatasetListModel::tr("built in, invented"), data, true};
}

} // namespace

DatasetListModel::DatasetListModel(QObject* parent) : QAbstractListModel(parent), m_items{sampleItem()} {}

void DatasetListModel::setDatasets(const std::vector<api::RunStore::DatasetRecord>& records) {
    beginResetModel();
    m_items = {sampleItem()};
    for (const auto& record : records)
        m_items.push_back({qstr(record.name), detailOf(record.factsJson), record.data, false});
    endResetModel();
}

int DatasetListModel::rowOf(const QString& name) const {
    for (std::size_t i = 0; i < m_items.size(); ++i)
        if (m_items[i].name == name)
            return static_cast<int>(i);
    return -1;
}

int DatasetListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant DatasetListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& item = m_items[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return item.name;
    case DetailRole:
        return item.detail;
    case Qt::AccessibleTextRole:
        return item.detail.isEmpty() ? item.name : tr("%1, %2").arg(item.name, item.detail);
    case Qt::ToolTipRole:
        return item.data.path.empty() ? item.detail : qstr(item.data.path);
    default:
        return {};
    }
}

} // namespace cpw::ui
