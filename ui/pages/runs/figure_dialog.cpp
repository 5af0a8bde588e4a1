// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/figure_dialog.h"

#include "ui/widgets/labels.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>

namespace cpw::ui {
namespace {

QSpinBox* makeNumber(int low, int high, int value, const QString& unit, QWidget* parent) {
    auto* box = new QSpinBox(parent);
    box->setRange(low, high);
    box->setValue(value);
    box->setSuffix(QLatin1Char(' ') + unit);
    return box;
}

} // namespace

FigureDialog::FigureDialog(const QStringList& charts, QWidget* parent)
    : QDialog(parent), m_chart(new QComboBox(this)), m_format(new QComboBox(this)), m_legend(new QCheckBox(tr("Legend"), this)),
      m_caption(new QLineEdit(this)) {
    setWindowTitle(tr("Export figure"));
    const FigureForm usual;
    m_chart->addItems(charts);
    m_legend->setChecked(usual.hasLegend);
    m_format->addItems({QStringLiteral("PNG"), QStringLiteral("SVG"), QStringLiteral("PDF")});
    m_width = makeNumber(30, 600, static_cast<int>(usual.widthMillimetres), tr("mm"), this);
    m_height = makeNumber(20, 600, static_cast<int>(usual.heightMillimetres), tr("mm"), this);
    m_font = makeNumber(5, 24, usual.fontPoints, tr("pt"), this);
    auto* layout = new QFormLayout(this);
    layout->setContentsMargins(metric::kMargin, metric::kMargin, metric::kMargin, metric::kMargin);
    layout->addRow(tr("Chart"), m_chart);
    layout->addRow(tr("Kind"), m_format);
    layout->addRow(tr("Width"), m_width);
    layout->addRow(tr("Height"), m_height);
    layout->addRow(tr("Font size"), m_font);
    layout->addRow(QString(), m_legend);
    layout->addRow(tr("Caption"), m_caption);
    auto* note = makeLabel("help", tr("Figures are written in the light theme."), this);
    layout->addRow(note);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    for (const auto which : {QDialogButtonBox::Save, QDialogButtonBox::Cancel})
        buttons->button(which)->setIcon({}); // those of the style are of another look
    buttons->button(QDialogButtonBox::Save)->setText(tr("Save..."));
    buttons->button(QDialogButtonBox::Save)->setProperty("kind", QStringLiteral("primary"));
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    layout->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

FigureForm FigureDialog::form() const {
    return {static_cast<double>(m_width->value()), static_cast<double>(m_height->value()), m_font->value(), m_caption->text(), m_legend->isChecked()};
}

} // namespace cpw::ui
