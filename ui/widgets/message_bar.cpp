// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/message_bar.h"

#include "ui/widgets/labels.h"

#include <QHBoxLayout>

#include <utility>

namespace cpw::ui {

MessageBar::MessageBar(const Theme& theme, Kind kind, QWidget* parent)
    : QFrame(parent), m_text(new QLabel(this)), m_action(makeButton(theme, {}, "", "", this)) {
    const bool isFault = kind == Kind::Fault;
    setProperty("kind", isFault ? QStringLiteral("fault") : QStringLiteral("notebar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(24, 6, 16, 6);
    row->setSpacing(10);
    row->addWidget(new IconLabel(theme, isFault ? QStringLiteral("error") : QStringLiteral("info"),
                                 isFault ? Tone::Err : Tone::Accent, 16, this),
                   0, Qt::AlignVCenter);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    auto* close = makeButton(theme, tr("Close"), "", "link", this);
    row->addWidget(close);
    connect(close, &QPushButton::clicked, this, [this] { setMessage({}); });
    connect(m_action, &QPushButton::clicked, this, [this] {
        const auto then = m_then;
        setMessage({});
        if (then)
            then();
    });
    m_action->hide();
    hide();
}

void MessageBar::setMessage(const QString& text, const QString& action, std::function<void()> then) {
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_then = std::move(then);
    setVisible(!text.isEmpty());
}

} // namespace cpw::ui
