// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs_page.h"

#include "ui/pages/page_header.h"
#include "ui/pages/runs/compare_view.h"
#include "ui/pages/runs/filter_line.h"
#include "ui/text/format.h"
#include "ui/widgets/choice_button.h"
#include "ui/widgets/empty_state.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr int kDefaultWidths[] = {228, 92, 118, 104, 72, 128, 52, 138, 172, 66, 96, 60, 92, 122, 90, 60};
constexpr int kSparkMilliseconds = 60;
constexpr RunTreeModel::Column kFirstHidden[] = {RunTreeModel::Data, RunTreeModel::Backbone, RunTreeModel::Stages, RunTreeModel::Steps,
                                                 RunTreeModel::Created, RunTreeModel::Tags,
                                                 RunTreeModel::Difference}; // until there is a baseline

/// No number is cut, and no head: widths of columns of numbers are those of their longest.
int firstWidth(int column) {
    constexpr int kRoom = 20, kArrow = 13;
    constexpr double kLongestTime = 3599; // "59 min 59 s"
    const QString longest = column == RunTreeModel::Time      ? durationText(kLongestTime)
                            : column == RunTreeModel::TestAuc ? QStringLiteral("0.00000 ± 0.00000")
                                                              : QString();
    const int numbers = QFontMetrics(fontOf(FontRole::MonoMedium)).horizontalAdvance(longest) + kRoom;
    const int arrow = column == RunTreeModel::Curve ? 0 : kArrow; // is not sorted by
    const int head = QFontMetrics(fontOf(FontRole::ColumnHead)).horizontalAdvance(runColumnTitle(column)) + kRoom + arrow;
    return std::max({scaled(kDefaultWidths[column]), numbers, head});
}

} // namespace

RunsPage::RunsPage(const Theme& theme, EngineSession& session, Selection& selection, InspectSession* inspect, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_selection(selection), m_header(new PageHeader(theme, this)),
      m_open(makeButton(theme, tr("Show curves"), "live", "", this)),
      m_delete(makeButton(theme, tr("Delete..."), "trash", "", this)) {
    setProperty("kind", QStringLiteral("page"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kPageMargin, 0, metric::kPageMargin, metric::kMargin);
    layout->setSpacing(0);
    m_header->setTitle(tr("Runs"));
    m_header->addAction(m_open);
    m_header->addAction(m_delete);
    layout->addWidget(m_header);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setHandleWidth(metric::kCardGap);
    splitter->setChildrenCollapsible(false);
    m_compare = new CompareView(theme, session, selection, inspect, splitter);
    splitter->addWidget(makeTableCard());
    splitter->addWidget(m_compare);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    layout->addWidget(splitter, 1);
    connect(m_compare, &CompareView::problemFound, this, &RunsPage::problemFound);
    connect(m_compare, &CompareView::runsPicked, this, &RunsPage::chooseRuns);
    connect(m_compare, &CompareView::runsNeeded, this, [this] { m_compare->showRuns(m_tree.question(), m_tree.groups()); });
    connect(m_open, &QPushButton::clicked, this, [this] {
        const auto rows = m_table->selectionModel()->selectedRows();
        if (!rows.isEmpty())
            openRow(rows.first());
    });
    connect(m_delete, &QPushButton::clicked, this, &RunsPage::askDelete);
    connectSession();
    auto* find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_filter, qOverload<>(&QWidget::setFocus));
    auto* remove = new QShortcut(QKeySequence::Delete, m_table);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &RunsPage::askDelete);
    makeActions();
    updateCounts();
    updateSelection();
    m_session.requestRuns();
}

void RunsPage::connectSession() {
    connect(&m_session, &EngineSession::runsRead, this, &RunsPage::takeRuns);
    connect(&m_session, &EngineSession::runAdded, this, [this](api::RunId run) {
        if (const RunFeed* feed = m_session.knownFeed(run))
            m_model.putRun(feed->summary());
        updateCounts();
        collectUnknownSettings();
        readSettings();
    });
    connect(&m_session, &EngineSession::runChanged, this, [this](api::RunId run, RunChanges changes) {
        if (const RunFeed* feed = m_session.knownFeed(run))
            m_model.putRun(feed->summary());
        if (changes.testFlag(RunChange::Curves))
            m_compare->refresh(run);
    });
    connect(&m_session, &EngineSession::runsDeleted, this, [this](const std::vector<api::RunId>& runs) {
        m_model.removeRuns(runs);
        for (const auto run : runs)
            m_selection.forgetRun(run);
        updateCounts();
        updateSelection();
    });
    connect(&m_model, &RunsModel::noteEdited, &m_session, &EngineSession::setNote);
}

