// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figure_dialog.h"

#include "ui/widgets/labels.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QStandardItemModel>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kWidth = 420;

QSpinBox* makeNumber(int low, int high, const QString& unit, QWidget* parent) {
    auto* box = new QSpinBox(parent);
    box->setRange(low, high);
    box->setSuffix(QLatin1Char(' ') + unit);
    return box;
}

/// A title without what ends a file's name or its folder.
QString fileNameOf(QString title) {
    for (const QChar sign : QStringLiteral("/\\:*?\"<>|"))
        title.replace(sign, QLatin1Char('-'));
    return title;
}

} // namespace

QString exportFigure(QWidget& parent, const std::vector<Figure*>& figures, FigurePresets* presets, int first) {
    std::vector<FigureChoice> choices;
    for (const auto* figure : figures)
        choices.push_back({figure->title(), figure->kind()});
    FigureDialog dialog(std::move(choices), presets, &parent);
    dialog.setChart(first);
    if (dialog.exec() != QDialog::Accepted)
        return {};
    auto& figure = *figures[static_cast<std::size_t>(dialog.chart())];
    const QString path = askPath(parent, FigureDialog::tr("Save figure"), fileNameOf(figure.title()), {endingOf(dialog.format())});
    if (path.isEmpty() || figure.exportFigure(path, dialog.format(), dialog.form()))
        return {};
    return FigureDialog::tr("The figure cannot be written to %1. Choose a folder that can be written.").arg(path);
}

FigureDialog::FigureDialog(std::vector<FigureChoice> charts, FigurePresets* presets, QWidget* parent)
    : QDialog(parent), m_charts(std::move(charts)), m_presets(presets), m_preset(new QComboBox(this)), m_keep(new QPushButton(tr("Keep"), this)),
      m_remove(new QPushButton(tr("Remove"), this)), m_chart(new QComboBox(this)), m_format(new QComboBox(this)),
      m_legend(new QCheckBox(tr("Legend"), this)), m_caption(new QLineEdit(this)) {
    setWindowTitle(tr("Export figure"));
    setMinimumWidth(scaled(kWidth));
    for (const auto& chart : m_charts)
        m_chart->addItem(chart.title);
    m_format->addItems({QStringLiteral("PNG"), QStringLiteral("SVG"), QStringLiteral("PDF"), tr("LaTeX (pgfplots)")});
    auto* layout = new QFormLayout(this);
    layout->setContentsMargins(metric::kMargin, metric::kMargin, metric::kMargin, metric::kMargin);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addPresetRow(*layout);
    addFormRows(*layout);
    addButtons(*layout);
    fill(presets ? presets->lastUsed().value_or(FigurePreset{}) : FigurePreset{});
    connect(m_chart, &QComboBox::currentIndexChanged, this, &FigureDialog::updateKind);
    updateKind();
    m_chart->setFocus();
}

void FigureDialog::addPresetRow(QFormLayout& layout) {
    for (QWidget* part : std::initializer_list<QWidget*>{m_preset, m_keep, m_remove})
        part->setVisible(m_presets != nullptr);
    if (!m_presets)
        return;
    m_preset->setEditable(true);
    m_preset->setCompleter(nullptr); // what is typed is the name
    m_preset->setInsertPolicy(QComboBox::NoInsert);
    m_preset->setAccessibleName(tr("Preset"));
    m_preset->lineEdit()->setPlaceholderText(tr("a name to keep this form by"));
    m_preset->lineEdit()->setClearButtonEnabled(true);
    m_keep->setToolTip(tr("Keep kind, size, font, legend and caption under this name"));
    m_remove->setToolTip(tr("Remove the preset of this name"));
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::kGap);
    row->addWidget(m_preset, 1);
    row->addWidget(m_keep);
    row->addWidget(m_remove);
    layout.addRow(tr("Preset"), row);
    connect(m_preset, &QComboBox::activated, this, [this](int index) {
        const auto presets = m_presets->all();
        if (index >= 0 && static_cast<std::size_t>(index) < presets.size())
            fill(presets[static_cast<std::size_t>(index)]);
    });
    connect(m_preset, &QComboBox::editTextChanged, this, &FigureDialog::updatePresetButtons);
    for (auto* button : {m_keep, m_remove})
        button->setAutoDefault(false); // Return in the name must not leave the dialog by them
    connect(m_keep, &QPushButton::clicked, this, &FigureDialog::keepPreset);
    connect(m_remove, &QPushButton::clicked, this, &FigureDialog::removePreset);
    fillPresets({});
}

