// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/spec_form.h"
#include "ui/pages/experiment/problem_fixes.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QHBoxLayout;
class QMenu;
class QPushButton;

namespace cpw::ui {

/// A value that can be taken from a list instead of being typed.
struct ValueSuggestion {
    QString name;   ///< may be typed for it
    QString detail; ///< of the list
    QString value;
    bool operator==(const ValueSuggestion&) const = default;
};

/// One option of the form: a dot when it differs from the preset, its label, the editor of its kind, a line of help, and its
/// problem below. Tells every edit as the text that `--set` would take.
class OptionEditor : public QWidget {
    Q_OBJECT
public:
    OptionEditor(const Theme& theme, const api::FormField& field, QWidget* parent = nullptr);

    [[nodiscard]] const std::string& path() const { return m_field.path; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] const OptionValue& value() const { return m_field.value; } ///< of the draft
    /// Shows the value of the draft.
    void setValue(const OptionValue& value);
    /// Shows what was typed and is no value, without telling it again.
    void keepTyped(const QString& text);
    void setDiffering(bool isDiffering, const QString& presetValue);
    /// An empty text: none.
    void setProblem(const QString& text, bool isError);
    [[nodiscard]] QString problem() const;
    /// Buttons below the problem; none without one.
    void setFixes(const std::vector<ProblemFix>& fixes);
    [[nodiscard]] const std::vector<QPushButton*>& fixButtons() const { return m_fixButtons; }
    /// A list beside the line of a text; `whenEmpty` stands in it when there is nothing to choose.
    void setSuggestions(std::vector<ValueSuggestion> suggestions, const QString& whenEmpty);
    [[nodiscard]] QPushButton* suggestionButton() const { return m_suggest; }
    [[nodiscard]] const api::FormField& field() const { return m_field; }
    void focusEditor();
    /// What can be done to the option, and to the text of its line.
    void fillMenu(QMenu& menu);
    /// Text as shown; for tests.
    [[nodiscard]] QString text() const;
    void typeText(const QString& text);

Q_SIGNALS:
    void edited(const std::string& path, const std::string& value);
    void resetRequested(const std::string& path);
    void sweepRequested(const std::string& path);
    void fixChosen(const cpw::ui::ProblemFix& fix);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeEditor();
    void makeLine();
    void fillSuggestions(QMenu& menu);
    void takeName();
    void showMenu(const QPoint& place);
    void browse();
    void tell();

    const Theme& m_theme;
    api::FormField m_field;
    bool m_isFilling = false;
    bool m_isDiffering = false;
    QLabel* m_dot;
    QLabel* m_label;
    QLabel* m_help;
    QCheckBox* m_check = nullptr;
    QComboBox* m_combo = nullptr;
    QLineEdit* m_line = nullptr;
    QWidget* m_editor = nullptr;
    QWidget* m_problemRow;
    QLabel* m_problem;
    QHBoxLayout* m_fixRow = nullptr;
    std::vector<ProblemFix> m_fixes;
    std::vector<QPushButton*> m_fixButtons;
    QHBoxLayout* m_row = nullptr;
    QHBoxLayout* m_below = nullptr; ///< of the help, where it does not stand in the row
    bool m_isPlace = false;         ///< names a file or folder: its line takes the row
    QPushButton* m_suggest = nullptr;
    std::vector<ValueSuggestion> m_suggestions;
    QString m_whenEmpty;
};

} // namespace cpw::ui
