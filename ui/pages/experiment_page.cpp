// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/experiment_page.h"

#include "ui/actions/action_registry.h"
#include "ui/pages/experiment/estimate_card.h"
#include "ui/pages/experiment/group_delegate.h"
#include "ui/pages/experiment/option_editor.h"
#include "ui/pages/experiment/option_form.h"
#include "ui/pages/experiment/option_text.h"
#include "ui/pages/experiment/queue_view.h"
#include "ui/pages/experiment/runs_card.h"
#include "ui/pages/experiment/step_strip.h"
#include "ui/pages/page_header.h"
#include "ui/text/core_text.h"
#include "ui/text/format.h"
#include "ui/widgets/wrapped_label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <QWidgetAction>

// ExperimentPage: its widgets and commands. What they do: experiment_page_draft.cpp.
namespace cpw::ui {
namespace {

constexpr int kCheckMilliseconds = 150;
constexpr int kGroupsWidth = 216;
constexpr int kRightWidth = 296;
constexpr int kNarrow = 1100;
constexpr int kNarrowGroupsWidth = 168;
constexpr int kNarrowRightWidth = 232;
constexpr int kPresetTextWidth = 380;

/// The first line of a menu: what the preset is. A tool tip would cover its arms.
QWidgetAction* describing(const QString& text, QMenu* menu) {
    auto* line = new QWidgetAction(menu);
    auto* label = new WrappedLabel("help");
    label->setFixedWidth(kPresetTextWidth);
    label->setMargin(metric::kCardGap);
    label->setFullText(text);
    line->setDefaultWidget(label);
    line->setEnabled(false); // keys pass it by
    return line;
}

} // namespace

ExperimentPage::ExperimentPage(const Theme& theme, EngineSession& session, RunQueue& queue, ExperimentDraft& draft, ModelFolders& models, Selection& selection, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_queue(queue), m_draft(draft), m_models(models), m_selection(selection), m_header(new PageHeader(theme, this)) {
    setProperty("kind", QStringLiteral("page"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kPageMargin, 0, metric::kPageMargin, metric::kMargin);
    layout->setSpacing(0);
    auto* presets = makeButton(theme, tr("From preset or run"), "", "", this);
    auto* menu = new QMenu(presets);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillPresets(*menu); });
    presets->setMenu(menu);
    presets->setProperty("hasMenu", true);
    auto* copy = makeButton(theme, tr("Copy as command"), "copy", "", this);
    connect(copy, &QPushButton::clicked, this, &ExperimentPage::copyCommand);
    m_queueButton = makeButton(theme, tr("Add to queue"), "", "", this);
    connect(m_queueButton, &QPushButton::clicked, this, &ExperimentPage::addToQueue);
    m_start = makeButton(theme, tr("Start"), "play", "primary", this);
    connect(m_start, &QPushButton::clicked, this, &ExperimentPage::start);
    for (auto* button : {presets, copy, m_queueButton, m_start})
        m_header->addAction(button);
    m_header->setTitle(tr("New experiment"));
    layout->addWidget(m_header);
    layout->addWidget(makeStripRow());
    layout->addSpacing(metric::kCardGap);
    layout->addWidget(makeEditingBar());
    auto* columns = new QHBoxLayout;
    columns->setSpacing(metric::kCardGap);
    columns->addWidget(makeGroupList());
    columns->addWidget(makeMiddle(), 1);
    columns->addWidget(makeRight());
    layout->addLayout(columns, 1);
    makeActions();
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(kCheckMilliseconds);
    connect(&m_checkTimer, &QTimer::timeout, this, &ExperimentPage::askCheck);
    connect(&m_draft, &ExperimentDraft::changed, this, &ExperimentPage::showDraft);
    connect(&m_models, &ModelFolders::changed, this, [this] {
        suggestModels();
        showDraft();
    });
    connect(&m_queue, &RunQueue::changed, this, &ExperimentPage::updateButtons);
    connect(&m_session, &EngineSession::queueChanged, this, &ExperimentPage::updateButtons);
    setFocusProxy(m_strip);
    showDraft();
}

QWidget* ExperimentPage::makeStripRow() {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kGap);
    m_strip = new StepStrip(m_theme, row);
    layout->addWidget(m_strip, 1);
    auto* add = makeButton(m_theme, tr("Stage"), "plus", "", row);
    add->setToolTip(tr("Add a stage after the last one"));
    auto* menu = new QMenu(add);
    for (const auto kind : {spec::StageKind::PaMlm, spec::StageKind::FinetuneWithPlm, spec::StageKind::FinetuneCtr})
        menu->addAction(stageTitle(kind), this, [this, kind] { addStage(kind); });
    add->setMenu(menu);
    add->setProperty("hasMenu", true);
    m_removeStage = makeButton(m_theme, {}, "trash", "", row);
    m_removeStage->setToolTip(tr("Remove the chosen stage"));
    m_removeStage->setAccessibleName(m_removeStage->toolTip());
    connect(m_removeStage, &QPushButton::clicked, this, &ExperimentPage::removeStage);
    layout->addWidget(add);
    layout->addWidget(m_removeStage);
    connect(m_strip, &StepStrip::chosen, this, &ExperimentPage::showSection);
    return row;
}

