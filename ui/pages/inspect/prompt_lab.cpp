// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/prompt_lab.h"

#include "ui/pages/inspect/cell_map.h"
#include "ui/pages/inspect/prompt_lab_slots.h"
#include "ui/pages/inspect/point_map.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/segmented_buttons.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

// PromptLab: what stands where.
namespace cpw::ui {

PromptLab::PromptLab(const Theme& theme, InspectSession& session, QWidget* parent)
    : InspectView(parent), m_theme(theme), m_slots(std::make_unique<Slots>(session, *this)) {
    m_stack = new QStackedLayout(this);
    auto* empty = makeFrame("card", this);
    auto* emptyLayout = new QVBoxLayout(empty);
    m_empty = new EmptyState(theme, {}, {}, empty);
    emptyLayout->addWidget(m_empty);
    m_cards = new QWidget(this);
    m_stack->addWidget(m_cards);
    m_stack->addWidget(empty);
    auto* grid = new QGridLayout(m_cards);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(metric::kCardGap);
    grid->addWidget(makeSurvey(), 0, 0);
    grid->addWidget(makeScatter(), 0, 1);
    grid->addWidget(makeEffects(), 1, 0);
    grid->addWidget(makeCosines(), 1, 1);
    for (int i = 0; i < 2; ++i) {
        grid->setColumnStretch(i, 1);
        grid->setRowStretch(i, 1);
    }
    connectParts();
}

PromptLab::~PromptLab() = default;

QWidget* PromptLab::makeSurvey() {
    auto* card = makeFrame("card", m_cards);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(12, 8, 12, 10);
    layout->setSpacing(6);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel("section", tr("Prompts over rows"), card));
    head->addStretch(1);
    m_step = new QComboBox(card);
    m_step->setAccessibleName(tr("Between which checkpoints"));
    m_step->hide();
    head->addWidget(m_step);
    m_measures = new SegmentedButtons({tr("Norm"), tr("Attention"), tr("Drift")}, card);
    head->addWidget(m_measures);
    layout->addLayout(head);
    auto* maps = new QHBoxLayout;
    maps->setSpacing(14);
    m_keys = new CellMap(m_theme, tr("Prompts over rows: keys"), card);
    m_values = new CellMap(m_theme, tr("Prompts over rows: values"), card);
    maps->addWidget(m_keys, 1);
    maps->addWidget(m_values, 1);
    layout->addLayout(maps, 1);
    m_cellText = makeLabel("", {}, card);
    layout->addWidget(m_cellText);
    m_surveyNote = makeLabel("help", {}, card);
    m_surveyNote->setWordWrap(true);
    layout->addWidget(m_surveyNote);
    return card;
}

QWidget* PromptLab::makeScatter() {
    auto* card = makeFrame("card", m_cards);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(12, 8, 12, 10);
    layout->setSpacing(6);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel("section", tr("Rows by their prompts"), card));
    head->addStretch(1);
    head->addWidget(makeLabel("help", tr("Coloured by"), card));
    m_group = new QComboBox(card);
    m_group->setAccessibleName(tr("Coloured by"));
    head->addWidget(m_group);
    layout->addLayout(head);
    m_scatter = new PointMap(m_theme, tr("Rows by their prompts"), card);
    layout->addWidget(m_scatter, 1);
    auto* foot = new QHBoxLayout;
    m_pointText = makeLabel("help", {}, card);
    m_pointText->setWordWrap(true);
    foot->addWidget(m_pointText, 1);
    m_showRow = makeButton(m_theme, tr("Show this row"), "", "link", card);
    m_showRow->setEnabled(false);
    foot->addWidget(m_showRow);
    layout->addLayout(foot);
    return card;
}

QWidget* PromptLab::makeEffects() {
    auto* card = makeFrame("card", m_cards);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 8, 1, 8);
    layout->setSpacing(6);
    auto* title = makeLabel("section", tr("Other prompts for this row"), card);
    title->setContentsMargins(12, 0, 12, 0);
    layout->addWidget(title);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 0, 12, 0);
    m_layer = new QComboBox(card);
    m_layer->setAccessibleName(tr("Layers"));
    m_layer->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    head->addWidget(m_layer);
    head->addStretch(1);
    head->addWidget(makeLabel("help", tr("swap with row"), card));
    m_swap = new QSpinBox(card);
    m_swap->setRange(0, 999'999'999);
    m_swap->setAccessibleName(tr("Row whose prompts are taken"));
    m_swap->setKeyboardTracking(false);
    head->addWidget(m_swap);
    layout->addLayout(head);
    m_effectTable = new QTableView(card);
    m_effectTable->setModel(&m_effects);
    setUpPlainTable(*m_effectTable, m_theme, tr("Probability with other prompts"));
    layout->addWidget(m_effectTable, 1);
    m_effectNote = makeLabel("help", {}, card);
    m_effectNote->setContentsMargins(12, 0, 12, 0);
    m_effectNote->setWordWrap(true);
    layout->addWidget(m_effectNote);
    return card;
}

QWidget* PromptLab::makeCosines() {
    auto* card = makeFrame("card", m_cards);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(12, 8, 12, 10);
    layout->setSpacing(6);
    layout->addWidget(makeLabel("section", tr("Cosine between groups of rows"), card));
    m_cosines = new CellMap(m_theme, tr("Cosine between groups of rows"), card);
    layout->addWidget(m_cosines, 1);
    layout->addWidget(m_cosines->makeKeyLine(card));
    m_cosineNote = makeLabel("help", {}, card);
    m_cosineNote->setWordWrap(true);
    layout->addWidget(m_cosineNote);
    return card;
}

void PromptLab::connectParts() {
    connect(m_measures, &SegmentedButtons::chosen, this, [this](int measure) {
        m_step->setVisible(measure == Drift);
        if (measure == Drift)
            askDrift();
        showMeasure();
    });
    connect(m_step, &QComboBox::activated, this, &PromptLab::showMeasure);
    for (const auto* map : {m_keys, m_values})
        connect(map, &CellMap::cellChosen, this, [this, map] { showChosenCell(*map); });
    connect(m_group, &QComboBox::activated, this, [this] {
        m_surveyAsked.reset();
        askSurvey();
    });
    connect(m_scatter, &PointMap::pointChosen, this, [this](int point) {
        const auto row = m_survey->rows[static_cast<std::size_t>(point)];
        m_pointText->setText(m_scatter->points()[static_cast<std::size_t>(point)].name);
        m_showRow->setEnabled(true);
        m_swap->setValue(static_cast<int>(row));
    });
    connect(m_showRow, &QPushButton::clicked, this, [this] {
        if (m_survey && m_scatter->chosen() >= 0)
            Q_EMIT rowShown(m_survey->rows[static_cast<std::size_t>(m_scatter->chosen())]);
    });
    connect(m_swap, &QSpinBox::valueChanged, this, &PromptLab::askEffects);
    connect(m_layer, &QComboBox::activated, this, &PromptLab::askEffects);
    connect(m_cosines, &CellMap::cellChosen, this, [this] { m_cosineNote->setText(m_cosines->chosenText()); });
}

} // namespace cpw::ui
