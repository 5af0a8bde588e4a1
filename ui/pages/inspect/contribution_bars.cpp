// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/contribution_bars.h"

#include "ui/text/format.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cpw::ui {
namespace {

constexpr int kRowHeight = 24;
constexpr int kNumberWidth = 56;
constexpr int kBarHeight = 6;

double sumOf(const api::Contributions::OfField& field) {
    return field.ids + field.text;
}

} // namespace

ContributionBars::ContributionBars(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setAccessibleName(tr("Contribution of each field"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
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

void ContributionBars::paintEvent(QPaintEvent*) {
    if (!m_recorded)
        return;
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    const int nameWidth = std::min(110, width() / 3);
    const QRect bars(nameWidth + 8, 0, width() - nameWidth - scaled(kNumberWidth) - 16, height());
    double most = 1e-9;
    for (const auto* shown : {&*m_recorded, m_edited ? &*m_edited : nullptr})
        for (std::size_t i = 0; shown && i < shown->fields.size(); ++i)
            most = std::max(most, std::abs(sumOf(shown->fields[i])));
    const double middle = bars.left() + bars.width() / 2.0;
    painter.fillRect(QRectF(middle, 0, 1, height()), t.axis);
    const auto drawBar = [&](double value, int y, const QColor& color) {
        const double length = value / most * bars.width() / 2;
        painter.fillRect(QRectF(std::min(middle, middle + length), y, std::abs(length), kBarHeight), color);
    };
    int y = 0;
    for (const auto field : order()) {
        const auto& shown = m_edited ? *m_edited : *m_recorded;
        painter.fillRect(QRect(0, y + 8, 8, 8), t.runs[field % t.runs.size()]);
        painter.setFont(fontOf(FontRole::Table));
        painter.setPen(t.text);
        const QString name = m_names[static_cast<qsizetype>(field)];
        painter.drawText(QRect(14, y, nameWidth - 14, scaled(kRowHeight)), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(name, Qt::ElideRight, nameWidth - 14));
        drawBar(sumOf(m_recorded->fields[field]), y + (m_edited ? 5 : 9), t.text3);
        if (m_edited && field < m_edited->fields.size())
            drawBar(sumOf(m_edited->fields[field]), y + 13, t.accent);
        painter.setFont(fontOf(FontRole::Mono));
        painter.drawText(QRect(width() - scaled(kNumberWidth), y, scaled(kNumberWidth), scaled(kRowHeight)), Qt::AlignVCenter | Qt::AlignRight, signedText(sumOf(shown.fields[field]), 2));
        y += scaled(kRowHeight);
    }
}

} // namespace cpw::ui