QWidget* ExperimentPage::makeGroupList() {
    auto* card = makeFrame("card", this);
    card->setFixedWidth(scaled(kGroupsWidth));
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(metric::kGap);
    m_find = new QLineEdit(card);
    m_find->setPlaceholderText(tr("Find an option"));
    m_find->setAccessibleName(tr("Find an option"));
    m_find->setToolTip(tr("Find an option (Ctrl+L)"));
    m_find->setClearButtonEnabled(true);
    layout->addWidget(m_find);
    m_groups = new QListWidget(card);
    m_groups->setFrameShape(QFrame::NoFrame);
    m_groups->setIconSize(QSize(scaled(14), scaled(14)));
    m_groups->setItemDelegate(new GroupDelegate(m_theme, m_groups));
    m_groups->setAccessibleName(tr("Groups of options"));
    m_groups->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_groups, 1);
    const auto open = [this](const QListWidgetItem* item) {
        if (item)
            goTo(item->data(Qt::UserRole).toString().toStdString());
    };
    auto* leave = new QAction(m_find);
    leave->setShortcut(Qt::Key_Escape);
    leave->setShortcutContext(Qt::WidgetShortcut);
    m_find->addAction(leave);
    connect(leave, &QAction::triggered, this, [this] {
        m_find->clear();
        m_strip->setFocus(Qt::ShortcutFocusReason);
    });
    connect(m_find, &QLineEdit::textChanged, this, &ExperimentPage::find);
    connect(m_find, &QLineEdit::returnPressed, this, [this, open] { open(m_groups->item(0)); });
    connect(m_groups, &QListWidget::itemClicked, this, open);
    connect(m_groups, &QListWidget::itemActivated, this, open);
    return card;
}

QWidget* ExperimentPage::makeMiddle() {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    m_middle = new QStackedWidget(card);
    m_form = new OptionForm(m_theme, m_middle);
    m_queueView = new QueueView(m_theme, m_queue, m_session.isReadOnly(), m_middle);
    m_middle->addWidget(m_form);
    m_middle->addWidget(m_queueView);
    layout->addWidget(m_middle);
    connect(m_form, &OptionForm::edited, this, &ExperimentPage::edit);
    connect(m_form, &OptionForm::resetRequested, this, &ExperimentPage::reset);
    connect(m_form, &OptionForm::fixChosen, this, &ExperimentPage::applyFix);
    connect(m_form, &OptionForm::sweepRequested, this, [this](const std::string& path) {
        if (const auto* editor = m_form->editor(path))
            m_runs->addAxis(path, editedText(editor->value()));
    });
    connect(m_queueView, &QueueView::editRequested, this, &ExperimentPage::editEntry);
    return card;
}