void RunsPage::takeRuns(const RunList& runs, bool isWhole) {
    if (!isWhole && m_isRead)
        return; // there are more on the screen already
    m_isRead = m_isRead || isWhole;
    RunList newest = runs;
    for (auto& run : newest) // what this window has seen live is newer than what is written
        if (const RunFeed* feed = m_session.knownFeed(run->summary.id))
            run = knownRun(feed->summary());
    m_model.setRuns(std::move(newest));
    updateCounts();
    collectUnknownSettings();
    readSettings();
}

QWidget* RunsPage::makeTableCard() {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(makeFilterBar(card));
    layout->addWidget(makeFrame("line", card));
    layout->addWidget(makeQuestion());
    m_stack = new QStackedLayout;
    auto* empty =
        new EmptyState(m_theme, tr("No runs in this file yet"),
                       tr("A run appears here as soon as it starts, with its settings, its scores and its curves."), card);
    auto* train = makeButton(m_theme, tr("Train sample"), "play", "primary", empty);
    train->setEnabled(!m_session.isReadOnly() && m_session.preset(QStringLiteral("sample")));
    connect(train, &QPushButton::clicked, this, &RunsPage::trainSampleRequested);
    empty->addWay(train);
    auto* import = makeButton(m_theme, tr("Import runs..."), "import", "", empty);
    import->setToolTip(tr("Runs of TensorBoard or MLflow, to be compared with your own"));
    import->setEnabled(!m_session.isReadOnly());
    connect(import, &QPushButton::clicked, this, &RunsPage::importRequested);
    empty->addWay(import);
    auto* noMatch = new EmptyState(m_theme, tr("No run matches"), tr("All runs are still in the file."), card);
    auto* clear = makeButton(m_theme, tr("Clear filter"), "", "", noMatch);
    connect(clear, &QPushButton::clicked, m_filter, &QLineEdit::clear);
    noMatch->addWay(clear);
    m_table = new RunTree(m_theme, card);
    setUpTable();
    m_stack->addWidget(m_table);
    m_stack->addWidget(empty);
    m_stack->addWidget(noMatch);
    layout->addLayout(m_stack, 1);
    connectFilter();
    return card;
}

QWidget* RunsPage::makeQuestion() {
    m_question = makeFrame("fault", this);
    auto* row = new QHBoxLayout(m_question);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(8);
    m_questionText = new QLabel(m_question);
    m_confirm = makeButton(m_theme, tr("Delete"), "", "danger", m_question);
    auto* keep = makeButton(m_theme, tr("Keep"), "", "", m_question);
    row->addWidget(new IconLabel(m_theme, QStringLiteral("warning"), Tone::Err, 16, m_question));
    row->addWidget(m_questionText, 1);
    row->addWidget(m_confirm);
    row->addWidget(keep);
    m_question->hide();
    connect(m_confirm, &QPushButton::clicked, this, &RunsPage::deleteSelected);
    connect(keep, &QPushButton::clicked, m_question, &QWidget::hide);
    return m_question;
}

void RunsPage::setUpTable() {
    m_table->setModel(&m_tree);
    connect(&m_tree, &QAbstractItemModel::modelReset, this, &RunsPage::restorePlaces); // after the view
    m_table->sortByColumn(RunTreeModel::Created, Qt::DescendingOrder);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &RunsPage::showContextMenu);
    for (int column = 0; column < RunTreeModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, firstWidth(column));
    for (const auto column : kFirstHidden)
        m_table->setColumnHidden(column, true);
    m_table->fitTexts();
    connect(m_table, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.column() == RunTreeModel::Note || index.column() == RunTreeModel::Tags)
            m_table->edit(index);
        else if (m_tree.rowCount(index.siblingAtColumn(0)) > 0)
            m_table->setExpanded(index.siblingAtColumn(0), !m_table->isExpanded(index.siblingAtColumn(0)));
        else
            openRow(index);
    });
    connect(m_table, &QTreeView::expanded, this, [this](const QModelIndex& index) { m_expanded.insert(m_tree.group(index)->key); });
    connect(m_table, &QTreeView::collapsed, this, [this](const QModelIndex& index) { m_expanded.erase(m_tree.group(index)->key); });
    connect(m_table, &RunTree::runOpened, this, &RunsPage::openRow);
    connect(m_table, &RunTree::circleClicked, this, &RunsPage::toggleCircle);
    connect(&m_tree, &RunTreeModel::nameEdited, &m_session, &EngineSession::setName);
    connect(&m_tree, &RunTreeModel::tagsEdited, &m_session, &EngineSession::setTags);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (m_isRestoring)
            return;
        m_chosen.clear();
        for (const auto run : selectedRuns())
            m_chosen.insert(run.value);
        updateSelection();
    });
    m_sparkTimer.setSingleShot(true);
    m_sparkTimer.setInterval(kSparkMilliseconds);
    connect(&m_sparkTimer, &QTimer::timeout, this, &RunsPage::requestSparks);
    for (const auto changed : {&QTreeView::expanded, &QTreeView::collapsed})
        connect(m_table, changed, &m_sparkTimer, qOverload<>(&QTimer::start));
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, &m_sparkTimer, qOverload<>(&QTimer::start));
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, &m_sparkTimer, qOverload<>(&QTimer::start)); // another height
}

