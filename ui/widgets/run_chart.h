// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/known_run.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/value_axis.h"

#include <QWidget>

#include <set>
#include <vector>

namespace cpw::ui {

/// A painted chart of many runs, in which runs are chosen and chosen ones stand out. GUI thread; never asks the store.
class RunChart : public QWidget, public Figure {
    Q_OBJECT
public:
    explicit RunChart(const Theme& theme, QWidget* parent = nullptr);

    void setChosen(std::set<api::RunId> runs);
    [[nodiscard]] bool exportImage(const QString& path, ExportFormat format, const FigureForm& form) override;

Q_SIGNALS:
    void runsPicked(const std::vector<cpw::api::RunId>& runs);

protected:
    virtual void paint(QPainter& painter, const Tokens& tokens, const QRect& area) const = 0;
    /// What is drawn is old.
    virtual void redraw() { update(); }
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] const std::set<api::RunId>& chosenRuns() const { return m_chosen; }
    /// Number and name, for the first two cells of a line.
    [[nodiscard]] static QString csvHead(const api::RunSummary& run);
    /// A comma and the value, as a number or in words; nothing behind the comma where it is missing.
    [[nodiscard]] static QString csvCell(const compare::ValueColumn& column, const ValueAxis& axis, std::size_t run);

private:
    const Theme& m_theme;
    std::set<api::RunId> m_chosen;
};

} // namespace cpw::ui
