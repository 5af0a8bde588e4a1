// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/errors_view.h"

#include "ui/pages/inspect/scoring_note.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plain_table.h"

#include <QHeaderView>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <cmath>

namespace cpw::ui {
namespace {

constexpr int kWidestColumn = 180;

QVariant optionalValue(const std::optional<double>& value) {
    return value ? QVariant(*value) : QVariant();
}

/// Second less first; nothing where one of them is missing.
QVariant change(const std::optional<double>& first, const std::optional<double>& second) {
    return first && second ? QVariant(*second - *first) : QVariant();
}

QVariantList sliceCells(const api::SliceFacts& slice, bool hasSecond) {
    QVariantList cells{qstr(slice.name), QVariant::fromValue<qlonglong>(static_cast<qlonglong>(slice.rows)),
                       slice.rows > 0 ? QVariant(static_cast<double>(slice.positives) / static_cast<double>(slice.rows)) : QVariant(),
                       slice.rows > 0 ? QVariant(slice.meanProbability) : QVariant(),
                       optionalValue(slice.auc),
                       slice.rows > 0 ? QVariant(slice.logLoss) : QVariant(),
                       slice.rows > 0 ? QVariant(slice.calibrationError) : QVariant()};
    if (hasSecond)
        cells << optionalValue(slice.secondAuc) << change(slice.auc, slice.secondAuc) << change(slice.logLoss, slice.secondLogLoss)
              << optionalValue(slice.secondCalibrationError);
    return cells;
}

} // namespace

ErrorsView::ErrorsView(const Theme& theme, InspectSession& session, QWidget* parent)
    : InspectView(parent), m_theme(theme), m_session(session), m_slot(std::make_unique<InspectSlot>(session, *this)) {
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setHandleWidth(metric::kCardGap);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeRows());
    splitter->addWidget(makeSlices());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
}

ErrorsView::~ErrorsView() = default;

void ErrorsView::setUp(QTableView& table, QSortFilterProxyModel& sorted, const QString& name) {
    sorted.setSortRole(ShownTableModel::SortRole);
    table.setModel(&sorted);
    setUpPlainTable(table, m_theme, name);
    table.setSelectionMode(QTableView::SingleSelection);
    table.setHorizontalScrollMode(QTableView::ScrollPerPixel);
    table.setSortingEnabled(true);
    table.horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // as it comes
    table.horizontalHeader()->setSortIndicatorClearable(true);
}

QWidget* ErrorsView::makeRows() {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 8);
    layout->setSpacing(0);
    m_rowNote = makeLabel("help", {}, card);
    auto* head = makeCardHead(tr("Rows"), m_rowNote, card);
    m_clear = makeButton(m_theme, tr("All rows"), "", "link", head);
    m_clear->setToolTip(tr("Take the filter away"));
    m_clear->hide();
    head->layout()->addWidget(m_clear);
    layout->addWidget(head);
    m_rowTable = new QTableView(card);
    setUp(*m_rowTable, m_sortedRows, tr("Rows in this order"));
    m_sortedRows.setSourceModel(&m_rows);
    layout->addWidget(m_rowTable, 1);
    connect(m_clear, &QPushButton::clicked, this, &ErrorsView::filterCleared);
    connect(m_rowTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (const auto row = rowAt(index))
            Q_EMIT rowShown(*row);
    });
    const auto open = [this](const QModelIndex& index) {
        if (const auto row = rowAt(index))
            Q_EMIT rowOpened(*row);
    };
    connect(m_rowTable, &QTableView::doubleClicked, this, open);
    auto* enter = new QShortcut(QKeySequence(Qt::Key_Return), m_rowTable);
    enter->setContext(Qt::WidgetShortcut);
    connect(enter, &QShortcut::activated, this, [this, open] { open(m_rowTable->currentIndex()); });
    return card;
}

QWidget* ErrorsView::makeSlices() {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 8);
    layout->setSpacing(0);
    m_sliceNote = makeLabel("help", {}, card);
    auto* head = makeCardHead(tr("Slices"), m_sliceNote, card);
    m_by = new QComboBox(head);
    m_by->setAccessibleName(tr("Slices by"));
    m_by->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_scoring = new ScoringNote(m_theme, head);
    head->layout()->addWidget(m_scoring);
    head->layout()->addWidget(m_by);
    layout->addWidget(head);
    connect(m_scoring, &ScoringNote::stopped, this, [this] {
        m_slot->cancel();
        m_slices.setTable({});
        m_sliceNote->clear();
    });
    connect(m_scoring, &ScoringNote::goOnAsked, this, &ErrorsView::askReport);
    m_sliceTable = new QTableView(card);
    setUp(*m_sliceTable, m_sortedSlices, tr("Measures of each slice"));
    m_sortedSlices.setSourceModel(&m_slices);
    layout->addWidget(m_sliceTable, 1);
    connect(m_by, &QComboBox::activated, this, &ErrorsView::askSlices);
    const auto choose = [this](const QModelIndex& index) {
        const int slice = index.isValid() ? m_sortedSlices.mapToSource(index).row() : 0;
        if (slice == 0) // all
            return Q_EMIT filterCleared();
        const int field = m_by->currentData().toInt();
        Q_EMIT sliceChosen(field, field < 0 ? QString() : m_slices.table().rows[static_cast<std::size_t>(slice)][0].toString(), slice - 1);
    };
    connect(m_sliceTable, &QTableView::clicked, this, choose);
    auto* enter = new QShortcut(QKeySequence(Qt::Key_Return), m_sliceTable);
    enter->setContext(Qt::WidgetShortcut);
    connect(enter, &QShortcut::activated, this, [this, choose] { choose(m_sliceTable->currentIndex()); });
    return card;
}

