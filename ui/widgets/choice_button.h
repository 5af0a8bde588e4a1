// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QPushButton>

#include <string>
#include <vector>

class QFrame;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace cpw::ui {

/// One thing to choose.
struct Choice {
    QString text;
    std::string value;
    bool isAlone = false; ///< of many: chosen without any other
    bool operator==(const Choice&) const = default;
};

/// A button that says what is chosen and opens a list to choose from, with a line to search it when it is long: also thousands of
/// things. Of many things, a click adds or takes away one and the list stays open. GUI thread.
class ChoiceButton : public QPushButton {
    Q_OBJECT
public:
    enum class Mode { One, Many };
    ChoiceButton(const Theme& theme, Mode mode, const QString& name, QWidget* parent = nullptr);

    /// What is chosen stays so where it is still offered; else the first one is.
    void setChoices(std::vector<Choice> choices);
    [[nodiscard]] const std::vector<Choice>& choices() const { return m_choices; }
    void setChosen(std::vector<std::string> values);
    [[nodiscard]] const std::vector<std::string>& chosen() const { return m_chosen; }
    [[nodiscard]] std::string value() const { return m_chosen.empty() ? std::string() : m_chosen.front(); }
    /// As a click on the line would.
    void pick(const std::string& value);
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void picked();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void makePopup();
    void open();
    void fillList();
    void updateText();
    void updateMarks();
    [[nodiscard]] bool isChosen(const std::string& value) const;

    const Theme& m_theme;
    Mode m_mode;
    QString m_name;
    QString m_fullText;
    std::vector<Choice> m_choices;
    std::vector<std::string> m_chosen;
    QFrame* m_popup = nullptr;
    QLineEdit* m_search = nullptr;
    QListView* m_list = nullptr;
    QStandardItemModel* m_model = nullptr;
    QSortFilterProxyModel* m_found = nullptr;
};

} // namespace cpw::ui
