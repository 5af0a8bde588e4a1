// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page_header.h"

#include <QVBoxLayout>

namespace cpw::ui {

PageHeader::PageHeader(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_title(new ElidedLabel("title", this)), m_badge(new BadgeLabel(theme, this)),
      m_facts(new ElidedLabel("help", this)), m_actions(new QHBoxLayout) {
    setFixedHeight(scaled(66));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 8);
    layout->setSpacing(8);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(1);
    auto* top = new QHBoxLayout;
    top->setSpacing(10);
    top->addWidget(m_title);
    top->addWidget(m_badge);
    top->addStretch(1);
    texts->addLayout(top);
    texts->addWidget(m_facts);
    layout->addLayout(texts, 1);
    m_actions->setSpacing(8);
    layout->addLayout(m_actions);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_badge->setContent({}, {}, Tone::Text2);
}

void PageHeader::setTitle(const QString& title) {
    m_title->setFullText(title);
}

void PageHeader::setFacts(const QString& facts) {
    m_facts->setFullText(facts);
}

void PageHeader::addAction(QWidget* button) {
    m_actions->addWidget(button, 0, Qt::AlignVCenter);
}

} // namespace cpw::ui
