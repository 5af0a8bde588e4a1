// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/fork_panel.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/rate_editor.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <limits>

namespace cpw::ui {
namespace {

constexpr int kColumns = 4;
constexpr double kLargestRate = 10;
constexpr double kLargestClip = 1e6;

QString captionOf(LiveValue value) {
    switch (value) {
    case LiveValue::RatePlm:
        return ForkPanel::tr("Learning rate, PLM");
    case LiveValue::RateCtr:
        return ForkPanel::tr("Learning rate, CTR side");
    case LiveValue::RateHeads:
        return ForkPanel::tr("Learning rate, heads");
    case LiveValue::WeightDecay:
        return ForkPanel::tr("Weight decay, 0 is off");
    case LiveValue::ClipNorm:
        return ForkPanel::tr("Gradient clip, 0 is off");
    }
    return {};
}

double& numberIn(spec::OptimizerSpec& optimizer, LiveValue value) {
    switch (value) {
    case LiveValue::RatePlm:
        return optimizer.learningRatePlm;
    case LiveValue::RateCtr:
        return optimizer.learningRateCtr;
    case LiveValue::RateHeads:
        return optimizer.learningRateHeads;
    case LiveValue::WeightDecay:
        return optimizer.weightDecay;
    case LiveValue::ClipNorm:
        break;
    }
    return optimizer.clipNorm;
}

} // namespace

ForkPanel::ForkPanel(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_place(makeLabel("section", {}, this)), m_epochs(new QSpinBox(this)), m_microBatches(new QSpinBox(this)),
      m_seed(new QLineEdit(this)), m_name(new QLineEdit(this)), m_problem(makeLabel("help", {}, this)),
      m_start(makeButton(theme, tr("Start fork"), "play", "primary", this)) {
    setObjectName(QStringLiteral("forkPanel"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, metric::kCardGap);
    auto* card = makeFrame("card", this);
    outer->addWidget(card);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    m_place->setWordWrap(true);
    layout->addWidget(m_place);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    for (int column = 0; column < kColumns; ++column)
        grid->setColumnStretch(column, 1);
    for (auto* count : {m_epochs, m_microBatches})
        count->setButtonSymbols(QAbstractSpinBox::NoButtons);
    int place = 0;
    for (const auto value : kLiveValues) {
        auto* field = new RateSpinBox(theme, this);
        field->setRange(0, value == LiveValue::ClipNorm ? kLargestClip : kLargestRate);
        m_rates[static_cast<std::size_t>(value)] = field;
        addField(*grid, place++, captionOf(value), field);
    }
    m_epochs->setRange(1, 100000);
    addField(*grid, place++, tr("Epochs of the stage"), m_epochs);
    m_microBatches->setRange(1, 65536);
    addField(*grid, place++, tr("Micro-batches of a step"), m_microBatches);
    addField(*grid, place++, tr("Seed"), m_seed);
    layout->addLayout(grid);
    auto* last = new QHBoxLayout;
    last->setSpacing(16);
    for (const auto side : kFreezeSides) {
        auto* box = new QCheckBox(side == FreezeSide::Plm ? tr("Freeze the language model") : tr("Freeze the CTR side"), this);
        m_freezes[static_cast<std::size_t>(side)] = box;
        last->addWidget(box);
    }
    last->addWidget(makeLabel("help", tr("Name"), this));
    m_name->setAccessibleName(tr("Name"));
    last->addWidget(m_name, 1);
    auto* cancel = makeButton(theme, tr("Cancel"), "", "", this);
    last->addWidget(m_start);
    last->addWidget(cancel);
    layout->addLayout(last);
    m_problem->setWordWrap(true);
    layout->addWidget(m_problem);
    connect(m_start, &QPushButton::clicked, this, &ForkPanel::start);
    connect(cancel, &QPushButton::clicked, this, &ForkPanel::close);
    hide();
}

void ForkPanel::addField(QGridLayout& grid, int place, const QString& caption, QWidget* field) {
    auto* label = makeLabel("help", caption, this);
    field->setAccessibleName(caption);
    const int row = place / kColumns * 2;
    grid.addWidget(label, row, place % kColumns);
    grid.addWidget(field, row + 1, place % kColumns);
}

void ForkPanel::open(const api::ForkPoint& point, std::optional<std::int64_t> wantedStep) {
    m_point = point;
    const auto& stage = point.spec.stages[static_cast<std::size_t>(point.stage)];
    const QString run = qstr(api::toText(point.parent));
    m_place->setText(wantedStep && *wantedStep != point.step
                         ? tr("New run from the checkpoint of step %1 of %2 (%3), the nearest before step %4")
                               .arg(countText(point.step), run, stageTitle(stage.kind), countText(*wantedStep))
                         : tr("New run from the checkpoint of step %1 of %2 (%3)").arg(countText(point.step), run, stageTitle(stage.kind)));
    const bool hasPlm = stage.kind != spec::StageKind::FinetuneCtr;
    for (const auto value : kLiveValues)
        field(value).setValue(valueIn(stage.optimizer, value));
    field(LiveValue::RatePlm).setEnabled(hasPlm);
    for (const auto side : kFreezeSides)
        m_freezes[static_cast<std::size_t>(side)]->setChecked(isFrozenIn(stage.freeze, side));
    m_freezes[static_cast<std::size_t>(FreezeSide::Plm)]->setEnabled(hasPlm);
    m_epochs->setValue(stage.epochs);
    m_microBatches->setValue(stage.accumulation);
    m_seed->setText(QString::number(point.spec.seed));
    m_name->setText(tr("%1 from step %2").arg(point.spec.name.empty() ? run : qstr(point.spec.name), QString::number(point.step)));
    m_start->setEnabled(true);
    showProblem({});
    show();
    field(LiveValue::RateCtr).setFocus(Qt::OtherFocusReason);
}

void ForkPanel::close() {
    m_point.reset();
    hide();
}

void ForkPanel::showProblem(const QString& text) {
    m_problem->setText(sentenceText(text));
    m_problem->setVisible(!text.isEmpty());
    m_start->setEnabled(true);
}

std::optional<api::RunSpec> ForkPanel::edited() const {
    bool isSeed = false;
    const auto seed = m_seed->text().trimmed().toULongLong(&isSeed);
    if (!m_point || !isSeed)
        return std::nullopt;
    auto spec = m_point->spec;
    auto& stage = spec.stages[static_cast<std::size_t>(m_point->stage)];
    for (const auto value : kLiveValues)
        numberIn(stage.optimizer, value) = m_rates[static_cast<std::size_t>(value)]->value();
    stage.freeze.languageModel = m_freezes[static_cast<std::size_t>(FreezeSide::Plm)]->isChecked();
    if (const bool isFrozen = m_freezes[static_cast<std::size_t>(FreezeSide::Ctr)]->isChecked(); isFrozen != stage.freeze.freezesWholeCtr())
        stage.freeze.ctrEmbeddings = stage.freeze.ctrTrunk = isFrozen;
    stage.epochs = m_epochs->value();
    stage.accumulation = m_microBatches->value();
    spec.seed = seed;
    spec.name = m_name->text().trimmed().toStdString();
    return spec;
}

void ForkPanel::start() {
    if (!m_point)
        return;
    const auto spec = edited();
    if (!spec) {
        showProblem(tr("the seed is \"%1\", expected a whole number from 0 on").arg(m_seed->text()));
        return;
    }
    m_start->setEnabled(false); // until the answer
    Q_EMIT forkRequested(*m_point, *spec);
}

void ForkPanel::keyPressEvent(QKeyEvent* event) {
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        close();
    else if (isReturn && event->modifiers().testFlag(Qt::ControlModifier))
        m_start->click();
    else
        QFrame::keyPressEvent(event);
}

} // namespace cpw::ui
