// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/experiment/option_form.h"

#include "ui/pages/experiment/option_editor.h"
#include "ui/pages/experiment/option_text.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cpw::ui {
namespace {

/// What decides the widgets: the paths, and the kinds behind them.
void addStructure(const api::FormGroup& group, std::string& text) {
    text += group.path + '\n';
    for (const auto& field : group.fields)
        text += field.path + ' ' + std::to_string(field.schema.fallback.index()) + ' ' + std::to_string(field.schema.choices.size()) + '\n';
    for (const auto& inner : group.groups)
        addStructure(inner, text);
}

QString shownJson(const std::string& text) {
    const auto value = nlohmann::json::parse(text, nullptr, false);
    return value.is_string() ? qstr(value.get<std::string>()) : qstr(text);
}

} // namespace

OptionForm::OptionForm(const Theme& theme, QWidget* parent) : QScrollArea(parent), m_theme(theme) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
}

void OptionForm::setGroups(const std::vector<api::FormGroup>& groups) {
    std::string structure;
    for (const auto& group : groups)
        addStructure(group, structure);
    if (structure != m_structure) {
        m_structure = structure;
        build(groups);
    }
    for (const auto& group : groups)
        update(group);
}

void OptionForm::build(const std::vector<api::FormGroup>& groups) {
    const auto focused = std::find_if(m_editors.begin(), m_editors.end(), [](const auto& item) { return item.second->isAncestorOf(QApplication::focusWidget()); });
    const std::string focusedPath = focused == m_editors.end() ? std::string() : focused->first;
    m_editors.clear();
    m_heads.clear();
    m_order.clear();
    auto* holder = new QWidget;
    holder->setProperty("kind", QStringLiteral("plain"));
    auto* layout = new QVBoxLayout(holder);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(0);
    for (const auto& group : groups)
        addGroup(group, *layout);
    layout->addStretch(1);
    if (auto* before = takeWidget()) { // another backbone is told by an editor of it that is still at work
        before->hide();
        before->deleteLater();
    }
    setWidget(holder);
    if (auto* again = editor(focusedPath))
        again->focusEditor();
}

void OptionForm::addGroup(const api::FormGroup& group, QVBoxLayout& layout) {
    if (!group.fields.empty()) {
        auto* head = makeLabel("section", optionWords(group.title), this);
        head->setContentsMargins(0, m_order.empty() ? 0 : 14, 0, 4);
        layout.addWidget(head);
        m_heads[group.path] = head;
    }
    for (const auto& field : group.fields) {
        auto* editor = new OptionEditor(m_theme, field, this);
        connect(editor, &OptionEditor::edited, this, &OptionForm::edited);
        connect(editor, &OptionEditor::resetRequested, this, &OptionForm::resetRequested);
        connect(editor, &OptionEditor::sweepRequested, this, &OptionForm::sweepRequested);
        connect(editor, &OptionEditor::fixChosen, this, &OptionForm::fixChosen);
        layout.addWidget(editor);
        m_editors[field.path] = editor;
        m_order.push_back(field.path);
    }
    for (const auto& inner : group.groups)
        addGroup(inner, layout);
}

void OptionForm::update(const api::FormGroup& group) {
    for (const auto& field : group.fields)
        m_editors.at(field.path)->setValue(field.value);
    for (const auto& inner : group.groups)
        update(inner);
}

void OptionForm::setDifferences(const std::vector<api::SpecDifference>& differences) {
    std::map<std::string, QString> before;
    for (const auto& difference : differences)
        before[difference.path] = shownJson(difference.before);
    for (auto& [path, editor] : m_editors) {
        const auto found = before.find(path);
        editor->setDiffering(found != before.end(), found == before.end() ? QString() : found->second);
    }
}

/// The first error of a field, else its first warning.
void OptionForm::setProblems(const std::vector<Problem>& problems) {
    for (auto& [path, editor] : m_editors) {
        const Problem* shown = nullptr;
        for (const auto& problem : problems)
            if (problem.path == path && (!shown || (problem.isError && !shown->isError)))
                shown = &problem;
        if (!shown)
            editor->setProblem({}, false);
        else
            editor->setProblem(problemText(*shown, editor->title()), shown->isError);
        editor->setFixes(shown ? fixesOf(*shown, &editor->field(), editor->text()) : std::vector<ProblemFix>());
    }
}

OptionEditor* OptionForm::editor(const std::string& path) const {
    const auto found = m_editors.find(path);
    return found == m_editors.end() ? nullptr : found->second;
}

void OptionForm::goTo(const std::string& path) {
    if (auto* found = editor(path)) {
        ensureWidgetVisible(found);
        found->focusEditor();
    } else if (const auto head = m_heads.find(path); head != m_heads.end()) {
        ensureWidgetVisible(head->second, 0, height() / 2);
    }
}

} // namespace cpw::ui