QWidget* ExperimentPage::makeRight() {
    auto* holder = new QWidget(this);
    holder->setProperty("kind", QStringLiteral("plain"));
    auto* layout = new QVBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kCardGap);
    const auto makeCard = [&](QLabel*& title, QVBoxLayout*& lines) {
        auto* card = makeFrame("card", holder);
        auto* inner = new QVBoxLayout(card);
        inner->setContentsMargins(12, 10, 12, 10);
        inner->setSpacing(6);
        title = makeLabel("section", {}, card);
        inner->addWidget(title);
        lines = new QVBoxLayout;
        lines->setSpacing(6);
        inner->addLayout(lines);
        return card;
    };
    layout->addWidget(makeCard(m_problemsTitle, m_problemLines));
    m_runs = new RunsCard(m_theme, m_draft, holder);
    layout->addWidget(m_runs);
    m_estimate = new EstimateCard(m_theme, m_session, holder);
    layout->addWidget(m_estimate);
    connect(m_estimate, &EstimateCard::accumulationChosen, this, [this](int stage, qint64 accumulation) {
        const auto path = "stages." + std::to_string(stage) + ".accumulation";
        if (const auto set = m_draft.setValue(path, std::to_string(accumulation), tr("Accumulation")); !set)
            Q_EMIT problemFound(errorText(set.error()));
    });
    layout->addWidget(makeCard(m_changesTitle, m_changeLines));
    layout->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(scaled(kRightWidth));
    scroll->setWidget(holder);
    m_right = scroll;
    return scroll;
}

/// The form needs the room most.
void ExperimentPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < scaled(kNarrow);
    m_groups->parentWidget()->setFixedWidth(scaled(isNarrow ? kNarrowGroupsWidth : kGroupsWidth));
    m_right->setFixedWidth(scaled(isNarrow ? kNarrowRightWidth : kRightWidth));
}

QWidget* ExperimentPage::makeEditingBar() {
    m_editingBar = makeFrame("note", this);
    auto* row = new QHBoxLayout(m_editingBar);
    row->setContentsMargins(12, 6, 12, 6);
    m_editingText = new QLabel(m_editingBar);
    row->addWidget(m_editingText, 1);
    m_saveEntry = makeButton(m_theme, tr("Save to the queue"), "save", "", m_editingBar);
    auto* leave = makeButton(m_theme, tr("Leave it as it was"), "", "", m_editingBar);
    row->addWidget(m_saveEntry);
    row->addWidget(leave);
    connect(m_saveEntry, &QPushButton::clicked, this, &ExperimentPage::saveEntry);
    connect(leave, &QPushButton::clicked, this, [this] {
        m_editedEntry = 0;
        updateButtons();
    });
    return m_editingBar;
}

void ExperimentPage::makeActions() {
    const auto add = [this](const char* id, const QString& text, const QKeySequence& keys, auto then) {
        auto* action = new QAction(text, this);
        action->setObjectName(QLatin1String(id));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, then);
        addAction(action);
    };
    add("experiment.start", tr("Start experiment"), QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { start(); });
    add("experiment.queue", tr("Add to queue"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), [this] { addToQueue(); });
    add("experiment.find", tr("Find an option"), QKeySequence(Qt::CTRL | Qt::Key_L), [this] {
        m_find->setFocus(Qt::ShortcutFocusReason);
        m_find->selectAll();
    });
    add("experiment.next_problem", tr("Next problem"), QKeySequence(Qt::Key_F8), [this] { walkProblems(1); });
    add("experiment.previous_problem", tr("Previous problem"), QKeySequence(Qt::SHIFT | Qt::Key_F8), [this] { walkProblems(-1); });
    add("experiment.copy_command", tr("Copy as command"), {}, [this] { copyCommand(); });
    add("experiment.measure", tr("Measure memory and time"), {}, [this] { m_estimate->button().click(); });
    add("experiment.show_queue", tr("Show the queue"), {}, [this] { chooseSection("queue"); });
}

void ExperimentPage::fillPresets(QMenu& menu) {
    menu.clear();
    for (const auto& preset : m_session.catalog().presets) {
        auto* arms = menu.addMenu(coreText(preset.title));
        arms->addAction(describing(coreText(preset.description), arms));
        arms->addSeparator();
        for (const auto& arm : preset.arms)
            arms->addAction(coreText(arm.title), this, [this, id = qstr(preset.id), armId = qstr(arm.id)] { m_draft.setPreset(id, armId); });
    }
    menu.addSeparator();
    const auto run = m_selection.currentRun();
    const RunFeed* feed = run ? m_session.knownFeed(*run) : nullptr;
    auto* fromRun = menu.addAction(feed ? tr("Settings of %1").arg(qstr(api::toText(*run))) : tr("Settings of the chosen run"), this, [this, feed] {
        if (feed)
            m_draft.setSpec(feed->spec(), tr("Settings of a run"));
    });
    fromRun->setEnabled(feed != nullptr);
}

} // namespace cpw::ui
