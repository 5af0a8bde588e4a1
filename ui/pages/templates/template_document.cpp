// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/templates/template_document.h"

#include "core/api/template_text.h"
#include "ui/session/state_change.h"
#include "ui/text/format.h"

#include <QMimeData>
#include <algorithm>

namespace cpw::ui {
namespace {

constexpr auto kValue = "<value>";
constexpr auto kRowsFormat = "application/x-qabstractitemmodeldatalist";

} // namespace

TemplateDocument::TemplateDocument(QObject* parent) : QAbstractTableModel(parent), m_undo(this) {}

void TemplateDocument::open(const spec::TemplateSpec& text, const std::vector<std::string>& fields) {
    m_fields = fields;
    m_tokenMeans.clear();
    m_undo.clear();
    apply(api::withAllFields(text, fields));
}

void TemplateDocument::apply(const spec::TemplateSpec& spec) {
    beginResetModel();
    m_spec = spec;
    m_areMeansCurrent = false;
    orderRows();
    endResetModel();
    Q_EMIT changed();
}

void TemplateDocument::orderRows() {
    m_rows.clear();
    for (const auto& wording : m_spec.fields)
        m_rows.push_back(wording.field);
    for (const auto& field : m_fields)
        if (std::find(m_rows.begin(), m_rows.end(), field) == m_rows.end())
            m_rows.push_back(field);
}

void TemplateDocument::push(spec::TemplateSpec next, const QString& what, const QString& mergeKey) {
    const auto show = [this](const spec::TemplateSpec& spec) { apply(spec); };
    m_undo.push(new StateChange<spec::TemplateSpec>(show, m_spec, std::move(next), what, mergeKey));
}

QString TemplateDocument::text() const {
    return qstr(api::templateText(m_spec, m_fields));
}

Result<void> TemplateDocument::setText(const QString& text) {
    CPW_TRY(made, api::templateFromText(text.toStdString(), m_spec, m_fields));
    if (api::templateText(made, m_fields) != api::templateText(m_spec, m_fields))
        push(std::move(made), tr("Text"), QStringLiteral("text"));
    return {};
}

std::string TemplateDocument::fieldOf(int row) const {
    return m_rows[static_cast<std::size_t>(row)];
}

int TemplateDocument::fieldIndex(int row) const {
    const auto found = std::find(m_fields.begin(), m_fields.end(), fieldOf(row));
    return static_cast<int>(found - m_fields.begin());
}

int TemplateDocument::rowOf(const std::string& field) const {
    const auto found = std::find(m_rows.begin(), m_rows.end(), field);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

const spec::FieldWording* TemplateDocument::wording(int row) const {
    const auto place = static_cast<std::size_t>(row);
    return row >= 0 && place < m_spec.fields.size() ? &m_spec.fields[place] : nullptr;
}

void TemplateDocument::moveRow(int row, int by) {
    const int target = row + by;
    if (!wording(row) || !wording(target) || by == 0)
        return;
    auto next = m_spec;
    auto moved = std::move(next.fields[static_cast<std::size_t>(row)]);
    next.fields.erase(next.fields.begin() + row);
    next.fields.insert(next.fields.begin() + target, std::move(moved));
    push(std::move(next), tr("Order"));
}

/// A sentence has at least one field.
void TemplateDocument::setInText(int row, bool isOn) {
    auto next = m_spec;
    if (isOn && !wording(row))
        next.fields.push_back({fieldOf(row), {}, {}});
    else if (!isOn && wording(row) && next.fields.size() > 1)
        next.fields.erase(next.fields.begin() + row);
    else
        return;
    push(std::move(next), isOn ? tr("Take %1 in").arg(qstr(fieldOf(row))) : tr("Leave %1 out").arg(qstr(fieldOf(row))));
}

void TemplateDocument::setPhrase(int row, const QString& phrase) {
    if (!wording(row))
        return;
    auto next = m_spec;
    auto& edited = next.fields[static_cast<std::size_t>(row)];
    edited.phrase = phrase.trimmed().toStdString();
    const auto plain = [&] {
        auto alone = edited;
        alone.phrase.clear();
        auto one = next;
        one.fields = {alone};
        return api::templateText(one, m_fields);
    }();
    auto one = next;
    one.fields = {edited};
    if (api::templateText(one, m_fields) == plain)
        edited.phrase.clear(); // the segment says the same
    push(std::move(next), tr("Phrase of %1").arg(qstr(edited.field)));
}

void TemplateDocument::setValues(int row, const std::map<std::string, std::string>& values) {
    if (!wording(row))
        return;
    auto next = m_spec;
    next.fields[static_cast<std::size_t>(row)].values = values;
    push(std::move(next), tr("Values of %1").arg(qstr(fieldOf(row))));
}

void TemplateDocument::setTokenMeans(std::map<std::string, double> means) {
    m_tokenMeans = std::move(means);
    m_areMeansCurrent = true;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Tokens), index(rowCount() - 1, Tokens));
}

