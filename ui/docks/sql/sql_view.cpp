// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/sql/sql_view.h"

#include "ui/docks/sql/sql_editor.h"
#include "ui/docks/sql/sql_examples.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plain_table.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMenu>
#include <QSaveFile>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace cpw::ui {
namespace {

constexpr const char* kHistorySetting = "sql.history";
constexpr int kLimits[] = {1'000, 10'000, 100'000};
constexpr int kWidestColumn = 420;
constexpr qsizetype kMenuText = 70;

QString historyText(const QStringList& history) {
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(history)).toJson(QJsonDocument::Compact));
}

QString rowsText(qint64 rows) {
    return rows == 1 ? SqlView::tr("1 row") : SqlView::tr("%1 rows").arg(countText(rows));
}

QStringList historyFrom(const QString& text) {
    QStringList history;
    const auto list = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const auto& entry : list)
        history << entry.toString();
    return history;
}

} // namespace

SqlView::SqlView(const Theme& theme, EngineSession& session, QuerySession& queries, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_queries(queries), m_slot(queries, *this), m_schemaSlot(queries, *this) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* columns = new QSplitter(Qt::Horizontal, this);
    columns->setObjectName(QStringLiteral("sql.columns"));
    columns->setChildrenCollapsible(false);
    columns->addWidget(makeTables(columns));
    columns->addWidget(makeQueryPart(columns));
    columns->addWidget(makeResultPart(columns));
    columns->setSizes({200, 430, 600});
    columns->setStretchFactor(2, 1);
    layout->addWidget(columns);
    makeMenus();
    updateButtons();
}

QWidget* SqlView::makeTables(QWidget* parent) {
    m_tables = new QTreeView(parent);
    m_tables->setModel(&m_schema);
    m_tables->setAccessibleName(tr("Tables of the file"));
    m_tables->setHeaderHidden(true);
    m_tables->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tables->setMinimumWidth(130);
    m_tables->setFont(fontOf(FontRole::MonoSmall));
    connect(m_tables, &QTreeView::activated, this, &SqlView::insertName);
    return m_tables;
}

QWidget* SqlView::makeQueryPart(QWidget* parent) {
    auto* part = new QWidget(parent);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(metric::kGap, 4, metric::kGap, 4);
    column->setSpacing(4);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(metric::kGap);
    m_run = makeButton(m_theme, tr("Run"), "play", "", part);
    m_run->setToolTip(tr("Run the query, or its selected part (Ctrl+Return)"));
    m_stop = makeButton(m_theme, tr("Stop"), "stop", "", part);
    m_stop->setToolTip(tr("Stop the query (Esc)"));
    m_history = makeButton(m_theme, tr("History"), "", "", part);
    m_examples = makeButton(m_theme, tr("Examples"), "", "", part);
    for (QPushButton* button : {m_run, m_stop, m_history, m_examples})
        bar->addWidget(button);
    bar->addStretch(1);
    column->addLayout(bar);
    m_editor = new SqlEditor(m_theme, part);
    m_editor->setMinimumHeight(48);
    m_editor->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // a fault below it takes its room, not the page's
    column->addWidget(m_editor, 1);
    m_fault = makeLabel("help", {}, part);
    m_fault->setProperty("tone", QStringLiteral("err"));
    m_fault->setWordWrap(true);
    m_fault->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_fault->hide();
    column->addWidget(m_fault);
    connect(m_run, &QPushButton::clicked, this, &SqlView::run);
    connect(m_stop, &QPushButton::clicked, this, &SqlView::stop);
    connect(m_editor, &SqlEditor::runRequested, this, &SqlView::run);
    connect(m_editor, &SqlEditor::stopRequested, this, &SqlView::stop);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        m_fault->hide();
        updateButtons();
    });
    return part;
}

