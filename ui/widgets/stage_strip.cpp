// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stage_strip.h"

#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace cpw::ui {
namespace {

struct CellLook {
    const char* icon;
    Tone tone;
};

CellLook lookOf(CellState state) {
    switch (state) {
    case CellState::Plain:
        return {"check", Tone::Text2};
    case CellState::Waiting:
        return {"clock", Tone::Text3};
    case CellState::Running:
        return {"live", Tone::Accent};
    case CellState::Done:
        return {"check", Tone::Ok};
    case CellState::Stopped:
        return {"stop", Tone::Text3};
    case CellState::Failed:
        return {"error", Tone::Err};
    }
    return {"clock", Tone::Text3};
}

} // namespace

StageCell::StageCell(const Theme& theme, QWidget* parent) : QAbstractButton(parent), m_theme(theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::NoFocus);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StageCell::setContent(const StageCellContent& content) {
    if (m_content == content)
        return;
    m_content = content;
    setFocusPolicy(content.isSelectable ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(content.isSelectable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setAccessibleName(QStringLiteral("%1, %2").arg(content.title, content.detail));
    setToolTip(!content.isSelectable ? QString() : content.hint.isEmpty() ? tr("Show the curves of this stage") : content.hint);
    update();
}

void StageCell::setShown(bool isShown) {
    if (m_isShown == isShown)
        return;
    m_isShown = isShown;
    update();
}

void StageCell::paintEvent(QPaintEvent*) {
    const Tokens& t = m_theme.tokens();
    const CellLook look = lookOf(m_content.state);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isHovered = m_content.isSelectable && underMouse();
    const bool isRunning = m_content.state == CellState::Running;
    QColor frame = t.border;
    if (m_content.state == CellState::Failed)
        frame = t.err;
    else if (isRunning || hasFocus())
        frame = t.accent;
    else if (m_isShown)
        frame = t.axis;
    painter.setPen(QPen(frame, 1));
    painter.setBrush(isHovered ? t.hover : t.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metric::kCardRadius, metric::kCardRadius);
    m_theme.icon(look.icon, look.tone).paint(&painter, QRect(12, scaled(11), scaled(14), scaled(14)));
    const int left = 22 + scaled(14);
    const int room = width() - left - 8;
    QFont titleFont = fontOf(FontRole::Section);
    painter.setFont(titleFont);
    painter.setPen(m_content.state == CellState::Waiting ? t.text2 : t.text);
    painter.drawText(QRect(left, scaled(8), room, scaled(20)), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(titleFont).elidedText(m_content.title, Qt::ElideRight, room));
    const QFont detailFont = fontOf(FontRole::Caption);
    painter.setFont(detailFont);
    painter.setPen(m_content.state == CellState::Failed ? t.err : t.text2);
    painter.drawText(QRect(left, scaled(28), room, scaled(16)), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(detailFont).elidedText(m_content.detail, Qt::ElideRight, room));
    if (m_content.share < 0)
        return;
    const QRectF track(left, height() - 6.5, room, 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.grid);
    painter.drawRoundedRect(track, 1, 1);
    painter.setBrush(t.accent);
    painter.drawRoundedRect(
        QRectF(track.topLeft(), QSizeF(track.width() * std::clamp(m_content.share, 0.0, 1.0), track.height())), 1, 1);
}

StageStrip::StageStrip(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StageStrip::setCells(const std::vector<StageCellContent>& cells) {
    std::vector<bool> branches;
    for (const auto& cell : cells)
        branches.push_back(cell.isBranch);
    if (branches != m_branches) {
        rebuild(cells);
        m_branches = std::move(branches);
    }
    for (std::size_t i = 0; i < cells.size(); ++i)
        m_cells[i]->setContent(cells[i]);
}

void StageStrip::rebuild(const std::vector<StageCellContent>& cells) {
    for (QWidget* old : findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        layout()->removeWidget(old);
        old->hide();
        old->deleteLater(); // a click on it may have led here
    }
    m_cells.clear();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0 && !(cells[i].isBranch && cells[i - 1].isBranch))
            layout()->addWidget(new IconLabel(m_theme, QStringLiteral("chevron-right"), Tone::Text3, 14, this));
        auto* cell = new StageCell(m_theme, this);
        layout()->addWidget(cell);
        m_cells.push_back(cell);
        const int index = static_cast<int>(i);
        connect(cell, &QAbstractButton::clicked, this, [this, cell, index] {
            if (cell->content().isSelectable)
                Q_EMIT clicked(index);
        });
    }
}

/// One ground below the branches holds them together.
void StageStrip::paintEvent(QPaintEvent*) {
    QRect together;
    for (std::size_t i = 0; i < m_cells.size(); ++i)
        if (i < m_branches.size() && m_branches[i])
            together = together.united(m_cells[i]->geometry());
    if (together.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().border);
    painter.drawRoundedRect(QRectF(together).adjusted(-3, 0, 3, 0), metric::kCardRadius + 2, metric::kCardRadius + 2);
}

void StageStrip::setShown(int cell) {
    for (std::size_t i = 0; i < m_cells.size(); ++i)
        m_cells[i]->setShown(static_cast<int>(i) == cell);
}

} // namespace cpw::ui
