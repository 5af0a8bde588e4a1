// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/spec_json.h"
#include "core/base/text_format.h"
#include "ui/pages/experiment/estimate_card.h"
#include "ui/pages/experiment/experiment_sections.h"
#include "ui/pages/experiment/group_delegate.h"
#include "ui/pages/experiment/option_editor.h"
#include "ui/pages/experiment/option_form.h"
#include "ui/pages/experiment/option_text.h"
#include "ui/pages/experiment/queue_view.h"
#include "ui/pages/experiment/runs_card.h"
#include "ui/pages/experiment_page.h"
#include "ui/pages/page_header.h"
#include "ui/text/core_text.h"
#include "ui/text/format.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

// ExperimentPage: what is shown of the draft and what its widgets do to it.
namespace cpw::ui {
namespace {

constexpr auto kQueueSection = "queue";
constexpr std::size_t kMostChanges = 12;
constexpr auto kModelFolder = "plm.folder";

void clearLayout(QLayout& layout) {
    while (QLayoutItem* item = layout.takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QString plainValue(const std::string& text) {
    QString shown = qstr(text).remove(QLatin1Char('"'));
    if (shown.startsWith(QLatin1Char('[')) && shown.endsWith(QLatin1Char(']')))
        shown = shown.mid(1, shown.size() - 2).replace(QLatin1Char(','), QStringLiteral(", ")); // as the editor has it
    return shown.isEmpty() ? ExperimentPage::tr("nothing") : shown;
}

/// Items of a list are too long to be shown, and an option that the preset does not name has its default there.
QString changeText(const QString& title, const api::SpecDifference& change) {
    if (change.before.empty() && change.after.starts_with('{'))
        return ExperimentPage::tr("%1: added").arg(title);
    if (change.after.empty())
        return ExperimentPage::tr("%1: removed").arg(title);
    const QString before = change.before.empty() ? ExperimentPage::tr("the default") : plainValue(change.before);
    return ExperimentPage::tr("%1: %2 to %3").arg(title, before, plainValue(change.after)).left(80);
}

/// Without an option the title is the last key of the path.
QString titleOf(const api::FormGroup& tree, const std::string& path) {
    for (const auto* field : api::allFields(tree))
        if (field->path == path)
            return optionWords(field->schema.title);
    if (const auto* group = tree.find(path); group && !path.empty())
        return optionWords(group->title);
    return qstr(path);
}

/// Of a group's own fields, in a list that has the errors first; the end: none.
std::vector<Problem>::const_iterator worstProblem(const api::FormGroup& group, const std::vector<Problem>& problems) {
    return std::find_if(problems.begin(), problems.end(), [&](const Problem& problem) {
        return std::any_of(group.fields.begin(), group.fields.end(),
                           [&](const api::FormField& field) { return field.path == problem.path; });
    });
}

} // namespace

void ExperimentPage::showDraft() {
    m_tree = api::specForm(m_draft.spec(), m_session.catalog());
    m_changes = m_draft.state().preset.isEmpty() ? std::vector<api::SpecDifference>{} : api::differences(m_draft.base(), m_draft.spec());
    // Options that went with the preset's backbone or source come back with it.
    const bool isOtherBackbone = m_draft.base().backbone.id != m_draft.spec().backbone.id;
    const bool isOtherSource = m_draft.base().data.source != m_draft.spec().data.source;
    std::erase_if(m_changes, [&](const api::SpecDifference& change) {
        return change.path == "seed" || (isOtherBackbone && change.after.empty() && change.path.starts_with("backbone.options.")) ||
               (isOtherSource && change.after.empty() && change.path.starts_with("data.source_options."));
    });
    const auto* preset = m_session.preset(m_draft.state().preset);
    const auto* presetArm = m_session.presetArm(m_draft.state().preset, m_draft.state().arm);
    const QString arm = presetArm ? coreText(presetArm->title) : m_draft.state().arm;
    m_header->setFacts(!preset ? tr("Own settings, kept as a draft in this file")
                       : m_changes.empty()
                           ? tr("Preset %1, %2, unchanged").arg(coreText(preset->title), arm)
                           : tr("Preset %1, %2, changed; kept as a draft in this file").arg(coreText(preset->title), arm));
    forgetOldTyping();
    m_checkTimer.start();
    showProblems();
    showChanges();
    showSection();
}

/// An option that is gone, or that got another value by another way, has nothing typed any more.
void ExperimentPage::forgetOldTyping() {
    const auto fields = api::allFields(m_tree);
    std::erase_if(m_typed, [&](const auto& item) {
        return std::none_of(fields.begin(), fields.end(), [&](const api::FormField* field) {
            return field->path == item.first && field->value == item.second.value;
        });
    });
}

void ExperimentPage::showTyping() {
    for (const auto& [path, typed] : m_typed)
        if (auto* editor = m_form->editor(path))
            editor->keepTyped(typed.text);
}

void ExperimentPage::showSection() {
    const auto section = m_strip->current();
    const bool hadFocus = m_middle->isAncestorOf(QApplication::focusWidget());
    const bool isQueue = section == kQueueSection;
    m_middle->setCurrentWidget(isQueue ? static_cast<QWidget*>(m_queueView) : m_form);
    m_removeStage->setEnabled(section.starts_with("stages.") && m_draft.spec().stages.size() > 1);
    if (!isQueue) {
        m_form->setGroups(sectionGroups(m_tree, section));
        suggestModels();
        showTyping();
        m_form->setDifferences(m_changes);
        m_form->setProblems(m_problems);
    }
    if (m_find->text().isEmpty())
        showGroups();
    if (hadFocus && !m_middle->isAncestorOf(QApplication::focusWidget()))
        m_strip->setFocus(Qt::OtherFocusReason); // its editor is gone; keys of the page go on working
}

void ExperimentPage::showGroups() {
    m_groups->clear();
    const auto addGroup = [this](const auto& self, const api::FormGroup& group, int depth) -> void {
        if (!group.fields.empty()) {
            const auto& path = group.path.empty() ? group.fields.front().path : group.path;
            auto* item = new QListWidgetItem(QString(2 * depth, QLatin1Char(' ')) + optionWords(group.title), m_groups);
            item->setData(Qt::UserRole, qstr(path));
            item->setData(GroupDelegate::kSummaryRole, groupSummary(group));
            const auto worst = worstProblem(group, m_problems); // errors come first
            if (worst != m_problems.end())
                item->setIcon(m_theme.icon(worst->isError ? "error" : "warning", worst->isError ? Tone::Err : Tone::Warn));
        }
        for (const auto& inner : group.groups)
            self(self, inner, depth + 1);
    };
    for (const auto& group : sectionGroups(m_tree, m_strip->current()))
        addGroup(addGroup, group, 0);
}

/// Options whose name has all words come before those whose key or help has them; those of the section that is shown first.
void ExperimentPage::find(const QString& text) {
    if (text.trimmed().isEmpty())
        return showGroups();
    m_groups->clear();
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto hasAll = [&](const QString& where) {
        return std::all_of(words.begin(), words.end(), [&](const QString& word) { return where.contains(word, Qt::CaseInsensitive); });
    };
    std::vector<std::pair<int, const api::FormField*>> found;
    for (const auto* field : api::allFields(m_tree)) {
        const QString title = optionWords(field->schema.title);
        const bool isNamed = hasAll(title);
        if (isNamed || hasAll(title + QLatin1Char(' ') + qstr(field->schema.title + ' ' + field->path + ' ' + field->schema.help)))
            found.emplace_back((isNamed ? 0 : 2) + (sectionOf(field->path) == m_strip->current() ? 0 : 1), field);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [rank, field] : found) {
        auto* item = new QListWidgetItem(optionWords(field->schema.title), m_groups);
        item->setData(Qt::UserRole, qstr(field->path));
        item->setToolTip(qstr(field->path));
        for (const auto& section : m_strip->items()) // two stages have options of the same name
            if (section.id == sectionOf(field->path))
                item->setData(GroupDelegate::kSummaryRole, section.title);
    }
}

void ExperimentPage::askCheck() {
    const auto ticket = ++m_checkTicket;
    m_session.check(this, m_draft.spec(), [this, ticket](std::vector<Problem> problems) {
        if (ticket == m_checkTicket)
            takeProblems(std::move(problems));
    });
}

void ExperimentPage::takeProblems(std::vector<Problem> problems) {
    m_checked = std::move(problems);
    showProblems();
    m_form->setProblems(m_problems);
    if (m_find->text().isEmpty())
        showGroups();
}

std::vector<Problem> ExperimentPage::allProblems() const {
    std::vector<Problem> problems;
    for (const auto& [path, typed] : m_typed)
        problems.push_back({path, typed.message, {}, true});
    for (const auto& problem : m_checked)
        if (!m_typed.contains(problem.path))
            problems.push_back(problem);
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) { return a.isError && !b.isError; });
    return problems;
}

void ExperimentPage::showProblems() {
    m_problems = allProblems();
    auto items = sectionItems(m_draft.spec(), m_problems);
    items.push_back({kQueueSection, tr("Queue"), m_queue.entries().empty() ? tr("nothing waits") : tr("waiting: %1").arg(m_queue.entries().size()), 0, 0});
    m_strip->setItems(std::move(items));
    const auto errors = std::count_if(m_problems.begin(), m_problems.end(), [](const Problem& problem) { return problem.isError; });
    m_problemsTitle->setText(m_problems.empty() ? tr("No problems")
                                                : tr("Errors: %1, warnings: %2").arg(errors).arg(static_cast<std::ptrdiff_t>(m_problems.size()) - errors));
    clearLayout(*m_problemLines);
    for (const auto& problem : m_problems) {
        auto* line = new QWidget;
        auto* layout = new QVBoxLayout(line);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        const QString title = titleOf(m_tree, problem.path);
        const QString reason = problemText(problem, title);
        auto* text = makeLabel("help", reason.startsWith(title) ? reason : title + QStringLiteral(": ") + reason, line);
        text->setWordWrap(true);
        setStyleProperty(text, "tone", problem.isError ? QStringLiteral("err") : QStringLiteral("warn"));
        layout->addWidget(text);
        auto* ways = new QHBoxLayout;
        ways->setSpacing(4);
        const auto addWay = [&](const QString& words, const char* icon, auto then) {
            auto* button = makeButton(m_theme, words, icon, "link", line);
            connect(button, &QPushButton::clicked, this, then, Qt::QueuedConnection); // it may take this line away
            ways->addWidget(button);
        };
        for (const auto& fix : fixesFor(problem))
            addWay(fix.text, "check", [this, fix] { applyFix(fix); });
        addWay(tr("Go to field"), "", [this, path = problem.path] { goTo(path); });
        ways->addStretch(1);
        layout->addLayout(ways);
        m_problemLines->addWidget(line);
    }
    updateButtons();
}

void ExperimentPage::showChanges() {
    clearLayout(*m_changeLines);
    m_changesTitle->setText(m_draft.state().preset.isEmpty() ? tr("Changes") : tr("Changed from the preset: %1").arg(m_changes.size()));
    for (std::size_t i = 0; i < std::min(kMostChanges, m_changes.size()); ++i) {
        const auto& change = m_changes[i];
        const QString text = changeText(titleOf(m_tree, change.path), change);
        auto* line = new QWidget;
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(0);
        auto* label = new ElidedLabel("help", line);
        label->setFullText(text);
        auto* go = makeButton(m_theme, {}, "chevron-right", "link", line);
        go->setToolTip(tr("Go to %1").arg(qstr(change.path)));
        go->setAccessibleName(go->toolTip());
        auto* back = makeButton(m_theme, {}, "undo", "link", line);
        back->setToolTip(tr("Reset %1").arg(qstr(change.path)));
        back->setAccessibleName(back->toolTip());
        row->addWidget(label, 1);
        row->addWidget(go);
        row->addWidget(back);
        connect(go, &QPushButton::clicked, this, [this, path = change.path] { goTo(path); });
        connect(
            back, &QPushButton::clicked, this, [this, path = change.path] { reset(path); },
            Qt::QueuedConnection); // it takes this line away
        m_changeLines->addWidget(line);
    }
    if (m_changes.size() > kMostChanges)
        m_changeLines->addWidget(makeLabel("help", tr("and %1 more").arg(m_changes.size() - kMostChanges)));
    if (m_changes.size() > 1) {
        auto* all = makeButton(m_theme, tr("Reset all"), "", "link");
        connect(all, &QPushButton::clicked, this, &ExperimentPage::resetAll, Qt::QueuedConnection);
        m_changeLines->addWidget(all, 0, Qt::AlignLeft);
    }
}

/// What is no value stays in its editor with the reason and blocks the start; the draft keeps the last good one.
void ExperimentPage::edit(const std::string& path, const std::string& value) {
    m_typed.erase(path);
    if (const auto set = m_draft.setValue(path, value, titleOf(m_tree, path)); !set)
        for (const auto* field : api::allFields(m_tree))
            if (const auto* editor = m_form->editor(path); editor && field->path == path)
                m_typed[path] = {editor->text(), set.error().message, field->value};
    showProblems();
    m_form->setProblems(m_problems);
}

std::vector<ProblemFix> ExperimentPage::fixesFor(const Problem& problem) const {
    if (const auto folder = problem.path == kModelFolder ? m_models.folderOf(m_draft.spec().plm.folder) : std::string(); !folder.empty())
        return {{tr("Use %1").arg(qstr(folder)), problem.path, folder, false}}; // named by its name alone
    const auto typed = m_typed.find(problem.path);
    for (const auto* field : api::allFields(m_tree))
        if (field->path == problem.path)
            return fixesOf(problem, field, typed == m_typed.end() ? QString() : typed->second.text);
    return fixesOf(problem, nullptr);
}

void ExperimentPage::applyFix(const ProblemFix& fix) {
    m_typed.erase(fix.path);
    if (!fix.isRemoval) {
        edit(fix.path, fix.value);
        return showDraft(); // also where the draft has the value already and something else was typed
    }
    auto spec = m_draft.spec();
    const auto dot = fix.path.rfind('.');
    auto& options = fix.path.starts_with("backbone.") ? spec.backbone.options : spec.data.sourceOptions;
    if (dot != std::string::npos && options.erase(fix.path.substr(dot + 1)) > 0)
        m_draft.setSpec(spec, fix.text);
}

/// The list of language models beside the option that names one.
void ExperimentPage::suggestModels() {
    auto* editor = m_form->editor(kModelFolder);
    if (!editor)
        return;
    std::vector<ValueSuggestion> suggestions;
    for (const auto& model : m_models.models()) {
        const QString size = qstr(bytesText(model.bytes));
        suggestions.push_back({qstr(model.name), model.layers > 0 ? tr("%n layers, %1", nullptr, static_cast<int>(model.layers)).arg(size) : size, qstr(model.folder)});
    }
    editor->setSuggestions(std::move(suggestions), tr("No language model in the folders of the preferences"));
}

void ExperimentPage::reset(const std::string& path) {
    m_typed.erase(path);
    const bool isChanged =
        std::any_of(m_changes.begin(), m_changes.end(), [&](const api::SpecDifference& change) { return change.path == path; });
    if (!isChanged)
        return showDraft(); // only what was typed goes
    if (const auto done = m_draft.reset(path, tr("Reset")); !done)
        Q_EMIT problemFound(errorText(done.error()));
}

/// The preset's settings under the name and with the seeds and values that were given.
void ExperimentPage::resetAll() {
    auto spec = m_draft.base();
    spec.name = m_draft.spec().name;
    m_typed.clear();
    m_draft.setSpec(spec, tr("Reset all"));
}

void ExperimentPage::addStage(spec::StageKind kind) {
    auto spec = m_draft.spec();
    spec::StageSpec stage;
    stage.kind = kind;
    if (const auto* preset = m_session.preset(m_draft.state().preset)) // tried values rather than general defaults
        for (const auto& arm : preset->arms)
            for (const auto& known : arm.spec.stages)
                if (known.kind == kind)
                    stage = known;
    spec.stages.push_back(stage);
    m_draft.setSpec(spec, tr("Add stage"));
    chooseSection("stages." + std::to_string(spec.stages.size() - 1));
}

void ExperimentPage::removeStage() {
    const auto section = m_strip->current();
    auto spec = m_draft.spec();
    if (!section.starts_with("stages.") || spec.stages.size() < 2)
        return;
    const auto index = std::stoul(section.substr(std::string_view("stages.").size()));
    spec.stages.erase(spec.stages.begin() + static_cast<std::ptrdiff_t>(index));
    std::erase_if(m_typed, [](const auto& item) { return item.first.starts_with("stages."); });
    m_draft.setSpec(spec, tr("Remove stage"));
}

void ExperimentPage::goTo(const std::string& path) {
    if (path == "seed") { // has a line of its own beside the form
        m_runs->seeds().setFocus(Qt::ShortcutFocusReason);
        return m_runs->seeds().selectAll();
    }
    chooseSection(sectionOf(path));
    m_form->goTo(path);
}

void ExperimentPage::chooseSection(const std::string& section) {
    m_strip->setCurrent(section);
    showSection();
}

void ExperimentPage::walkProblems(int by) {
    if (m_problems.empty())
        return;
    const auto count = static_cast<std::ptrdiff_t>(m_problems.size());
    const bool isThere = m_problemPlace < m_problems.size() && m_problems[m_problemPlace].path == m_problemPath;
    const std::ptrdiff_t from = isThere ? static_cast<std::ptrdiff_t>(m_problemPlace) : by > 0 ? -1 : 0;
    m_problemPlace = static_cast<std::size_t>((from + by + count) % count);
    m_problemPath = m_problems[m_problemPlace].path;
    goTo(m_problemPath);
}

void ExperimentPage::copyCommand() {
    if (const auto lines = m_draft.commandLines())
        QApplication::clipboard()->setText(qstr(*lines));
    else
        Q_EMIT problemFound(errorText(lines.error()));
}

QString ExperimentPage::blockReason() const {
    if (m_session.isReadOnly())
        return tr("This file is open for reading only.");
    if (api::hasErrors(m_problems))
        return tr("An error keeps this experiment from starting: %1.").arg(titleOf(m_tree, m_problems.front().path));
    return m_runs->problem();
}

void ExperimentPage::updateButtons() {
    if (!m_estimate || !m_runs)
        return; // still being made
    const QString reason = blockReason();
    const auto& runs = m_draft.runs();
    m_start->setEnabled(reason.isEmpty());
    m_queueButton->setEnabled(reason.isEmpty());
    m_start->setText(runs && runs->size() > 1 ? tr("Start %1 runs").arg(runs->size()) : tr("Start"));
    m_start->setToolTip(reason.isEmpty() ? tr("Start (Ctrl+Return)") : reason);
    m_queueButton->setToolTip(reason.isEmpty() ? tr("Add to the queue (Ctrl+Shift+Return)") : reason);
    m_estimate->setSpec(m_draft.spec(), runs ? runs->size() : 1, api::hasErrors(m_problems));
    auto items = m_strip->items();
    if (!items.empty() && items.back().id == kQueueSection) {
        items.back().detail = m_queue.entries().empty() ? tr("nothing waits") : m_queue.isPaused() ? tr("paused, waiting: %1").arg(m_queue.entries().size()) : tr("waiting: %1").arg(m_queue.entries().size());
        m_strip->setItems(std::move(items));
    }
    const bool isThere = std::any_of(m_queue.entries().begin(), m_queue.entries().end(), [this](const RunQueue::Entry& entry) { return entry.id == m_editedEntry; });
    if (!isThere)
        m_editedEntry = 0;
    m_editingBar->setVisible(m_editedEntry != 0);
    const QString saveReason = !reason.isEmpty()          ? reason
                               : runs && runs->size() > 1 ? tr("A run of the queue has one seed and one value of each option.")
                                                          : QString();
    m_saveEntry->setEnabled(saveReason.isEmpty());
    m_saveEntry->setToolTip(saveReason);
}

void ExperimentPage::start() {
    const auto& runs = m_draft.runs();
    if (!blockReason().isEmpty() || !runs)
        return;
    m_draft.save();
    if (runs->size() > 1) {
        m_queue.add(*runs);
        m_queue.setPaused(false);
    } else if (const auto run = m_session.submit(runs->front()); !run) {
        return void(Q_EMIT problemFound(tr("The run cannot be started: %1").arg(errorText(run.error()))));
    }
    Q_EMIT started();
}

void ExperimentPage::addToQueue() {
    const auto& runs = m_draft.runs();
    if (!blockReason().isEmpty() || !runs)
        return;
    m_draft.save();
    m_queue.add(*runs);
    chooseSection(kQueueSection);
}

void ExperimentPage::editEntry(std::int64_t id, const api::RunSpec& spec) {
    m_editedEntry = id;
    m_editingText->setText(tr("You edit the queued run %1. It stays as it is until you save.")
                               .arg(spec.name.empty() ? backboneTitle(spec.backbone.id) : qstr(spec.name)));
    m_draft.setRun(spec, tr("Queued run"));
    chooseSection("data");
    updateButtons();
}

void ExperimentPage::saveEntry() {
    const auto& runs = m_draft.runs();
    if (m_editedEntry == 0 || !blockReason().isEmpty() || !runs || runs->size() != 1)
        return;
    m_queue.change(m_editedEntry, runs->front());
    m_editedEntry = 0;
    chooseSection(kQueueSection);
    updateButtons();
}

} // namespace cpw::ui
