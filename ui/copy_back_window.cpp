// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/copy_back_window.h"

#include "ui/widgets/labels.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace cpw::ui {

CopyBackWindow::CopyBackWindow(const Theme& theme, QWidget* parent)
    : QMainWindow(parent), m_theme(theme), m_title(makeLabel("title", {}, this)), m_text(makeLabel("body2", {}, this)), m_ways(new QHBoxLayout) {
    setWindowTitle(tr("Local copy - ClickPrompt Workbench"));
    resize(scaled(720), scaled(240));
    auto* page = new QWidget(this);
    page->setProperty("kind", QStringLiteral("page"));
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(36, 28, 36, 28);
    layout->setSpacing(10);
    layout->addWidget(m_title);
    for (QLabel* label : {m_title, m_text})
        label->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_text);
    layout->addStretch(1);
    m_ways->setSpacing(metric::kGap);
    layout->addLayout(m_ways);
    setCentralWidget(page);
}

void CopyBackWindow::ask(const QString& title, const QString& text, const std::vector<Way>& ways) {
    showWork(title, text);
    m_isWorking = false;
    for (const auto& way : ways) {
        const bool isFirst = m_buttons.empty();
        auto* button = makeButton(m_theme, way.text, "", isFirst ? "primary" : way.isDestructive ? "danger" : "", centralWidget());
        button->setAutoDefault(isFirst);
        button->setDefault(isFirst);
        connect(button, &QPushButton::clicked, this, [then = way.then] { then(); });
        m_ways->addWidget(button);
        m_buttons.push_back(button);
    }
    m_ways->addStretch(1);
    if (!m_buttons.empty())
        m_buttons.front()->setFocus(Qt::OtherFocusReason);
}

void CopyBackWindow::finish() {
    m_isWorking = false;
    close();
}

void CopyBackWindow::showWork(const QString& title, const QString& text) {
    m_isWorking = true;
    m_title->setText(title);
    m_text->setText(text);
    while (QLayoutItem* item = m_ways->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // the one that was clicked is among them
        }
        delete item;
    }
    m_buttons.clear();
}

QString CopyBackWindow::title() const {
    return m_title->text();
}

QString CopyBackWindow::text() const {
    return m_text->text();
}

void CopyBackWindow::closeEvent(QCloseEvent* event) {
    if (m_isWorking)
        return event->ignore();
    event->accept();
    Q_EMIT closed();
}

} // namespace cpw::ui
