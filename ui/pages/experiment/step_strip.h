// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

class QHBoxLayout;

namespace cpw::ui {

/// What one card of the strip shows.
struct StepItem {
    std::string id; ///< "data", "model", "stages.0", "run"
    QString title;
    QString detail;
    int errors = 0;
    int warnings = 0;
    bool operator==(const StepItem&) const = default;
};

/// The parts of an experiment in their order, as cards of which one is chosen; each carries the number of its problems. Arrow keys
/// move between them.
class StepStrip : public QWidget {
    Q_OBJECT
public:
    explicit StepStrip(const Theme& theme, QWidget* parent = nullptr);

    void setItems(std::vector<StepItem> items);
    void setCurrent(const std::string& id);
    [[nodiscard]] const std::string& current() const { return m_current; }
    [[nodiscard]] const std::vector<StepItem>& items() const { return m_items; }
    [[nodiscard]] QWidget* card(const std::string& id) const; ///< null: unknown

Q_SIGNALS:
    void chosen(const std::string& id);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Card;
    void choose(const std::string& id);

    const Theme& m_theme;
    std::vector<StepItem> m_items;
    std::vector<Card*> m_cards;
    std::string m_current;
    QHBoxLayout* m_row;
};

} // namespace cpw::ui
