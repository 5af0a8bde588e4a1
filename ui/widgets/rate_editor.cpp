// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rate_editor.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/spin_arrows.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace cpw::ui {
namespace {

constexpr double kArrowFactor = 1.25;
constexpr int kSliderSteps = 1000;

double rounded(double value) {
    if (value == 0)
        return 0;
    const double scale = std::pow(10.0, 2 - std::floor(std::log10(std::abs(value)))); // three digits
    return std::round(value * scale) / scale;
}

} // namespace

RateSpinBox::RateSpinBox(const Theme& theme, QWidget* parent) : QAbstractSpinBox(parent), m_arrows(new SpinArrows(theme, this)) {
    setProperty("font", QStringLiteral("mono"));
    setButtonSymbols(NoButtons);
    setAccelerated(true);
    setKeyboardTracking(false);
    connect(this, &QAbstractSpinBox::editingFinished, this, &RateSpinBox::takeText);
    setValue(0);
}

void RateSpinBox::setRange(double minimum, double maximum) {
    m_minimum = minimum;
    m_maximum = maximum;
}

void RateSpinBox::setValue(double value) {
    m_value = std::clamp(value, m_minimum, m_maximum);
    lineEdit()->setText(shortNumber(m_value));
}

void RateSpinBox::takeText() {
    bool isNumber = false;
    const double value = lineEdit()->text().trimmed().toDouble(&isNumber);
    const double before = m_value;
    if (isNumber && shortNumber(before) != lineEdit()->text().trimmed())
        setValue(value);
    else
        setValue(before);
    if (m_value != before)
        Q_EMIT valueEdited(m_value);
}

void RateSpinBox::stepBy(int steps) {
    takeText();
    const double before = m_value;
    const double start = before > 0 ? before : std::max(m_minimum, 0.1);
    setValue(before > 0 ? rounded(start * std::pow(kArrowFactor, steps)) : (steps > 0 ? start : 0));
    if (m_value != before)
        Q_EMIT valueEdited(m_value);
}

QValidator::State RateSpinBox::validate(QString& text, int&) const {
    const QString trimmed = text.trimmed();
    bool isNumber = false;
    const double value = trimmed.toDouble(&isNumber);
    if (isNumber && std::isfinite(value))
        return value >= m_minimum && value <= m_maximum ? QValidator::Acceptable : QValidator::Intermediate;
    for (const QChar letter : trimmed)
        if (!letter.isDigit() && !QStringLiteral(".eE+-").contains(letter))
            return QValidator::Invalid;
    return QValidator::Intermediate;
}

QAbstractSpinBox::StepEnabled RateSpinBox::stepEnabled() const {
    StepEnabled steps = StepNone;
    if (m_value < m_maximum)
        steps |= StepUpEnabled;
    if (m_value > m_minimum)
        steps |= StepDownEnabled;
    return steps;
}

QSize RateSpinBox::sizeHint() const {
    return {92, 28};
}

void RateSpinBox::resizeEvent(QResizeEvent* event) {
    QAbstractSpinBox::resizeEvent(event);
    m_arrows->place();
}

RateEditor::RateEditor(const Theme& theme, const QString& caption, double minimum, double maximum, QWidget* parent)
    : QWidget(parent), m_minimum(minimum), m_maximum(maximum), m_slider(new QSlider(Qt::Horizontal, this)),
      m_spinBox(new RateSpinBox(theme, this)), m_changed(new BadgeLabel(theme, this)) {
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(10);
    layout->setVerticalSpacing(2);
    auto* label = makeLabel("help", caption, this);
    label->setBuddy(m_spinBox);
    layout->addWidget(label, 0, 0);
    layout->addWidget(m_changed, 0, 1, Qt::AlignRight);
    layout->addWidget(m_slider, 1, 0);
    layout->addWidget(m_spinBox, 1, 1);
    layout->setColumnStretch(0, 1);
    layout->setRowMinimumHeight(0, 18);
    m_slider->setRange(0, kSliderSteps);
    m_slider->setAccessibleName(caption);
    m_spinBox->setAccessibleName(caption);
    m_spinBox->setRange(0, maximum);
    m_spinBox->setFixedWidth(scaled(92));
    m_changed->setContent({}, tr("changed"), Tone::Accent);
    m_changed->hide();
    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        m_spinBox->setValue(valueAt(position));
        Q_EMIT valueEdited(m_spinBox->value());
    });
    connect(m_spinBox, &RateSpinBox::valueEdited, this, [this](double edited) {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(positionOf(edited));
        Q_EMIT valueEdited(edited);
    });
}

int RateEditor::positionOf(double value) const {
    if (value <= m_minimum)
        return 0;
    return static_cast<int>(std::lround(kSliderSteps * std::log(value / m_minimum) / std::log(m_maximum / m_minimum)));
}

double RateEditor::valueAt(int position) const {
    return rounded(m_minimum * std::pow(m_maximum / m_minimum, static_cast<double>(position) / kSliderSteps));
}

void RateEditor::setValue(double value) {
    if (value == m_spinBox->value())
        return;
    const QSignalBlocker blocker(m_slider);
    m_spinBox->setValue(value);
    m_slider->setValue(positionOf(value));
}

double RateEditor::value() const {
    return m_spinBox->value();
}

void RateEditor::setStaged(bool isStaged) {
    m_changed->setVisible(isStaged);
}

} // namespace cpw::ui
