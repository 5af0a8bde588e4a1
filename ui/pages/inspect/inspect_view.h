// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "ui/pages/inspect/inspect_chart.h"
#include "ui/pages/inspect/shown_table.h"

#include <QStringList>
#include <QWidget>

#include <optional>
#include <string>
#include <vector>

namespace cpw::ui {

/// What the Inspect page looks at, as its views are told.
struct LookedAt {
    api::ModelAt model;
    QString name; ///< "r-0001, step 400"
    QStringList fields;
    std::string part = "test";
    bool hasLearntClicks = true;
    bool usesText = true;
    std::optional<api::RowQuestion> row = std::nullopt; ///< with what is changed
    std::optional<api::RowQuestion> second = std::nullopt; ///< what it is compared with, on the same row
    QString secondName = {};
};

/// A view of the Inspect page beside the column of the row. Owned by the page; asks through slots of its own, and only while it is
/// seen. GUI thread.
class InspectView : public QWidget {
public:
    using QWidget::QWidget;

    void lookAt(const LookedAt& looked) {
        m_looked = looked;
        if (isVisible())
            ask();
    }
    /// What it shows, as numbers: its twin and what an export of data writes.
    [[nodiscard]] virtual std::vector<ShownTable> tables() const = 0;
    /// What an export of the whole view draws.
    [[nodiscard]] virtual QWidget& figure() = 0;
    /// Its charts that are seen and show something, in the order of reading.
    [[nodiscard]] std::vector<InspectChart*> charts() const {
        std::vector<InspectChart*> shown;
        for (auto* chart : findChildren<InspectChart*>())
            if (chart->isVisibleTo(this) && !chart->isEmpty())
                shown.push_back(chart);
        return shown;
    }

protected:
    /// Asks for what is not there yet of looked().
    virtual void ask() = 0;
    void showEvent(QShowEvent* event) override {
        QWidget::showEvent(event);
        ask();
    }
    [[nodiscard]] const LookedAt& looked() const { return m_looked; }
    /// False before the page looks at anything.
    [[nodiscard]] bool hasModel() const { return !m_looked.fields.isEmpty(); }

private:
    LookedAt m_looked;
};

} // namespace cpw::ui
