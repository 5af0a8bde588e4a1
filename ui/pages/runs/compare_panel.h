// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/runs/compared_group.h"
#include "ui/pages/runs/value_keys.h"
#include "ui/widgets/figure.h"

#include <QLabel>
#include <QStringList>
#include <QWidget>

#include <cstddef>
#include <set>
#include <vector>

namespace cpw::ui {

/// Lines that a table of a chart shows at most.
inline constexpr std::size_t kTableRows = 5000;

/// A chart as a table: what it shows, one line a point.
struct TableContent {
    QStringList heads;
    std::vector<QStringList> rows;
    qsizetype total = 0; ///< lines that there are, of which `rows` may be the first
};

/// One of the ways to look at what is compared. Owned by the CompareView; GUI thread.
class ComparePanel : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual void show(const std::vector<ComparedGroup>& groups, const QString& baseline) = 0;
    /// All runs that fit the filter, and what they can be drawn over.
    virtual void showRuns(const ShownRuns& runs) { Q_UNUSED(runs); }
    /// The run has new points or results.
    virtual void refresh(api::RunId run) { Q_UNUSED(run); }
    /// Its charts, the first one above.
    [[nodiscard]] virtual std::vector<Figure*> figures() = 0;
    [[nodiscard]] virtual TableContent table() const = 0;

Q_SIGNALS:
    /// What it shows has changed: its table is to be made again.
    void drawn();
    /// Runs were chosen in the chart.
    void runsPicked(const std::vector<cpw::api::RunId>& runs);
    void problemFound(const QString& text);

protected:
    /// Of all groups together.
    [[nodiscard]] static std::set<api::RunId> runsOf(const std::vector<ComparedGroup>& groups);

    struct NamedChoice {
        QString words; ///< empty: it says itself what it is
        QWidget* choice;
    };
    /// A line of choices, each after its words, with the facts behind them and a button at the end, and the chart below.
    void layOut(const std::vector<NamedChoice>& choices, QLabel& facts, QWidget& chart, QWidget* button = nullptr);
};

} // namespace cpw::ui
