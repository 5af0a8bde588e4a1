// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/experiment/queue_view.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plain_table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr int kWidths[] = {48, 170, 150, 60, 72, 80};

} // namespace

QueueView::QueueView(const Theme& theme, RunQueue& queue, bool isReadOnly, QWidget* parent)
    : QWidget(parent), m_queue(queue), m_model(queue), m_isReadOnly(isReadOnly), m_state(makeLabel("help", {}, this)), m_table(new QTableView(this)),
      m_up(makeButton(theme, tr("Up"), "chevron-up", "", this)), m_down(makeButton(theme, tr("Down"), "chevron-down", "", this)),
      m_edit(makeButton(theme, tr("Edit"), "", "", this)), m_remove(makeButton(theme, tr("Remove"), "trash", "", this)),
      m_pause(makeButton(theme, tr("Pause queue"), "pause", "", this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* head = makeCardHead(tr("Queue"), m_state, this);
    for (auto* button : {m_up, m_down, m_edit, m_remove, m_pause})
        head->layout()->addWidget(button);
    layout->addWidget(head);
    layout->addWidget(makeFrame("line", this));
    m_table->setModel(&m_model);
    setUpPlainTable(*m_table, theme, tr("Queue"));
    m_table->horizontalHeader()->setStretchLastSection(true);
    for (int column = 0; column < static_cast<int>(std::size(kWidths)); ++column)
        m_table->setColumnWidth(column, scaled(kWidths[column]));
    m_table->installEventFilter(this);
    m_table->setDragDropMode(QAbstractItemView::InternalMove);
    m_table->setDragDropOverwriteMode(false);
    m_table->setDragEnabled(!isReadOnly);
    m_table->setAcceptDrops(!isReadOnly);
    layout->addWidget(m_table, 1);
    m_up->setToolTip(tr("Earlier (Alt+Up)"));
    m_down->setToolTip(tr("Later (Alt+Down)"));
    connect(m_up, &QPushButton::clicked, this, [this] { moveSelected(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveSelected(1); });
    connect(m_edit, &QPushButton::clicked, this, &QueueView::editSelected);
    connect(m_remove, &QPushButton::clicked, this, &QueueView::removeSelected);
    connect(m_pause, &QPushButton::clicked, this, [this] { m_queue.setPaused(!m_queue.isPaused()); });
    connect(m_table, &QTableView::doubleClicked, this, &QueueView::editSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &QueueView::updateButtons);
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_kept = selected(); });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        for (const auto id : m_kept)
            if (const int row = m_model.rowOf(id); row >= 0)
                m_table->selectionModel()->setCurrentIndex(m_model.index(row, QueueModel::Name), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        updateButtons();
    });
    connect(&m_queue, &RunQueue::changed, this, &QueueView::updateButtons);
    updateButtons();
}

std::vector<std::int64_t> QueueView::selected() const {
    std::vector<std::int64_t> ids;
    for (const auto& index : m_table->selectionModel()->selectedRows())
        if (const auto* entry = m_model.entryAt(index.row()))
            ids.push_back(entry->id);
    return ids;
}

void QueueView::moveSelected(int by) {
    const auto ids = selected();
    if (ids.size() != 1 || m_isReadOnly)
        return;
    const int place = m_model.rowOf(ids.front()) + by;
    if (place >= 0 && place < m_model.rowCount())
        m_queue.move(ids.front(), static_cast<std::size_t>(place));
}

void QueueView::removeSelected() {
    if (const auto ids = selected(); !ids.empty() && !m_isReadOnly)
        m_queue.remove(ids);
}

void QueueView::editSelected() {
    const auto ids = selected();
    if (ids.size() != 1 || m_isReadOnly)
        return;
    if (const auto* entry = m_model.entryAt(m_model.rowOf(ids.front())))
        Q_EMIT editRequested(entry->id, entry->spec);
}

void QueueView::updateButtons() {
    const auto count = selected().size();
    const bool isOne = count == 1 && !m_isReadOnly;
    m_up->setEnabled(isOne);
    m_down->setEnabled(isOne);
    m_edit->setEnabled(isOne);
    m_remove->setEnabled(count > 0 && !m_isReadOnly);
    m_pause->setEnabled(!m_isReadOnly);
    m_pause->setText(m_queue.isPaused() ? tr("Resume queue") : tr("Pause queue"));
    const int waiting = m_model.rowCount();
    m_state->setText(waiting == 0          ? tr("Nothing waits. Runs that are queued start one after the other, and go on after an error.")
                     : m_queue.isPaused() ? tr("The queue is paused. Waiting: %1").arg(waiting)
                                          : tr("Waiting: %1").arg(waiting));
}

bool QueueView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto& key = *static_cast<QKeyEvent*>(event);
        const bool isMove = key.modifiers() == Qt::AltModifier && (key.key() == Qt::Key_Up || key.key() == Qt::Key_Down);
        if (isMove)
            moveSelected(key.key() == Qt::Key_Up ? -1 : 1);
        else if (key.key() == Qt::Key_Delete)
            removeSelected();
        else if (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter)
            editSelected();
        else
            return false;
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace cpw::ui
