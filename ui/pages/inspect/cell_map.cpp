// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/cell_map.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cpw::ui {
namespace {

constexpr int kTop = 18;
constexpr int kMostTitleWidth = 110;
constexpr int kRow = 22;
constexpr double kDeep = 0.55; // from here on the numbers are light

} // namespace

CellMap::CellMap(const Theme& theme, const QString& name, QWidget* parent) : InspectChart(theme, parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(name);
}

void CellMap::setNumbers(CellNumbers numbers) {
    m_numbers = std::move(numbers);
    m_chosen.row = std::clamp(m_chosen.row, 0, std::max(0, static_cast<int>(m_numbers.rows.size()) - 1));
    m_chosen.column = std::clamp(m_chosen.column, 0, std::max(0, static_cast<int>(m_numbers.columns.size()) - 1));
    setAccessibleDescription(chosenText());
    updateGeometry();
    update();
}

void CellMap::setChosen(CellPlace place) {
    m_chosen = place;
    setAccessibleDescription(chosenText());
    update();
}

QString CellMap::chosenText() const {
    const auto place = index(m_chosen);
    if (place >= m_numbers.values.size())
        return {};
    return QStringLiteral("%1, %2: %3").arg(m_numbers.rows[m_chosen.row], m_numbers.columns[m_chosen.column],
                                            QString::number(static_cast<double>(m_numbers.values[place]), 'f', std::max(3, m_numbers.digits)));
}

ShownTable CellMap::table() const {
    ShownTable table{accessibleName(), QStringList{QString()} + m_numbers.columns, {}, std::max(4, m_numbers.digits)};
    for (int row = 0; row < m_numbers.rows.size(); ++row) {
        QVariantList cells{m_numbers.rows[row]};
        for (int column = 0; column < m_numbers.columns.size(); ++column)
            cells << static_cast<double>(m_numbers.values[index({row, column})]);
        table.rows.push_back(cells);
    }
    return table;
}

QSize CellMap::sizeHint() const {
    return {240, kTop + kRow * std::clamp(static_cast<int>(m_numbers.rows.size()), 3, 12)};
}

int CellMap::titleWidth() const {
    const QFontMetrics metrics(fontOf(FontRole::MonoSmall));
    int width = 0;
    for (const auto& title : m_numbers.rows)
        width = std::max(width, metrics.horizontalAdvance(title) + 8);
    return std::min(width, kMostTitleWidth);
}

CellLayout CellMap::cells() const {
    return {ground().adjusted(titleWidth(), kTop, 0, 0), static_cast<int>(m_numbers.rows.size()), static_cast<int>(m_numbers.columns.size())};
}

double CellMap::most() const {
    float most = 1e-9F;
    for (const float value : m_numbers.values)
        most = std::max(most, std::abs(value));
    return static_cast<double>(most);
}

QColor CellMap::shade(float value, double most) const {
    const Tokens& t = tokens();
    const QColor tone = m_numbers.scale == CellNumbers::Scale::Rising ? t.accent : value < 0 ? t.runs[0] : t.runs[1];
    return blend(t.raised, tone, 0.03 + 0.9 * std::abs(static_cast<double>(value)) / most);
}

void CellMap::paint(QPainter& painter) const {
    const Tokens& t = tokens();
    painter.setFont(fontOf(FontRole::MonoSmall));
    const auto layout = cells();
    if (layout.isEmpty() || m_numbers.values.empty())
        return;
    painter.setPen(t.text2);
    layout.drawRowTitles(painter, m_numbers.rows, titleWidth());
    layout.drawColumnTitles(painter, m_numbers.columns, 0, kTop - 2);
    const double highest = most();
    const bool isSigned = m_numbers.scale == CellNumbers::Scale::AroundZero;
    const int needed = painter.fontMetrics().horizontalAdvance(QString::number(isSigned ? -highest : highest, 'f', m_numbers.digits)) + 2;
    const QRect first = layout.cell({0, 0});
    const bool hasRoom = first.width() >= needed && first.height() >= painter.fontMetrics().height() - 2;
    for (int row = 0; row < m_numbers.rows.size(); ++row)
        for (int column = 0; column < m_numbers.columns.size(); ++column) {
            const float value = m_numbers.values[index({row, column})];
            const QRect area = layout.cell({row, column});
            painter.fillRect(area, shade(value, highest));
            const QColor ink = std::abs(static_cast<double>(value)) / highest > kDeep ? t.accentText : t.text;
            if (!hasRoom && isSigned && value < 0)
                paintMinus(painter, area, ink);
            if (!hasRoom)
                continue;
            painter.setPen(ink);
            painter.drawText(area, Qt::AlignCenter, QString::number(static_cast<double>(value), 'f', m_numbers.digits));
        }
    if (isFigure())
        return;
    painter.setPen(QPen(hasFocus() ? t.accent : t.text, 2));
    painter.drawRect(layout.cell(m_chosen));
}

ChartKey CellMap::key() const {
    const double highest = most();
    const double lowest = m_numbers.scale == CellNumbers::Scale::AroundZero ? -highest : 0;
    return {{}, ChartKey::Scale{lowest, highest, m_numbers.digits, [this, highest](double value) { return shade(static_cast<float>(value), highest); }}};
}

void CellMap::choose(CellPlace place) {
    setChosen(place);
    Q_EMIT cellChosen(place.row, place.column);
}

void CellMap::mousePressEvent(QMouseEvent* event) {
    if (const auto place = cells().at(event->pos()))
        choose(*place);
}

void CellMap::keyPressEvent(QKeyEvent* event) {
    const auto place = cells().moved(m_chosen, event->key());
    return place ? choose(*place) : QWidget::keyPressEvent(event);
}

} // namespace cpw::ui
