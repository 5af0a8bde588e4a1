// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/row_view.h"

#include "ui/pages/inspect/checkpoint_line.h"
#include "ui/pages/inspect/contribution_bars.h"
#include "ui/pages/inspect/head_grid.h"
#include "ui/pages/inspect/head_pattern.h"
#include "ui/pages/inspect/inspect_card.h"
#include "ui/pages/inspect/prompt_map.h"
#include "ui/pages/inspect/row_view_slots.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/scrolled_column.h"
#include "ui/widgets/segmented_buttons.h"
#include "ui/widgets/token_chips.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

// RowView: what stands where.
namespace cpw::ui {
namespace {

constexpr int kRightWidth = 320;
constexpr int kLeastRightWidth = 250;
constexpr int kHeadWidth = 176;
constexpr int kPredictionsHeight = 132;

QLabel* makeNote(QWidget* parent) {
    QLabel* label = makeLabel("help", {}, parent);
    label->setWordWrap(true);
    return label;
}

} // namespace

RowView::RowView(const Theme& theme, InspectSession& session, QWidget* parent)
    : InspectView(parent), m_theme(theme), m_slots(std::make_unique<Slots>(session, *this)) {
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(metric::kCardGap);
    columns->addWidget(new ScrolledColumn(makeMiddle(), this), 1);
    columns->addWidget(makeRight());
    connectParts();
}

RowView::~RowView() = default;

QWidget* RowView::makeMiddle() {
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kCardGap);
    m_textParts = new QWidget(content);
    auto* parts = new QVBoxLayout(m_textParts);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(metric::kCardGap);
    parts->addWidget(makeTokens(m_textParts));
    parts->addWidget(makeHeads(m_textParts), 1);
    layout->addWidget(m_textParts, 1);
    auto* over = makeFrame("card", content);
    auto* overLayout = makeCardLayout(over);
    overLayout->addWidget(makeLabel("section", tr("This row over checkpoints"), over));
    m_line = new CheckpointLine(m_theme, over);
    overLayout->addWidget(m_line);
    overLayout->addWidget(m_line->makeKeyLine(over));
    over->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    layout->addWidget(over);
    layout->addStretch(); // takes the room where a CTR-only run has no text
    return content;
}

QWidget* RowView::makeTokens(QWidget* parent) {
    auto* card = makeFrame("card", parent);
    auto* layout = makeCardLayout(card);
    auto* head = new QHBoxLayout;
    m_tokenTitle = new ElidedLabel("section", card);
    m_tokenTitle->setFullText(tr("Tokens"));
    head->addWidget(m_tokenTitle, 1);
    m_modes = new SegmentedButtons({tr("Attention"), tr("Masked"), tr("Contributions")}, card);
    head->addWidget(m_modes);
    layout->addLayout(head);
    m_chips = new TokenChips(m_theme, card);
    layout->addWidget(m_chips);
    auto* below = new QHBoxLayout; // the title has its row nearly alone
    m_tokenNote = makeNote(card);
    below->addWidget(m_tokenNote, 1);
    m_massBox = new QComboBox(card);
    m_massBox->setAccessibleName(tr("Share of the attention that is shaded"));
    m_massBox->setToolTip(tr("Shades the fewest tokens that together hold this share of the attention"));
    m_massBox->addItem(tr("all weights"), 1.0);
    for (const int percent : {99, 95, 90, 75, 50})
        m_massBox->addItem(tr("%1 % of the weight").arg(percent), percent / 100.0);
    below->addWidget(m_massBox, 0, Qt::AlignTop);
    layout->addLayout(below);
    m_predictionTable = new QTableView(card);
    m_predictionTable->setModel(&m_predictions);
    setUpPlainTable(*m_predictionTable, m_theme, tr("Masked tokens, filled in"));
    m_predictionTable->setFixedHeight(scaled(kPredictionsHeight));
    m_predictionTable->hide();
    layout->addWidget(m_predictionTable);
    return card;
}

QWidget* RowView::makeHeads(QWidget* parent) {
    auto* card = makeFrame("card", parent);
    auto* layout = makeCardLayout(card);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel("section", tr("Layers and heads"), card));
    head->addStretch(1);
    auto* modes = new SegmentedButtons({tr("Pattern"), tr("Share on prompts"), tr("Entropy")}, card);
    head->addWidget(modes);
    layout->addLayout(head);
    auto* row = new QHBoxLayout;
    row->setSpacing(14);
    m_heads = new HeadGrid(m_theme, card);
    auto* grid = new QVBoxLayout;
    grid->setSpacing(4);
    grid->addWidget(m_heads, 1);
    grid->addWidget(m_heads->makeKeyLine(card));
    row->addLayout(grid, 1);
    row->addWidget(makeHeadFacts(card));
    layout->addLayout(row, 1);
    connect(modes, &SegmentedButtons::chosen, this, [this](int mode) { m_heads->setMode(static_cast<HeadGrid::Mode>(mode)); });
    return card;
}