int TemplateDocument::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TemplateDocument::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TemplateDocument::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto* worded = wording(index.row());
    if (role == Qt::CheckStateRole && index.column() == InText)
        return worded ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::AccessibleTextRole && index.column() == InText)
        return worded ? tr("in the sentence") : tr("not in the sentence");
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (index.column() == Tokens ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Field:
        return qstr(fieldOf(index.row()));
    case Phrase: {
        if (!worded)
            return {};
        auto one = m_spec;
        one.fields = {*worded};
        return qstr(api::templateText(one, m_fields)).replace(QLatin1Char('{') + qstr(worded->field) + QLatin1Char('}'), QLatin1String(kValue));
    }
    case Tokens: {
        const auto found = worded ? m_tokenMeans.find(worded->field) : m_tokenMeans.end();
        if (found == m_tokenMeans.end())
            return {};
        const QString mean = QString::number(found->second, 'f', 1);
        if (role != Qt::ToolTipRole)
            return mean;
        return m_areMeansCurrent ? tr("%1 tokens in the mean of all rows, the words around the value included").arg(mean) : tr("%1 tokens before the last edit").arg(mean);
    }
    case Values: {
        if (!worded)
            return {};
        if (worded->values.empty())
            return tr("as stored");
        const auto& [raw, words] = *worded->values.begin();
        return tr("%1 to %2 and others: %3").arg(qstr(raw), qstr(words)).arg(worded->values.size());
    }
    default:
        return {};
    }
}

bool TemplateDocument::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role == Qt::CheckStateRole && index.column() == InText)
        setInText(index.row(), value.toInt() == Qt::Checked);
    else if (role == Qt::EditRole && index.column() == Phrase)
        setPhrase(index.row(), value.toString());
    else
        return false;
    return true;
}

Qt::ItemFlags TemplateDocument::flags(const QModelIndex& index) const {
    auto flags = QAbstractTableModel::flags(index) | Qt::ItemIsDropEnabled;
    if (!index.isValid())
        return flags;
    if (wording(index.row()))
        flags |= Qt::ItemIsDragEnabled;
    if (index.column() == InText)
        flags |= Qt::ItemIsUserCheckable;
    if (index.column() == Phrase && wording(index.row()))
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant TemplateDocument::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (section == Tokens ? Qt::AlignRight : Qt::AlignLeft));
    static const char* const titles[] = {QT_TR_NOOP("On"), QT_TR_NOOP("Field"), QT_TR_NOOP("Phrase"), QT_TR_NOOP("Tokens"), QT_TR_NOOP("Value shown as")};
    if (role == Qt::ToolTipRole && section == Tokens)
        return tr("Tokens of the segment in the mean of all rows");
    return role == Qt::DisplayRole ? QVariant(tr(titles[section])) : QVariant();
}

bool TemplateDocument::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int, const QModelIndex& parent) {
    if (action != Qt::MoveAction || !data->hasFormat(QLatin1String(kRowsFormat)))
        return false;
    QDataStream stream(data->data(QLatin1String(kRowsFormat)));
    int from = 0;
    stream >> from;
    const int wanted = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount();
    const int last = static_cast<int>(m_spec.fields.size()) - 1;
    moveRow(from, std::min(wanted > from ? wanted - (row >= 0 ? 1 : 0) : wanted, last) - from);
    return false; // the model has moved it; the view must not remove the row it dragged
}

} // namespace cpw::ui