std::optional<quint64> ErrorsView::rowAt(const QModelIndex& index) const {
    if (!index.isValid())
        return std::nullopt;
    return m_sortedRows.index(index.row(), 0).data(ShownTableModel::SortRole).toULongLong();
}

void ErrorsView::setRanking(const api::RowRanking& ranking, const QStringList& fields, const QString& words, bool isFiltered) {
    const auto blocked = QSignalBlocker(m_rowTable->selectionModel()); // a new order chooses nothing
    ShownTable table{tr("Rows"), QStringList{tr("Row"), tr("Clicked"), tr("Probability"), tr("Error"), tr("Rarest value")} + fields, {}, 4};
    for (const auto& row : ranking.rows) {
        const bool isScored = !std::isnan(row.probability);
        QVariantList cells{QVariant::fromValue<qulonglong>(row.row), row.isPositive ? tr("yes") : tr("no"), isScored ? QVariant(row.probability) : QVariant(),
                           isScored ? QVariant(std::abs((row.isPositive ? 1.0 : 0.0) - row.probability)) : QVariant(), QVariant::fromValue<qulonglong>(row.rarest)};
        for (const auto& value : row.values)
            cells << qstr(value);
        table.rows.push_back(cells);
    }
    m_rows.setTable(std::move(table));
    fitColumns(*m_rowTable, kWidestColumn);
    const auto shown = static_cast<std::int64_t>(ranking.rows.size());
    const auto all = static_cast<std::int64_t>(ranking.matching);
    QString note = shown == all ? tr("%1 rows, %2").arg(countText(all), words) : tr("first %1 of %2 rows, %3").arg(countText(shown), countText(all), words);
    if (ranking.rows.empty() || !std::isnan(ranking.rows.front().probability))
        note += QStringLiteral(" · ") + tr("scores of step %1").arg(countText(ranking.stamp.step));
    if (!ranking.stamp.hasLearntClicks)
        note += QStringLiteral(" · ") + tr("probabilities untrained");
    m_rowNote->setText(note);
    m_clear->setVisible(isFiltered);
}

void ErrorsView::setRowsNote(const QString& note) {
    m_rowNote->setText(note);
}

void ErrorsView::fillBox() {
    if (m_by->count() == looked().fields.size() + 1)
        return;
    m_by->clear();
    m_by->addItem(tr("tail cells"), -1);
    for (int field = 0; field < looked().fields.size(); ++field)
        m_by->addItem(looked().fields[field], field);
}

void ErrorsView::ask() {
    if (!hasModel())
        return;
    fillBox();
    askSlices();
}

void ErrorsView::askSlices() {
    api::SliceQuestion question{.model = looked().model, .part = looked().part};
    if (looked().second)
        question.second = looked().second->model;
    if (const int field = m_by->currentData().toInt(); field >= 0)
        question.field = field;
    if (m_asked && m_asked->model == question.model && m_asked->second == question.second && m_asked->part == question.part && m_asked->field == question.field) {
        if (!m_slot->isBusy() && !m_scoring->isStopped())
            showSliceNote(); // the step that "best" stands for may be known by now
        return;
    }
    m_asked = question;
    askReport();
}

void ErrorsView::askReport() {
    m_sliceNote->setText(tr("Scoring the part"));
    m_scoring->start();
    m_slot->ask(
        [question = *m_asked, teller = m_scoring->teller(m_session)](const api::Inspector& inspector, std::stop_token stop) mutable {
            question.onScored = teller(stop);
            return inspector.slices(question, stop);
        },
        [this](Result<api::SliceReport> report) {
            m_scoring->finish();
            if (report)
                return showReport(*report);
            m_asked.reset();
            m_slices.setTable({});
            m_sliceNote->setText(report.error().code == ErrorCode::Stopped ? QString() : sentenceText(errorText(report.error())));
        });
}

void ErrorsView::showReport(const api::SliceReport& report) {
    const bool hasSecond = m_asked->second.has_value();
    ShownTable table{tr("Slices"), {tr("Slice"), tr("Rows"), tr("Click rate"), tr("Mean probability"), tr("AUC"), tr("Log loss"), tr("Calibration error")}, {}, 4};
    if (hasSecond)
        table.columns << tr("AUC of B") << tr("AUC, B less A") << tr("Log loss, B less A") << tr("Calibration error of B");
    auto all = report.all;
    all.name = tr("all rows").toStdString();
    table.rows.push_back(sliceCells(all, hasSecond));
    for (const auto& slice : report.slices)
        table.rows.push_back(sliceCells(slice, hasSecond));
    m_slices.setTable(std::move(table));
    fitColumns(*m_sliceTable);
    m_cutNote = report.slicesTotal > report.slices.size()
                    ? tr("the %1 largest of %2").arg(countText(static_cast<std::int64_t>(report.slices.size())), countText(static_cast<std::int64_t>(report.slicesTotal)))
                    : QString();
    showSliceNote();
}

void ErrorsView::showSliceNote() {
    QStringList notes;
    if (!m_cutNote.isEmpty())
        notes << m_cutNote;
    notes << tr("A: %1").arg(looked().name);
    if (looked().second)
        notes << tr("B: %1").arg(looked().secondName);
    m_sliceNote->setText(notes.join(QStringLiteral(" · ")));
}

std::vector<ShownTable> ErrorsView::tables() const {
    return {m_rows.table(), m_slices.table()};
}

} // namespace cpw::ui