QWidget* RowView::makeHeadFacts(QWidget* parent) {
    auto* column = new QWidget(parent);
    column->setFixedWidth(scaled(kHeadWidth));
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_headTitle = makeLabel("section", {}, column);
    layout->addWidget(m_headTitle);
    m_pattern = new HeadPattern(m_theme, column);
    layout->addWidget(m_pattern, 1);
    layout->addWidget(m_pattern->makeKeyLine(column));
    m_headFacts = makeNote(column);
    layout->addWidget(m_headFacts);
    m_headEffect = makeNote(column);
    layout->addWidget(m_headEffect);
    m_mask = makeButton(m_theme, tr("Mask this head"), "", "", column);
    m_mask->setToolTip(tr("Sets the head's output to zero, as a change of the row (M)"));
    layout->addWidget(m_mask);
    return column;
}

QWidget* RowView::makeRight() {
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kCardGap);
    m_promptParts = makePrompts(content);
    layout->addWidget(m_promptParts);
    layout->addWidget(makeContributions(content));
    layout->addStretch(1);
    auto* column = new ScrolledColumn(content, this);
    column->setMinimumWidth(scaled(kLeastRightWidth));
    column->setMaximumWidth(scaled(kRightWidth));
    column->setProperty("foldsAs", tr("Prompts and contributions"));
    return column;
}

QWidget* RowView::makePrompts(QWidget* parent) {
    auto* card = makeFrame("card", parent);
    auto* layout = makeCardLayout(card);
    layout->addWidget(makeLabel("section", tr("Soft prompts of this row"), card));
    m_prompts = new PromptMap(m_theme, card);
    layout->addWidget(m_prompts);
    layout->addWidget(m_prompts->makeKeyLine(card));
    m_promptText = makeLabel("", {}, card);
    m_promptText->setWordWrap(true);
    m_nearText = makeNote(card);
    m_promptEffect = makeNote(card);
    for (QLabel* label : {m_promptText, m_nearText, m_promptEffect})
        layout->addWidget(label);
    return card;
}

QWidget* RowView::makeContributions(QWidget* parent) {
    auto* card = makeFrame("card", parent);
    auto* layout = makeCardLayout(card);
    auto* title = new ElidedLabel("section", card);
    title->setFullText(tr("Contribution of each field to the logit"));
    layout->addWidget(title);
    m_method = new QComboBox(card);
    m_method->setAccessibleName(tr("Method"));
    m_method->addItem(tr("integrated gradients"), static_cast<int>(api::ContributionMethod::IntegratedGradients));
    m_method->addItem(tr("gradient times input"), static_cast<int>(api::ContributionMethod::GradientTimesInput));
    m_method->addItem(tr("leave one out"), static_cast<int>(api::ContributionMethod::LeaveOneOut));
    layout->addWidget(m_method);
    m_bars = new ContributionBars(m_theme, card);
    layout->addWidget(m_bars);
    layout->addWidget(m_bars->makeKeyLine(card));
    m_sumText = makeNote(card);
    layout->addWidget(m_sumText);
    return card;
}

void RowView::connectParts() {
    connect(m_modes, &SegmentedButtons::chosen, this, [this](int mode) { setTokenMode(static_cast<TokenMode>(mode)); });
    connect(m_heads, &HeadGrid::headChosen, this, [this](int layer, int) {
        showHead();
        if (m_attention && m_attendedLayer == layer)
            showTokens();
        else
            askAttention();
        askHeadEffect();
    });
    connect(m_heads, &HeadGrid::maskToggled, this, &RowView::maskToggled);
    connect(m_heads, &HeadGrid::headOpened, this, &RowView::openHead);
    connect(m_mask, &QPushButton::clicked, this, [this] { Q_EMIT maskToggled(m_heads->layer(), m_heads->head()); });
    connect(m_chips, &TokenChips::tokenClicked, this, &RowView::tokenClicked);
    connect(m_chips, &TokenChips::tokenHovered, this, &RowView::tokenHovered);
    connect(m_massBox, &QComboBox::activated, this, [this] { setMass(m_massBox->currentData().toDouble()); });
    connect(m_prompts, &PromptMap::promptChosen, this, &RowView::askPrompt);
    connect(m_method, &QComboBox::activated, this, &RowView::askContributions);
    connect(m_line, &CheckpointLine::stepChosen, this, &RowView::stepChosen);
}

} // namespace cpw::ui
