// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/code_view.h"

#include "core/api/run_plan.h"
#include "core/api/spec_json.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <limits>

namespace cpw::ui {

CodeView::CodeView(const Theme& theme, EngineSession& session, ExchangeSession& exchange, Selection& selection, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_exchange(exchange), m_selection(selection), m_slot(exchange, *this) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* columns = new QSplitter(Qt::Horizontal, this);
    columns->setObjectName(QStringLiteral("code.columns"));
    columns->setChildrenCollapsible(false);
    columns->addWidget(makeRepeatPart(columns));
    columns->addWidget(makeSpecPart(columns));
    columns->setSizes({600, 600});
    layout->addWidget(columns);
    setMinimumHeight(scaled(150)); // the head, three lines, and what is said below
    connect(&m_selection, &Selection::currentRunChanged, this, &CodeView::follow);
    connect(&m_selection, &Selection::runsChanged, this, &CodeView::follow);
    connect(&m_session, &EngineSession::runStarted, this, [this](api::RunId run) {
        if (run == m_shown)
            m_shown.reset(); // it has one start more
        follow();
    });
}

/// Some lines of both texts.
QSize CodeView::sizeHint() const {
    return {scaled(600), scaled(220)};
}

QPlainTextEdit* CodeView::makeText(const QString& name, QWidget* parent) {
    auto* text = new QPlainTextEdit(parent);
    text->setReadOnly(true);
    text->setFont(fontOf(FontRole::MonoSmall));
    text->setFrameShape(QFrame::NoFrame);
    text->setTabChangesFocus(true);
    text->setMinimumHeight(48);
    text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // the dock is as high as the user wants
    text->setAccessibleName(name);
    return text;
}

QWidget* CodeView::makeRepeatPart(QWidget* parent) {
    auto* part = new QWidget(parent);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(12, 4, metric::kGap, 4);
    column->setSpacing(4);
    auto* head = new QHBoxLayout;
    m_title = new ElidedLabel("section", part);
    m_copyCommand = makeButton(m_theme, tr("Copy command"), "copy", "", part);
    head->addWidget(m_title, 1);
    head->addWidget(m_copyCommand);
    column->addLayout(head);
    m_command = makeText(tr("Command that repeats the run"), part);
    column->addWidget(m_command, 1);
    m_starts = makeLabel("help", {}, part);
    m_starts->setWordWrap(true);
    m_starts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_starts);
    connect(m_copyCommand, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(command()); });
    return part;
}

QWidget* CodeView::makeSpecPart(QWidget* parent) {
    auto* part = new QWidget(parent);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(metric::kGap, 4, 12, 4);
    column->setSpacing(4);
    auto* head = new QHBoxLayout;
    m_specTitle = makeLabel("section", tr("Settings as JSON"), part);
    m_copySpec = makeButton(m_theme, tr("Copy JSON"), "copy", "", part);
    head->addWidget(m_specTitle, 1);
    head->addWidget(m_copySpec);
    column->addLayout(head);
    m_spec = makeText(tr("Settings as JSON"), part);
    column->addWidget(m_spec, 1);
    connect(m_copySpec, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(spec()); });
    return part;
}

void CodeView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    follow();
}

/// The one run that is chosen in the table, else the one that is shown.
void CodeView::follow() {
    if (!isVisible())
        return;
    const auto& chosen = m_selection.runs();
    const auto run = chosen.size() == 1 ? std::optional(chosen.front()) : m_selection.currentRun();
    if (run && run == m_shown)
        return;
    m_shown = run;
    if (!run) {
        show(badInput("no run is chosen; choose one on the Runs page"));
        return;
    }
    m_slot.ask([run = *run](const api::RunExchange& exchange, const std::stop_token&) { return exchange.record(run); },
               [this](const Result<api::RunRecord>& record) { show(record); });
}

void CodeView::show(const Result<api::RunRecord>& record) {
    m_command->clear();
    m_spec->clear();
    m_starts->clear();
    m_title->setFullText(record ? tr("Repeat %1").arg(qstr(api::toText(record->summary.id))) : sentenceText(errorText(record.error())));
    if (record) {
        QStringList starts;
        for (const auto& start : record->starts)
            starts << tr("%1  %2").arg(dateTimeText(start.time), qstr(start.text));
        m_starts->setText(starts.isEmpty() ? tr("It has not started yet.") : starts.join(QLatin1Char('\n')));
        if (record->spec) {
            m_command->setPlainText(commandOf(*record->spec));
            m_spec->setPlainText(qstr(api::toJson(*record->spec).dump(2)));
        } else {
            m_title->setFullText(tr("%1 was imported from %2 and cannot be repeated here")
                                     .arg(qstr(api::toText(record->summary.id)), qstr(api::programTitle(record->summary.origin->program))));
            m_spec->setPlainText(qstr(nlohmann::json(record->settings).dump(2, ' ', false, nlohmann::json::error_handler_t::replace)));
        }
    }
    m_copyCommand->setEnabled(!m_command->toPlainText().isEmpty());
    m_copySpec->setEnabled(!m_spec->toPlainText().isEmpty());
}

/// From the preset that differs least, so that the line is short.
QString CodeView::commandOf(const api::RunSpec& spec) const {
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    std::string line;
    for (const auto& preset : m_session.catalog().presets)
        for (const auto& arm : preset.arms) {
            const auto count = api::differences(arm.spec, spec).size();
            if (count >= fewest)
                continue;
            fewest = count;
            line = api::commandLine(preset.id, arm.id, arm.spec, spec, std::to_string(spec.seed));
        }
    return qstr(line);
}

} // namespace cpw::ui
