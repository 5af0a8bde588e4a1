// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/runs_model.h"

#include "ui/text/format.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace cpw::ui {
namespace {

constexpr int kUpdateMilliseconds = 200;

std::optional<double> result(const api::RunSummary& run, const char* name) {
    const auto found = run.results.find(name);
    return found == run.results.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

RunsModel::RunsModel(QObject* parent) : QAbstractTableModel(parent) {
    m_updateTimer.setSingleShot(true);
    m_updateTimer.setInterval(kUpdateMilliseconds);
    connect(&m_updateTimer, &QTimer::timeout, this, &RunsModel::applyUpdates);
}

void RunsModel::setRuns(std::vector<api::RunSummary> runs) {
    std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    beginResetModel();
    m_runs = std::move(runs);
    m_waiting.clear();
    endResetModel();
}

int RunsModel::rowOf(api::RunId run) const {
    const auto found =
        std::lower_bound(m_runs.begin(), m_runs.end(), run, [](const auto& summary, api::RunId id) { return summary.id < id; });
    return found != m_runs.end() && found->id == run ? static_cast<int>(found - m_runs.begin()) : -1;
}

void RunsModel::putRun(const api::RunSummary& run) {
    if (rowOf(run.id) >= 0) {
        m_waiting[run.id] = run;
        if (!m_updateTimer.isActive())
            m_updateTimer.start();
        return;
    }
    const auto place = std::lower_bound(m_runs.begin(), m_runs.end(), run.id,
                                        [](const auto& summary, api::RunId id) { return summary.id < id; });
    const int row = static_cast<int>(place - m_runs.begin());
    beginInsertRows({}, row, row);
    m_runs.insert(place, run);
    endInsertRows();
}

void RunsModel::removeRuns(const std::vector<api::RunId>& runs) {
    for (const auto run : runs) {
        const int row = rowOf(run);
        if (row < 0)
            continue;
        beginRemoveRows({}, row, row);
        m_runs.erase(m_runs.begin() + row);
        m_waiting.erase(run);
        endRemoveRows();
    }
}

void RunsModel::applyUpdates() {
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto& [id, run] : waiting) {
        const int row = rowOf(id);
        if (row < 0)
            continue;
        auto& known = m_runs[static_cast<std::size_t>(row)];
        const api::RunSummary old = std::exchange(known, run);
        for (int column = 0; column < ColumnCount; ++column)
            if (text(old, column) != text(known, column))
                Q_EMIT dataChanged(index(row, column), index(row, column));
    }
}

int RunsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

bool RunsModel::isNumber(int column) {
    return column == Seed || column == TestAuc || column == LogLoss || column == Steps || column == Time;
}

QString RunsModel::text(const api::RunSummary& run, int column) const {
    switch (column) {
    case Run:
        return qstr(api::toText(run.id));
    case Name:
        return qstr(run.name);
    case State:
        return stateTitle(run.state).toLower();
    case Data:
        return sourceTitle(run.dataset); // the store has the source's id when the data set has no name
    case Backbone:
        return backboneTitle(run.backbone);
    case Stages:
        return stagesText(run.stages);
    case Seed:
        return QString::number(run.seed);
    case TestAuc: {
        const auto value = result(run, "test/auc");
        return value ? valueText(*value, ValueStyle::Auc) : QString();
    }
    case LogLoss: {
        const auto value = result(run, "test/log_loss");
        return value ? valueText(*value, ValueStyle::Loss) : QString();
    }
    case Steps:
        return run.step > 0 ? countText(run.step) : QString();
    case Time:
        return run.seconds > 0 ? durationText(run.seconds) : QString();
    case Created:
        return dateTimeText(run.created);
    case Note:
        return qstr(run.note);
    default:
        return {};
    }
}

QVariant RunsModel::sortKey(const api::RunSummary& run, int column) const {
    constexpr double kMissing = -std::numeric_limits<double>::infinity();
    switch (column) {
    case Run:
        return QVariant::fromValue<qlonglong>(run.id.value);
    case Seed:
        return QVariant::fromValue<qulonglong>(run.seed);
    case TestAuc:
        return result(run, "test/auc").value_or(kMissing);
    case LogLoss:
        return result(run, "test/log_loss").value_or(kMissing);
    case Steps:
        return QVariant::fromValue<qlonglong>(run.step);
    case Time:
        return run.seconds;
    case Created:
        return QVariant::fromValue<qlonglong>(run.created.time_since_epoch().count());
    default:
        return text(run, column).toLower();
    }
}

QVariant RunsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& run = runAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(run, index.column());
    case Qt::EditRole:
        return index.column() == Note ? QVariant(qstr(run.note)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft)));
    case Qt::ToolTipRole:
        if (index.column() == State && !run.error.empty())
            return qstr(run.error);
        return text(run, index.column());
    case SortRole:
        return sortKey(run, index.column());
    case RunIdRole:
        return QVariant::fromValue<qlonglong>(run.id.value);
    case StateRole:
        return static_cast<int>(run.state);
    default:
        return {};
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft)));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Run:
        return tr("Run");
    case Name:
        return tr("Name");
    case State:
        return tr("State");
    case Data:
        return tr("Data");
    case Backbone:
        return tr("Backbone");
    case Stages:
        return tr("Stages");
    case Seed:
        return tr("Seed");
    case TestAuc:
        return tr("Test AUC");
    case LogLoss:
        return tr("Log loss");
    case Steps:
        return tr("Steps");
    case Time:
        return tr("Time");
    case Created:
        return tr("Created");
    case Note:
        return tr("Note");
    default:
        return {};
    }
}

Qt::ItemFlags RunsModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Note)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool RunsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid) || index.column() != Note)
        return false;
    auto& run = m_runs[static_cast<std::size_t>(index.row())];
    const QString note = value.toString().trimmed();
    if (qstr(run.note) == note)
        return true;
    run.note = note.toStdString();
    if (const auto waiting = m_waiting.find(run.id); waiting != m_waiting.end())
        waiting->second.note = run.note;
    Q_EMIT dataChanged(index, index);
    Q_EMIT noteEdited(run.id, note);
    return true;
}

} // namespace cpw::ui
