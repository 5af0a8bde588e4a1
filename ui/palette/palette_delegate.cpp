// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palette_delegate.h"

#include "ui/palette/palette_model.h"

#include <QPainter>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr int kRowHeight = 36;
constexpr int kKeysRight = 108; ///< keys end so far from the right edge, places begin after it
constexpr int kGap = 12;

} // namespace

PaletteDelegate::PaletteDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {100, std::max(scaled(kRowHeight), QFontMetrics(fontOf(FontRole::BodyMedium)).height() + 14)};
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Tokens& t = m_theme.tokens();
    const bool isCurrent = option.state & QStyle::State_Selected;
    const QString reason = index.data(PaletteModel::ReasonRole).toString();
    const bool isOff = !reason.isEmpty();
    const QRect row = option.rect.adjusted(7, 1, -7, -1);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isCurrent || option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(isCurrent ? t.selection : t.hover);
        painter->drawRoundedRect(row, 4, 4);
    }
    const QRect area = row.adjusted(13, 0, -12, 0);
    m_theme.icon(index.data(PaletteModel::IconRole).toString(), isOff       ? Tone::Text3
                                                                : isCurrent ? Tone::Accent
                                                                            : Tone::Text2)
        .paint(painter, QRect(area.left(), area.center().y() - scaled(7), scaled(15), scaled(15)));

    const auto write = [&](FontRole role, const QColor& color, const QRect& place, int alignment, const QString& text) {
        const QFont font = fontOf(role);
        const QFontMetrics metrics(font);
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(place, alignment | Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideRight, place.width()));
        return std::min(metrics.horizontalAdvance(text), place.width());
    };
    const QColor quiet = isCurrent ? t.text2 : t.text3; // text 3 is too faint on the selection colour
    const QString placeText = index.data(PaletteModel::PlaceRole).toString();
    const QString keys = index.data(PaletteModel::KeysRole).toString();
    write(FontRole::Caption, quiet, QRect(area.right() - scaled(kKeysRight) + scaled(kGap), area.top(), scaled(kKeysRight) - scaled(kGap), area.height()),
          Qt::AlignRight, placeText);
    int right = area.right() - scaled(kKeysRight);
    if (!keys.isEmpty())
        right -=
            scaled(kGap) + write(FontRole::MonoSmall, quiet, QRect(right - scaled(130), area.top(), scaled(130), area.height()), Qt::AlignRight, keys);
    const int left = area.left() + 13 + scaled(15);
    const int width = write(FontRole::BodyMedium, isOff ? quiet : t.text, QRect(left, area.top(), right - left, area.height()),
                            Qt::AlignLeft, index.data().toString());
    const int detailLeft = left + width + scaled(kGap);
    if (detailLeft < right)
        write(FontRole::Table, isOff ? quiet : t.text2, QRect(detailLeft, area.top(), right - detailLeft, area.height()),
              Qt::AlignLeft, isOff ? reason : index.data(PaletteModel::DetailRole).toString());
    painter->restore();
}

} // namespace cpw::ui