void FigureDialog::addFormRows(QFormLayout& layout) {
    m_width = makeNumber(30, 600, tr("mm"), this);
    m_height = makeNumber(20, 600, tr("mm"), this);
    m_font = makeNumber(5, 24, tr("pt"), this);
    layout.addRow(tr("Chart"), m_chart);
    layout.addRow(tr("Kind"), m_format);
    layout.addRow(tr("Width"), m_width);
    layout.addRow(tr("Height"), m_height);
    layout.addRow(tr("Font size"), m_font);
    layout.addRow(QString(), m_legend);
    layout.addRow(tr("Caption"), m_caption);
    m_note = makeLabel("help", {}, this);
    m_note->setWordWrap(true);
    layout.addRow(m_note);
}

void FigureDialog::addButtons(QFormLayout& layout) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    for (const auto which : {QDialogButtonBox::Save, QDialogButtonBox::Cancel})
        buttons->button(which)->setIcon({}); // those of the style are of another look
    buttons->button(QDialogButtonBox::Save)->setText(tr("Save..."));
    buttons->button(QDialogButtonBox::Save)->setProperty("kind", QStringLiteral("primary"));
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    layout.addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void FigureDialog::fill(const FigurePreset& preset) {
    m_format->setCurrentIndex(static_cast<int>(preset.format));
    m_width->setValue(static_cast<int>(std::lround(preset.form.widthMillimetres)));
    m_height->setValue(static_cast<int>(std::lround(preset.form.heightMillimetres)));
    m_font->setValue(preset.form.fontPoints);
    m_legend->setChecked(preset.form.hasLegend);
    m_caption->setText(preset.form.caption);
    m_preset->setEditText(preset.name);
    updateKind();
}

void FigureDialog::setChart(int chart) {
    m_chart->setCurrentIndex(chart);
}

QString FigureDialog::note() const {
    return m_note->text();
}

FigureKind FigureDialog::kind() const {
    const auto place = static_cast<std::size_t>(std::max(0, chart()));
    return place < m_charts.size() ? m_charts[place].kind : FigureKind::Chart;
}

void FigureDialog::updateKind() {
    const bool hasLatex = kind() == FigureKind::Chart, isScreen = kind() == FigureKind::Screen;
    const int latex = static_cast<int>(ExportFormat::Pgfplots);
    if (auto* formats = qobject_cast<QStandardItemModel*>(m_format->model()))
        formats->item(latex)->setEnabled(hasLatex);
    if (!hasLatex && m_format->currentIndex() == latex)
        m_format->setCurrentIndex(static_cast<int>(ExportFormat::Pdf));
    m_font->setEnabled(!isScreen);
    m_legend->setEnabled(!isScreen);
    m_note->setText(isScreen    ? tr("Drawn as it stands on the screen, as large as fits; not for LaTeX.")
                    : hasLatex ? tr("Figures are written in the light theme.")
                               : tr("Figures are written in the light theme. A map has no LaTeX of its own; include its PDF."));
}

FigureForm FigureDialog::form() const {
    return {static_cast<double>(m_width->value()), static_cast<double>(m_height->value()), m_font->value(), m_caption->text(), m_legend->isChecked()};
}

QString FigureDialog::typedName() const {
    return m_preset->currentText().trimmed();
}

FigurePreset FigureDialog::preset() const {
    return {typedName(), format(), form()};
}

void FigureDialog::fillPresets(const QString& chosen) {
    const QSignalBlocker quiet(m_preset);
    m_preset->clear();
    for (const auto& one : m_presets->all())
        m_preset->addItem(one.name);
    m_preset->setCurrentIndex(m_preset->findText(chosen, Qt::MatchExactly | Qt::MatchCaseSensitive));
    m_preset->setEditText(chosen);
    updatePresetButtons();
}

void FigureDialog::keepPreset() {
    m_presets->save(preset());
    fillPresets(typedName());
}

void FigureDialog::removePreset() {
    m_presets->remove(typedName());
    fillPresets({});
}

void FigureDialog::updatePresetButtons() {
    const QString name = typedName();
    m_keep->setEnabled(!name.isEmpty());
    m_remove->setEnabled(m_preset->findText(name, Qt::MatchExactly | Qt::MatchCaseSensitive) >= 0);
}

void FigureDialog::accept() {
    if (m_presets)
        m_presets->setLastUsed(preset());
    QDialog::accept();
}

} // namespace cpw::ui
