// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/experiment/number_box.h"

#include "ui/pages/experiment/option_text.h"
#include "ui/widgets/spin_arrows.h"

#include <QLineEdit>

namespace cpw::ui {

NumberBox::NumberBox(const Theme& theme, OptionSchema schema, QWidget* parent)
    : QAbstractSpinBox(parent), m_schema(std::move(schema)), m_arrows(new SpinArrows(theme, this)) {
    setProperty("font", QStringLiteral("mono"));
    setButtonSymbols(NoButtons);
    setFocusPolicy(Qt::StrongFocus); // the wheel scrolls the form
}

void NumberBox::stepBy(int steps) {
    const QString before = lineEdit()->text();
    lineEdit()->setText(steppedText(before, m_schema, steps));
    if (lineEdit()->text() != before)
        Q_EMIT stepped();
}

void NumberBox::resizeEvent(QResizeEvent* event) {
    QAbstractSpinBox::resizeEvent(event);
    m_arrows->place();
}

} // namespace cpw::ui
