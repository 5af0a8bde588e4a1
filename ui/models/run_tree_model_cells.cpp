// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_tree_model.h"

#include "ui/text/format.h"

#include <QVariantList>

#include <algorithm>
#include <array>

// RunTreeModel: what its cells say, and edits of them.
namespace cpw::ui {

QString RunTreeModel::stateText(const RunGroup& group) const {
    std::array<int, 8> counts{};
    for (const int row : group.rows)
        ++counts.at(static_cast<std::size_t>(run(row).state));
    const auto count = [&](api::RunState state) { return counts.at(static_cast<std::size_t>(state)); };
    for (const auto state : {api::RunState::Running, api::RunState::Failed, api::RunState::Paused, api::RunState::Waiting, api::RunState::Interrupted})
        if (count(state) > 0)
            return tr("%1 %2", "count, state").arg(QString::number(count(state)), stateTitle(state).toLower());
    const auto state = count(api::RunState::Finished) > 0 ? api::RunState::Finished : run(group.rows.front()).state;
    return tr("%1 %2", "count, state").arg(QString::number(count(state)), stateTitle(state).toLower());
}

QString RunTreeModel::seedText(const RunGroup& group) const {
    std::set<std::uint64_t> seeds;
    for (const int row : group.rows)
        seeds.insert(run(row).seed);
    if (seeds.size() == 1)
        return QString::number(*seeds.begin());
    const bool isRow = *seeds.rbegin() - *seeds.begin() + 1 == seeds.size();
    return isRow ? tr("%1-%2").arg(*seeds.begin()).arg(*seeds.rbegin()) : tr("%n seeds", nullptr, static_cast<int>(seeds.size()));
}

QString RunTreeModel::groupText(const RunGroup& group, int column) const {
    switch (column) {
    case Name: return group.name;
    case State: return stateText(group);
    case Seed: return seedText(group);
    case TestAuc: {
        if (group.auc.count == 0)
            return {};
        const QString mean = valueText(group.auc.mean, ValueStyle::Auc);
        return group.auc.count < 2 ? mean : mean + QStringLiteral(" ± ") + QString::number(group.auc.deviation, 'f', 5);
    }
    case LogLoss: return group.logLoss.count > 0 ? valueText(group.logLoss.mean, ValueStyle::Loss) : QString();
    case Time: {
        double seconds = 0;
        for (const int row : group.rows)
            seconds += run(row).seconds;
        return seconds > 0 ? durationText(seconds / static_cast<double>(group.rows.size())) : QString();
    }
    case Settings: return m_question.settingsText(run(group.rows.front()));
    default: { // what all of them have in common
        const QString text = runCell(run(group.rows.front()), column);
        const bool isCommon = std::all_of(group.rows.begin(), group.rows.end(), [&](int row) { return runCell(run(row), column) == text; });
        return isCommon ? text : QString();
    }
    }
}

QString RunTreeModel::runText(int row, int column, bool isChild) const {
    const auto& of = run(row);
    if (column == Name && !isChild && !of.name.empty())
        return tr("%1  %2", "run, name").arg(runCell(of, Name), qstr(of.name));
    if (column == Settings)
        return isChild ? QString() : m_question.settingsText(of);
    return runCell(of, column);
}

DifferenceCell RunTreeModel::difference(const RunGroup& group, int row) const {
    DifferenceCell cell;
    cell.isBaseline = !baseline().empty() && group.key == baseline();
    cell.low = m_grouping.lowDifference;
    cell.high = m_grouping.highDifference;
    if (group.differences.empty())
        return cell;
    if (row < 0) {
        const auto summary = compare::summaryOf(group.differences);
        cell.mean = summary.mean;
        cell.half = summary.halfInterval;
        return cell;
    }
    for (const auto& one : group.differences)
        if (one.run == run(row).id)
            cell.mean = one.value;
    return cell;
}

QVariant RunTreeModel::spark(const RunGroup& group, int row) const {
    QVariantList values;
    const auto found = m_sparks.find(run(row < 0 ? group.rows.front() : row).id.value);
    if (found != m_sparks.end())
        for (const float value : found->second)
            values << value;
    return values;
}

QString RunTreeModel::displayText(const QModelIndex& index) const {
    const RunGroup& of = *group(index);
    const int row = sourceRow(index);
    const bool isChild = index.internalId() != 0;
    if (index.column() != Difference)
        return row < 0 ? groupText(of, index.column()) : runText(row, index.column(), isChild);
    const auto cell = difference(of, row);
    return cell.isBaseline && !isChild ? tr("baseline") : cell.mean ? signedText(*cell.mean, 4) : QString();
}

QVariant RunTreeModel::toolTip(const QModelIndex& index) const {
    const RunGroup& of = *group(index);
    const int row = sourceRow(index);
    if (index.column() == Difference && row < 0 && !of.differences.empty())
        return tr("Mean over %n pairs of runs with the same seed", nullptr, static_cast<int>(of.differences.size()));
    if (index.column() == State && row >= 0 && !run(row).error.empty())
        return qstr(run(row).error);
    return displayText(index);
}

QVariant RunTreeModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunGroup& of = *group(index);
    const int row = sourceRow(index);
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return displayText(index);
    case Qt::EditRole:
        if (row < 0)
            return {};
        return column == Name ? qstr(run(row).name) : column == Tags || column == Note ? QVariant(runCell(run(row), column)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft)));
    case Qt::ToolTipRole: return toolTip(index);
    case RunIdRole: return row < 0 ? QVariant() : QVariant::fromValue<qlonglong>(run(row).id.value);
    case StateRole: return row < 0 ? QVariant() : QVariant(static_cast<int>(run(row).state));
    case LookRole: return QVariant::fromValue(of.key == baseline() ? RunLook{kBaselinePalette, 0} : of.look);
    case IsPlottedRole: return m_plotted.contains(of.key);
    case DifferenceRole: return QVariant::fromValue(difference(of, row));
    case SparkRole: return spark(of, row);
    case IsGroupRole: return index.internalId() == 0;
    default: return {};
    }
}

QVariant RunTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft)));
    return role == Qt::DisplayRole || role == Qt::ToolTipRole ? QVariant(runColumnTitle(section)) : QVariant();
}

Qt::ItemFlags RunTreeModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (!index.isValid())
        return flags;
    const int column = index.column();
    if (sourceRow(index) >= 0 && (column == Name || column == Tags || column == Note))
        flags |= Qt::ItemIsEditable;
    if (rowCount(index.siblingAtColumn(0)) == 0)
        flags |= Qt::ItemNeverHasChildren;
    return flags;
}

bool RunTreeModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    auto edited = run(sourceRow(index));
    if (index.column() == Note) {
        m_runs.setNote(m_runs.rowOf(edited.id), value.toString());
        return true;
    }
    if (index.column() == Name) {
        edited.name = value.toString().trimmed().toStdString();
        Q_EMIT nameEdited(edited.id, qstr(edited.name));
    } else {
        edited.tags.clear();
        for (const auto& tag : value.toString().split(QLatin1Char(','), Qt::SkipEmptyParts))
            if (!tag.trimmed().isEmpty())
                edited.tags.push_back(tag.trimmed().toStdString());
        Q_EMIT tagsEdited(edited.id, edited.tags);
    }
    m_runs.putRun(edited);
    m_runs.applyUpdates();
    return true;
}

} // namespace cpw::ui