QLineEdit& RunsPage::filter() {
    return *m_filter;
}

std::vector<api::RunId> RunsPage::selectedRuns() const {
    std::set<api::RunId> runs;
    for (const auto& index : m_table->selectionModel()->selectedRows())
        for (const auto run : m_tree.runsOf(index))
            runs.insert(run);
    return {runs.begin(), runs.end()};
}

void RunsPage::updateCounts() {
    const int all = m_model.rowCount();
    const int shown = m_tree.shownRuns();
    const QString file = QFileInfo(m_session.file()).fileName();
    m_header->setFacts(!m_isRead  ? (all == 0 ? tr("Reading %1").arg(file) : tr("Reading %1, the newest %2 runs are here").arg(file, countText(all)))
                       : all == 0 ? tr("%1 holds no runs").arg(file)
                       : all == 1 ? tr("1 run in %1").arg(file)
                                  : tr("%1 runs in %2").arg(countText(all), file));
    m_matches->setText(tr("%1 of %2").arg(countText(shown), countText(all)));
    m_matches->setVisible(!m_filter->text().isEmpty());
    m_filter->setEnabled(all > 0);
    m_stack->setCurrentIndex(all == 0 ? 1 : shown == 0 && !m_tree.isGrouping() ? 2 : 0);
    Q_EMIT countChanged(all);
}

void RunsPage::updateSelection() {
    auto runs = selectedRuns();
    m_open->setEnabled(runs.size() == 1);
    m_open->setToolTip(runs.size() == 1 ? tr("Show this run on the Live page (double click)") : tr("Select one run"));
    m_delete->setEnabled(!runs.empty() && !m_session.isReadOnly());
    m_delete->setToolTip(runs.empty() ? tr("Select the runs to delete") : tr("Delete the selected runs (Del)"));
    m_question->hide();
    m_selection.setRuns(std::move(runs));
    updateActions();
    updateComparison();
}

void RunsPage::askDelete() {
    const auto runs = selectedRuns();
    if (runs.empty() || m_session.isReadOnly())
        return;
    const bool isTraining = std::any_of(runs.begin(), runs.end(), [this](api::RunId run) {
        const RunFeed* feed = m_session.knownFeed(run);
        return feed && (feed->isLive() || feed->state() == api::RunState::Waiting);
    });
    m_confirm->setEnabled(!isTraining);
    if (isTraining)
        m_questionText->setText(tr("A run that trains or waits cannot be deleted. Stop it first."));
    else if (runs.size() == 1)
        m_questionText->setText(
            tr("Delete %1 with its curves, log and checkpoints? This cannot be undone.").arg(qstr(api::toText(runs.front()))));
    else
        m_questionText->setText(
            tr("Delete %1 runs with their curves, logs and checkpoints? This cannot be undone.").arg(runs.size()));
    m_question->show();
    (isTraining ? static_cast<QWidget*>(m_table) : m_confirm)->setFocus(Qt::OtherFocusReason);
}

void RunsPage::deleteSelected() {
    m_question->hide();
    m_session.deleteRuns(selectedRuns());
}

void RunsPage::openRow(const QModelIndex& index) {
    if (!index.data(RunTreeModel::RunIdRole).isValid())
        return; // a group
    Q_EMIT runOpened({index.data(RunTreeModel::RunIdRole).toLongLong()});
}

} // namespace cpw::ui