QWidget* SqlView::makeResultPart(QWidget* parent) {
    auto* part = new QWidget(parent);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(metric::kGap, 4, metric::kGap, 0);
    column->setSpacing(4);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(metric::kGap);
    m_facts = new ElidedLabel("help", part);
    m_limit = new QComboBox(part);
    m_limit->setAccessibleName(tr("Most rows to read"));
    for (const int rows : kLimits)
        m_limit->addItem(rowsText(rows), rows);
    m_limit->setCurrentIndex(1);
    m_copy = makeButton(m_theme, tr("Copy"), "copy", "", part);
    m_copy->setToolTip(tr("Copy the selected rows, or all (Ctrl+C)"));
    m_save = makeButton(m_theme, tr("Save as CSV..."), "save", "", part);
    bar->addWidget(m_facts, 1);
    bar->addWidget(m_limit);
    bar->addWidget(m_copy);
    bar->addWidget(m_save);
    column->addLayout(bar);
    m_table = new QTableView(part);
    m_table->setModel(&m_result);
    setUpPlainTable(*m_table, m_theme, tr("Rows of the query"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_hint = makeLabel("help", tr("The rows of a query appear here. Examples has some to begin with."), part);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    column->addWidget(m_table, 1);
    column->addWidget(m_hint, 1);
    m_table->hide();
    connect(m_copy, &QPushButton::clicked, this, &SqlView::copyRows);
    connect(m_save, &QPushButton::clicked, this, &SqlView::chooseFile);
    auto* copy = new QShortcut(QKeySequence::Copy, m_table);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &SqlView::copyRows);
    auto* stopKey = new QShortcut(QKeySequence(Qt::Key_Escape), m_table);
    stopKey->setContext(Qt::WidgetShortcut);
    connect(stopKey, &QShortcut::activated, this, &SqlView::stop);
    return part;
}

void SqlView::makeMenus() {
    auto* examples = new QMenu(m_examples);
    for (const auto& example : sqlExamples())
        examples->addAction(example.title, this, [this, sql = example.sql] {
            m_editor->setPlainText(sql);
            run();
        });
    m_examples->setMenu(examples);
    auto* history = new QMenu(m_history);
    m_history->setMenu(history);
    for (QPushButton* button : {m_examples, m_history})
        button->setProperty("hasMenu", true);
    connect(history, &QMenu::aboutToShow, this, [this, history] {
        history->clear();
        const auto& queries = m_editor->history();
        for (auto query = queries.rbegin(); query != queries.rend() && history->actions().size() < 20; ++query) {
            const QString line = query->simplified();
            history->addAction(line.size() > kMenuText ? line.first(kMenuText) + QStringLiteral("...") : line, m_editor,
                               [this, sql = *query] { m_editor->setPlainText(sql); });
        }
        if (history->isEmpty())
            history->addAction(tr("Nothing was run yet"))->setEnabled(false);
    });
}

void SqlView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_isFilled)
        return;
    m_isFilled = true;
    readTables();
    m_session.readSetting(this, QString::fromLatin1(kHistorySetting), [this](const std::optional<QString>& text) {
        if (text && m_editor->history().isEmpty())
            m_editor->setHistory(historyFrom(*text));
    });
}

void SqlView::readTables() {
    m_schemaSlot.ask([](const api::FileQuery& queries, const std::stop_token&) { return queries.tables(); },
                     [this](Result<std::vector<api::QueryTable>> tables) {
                         if (tables)
                             showTables(*tables);
                         else
                             showFault({tables.error(), std::nullopt});
                     });
}

void SqlView::showTables(const std::vector<api::QueryTable>& tables) {
    m_schema.clear();
    for (const auto& table : tables) {
        auto* item = new QStandardItem(qstr(table.name));
        item->setToolTip(qstr(table.help));
        for (const auto& column : table.columns) {
            auto* child = new QStandardItem(QStringLiteral("%1  %2").arg(qstr(column.name), qstr(column.type).toLower()));
            child->setData(qstr(column.name));
            item->appendRow(child);
        }
        item->setData(qstr(table.name));
        m_schema.appendRow(item);
    }
}

/// A table begins a query where there is none; otherwise the name goes where the cursor is.
void SqlView::insertName(const QModelIndex& index) {
    const QString name = index.data(Qt::UserRole + 1).toString();
    if (!index.parent().isValid() && m_editor->toPlainText().trimmed().isEmpty())
        m_editor->setPlainText(QStringLiteral("SELECT * FROM %1 LIMIT 100").arg(name));
    else
        m_editor->insertPlainText(name);
    m_editor->setFocus(Qt::OtherFocusReason);
}

