// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/templates/length_fixes.h"
#include "ui/pages/templates/template_document.h"
#include "ui/session/data_session.h"
#include "ui/session/experiment_draft.h"
#include "ui/theme/theme.h"

#include <QList>
#include <QTimer>
#include <QWidget>

#include <array>
#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QTableView;
class QTableWidget;

namespace cpw::ui {

class LengthHistogram;
class PageHeader;
class TokenChips;
class WrappedLabel;

/// The sentence that the language model reads of a row: text and segments of one template, its tokens on real rows of the draft's data
/// set, and how long it gets over all rows. Saved templates have versions that are never changed.
class TemplatesPage : public QWidget {
    Q_OBJECT
public:
    TemplatesPage(const Theme& theme, DataSession& session, ExperimentDraft& draft, QWidget* parent = nullptr);

    [[nodiscard]] TemplateDocument& document() { return m_document; }
    [[nodiscard]] QPlainTextEdit& textEdit() { return *m_text; }
    [[nodiscard]] QTableView& segments() { return *m_segments; }
    [[nodiscard]] QTableWidget& valueTable() { return *m_values; }
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QString lengthText() const;
    /// Each takes rows that are too long away, or makes them fewer.
    [[nodiscard]] QList<QPushButton*> lengthFixButtons() const;
    /// Tokens of the shown row, the next one, the longest, and the shown row as PA-MLM hides it.
    [[nodiscard]] TokenChips& chips(std::size_t place) { return *m_previews[place].chips; }
    [[nodiscard]] std::uint64_t row() const { return m_row; }
    [[nodiscard]] QPushButton& useButton() { return *m_use; }
    [[nodiscard]] QPushButton& saveButton() { return *m_save; }
    [[nodiscard]] QLineEdit& nameEdit() { return *m_nameEdit; }
    void saveAs(const QString& name);
    void useInExperiment();
    void stepRow(std::int64_t by);
    void drawRow();

Q_SIGNALS:
    void templateUsed();

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Preview {
        QLabel* title = nullptr;
        TokenChips* chips = nullptr;
        std::unique_ptr<DeskSlot> slot;
    };
    // templates_page.cpp
    QWidget* makeText();
    QWidget* makeSegments();
    QWidget* makeLengths();
    QWidget* makePreviews();
    void makeActions();
    // templates_page_live.cpp
    void openData();
    void showDocument();
    void takeText();
    void askAll();
    void askPreviews();
    void askPreview(std::size_t place, std::uint64_t row, bool isMasked);
    void askLengths();
    void showLengths(const api::TokenLengths& lengths, bool isWhole);
    void showLengthFixes(const std::vector<LengthFix>& fixes);
    void applyLengthFix(const LengthFix& fix);
    void showProblem(const QString& text, bool isError);
    void showValues();
    void takeValues();
    void moveSegment(int by);
    void openStored(int index);
    void updateStored();
    void updateHeader();
    QWidget* makeNameBar();
    void askName();
    /// The newest version saved under the name; 0: none.
    [[nodiscard]] int versionOf(const QString& name) const;
    [[nodiscard]] api::TextSettings settings() const;

    const Theme& m_theme;
    DataSession& m_session;
    ExperimentDraft& m_draft;
    TemplateDocument m_document;
    DeskSlot m_fieldsSlot;
    DeskSlot m_checkSlot;
    DeskSlot m_lengthsSlot;
    spec::DataSpec m_data;
    std::vector<api::FieldFacts> m_facts; ///< of its fields
    std::string m_openedData; ///< what the document's fields are of
    QString m_name;
    std::uint64_t m_row = 0;
    std::uint64_t m_rows = 0;
    std::uint64_t m_longest = 0;
    std::size_t m_limit = 0;
    std::size_t m_positions = 0; ///< of the language model
    api::TokenLengths m_lengths;
    bool m_isFilling = false;
    bool m_hasError = false;
    QTimer m_timer;
    std::array<Preview, 8> m_previews; ///< the row, the next, the longest, the row as PA-MLM masks it, then further rows
    PageHeader* m_header = nullptr;
    QComboBox* m_stored = nullptr;
    QPushButton* m_save = nullptr;
    QWidget* m_nameBar = nullptr; ///< asks for the name in place
    QLineEdit* m_nameEdit = nullptr;
    QLabel* m_nameHelp = nullptr;
    QPushButton* m_use = nullptr;
    QPlainTextEdit* m_text = nullptr;
    QLabel* m_problem = nullptr;
    QTableView* m_segments = nullptr;
    QLabel* m_valuesTitle = nullptr;
    QTableWidget* m_values = nullptr;
    LengthHistogram* m_histogram = nullptr;
    WrappedLabel* m_lengthState = nullptr;
    QWidget* m_lengthFixes = nullptr; ///< buttons, while rows are too long
    QSpinBox* m_maximum = nullptr;
};

} // namespace cpw::ui
