// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/next_moves_bar.h"

#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLabel>

#include <utility>

namespace cpw::ui {

NextMovesBar::NextMovesBar(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_text(new QLabel(this)), m_row(new QHBoxLayout) {
    setProperty("kind", QStringLiteral("notebar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(24, 6, 16, 6);
    row->setSpacing(10);
    row->addWidget(new IconLabel(theme, QStringLiteral("flag"), Tone::Accent, 16, this), 0, Qt::AlignVCenter);
    m_text->setWordWrap(true);
    row->addWidget(m_text, 1);
    m_row->setSpacing(8);
    row->addLayout(m_row);
    auto* close = makeButton(theme, tr("Close"), "", "link", this);
    row->addWidget(close);
    connect(close, &QPushButton::clicked, this, &QWidget::hide);
    hide();
}

void NextMovesBar::offer(const QString& text, std::vector<Move> moves) {
    m_text->setText(text);
    for (auto* button : std::exchange(m_buttons, {}))
        button->deleteLater();
    for (auto& move : moves) {
        auto* button = makeButton(m_theme, move.title, "", "", this);
        m_row->addWidget(button);
        m_buttons.push_back(button);
        connect(button, &QPushButton::clicked, this, [this, take = std::move(move.take)] {
            hide();
            take();
        });
    }
    show();
}

} // namespace cpw::ui
