// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/spec_form.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;

namespace cpw::ui {

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

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void makeEditor();
    void makeLine();
    void showMenu(const QPoint& place);
    void browse();
    void tell();

    const Theme& m_theme;
    api::FormField m_field;
    bool m_isFilling = false;
    bool m_isDiffering = false;
    QLabel* m_dot;
    QLabel* m_label;
    QCheckBox* m_check = nullptr;
    QComboBox* m_combo = nullptr;
    QLineEdit* m_line = nullptr;
    QWidget* m_editor = nullptr;
    QWidget* m_problemRow;
    QLabel* m_problem;
};

} // namespace cpw::ui
