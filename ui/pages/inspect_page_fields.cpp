// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect_page.h"

#include "ui/pages/inspect/inspect_slots.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

// InspectPage: the fields of the row and what of them is changed.
namespace cpw::ui {

namespace {

constexpr std::size_t kOfferedValues = 200;

} // namespace

void InspectPage::makeFieldRows() {
    m_rows.clear();
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    m_apart.assign(static_cast<std::size_t>(m_fields.size()), false);
    m_isFilling = true;
    m_filterField->clear();
    m_filterText->clear();
    m_isFilling = false;
    m_filterField->addItem(tr("any field"), -1);
    for (int field = 0; field < m_fields.size(); ++field) {
        m_filterField->addItem(m_fields[field], field);
        m_rows.push_back(makeFieldRow(field));
    }
    fillValues(0);
}

InspectPage::FieldRow InspectPage::makeFieldRow(int field) {
    auto* holder = new QWidget(this);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    FieldRow row{new QComboBox(holder), new QLineEdit(holder), new QToolButton(holder), makeLabel("help", {}, holder)};
    row.value->setEditable(true);
    row.value->setInsertPolicy(QComboBox::NoInsert);
    row.value->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    row.value->setMinimumContentsLength(8);
    row.value->setAccessibleName(m_fields[field]);
    row.words->setAccessibleName(tr("%1 in the text").arg(m_fields[field]));
    row.words->setToolTip(tr("What the text says; the box above is the id"));
    row.apart->setCheckable(true);
    row.apart->setIcon(m_theme.icon("link", Tone::Text3));
    row.apart->setAccessibleName(tr("%1: id and text apart").arg(m_fields[field]));
    row.apart->setToolTip(tr("The text follows the id; apart, each has a value of its own"));
    row.words->hide();
    row.note->hide();
    auto* line = new QHBoxLayout;
    line->setSpacing(2);
    line->addWidget(row.value, 1);
    line->addWidget(row.apart);
    column->addLayout(line);
    column->addWidget(row.words);
    column->addWidget(row.note);
    m_form->addRow(makeLabel("help", m_fields[field], this), holder);
    const auto editValue = [this, field](const QString& text) { edit(field, text, m_apart[static_cast<std::size_t>(field)] ? api::EditSide::Ids : api::EditSide::Both); };
    connect(row.value, &QComboBox::activated, this, [editValue, box = row.value](int index) { editValue(box->itemText(index)); });
    connect(row.value->lineEdit(), &QLineEdit::editingFinished, this, [editValue, box = row.value] { editValue(box->currentText()); });
    connect(row.words, &QLineEdit::editingFinished, this, [this, field, words = row.words] { edit(field, words->text(), api::EditSide::Text); });
    connect(row.apart, &QToolButton::toggled, this, [this, field](bool isApart) { setApart(field, isApart); });
    return row;
}

/// One field after the other, so that each list is there before somebody opens it.
void InspectPage::fillValues(int field) {
    if (field >= m_fields.size())
        return;
    m_slots->values.ask([run = *m_run, field](const api::Inspector& inspector,
                                             std::stop_token stop) { return inspector.values(run, field, {}, kOfferedValues, stop); },
                        [this, field](Result<std::vector<api::ValueCount>> values) {
                            if (!values)
                                return fail(values.error());
                            auto* box = m_rows[static_cast<std::size_t>(field)].value;
                            const QString shown = box->currentText();
                            const QSignalBlocker blocker(box);
                            QStringList texts;
                            for (const auto& value : *values)
                                texts << qstr(value.value);
                            box->clear();
                            box->addItems(texts);
                            box->setCurrentText(shown);
                            box->lineEdit()->setCursorPosition(0);
                            fillValues(field + 1);
                        });
}

void InspectPage::edit(int field, const QString& value, api::EditSide side) {
    const auto place = static_cast<std::size_t>(field);
    if (!m_recorded || place >= m_recorded->values.size())
        return;
    const auto before = m_edits;
    std::erase_if(m_edits, [field, side](const api::FieldEdit& edit) { return edit.field == field && (edit.side == side || side == api::EditSide::Both || edit.side == api::EditSide::Both); });
    if (value.toStdString() != m_recorded->values[place].id)
        m_edits.push_back({field, value.toStdString(), side});
    if (m_edits != before)
        m_editTimer.start();
}

void InspectPage::setApart(int field, bool isApart) {
    const auto place = static_cast<std::size_t>(field);
    if (!m_recorded || place >= m_apart.size() || m_apart[place] == isApart)
        return;
    const auto id = edited(place, api::EditSide::Ids);
    m_apart[place] = isApart;
    std::erase_if(m_edits, [field](const api::FieldEdit& edit) { return edit.field == field; });
    if (id && isApart) { // as it was, on both sides
        m_edits.push_back({field, id->toStdString(), api::EditSide::Ids});
        m_edits.push_back({field, id->toStdString(), api::EditSide::Text});
    } else if (id) {
        m_edits.push_back({field, id->toStdString(), api::EditSide::Both});
    }
    showFieldRow(place);
    m_editTimer.start();
}

void InspectPage::toggleHead(int layer, int head) {
    const api::HeadMask mask{layer, head};
    if (std::erase(m_maskedHeads, mask) == 0)
        m_maskedHeads.push_back(mask);
    m_editTimer.start();
}

void InspectPage::resetEdits() {
    m_edits.clear();
    m_apart.assign(m_apart.size(), false);
    m_maskedHeads.clear();
    m_editTimer.start();
}

std::optional<QString> InspectPage::edited(std::size_t field, api::EditSide side) const {
    for (const auto& edit : m_edits)
        if (edit.field == static_cast<int>(field) && (edit.side == side || edit.side == api::EditSide::Both))
            return qstr(edit.value);
    return std::nullopt;
}

void InspectPage::showValues() {
    m_labelText->setText(m_recorded->isPositive ? tr("clicked") : tr("not clicked"));
    m_rowText->setText(tr("Row %1 of the table, %2 in this order").arg(countText(static_cast<std::int64_t>(*m_row)), countText(static_cast<std::int64_t>(m_ranking.matching))));
    for (std::size_t field = 0; field < m_rows.size() && field < m_recorded->values.size(); ++field)
        showFieldRow(field);
}

void InspectPage::showFieldRow(std::size_t field) {
    const FieldRow& row = m_rows[field];
    const QString was = qstr(m_recorded->values[field].id);
    const auto id = edited(field, api::EditSide::Ids);
    const auto words = edited(field, api::EditSide::Text);
    const auto put = [](QLineEdit& line, const QString& text, auto set) {
        if (line.hasFocus() && line.isModified())
            return; // somebody types
        const QSignalBlocker blocker(&line);
        set(text);
        line.setCursorPosition(0); // the beginning of a long text
    };
    const QSignalBlocker blocker(row.value);
    put(*row.value->lineEdit(), id.value_or(was), [&](const QString& text) { row.value->setCurrentText(text); });
    put(*row.words, words.value_or(was), [&](const QString& text) { row.words->setText(text); });
    const QSignalBlocker apartBlocker(row.apart);
    row.apart->setChecked(m_apart[field]);
    row.apart->setIcon(m_theme.icon(m_apart[field] ? "unlink" : "link", m_apart[field] ? Tone::Accent : Tone::Text3));
    row.words->setVisible(m_apart[field]);
    const auto& value = (m_edited ? *m_edited : *m_recorded).values[field];
    const QString seen = value.isKnown ? tr("in training: %1").arg(countText(static_cast<std::int64_t>(value.trainingRows))) : tr("unknown id");
    row.value->setToolTip(QStringLiteral("%1\n%2").arg(qstr(value.id), seen));
    QStringList notes;
    if (id || words)
        notes << tr("was %1").arg(was);
    if (id || !value.isKnown)
        notes << seen;
    row.note->setText(notes.join(QStringLiteral(" · ")));
    row.note->setVisible(!notes.isEmpty());
}

} // namespace cpw::ui
