// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/field_facts_model.h"

#include "ui/text/format.h"
#include "ui/text/percent.h"

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr int kTopInToolTip = 10;

double mostFrequentShare(const api::FieldFacts& field) {
    return field.shares.empty() ? 0 : static_cast<double>(field.shares.front());
}

QString shown(const std::string& value) {
    return value.empty() ? FieldFactsModel::tr("(empty)") : qstr(value);
}

} // namespace

void FieldFactsModel::setFields(std::vector<api::FieldFacts> fields, std::vector<std::string> worded) {
    beginResetModel();
    m_fields = std::move(fields);
    m_worded = std::move(worded);
    endResetModel();
}

int FieldFactsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_fields.size());
}

int FieldFactsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

bool FieldFactsModel::isNumber(int column) {
    return column == Distinct || column == Coverage || column == MostFrequent || column == Unseen;
}

bool FieldFactsModel::isWorded(const api::FieldFacts& field) const {
    return m_worded.empty() || std::find(m_worded.begin(), m_worded.end(), field.name) != m_worded.end();
}

QString FieldFactsModel::text(const api::FieldFacts& field, int column) const {
    switch (column) {
    case Name:
        return qstr(field.name);
    case Kind:
        return field.kind == "number" ? tr("number") : field.kind == "list" ? tr("list") : tr("category");
    case Distinct:
        return countText(static_cast<std::int64_t>(field.distinct));
    case Coverage:
        return percentText(field.coverage);
    case MostFrequent:
        return percentText(mostFrequentShare(field));
    case Unseen:
        return percentText(field.unseenTestShare);
    case InText:
        return isWorded(field) ? tr("yes") : tr("no");
    case Example:
        return qstr(field.example);
    default:
        return {};
    }
}

QString FieldFactsModel::toolTip(const api::FieldFacts& field, int column) const {
    if (column == Distribution || column == MostFrequent) {
        QStringList lines{tr("Most frequent values of %1:").arg(qstr(field.name))};
        for (std::size_t i = 0; i < std::min<std::size_t>(kTopInToolTip, field.top.size()); ++i)
            lines << tr("%1: %2 rows").arg(shown(field.top[i].value), countText(static_cast<std::int64_t>(field.top[i].rows)));
        if (field.distinct > kTopInToolTip)
            lines << tr("showing %1 of %2 values").arg(kTopInToolTip).arg(countText(static_cast<std::int64_t>(field.distinct)));
        return lines.join(QLatin1Char('\n'));
    }
    if (column == Unseen)
        return tr("Share of test rows whose value no training row has; they share one unknown id.");
    if (column == Distinct)
        return tr("%1 ids in the model, the unknown one included").arg(countText(field.ids));
    return text(field, column);
}

QVariant FieldFactsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& field = m_fields[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(field, column);
    case Qt::ToolTipRole:
        return toolTip(field, column);
    case Qt::AccessibleTextRole:
        return column == Distribution ? toolTip(field, column) : text(field, column);
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
    case FieldRole:
        return index.row();
    case ShareRole:
        return column == Coverage ? field.coverage : column == Unseen ? field.unseenTestShare : mostFrequentShare(field);
    case SharesRole:
        return column == Distribution ? QVariant::fromValue(QVector<float>(field.shares.begin(), field.shares.end())) : QVariant();
    case SortRole:
        return column == Distinct                         ? QVariant::fromValue<qulonglong>(field.distinct)
               : isNumber(column) || column == Distribution ? data(index, ShareRole)
                                                          : QVariant(text(field, column).toLower());
    default:
        return {};
    }
}

QVariant FieldFactsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    static const char* const titles[] = {QT_TR_NOOP("Field"),        QT_TR_NOOP("Kind"),         QT_TR_NOOP("Distinct"),
                                         QT_TR_NOOP("Coverage"),     QT_TR_NOOP("Most frequent"), QT_TR_NOOP("Distribution"),
                                         QT_TR_NOOP("Test rows with unseen value"), QT_TR_NOOP("In text"), QT_TR_NOOP("Example")};
    return section >= 0 && section < ColumnCount ? tr(titles[section]) : QString();
}

} // namespace cpw::ui
