// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/data_rows_model.h"
#include "ui/session/data_session.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;
class QTextEdit;

namespace cpw::ui {

class ElidedLabel;
class SegmentedButtons;
class SharedColumns;

/// Rows of the data set by part or at random, and the sentence of the one that is selected. Asks the desk by itself.
class RowsCard : public QFrame {
    Q_OBJECT
public:
    RowsCard(const Theme& theme, DataSession& session, QWidget* parent = nullptr);

    void setDataset(const spec::DataSpec& dataset, const spec::TemplateSpec& text);
    void setText(const spec::TemplateSpec& text);
    void clear();
    void drawRandom();
    [[nodiscard]] QTableView& table() { return *m_table; }
    [[nodiscard]] DataRowsModel& model() { return m_model; }
    /// Plain text of the sentence shown.
    [[nodiscard]] QString sentence() const { return m_plainSentence; }

Q_SIGNALS:
    void templateRequested();
    void rowChosen(std::uint64_t row);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeTable();
    QWidget* makeSentence();
    void askRows();
    void askSentence();
    void showSentence();
    void copyRows();

    const Theme& m_theme;
    DataSession& m_session;
    DeskSlot m_rowsSlot;
    DeskSlot m_sentenceSlot;
    spec::DataSpec m_data;
    spec::TemplateSpec m_text;
    std::uint64_t m_draw = 0; ///< 0: rows in order, else the number of the random draw
    DataRowsModel m_model;
    std::vector<api::SentencePart> m_parts;
    QString m_plainSentence;
    QTimer m_filterTimer;
    SegmentedButtons* m_part;
    QLineEdit* m_filter;
    QTableView* m_table;
    SharedColumns* m_columns;
    ElidedLabel* m_state;
    QPushButton* m_random = nullptr;
    QLabel* m_sentenceTitle;
    QWidget* m_sentenceCard = nullptr;
    QTextEdit* m_sentence;
};

} // namespace cpw::ui
