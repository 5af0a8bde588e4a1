// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/queue_model.h"

#include "core/api/run_plan.h"
#include "ui/text/format.h"

#include <QMimeData>

#include <algorithm>
#include <map>

namespace cpw::ui {
namespace {

/// Comparing more than these would be felt; they are still listed.
constexpr std::size_t kMostCompared = 200;
constexpr auto kEntryFormat = "application/x-clickprompt-queue-entry";

} // namespace

QueueModel::QueueModel(RunQueue& queue, QObject* parent)
    : QAbstractTableModel(parent), m_queue(queue), m_entries(queue.entries()) {
    connect(&queue, &RunQueue::changed, this, [this] {
        beginResetModel();
        m_entries = m_queue.entries();
        m_settings.clear();
        endResetModel();
    });
}

const RunQueue::Entry* QueueModel::entryAt(int row) const {
    return row < 0 || row >= rowCount() ? nullptr : &m_entries[static_cast<std::size_t>(row)];
}

int QueueModel::rowOf(std::int64_t id) const {
    for (int row = 0; row < rowCount(); ++row)
        if (entryAt(row)->id == id)
            return row;
    return -1;
}

int QueueModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int QueueModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

/// Each row says what it has in every option in which any differs from the first.
void QueueModel::compare() const {
    const std::size_t count = std::min(m_entries.size(), kMostCompared);
    std::vector<std::map<std::string, std::string>> own(count);
    std::map<std::string, std::string> ofFirst;
    for (std::size_t i = 1; i < count; ++i)
        for (const auto& difference : api::differences(m_entries[0].spec, m_entries[i].spec))
            if (difference.path != "seed" && difference.path != "name") {
                own[i][difference.path] = difference.after;
                ofFirst[difference.path] = difference.before;
            }
    for (std::size_t i = 0; i < count; ++i) {
        QStringList texts;
        for (const auto& [path, value] : ofFirst) {
            const auto found = own[i].find(path);
            const QString text = qstr(found == own[i].end() ? value : found->second).remove(QLatin1Char('"'));
            texts << qstr(path.substr(path.rfind('.') + 1)) + QLatin1Char('=') + (text.startsWith(QLatin1Char('{')) ? tr("other") : text);
        }
        m_settings << texts.join(QStringLiteral(", "));
    }
    while (m_settings.size() < rowCount())
        m_settings << QString();
}

QVariant QueueModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& entry = *entryAt(index.row());
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (index.column() == Place || index.column() == Seed ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole && !entry.problem.empty())
        return qstr(entry.problem);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Place:
        return QString::number(index.row() + 1);
    case Name:
        return entry.spec.name.empty() ? backboneTitle(entry.spec.backbone.id) : qstr(entry.spec.name);
    case Settings:
        if (m_settings.size() != rowCount())
            compare();
        return m_settings.at(index.row());
    case Data:
        return sourceTitle(entry.spec.data.dataset.empty() ? entry.spec.data.source : entry.spec.data.dataset);
    case Stages: {
        QStringList titles;
        for (const auto& stage : entry.spec.stages)
            titles << stageTitle(stage.kind);
        return titles.join(QStringLiteral(", "));
    }
    case Seed:
        return QString::number(entry.spec.seed);
    case State:
        return entry.problem.empty() ? tr("waits") : tr("could not start: %1").arg(qstr(entry.problem));
    default:
        return {};
    }
}

Qt::ItemFlags QueueModel::flags(const QModelIndex& index) const {
    return QAbstractTableModel::flags(index) | Qt::ItemIsDropEnabled |
           (index.isValid() ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

QStringList QueueModel::mimeTypes() const {
    return {QLatin1String(kEntryFormat)};
}

QMimeData* QueueModel::mimeData(const QModelIndexList& indexes) const {
    if (indexes.isEmpty())
        return nullptr;
    auto* data = new QMimeData; // the drag owns it
    data->setData(QLatin1String(kEntryFormat), QByteArray::number(static_cast<qlonglong>(entryAt(indexes.front().row())->id)));
    return data;
}

bool QueueModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int, const QModelIndex& parent) {
    const int from = rowOf(data->data(QLatin1String(kEntryFormat)).toLongLong());
    if (action != Qt::MoveAction || from < 0)
        return false;
    const int gap = row >= 0 ? row : parent.isValid() ? parent.row() + (parent.row() > from ? 1 : 0) : rowCount();
    const int place = gap > from ? gap - 1 : gap;
    if (place != from)
        m_queue.move(entryAt(from)->id, static_cast<std::size_t>(place));
    return false; // the queue moves it; the view must not remove the row it dragged
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (section == Place || section == Seed ? Qt::AlignRight : Qt::AlignLeft));
    static const char* const titles[] = {QT_TR_NOOP("No."),   QT_TR_NOOP("Name"), QT_TR_NOOP("Settings"), QT_TR_NOOP("Seed"),
                                         QT_TR_NOOP("State"), QT_TR_NOOP("Data"), QT_TR_NOOP("Stages")};
    return role == Qt::DisplayRole ? QVariant(tr(titles[section])) : QVariant();
}

} // namespace cpw::ui
