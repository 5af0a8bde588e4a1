// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/contribution_bars.h"

#include "ui/text/format.h"
#include "ui/widgets/pgf_plot.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kRowHeight = 24;
constexpr int kNumberWidth = 56;
constexpr int kBarHeight = 6;

double sumOf(const api::Contributions::OfField& field) {
    return field.ids + field.text;
}

} // namespace

ContributionBars::ContributionBars(const Theme& theme, QWidget* parent)
    : InspectChart(theme, parent), m_first(tr("as recorded")), m_second(tr("after the edit")) {
    setAccessibleName(tr("Contribution of each field"));
}

void ContributionBars::setFields(const QStringList& names) {
    m_names = names;
    updateGeometry();
}

void ContributionBars::setContributions(api::Contributions recorded, std::optional<api::Contributions> edited) {
    m_recorded = std::move(recorded);
    m_edited = std::move(edited);
    setAccessibleDescription(twin());
    update();
}

void ContributionBars::clear() {
    m_recorded.reset();
    m_edited.reset();
    setAccessibleDescription({});
    update();
}

void ContributionBars::setNames(const QString& first, const QString& second) {
    m_first = first;
    m_second = second;
    update();
}

QSize ContributionBars::sizeHint() const {
    return {260, scaled(kRowHeight) * std::max(1, static_cast<int>(m_names.size()))};
}

std::vector<std::size_t> ContributionBars::order() const {
    std::vector<std::size_t> places(m_recorded ? std::min(m_recorded->fields.size(), static_cast<std::size_t>(m_names.size())) : 0);
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::stable_sort(places.begin(), places.end(),
                     [this](std::size_t a, std::size_t b) { return std::abs(sumOf(m_recorded->fields[a])) > std::abs(sumOf(m_recorded->fields[b])); });
    return places;
}

QString ContributionBars::twin() const {
    QStringList parts;
    for (const auto field : order()) {
        const auto& shown = m_edited ? *m_edited : *m_recorded;
        parts << m_names[static_cast<qsizetype>(field)] + QLatin1Char(' ') + signedText(sumOf(shown.fields[field]), 2);
    }
    return parts.join(QStringLiteral("; "));
}

ShownTable ContributionBars::table() const {
    ShownTable table{accessibleName(), {tr("Field"), tr("through ids"), tr("through words"), tr("edited: through ids"), tr("edited: through words")}, {}, 4};
    for (const auto field : order()) {
        const auto& recorded = m_recorded->fields[field];
        QVariantList cells{m_names[static_cast<qsizetype>(field)], recorded.ids, recorded.text};
        if (m_edited && field < m_edited->fields.size())
            cells << m_edited->fields[field].ids << m_edited->fields[field].text;
        table.rows.push_back(cells);
    }
    return table;
}

int ContributionBars::rowHeight() const {
    const int usual = scaled(kRowHeight);
    const int rows = std::max(1, static_cast<int>(m_names.size()));
    return isFigure() ? std::clamp(ground().height() / rows, usual / 2, 2 * usual) : usual;
}

double ContributionBars::most() const {
    double most = 1e-9;
    for (const auto* shown : {&*m_recorded, m_edited ? &*m_edited : nullptr})
        for (std::size_t i = 0; shown && i < shown->fields.size(); ++i)
            most = std::max(most, std::abs(sumOf(shown->fields[i])));
    return most;
}

ChartKey ContributionBars::key() const {
    const Tokens& t = tokens();
    ChartKey key{{{m_first, t.text3}}};
    if (m_edited)
        key.entries.push_back({m_second, t.accent});
    return key;
}

/// The largest above.
QString ContributionBars::pgfplots(const FigureForm& form) const {
    constexpr double kShift = 3; // points, of two bars in a row
    const Tokens light = lightTokens();
    const auto rows = m_recorded ? order() : std::vector<std::size_t>();
    const double room = m_recorded ? 1.05 * most() : 1, count = static_cast<double>(rows.size());
    PgfPlot plot{{tr("Contribution to the logit"), -room, room, {}}, {{}, 0.25, count + 0.75, {}, false}, {}, {}};
    const auto add = [&](const QString& name, const api::Contributions& shown, const QColor& color, double shift) {
        PgfLine bars{.name = name, .color = color, .points = {}, .outline = {}, .barShift = shift};
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i] < shown.fields.size())
                bars.points.emplace_back(sumOf(shown.fields[rows[i]]), count - static_cast<double>(i));
        plot.lines.push_back(std::move(bars));
    };
    for (std::size_t i = 0; i < rows.size(); ++i)
        plot.y.ticks.emplace_back(count - static_cast<double>(i), m_names[static_cast<qsizetype>(rows[i])]);
    plot.lines.push_back({{}, light.axis, 0, 0.7, false, {{0, 0.25}, {0, count + 0.75}}, {}});
    if (m_recorded)
        add(m_first, *m_recorded, light.text3, m_edited ? kShift : 0);
    if (m_edited)
        add(m_second, *m_edited, light.accent, -kShift);
    return pgfText(plot, form);
}

void ContributionBars::paint(QPainter& painter) const {
    if (!m_recorded)
        return;
    const Tokens& t = tokens();
    const int nameWidth = std::min(110, ground().width() / 3);
    const QRect bars(nameWidth + 8, 0, ground().width() - nameWidth - scaled(kNumberWidth) - 16, ground().height());
    const double most = this->most();
    const int height = rowHeight();
    const double middle = bars.left() + bars.width() / 2.0;
    painter.fillRect(QRectF(middle, 0, 1, ground().height()), t.axis);
    const auto drawBar = [&](double value, int y, const QColor& color) {
        const double length = value / most * bars.width() / 2;
        painter.fillRect(QRectF(std::min(middle, middle + length), y, std::abs(length), kBarHeight), color);
    };
    int y = 0;
    for (const auto field : order()) {
        const auto& shown = m_edited ? *m_edited : *m_recorded;
        painter.fillRect(QRect(0, y + height / 2 - 4, 8, 8), t.runs[field % t.runs.size()]);
        painter.setFont(fontOf(FontRole::Table));
        painter.setPen(t.text);
        const QString name = m_names[static_cast<qsizetype>(field)];
        painter.drawText(QRect(14, y, nameWidth - 14, height), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(name, Qt::ElideRight, nameWidth - 14));
        drawBar(sumOf(m_recorded->fields[field]), y + height / 2 - (m_edited ? kBarHeight + 1 : kBarHeight / 2), t.text3);
        if (m_edited && field < m_edited->fields.size())
            drawBar(sumOf(m_edited->fields[field]), y + height / 2 + 1, t.accent);
        painter.setFont(fontOf(FontRole::Mono));
        painter.drawText(QRect(ground().width() - scaled(kNumberWidth), y, scaled(kNumberWidth), height), Qt::AlignVCenter | Qt::AlignRight, signedText(sumOf(shown.fields[field]), 2));
        y += height;
    }
}

} // namespace cpw::ui