void SqlView::run() {
    const QString sql = m_editor->query();
    if (sql.trimmed().isEmpty())
        return;
    m_editor->remember(sql.trimmed());
    m_session.saveSetting(QString::fromLatin1(kHistorySetting), historyText(m_editor->history()));
    m_fault->hide();
    m_editor->markFault(std::nullopt);
    m_result.clear();
    api::QueryLimits limits;
    limits.rows = m_limit->currentData().toUInt();
    m_slot.ask(
        [this, text = sql.toStdString(), limits, guard = QPointer<QObject>(this)](const api::FileQuery& queries, const std::stop_token& stop) {
            const auto onRows = QuerySlot::partial(m_queries, guard, stop, [this](const api::QueryRows& rows) { takeRows(rows); });
            return queries.run(text, limits, onRows, stop);
        },
        [this](tl::expected<api::QueryEnd, api::QueryFault> end) {
            if (end)
                showEnd(*end);
            else
                showFault(end.error());
            updateButtons();
        });
    m_facts->setFullText(tr("Running"));
    m_hint->hide();
    m_table->show();
    updateButtons();
}

void SqlView::stop() {
    if (!isRunning())
        return;
    m_slot.cancel();
    m_facts->setFullText(tr("Stopped after %1").arg(rowsText(m_result.allRows())));
    updateButtons();
}

void SqlView::takeRows(api::QueryRows rows) {
    const bool isFirst = m_result.columnCount() == 0;
    m_result.append(std::move(rows));
    if (!isFirst)
        return;
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_result.columnCount(); ++column)
        m_table->setColumnWidth(column, std::min(kWidestColumn, m_table->columnWidth(column) + 16));
}

void SqlView::showEnd(const api::QueryEnd& end) {
    const QString time = end.seconds < 1 ? tr("%1 ms").arg(QString::number(end.seconds * 1000, 'f', end.seconds < 0.01 ? 1 : 0)) : durationText(end.seconds);
    const QString rows = rowsText(static_cast<qint64>(end.rows));
    m_facts->setFullText(end.isComplete ? tr("%1 in %2").arg(rows, time) : tr("The first %1 in %2; there are more").arg(rows, time));
}

void SqlView::showFault(const api::QueryFault& fault) {
    m_facts->setFullText({});
    m_fault->setText(sentenceText(errorText(fault.error)));
    m_fault->show();
    m_editor->markFault(fault.offset ? std::optional(static_cast<qsizetype>(*fault.offset)) : std::nullopt);
}

void SqlView::updateButtons() {
    m_run->setEnabled(!m_editor->toPlainText().trimmed().isEmpty());
    m_stop->setEnabled(isRunning());
    const bool hasRows = m_result.columnCount() > 0 && !isRunning();
    m_copy->setEnabled(hasRows);
    m_save->setEnabled(hasRows);
}

QString SqlView::facts() const {
    return m_facts->fullText();
}

void SqlView::copyRows() {
    std::vector<int> rows;
    for (const auto& index : m_table->selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    if (rows.empty()) {
        rows.resize(static_cast<std::size_t>(m_result.allRows()));
        std::iota(rows.begin(), rows.end(), 0);
    }
    QApplication::clipboard()->setText(m_result.tabbed(rows));
}

void SqlView::chooseFile() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Save rows"), QStringLiteral("query.csv"), QStringLiteral("CSV (*.csv)"));
    if (!path.isEmpty())
        saveCsv(path);
}

bool SqlView::saveCsv(const QString& path) {
    QSaveFile file(path);
    const QByteArray bytes = m_result.csv();
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) {
        m_facts->setFullText(tr("%1 written to %2").arg(rowsText(m_result.allRows()), path));
        return true;
    }
    m_fault->setText(tr("The rows cannot be written to %1: %2.").arg(path, file.errorString()));
    m_fault->show();
    return false;
}

} // namespace cpw::ui
