// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/variants_view.h"

#include "ui/pages/inspect/cell_map.h"
#include "ui/pages/inspect/contribution_bars.h"
#include "ui/pages/inspect/head_grid.h"
#include "ui/pages/inspect/inspect_card.h"
#include "ui/pages/inspect/variants_view_slots.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/segmented_buttons.h"
#include "ui/widgets/token_chips.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

// VariantsView: what stands where.
namespace cpw::ui {
namespace {

constexpr int kNumbersHeight = 240;

} // namespace

VariantsView::VariantsView(const Theme& theme, InspectSession& session, QWidget* parent)
    : InspectView(parent), m_theme(theme), m_slots(std::make_unique<Slots>(session, *this)) {
    m_stack = new QStackedLayout(this);
    auto* empty = makeFrame("card", this);
    auto* emptyLayout = new QVBoxLayout(empty);
    m_empty = new EmptyState(theme, tr("Nothing to compare with"), {}, empty);
    auto* pin = makeButton(theme, tr("Pin as B"), "", "", m_empty);
    pin->setToolTip(tr("Keeps what is shown now, to compare with"));
    connect(pin, &QPushButton::clicked, this, &VariantsView::pinRequested);
    m_empty->addWay(pin);
    emptyLayout->addWidget(m_empty);
    m_cards = new QWidget(this);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_cards);
    auto* grid = new QGridLayout(m_cards);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(metric::kCardGap);
    grid->addWidget(makeNumbers(), 0, 0);
    grid->addWidget(makeTokens(), 0, 1);
    grid->addWidget(makeHeads(), 1, 0);
    grid->addWidget(makePrompts(), 1, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(1, 1);
}

VariantsView::~VariantsView() = default;

QWidget* VariantsView::makeNumbers() {
    auto* card = makeFrame("card", m_cards);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 8);
    layout->setSpacing(0);
    m_note = makeLabel("help", {}, card);
    m_note->setWordWrap(true);
    layout->addWidget(makeCardHead(tr("A and B"), m_note, card));
    m_table = new QTableView(card);
    m_table->setModel(&m_numbers);
    setUpPlainTable(*m_table, m_theme, tr("Numbers of both, and their difference"));
    layout->addWidget(m_table, 1);
    card->setFixedHeight(scaled(kNumbersHeight));
    return card;
}

QWidget* VariantsView::makeTokens() {
    auto* card = makeFrame("card", m_cards);
    auto* layout = makeCardLayout(card);
    m_tokenTitle = makeLabel("section", tr("Tokens"), card);
    layout->addWidget(m_tokenTitle);
    auto* both = new QWidget(card);
    auto* column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    for (int i = 0; i < 2; ++i) {
        m_chipTitles[i] = makeLabel("help", {}, both);
        m_chips[i] = new TokenChips(m_theme, both);
        m_chips[i]->setAccessibleName(i == 0 ? tr("Tokens of A") : tr("Tokens of B"));
        column->addWidget(m_chipTitles[i]);
        column->addWidget(m_chips[i]);
        connect(m_chips[i], &TokenChips::tokenClicked, this, [this](int token) {
            const int prompts = m_attention ? m_attention->first.prompts : 0;
            if (token >= prompts) // a prompt asks nothing
                m_query = token - prompts;
            showAttention();
        });
    }
    column->addStretch(1);
    both->setProperty("kind", QStringLiteral("plain"));
    auto* scroll = new QScrollArea(card);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(both);
    layout->addWidget(scroll, 1);
    card->setFixedHeight(scaled(kNumbersHeight));
    return card;
}

QWidget* VariantsView::makeHeads() {
    auto* card = makeFrame("card", m_cards);
    auto* layout = makeCardLayout(card);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel("section", tr("Layers and heads"), card));
    head->addStretch(1);
    m_modes = new SegmentedButtons({QStringLiteral("A"), QStringLiteral("B"), tr("B less A")}, card);
    m_modes->setCurrent(2);
    head->addWidget(m_modes);
    layout->addLayout(head);
    m_heads = new HeadGrid(m_theme, card);
    layout->addWidget(m_heads, 1);
    layout->addWidget(m_heads->makeKeyLine(card));
    m_headText = makeLabel("help", {}, card);
    m_headText->setWordWrap(true);
    layout->addWidget(m_headText);
    connect(m_modes, &SegmentedButtons::chosen, this, &VariantsView::showGrids);
    connect(m_heads, &HeadGrid::headChosen, this, [this](int layer, int) {
        showNumbers();
        if (m_attention && m_attention->layer == layer)
            showAttention();
        else
            askAttention();
    });
    return card;
}

QWidget* VariantsView::makePrompts() {
    auto* card = makeFrame("card", m_cards);
    auto* layout = makeCardLayout(card);
    layout->addWidget(makeLabel("section", tr("Soft prompts: norms, B less A"), card));
    m_prompts = new CellMap(m_theme, tr("Soft prompts: norms, B less A"), card);
    layout->addWidget(m_prompts, 1);
    layout->addWidget(m_prompts->makeKeyLine(card));
    m_promptText = makeLabel("help", {}, card);
    m_promptText->setWordWrap(true);
    layout->addWidget(m_promptText);
    layout->addWidget(makeFrame("line", card));
    layout->addWidget(makeLabel("section", tr("Contribution of each field to the logit"), card));
    m_bars = new ContributionBars(m_theme, card);
    m_bars->setNames(QStringLiteral("A"), QStringLiteral("B"));
    layout->addWidget(m_bars);
    layout->addWidget(m_bars->makeKeyLine(card));
    m_barText = makeLabel("help", {}, card);
    m_barText->setWordWrap(true);
    layout->addWidget(m_barText);
    connect(m_prompts, &CellMap::cellChosen, this, [this] { m_promptText->setText(m_prompts->chosenText()); });
    return card;
}

void VariantsView::setHeadMode(int mode) {
    m_modes->setCurrent(mode);
    showGrids();
}

std::vector<ShownTable> VariantsView::tables() const {
    return {m_numbers.table(), m_prompts->table()};
}

} // namespace cpw::ui
