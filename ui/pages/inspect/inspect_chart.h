// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect/shown_table.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figure.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

namespace cpw::ui {

/// What the colours of a chart mean.
struct ChartKey {
    struct Entry {
        QString words;
        QColor color;
    };
    /// Numbers from `low` to `high` by their colours.
    struct Scale {
        double low = 0;
        double high = 1;
        int digits = 2;
        std::function<QColor(double value)> color;
        QString unit = {}; ///< behind the numbers
    };
    std::vector<Entry> entries;
    std::optional<Scale> scale = std::nullopt;
    QString note = {}; ///< which way is what, behind the scale
};

/// A chart of the Inspect page, painted by hand: on the screen, and into a figure in the light theme, without marks of what is chosen
/// and with its key below. GUI thread.
class InspectChart : public QWidget, public Figure {
    Q_OBJECT
public:
    explicit InspectChart(const Theme& theme, QWidget* parent = nullptr);

    /// The same in numbers.
    [[nodiscard]] virtual ShownTable table() const = 0;
    [[nodiscard]] virtual bool isEmpty() const = 0;
    [[nodiscard]] virtual ChartKey key() const { return {}; }
    /// A line that shows the key of the chart as it is; of `parent`, at most one a chart.
    [[nodiscard]] QWidget* makeKeyLine(QWidget* parent);

    [[nodiscard]] QString title() const override { return accessibleName(); }
    [[nodiscard]] FigureKind kind() const override { return FigureKind::Map; }
    [[nodiscard]] bool exportImage(const QString& path, ExportFormat format, const FigureForm& form) override;
    [[nodiscard]] QString pgfplots(const FigureForm&) const override { return {}; }
    [[nodiscard]] QString csv(bool isVisibleOnly) const override;

protected:
    void paintEvent(QPaintEvent* event) final;
    virtual void paint(QPainter& painter) const = 0;
    /// What is kept in the colours of the theme is to be made anew.
    virtual void recolor() {}
    /// Of the theme, or of the figure that is being painted.
    [[nodiscard]] const Tokens& tokens() const { return m_figure ? m_figure->tokens : m_theme.tokens(); }
    /// The widget's rectangle, or the figure's.
    [[nodiscard]] QRect ground() const { return m_figure ? m_figure->area : rect(); }
    [[nodiscard]] bool isFigure() const { return m_figure.has_value(); }

private:
    struct FigureGround {
        Tokens tokens;
        QRect area;
    };
    const Theme& m_theme;
    std::optional<FigureGround> m_figure;
    QPointer<QWidget> m_keyLine;
};

/// Height of a row of a key, and the row itself.
[[nodiscard]] int keyHeight();
void paintKey(QPainter& painter, const Tokens& tokens, const QRect& row, const ChartKey& key);

} // namespace cpw::ui
