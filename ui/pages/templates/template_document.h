// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/spec/text_spec.h"

#include <QAbstractTableModel>
#include <QUndoStack>

#include <map>
#include <string>
#include <vector>

namespace cpw::ui {

/// The template being edited: the one model behind the text and the table of segments, with one undo stack. A row is a field of the
/// data set; those in the sentence come first in their order. GUI thread.
class TemplateDocument : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { InText, Field, Phrase, Tokens, Values, ColumnCount };

    explicit TemplateDocument(QObject* parent = nullptr);

    /// Begins anew: nothing to undo.
    void open(const spec::TemplateSpec& text, const std::vector<std::string>& fields);
    [[nodiscard]] const spec::TemplateSpec& spec() const { return m_spec; }
    [[nodiscard]] const std::vector<std::string>& fields() const { return m_fields; }
    [[nodiscard]] QString text() const;
    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }

    /// The text with fields in braces; a text that is no template changes nothing and says why.
    [[nodiscard]] Result<void> setText(const QString& text);
    void moveRow(int row, int by);
    void setInText(int row, bool isOn);
    void setPhrase(int row, const QString& phrase);
    void setValues(int row, const std::map<std::string, std::string>& values);
    [[nodiscard]] const spec::FieldWording* wording(int row) const; ///< null: not in the sentence
    [[nodiscard]] std::string fieldOf(int row) const;
    [[nodiscard]] int fieldIndex(int row) const; ///< in the data set
    [[nodiscard]] int rowOf(const std::string& field) const;
    /// Mean tokens of the segments, by field, counted on the document as it is; another edit makes them old, which stay shown.
    void setTokenMeans(std::map<std::string, double> means);
    [[nodiscard]] bool areTokenMeansCurrent() const { return m_areMeansCurrent; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;

Q_SIGNALS:
    void changed();

private:
    void apply(const spec::TemplateSpec& spec);
    void push(spec::TemplateSpec next, const QString& what, const QString& mergeKey = {});
    void orderRows();

    spec::TemplateSpec m_spec; ///< every field of the sentence written out
    std::vector<std::string> m_fields;
    std::vector<std::string> m_rows; ///< those of the sentence, then the others
    std::map<std::string, double> m_tokenMeans; ///< by field
    bool m_areMeansCurrent = false;
    QUndoStack m_undo;
};

} // namespace cpw::ui
