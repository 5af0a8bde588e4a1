// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect_page.h"

#include "ui/pages/inspect/checkpoint_line.h"
#include "ui/pages/inspect/contribution_bars.h"
#include "ui/pages/inspect/head_grid.h"
#include "ui/pages/inspect/inspect_slots.h"
#include "ui/pages/inspect/prompt_map.h"
#include "ui/pages/page_header.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/segmented_buttons.h"
#include "ui/widgets/token_chips.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QProgressBar>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedLayout>
#include <QVBoxLayout>

// InspectPage: what stands where.
namespace cpw::ui {
namespace {

constexpr int kLeftWidth = 270;
constexpr int kRightWidth = 320;
constexpr int kEditMilliseconds = 150;

/// A column of cards that scrolls when it is higher than the page.
QScrollArea* makeColumn(QWidget* content, QWidget* parent) {
    auto* scroll = new QScrollArea(parent);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    content->setProperty("kind", QStringLiteral("plain"));
    scroll->setWidget(content);
    return scroll;
}

QVBoxLayout* makeCard(QWidget*& card, QWidget* parent) {
    card = makeFrame("card", parent);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(6);
    return layout;
}

QProgressBar* makeBar(const QString& name, QWidget* parent) {
    auto* bar = new QProgressBar(parent);
    bar->setRange(0, 1000);
    bar->setTextVisible(false);
    bar->setAccessibleName(name);
    return bar;
}

} // namespace

InspectPage::InspectPage(const Theme& theme, EngineSession& session, InspectSession& inspector, Selection& selection, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_inspector(inspector), m_selection(selection), m_slots(std::make_unique<Slots>(inspector, *this)) {
    setProperty("kind", QStringLiteral("page"));
    m_stack = new QStackedLayout(this);
    m_empty = new EmptyState(theme, tr("No run to look into"), tr("Choose a run on the Runs page, or train one."), this);
    m_stack->addWidget(m_empty);
    auto* body = new QWidget(this);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(metric::kPageMargin, 0, metric::kPageMargin, metric::kMargin);
    layout->setSpacing(0);
    m_header = new PageHeader(theme, body);
    m_checkpoint = new QComboBox(body);
    m_checkpoint->setAccessibleName(tr("Checkpoint"));
    m_checkpoint->setMinimumWidth(scaled(170));
    m_header->addAction(m_checkpoint);
    layout->addWidget(m_header);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(metric::kCardGap);
    columns->addWidget(makeLeft());
    columns->addWidget(makeMiddle(), 1);
    columns->addWidget(makeRight());
    layout->addLayout(columns, 1);
    m_stack->addWidget(body);
    m_editTimer.setSingleShot(true);
    m_editTimer.setInterval(kEditMilliseconds);
    connectParts();
}

InspectPage::~InspectPage() = default;

QWidget* InspectPage::makeLeft() {
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kCardGap);
    layout->addWidget(makeRowCard());
    layout->addWidget(makeEdits());
    layout->addWidget(makeProbability());
    layout->addStretch(1);
    auto* column = makeColumn(content, this);
    column->setFixedWidth(scaled(kLeftWidth));
    return column;
}

QWidget* InspectPage::makeRowCard() {
    QWidget* card = nullptr;
    auto* layout = makeCard(card, this);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel("section", tr("Row"), card));
    head->addStretch(1);
    m_labelText = makeLabel("help", {}, card);
    head->addWidget(m_labelText);
    layout->addLayout(head);
    m_part = new QComboBox(card);
    m_part->setAccessibleName(tr("Part"));
    for (const auto& [name, id] : {std::pair(tr("Test"), "test"), std::pair(tr("Validation"), "validation"), std::pair(tr("Train"), "train")})
        m_part->addItem(name, QString::fromLatin1(id));
    m_order = new QComboBox(card);
    m_order->setAccessibleName(tr("Order"));
    m_order->addItem(tr("largest error first"), static_cast<int>(api::RowOrder::LargestError));
    m_order->addItem(tr("rare values first"), static_cast<int>(api::RowOrder::TailFirst));
    m_order->addItem(tr("as in the table"), static_cast<int>(api::RowOrder::Table));
    m_order->addItem(tr("random"), static_cast<int>(api::RowOrder::Random));
    m_placeBox = new QSpinBox(card);
    m_placeBox->setMinimum(1);
    m_placeBox->setAccessibleName(tr("Place in this order"));
    auto* form = new QFormLayout;
    form->setSpacing(6);
    form->addRow(makeLabel("help", tr("Part"), card), m_part);
    form->addRow(makeLabel("help", tr("Order"), card), m_order);
    form->addRow(makeLabel("help", tr("Place"), card), m_placeBox);
    layout->addLayout(form);
    m_rowText = makeLabel("help", {}, card);
    m_rowText->setWordWrap(true);
    layout->addWidget(m_rowText);
    return card;
}

QWidget* InspectPage::makeEdits() {
    QWidget* card = nullptr;
    auto* layout = makeCard(card, this);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel("section", tr("What if"), card));
    head->addStretch(1);
    m_reset = makeButton(m_theme, tr("Reset all"), "", "link", card);
    m_reset->setEnabled(false);
    head->addWidget(m_reset);
    layout->addLayout(head);
    m_form = new QFormLayout;
    m_form->setSpacing(6);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->addLayout(m_form);
    return card;
}

QWidget* InspectPage::makeProbability() {
    QWidget* card = nullptr;
    auto* layout = makeCard(card, this);
    layout->addWidget(makeLabel("section", tr("Probability of a click"), card));
    const auto addLine = [&](const QString& name, QLabel*& number, QProgressBar*& bar) {
        auto* row = new QHBoxLayout;
        row->addWidget(makeLabel("help", name, card), 1);
        number = makeLabel("mono", {}, card);
        row->addWidget(number);
        layout->addLayout(row);
        bar = makeBar(name, card);
        layout->addWidget(bar);
    };
    addLine(tr("As recorded"), m_recordedText, m_recordedBar);
    addLine(tr("After the edit"), m_editedText, m_editedBar);
    m_logits = makeLabel("help", {}, card);
    m_logits->setWordWrap(true);
    layout->addWidget(m_logits);
    m_state = makeLabel("help", {}, card);
    m_state->setWordWrap(true);
    layout->addWidget(m_state);
    return card;
}

QWidget* InspectPage::makeMiddle() {
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kCardGap);
    m_textParts = new QWidget(content);
    auto* parts = new QVBoxLayout(m_textParts);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(metric::kCardGap);
    QWidget* tokens = nullptr;
    auto* tokenLayout = makeCard(tokens, m_textParts);
    m_attentionTitle = makeLabel("section", {}, tokens);
    tokenLayout->addWidget(m_attentionTitle);
    m_chips = new TokenChips(m_theme, tokens);
    tokenLayout->addWidget(m_chips);
    m_attentionNote = makeLabel("help", {}, tokens);
    m_attentionNote->setWordWrap(true);
    tokenLayout->addWidget(m_attentionNote);
    parts->addWidget(tokens);
    QWidget* grid = nullptr;
    auto* gridLayout = makeCard(grid, m_textParts);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel("section", tr("Layers and heads"), grid));
    head->addStretch(1);
    auto* modes = new SegmentedButtons({tr("Pattern"), tr("Share on prompts"), tr("Entropy")}, grid);
    head->addWidget(modes);
    gridLayout->addLayout(head);
    m_heads = new HeadGrid(m_theme, grid);
    gridLayout->addWidget(m_heads, 1);
    m_headText = makeLabel("help", {}, grid);
    gridLayout->addWidget(m_headText);
    parts->addWidget(grid, 1);
    layout->addWidget(m_textParts, 1);
    connect(modes, &SegmentedButtons::chosen, this, [this](int mode) { m_heads->setMode(static_cast<HeadGrid::Mode>(mode)); });
    QWidget* over = nullptr;
    auto* overLayout = makeCard(over, content);
    overLayout->addWidget(makeLabel("section", tr("This row over checkpoints"), over));
    m_line = new CheckpointLine(m_theme, over);
    overLayout->addWidget(m_line);
    over->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    layout->addWidget(over);
    layout->addStretch(); // takes the room where a CTR-only run has no text
    return content;
}

QWidget* InspectPage::makeRight() {
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kCardGap);
    auto* promptLayout = makeCard(m_promptParts, content);
    promptLayout->addWidget(makeLabel("section", tr("Soft prompts of this row"), m_promptParts));
    m_prompts = new PromptMap(m_theme, m_promptParts);
    promptLayout->addWidget(m_prompts);
    m_promptText = makeLabel("", {}, m_promptParts);
    m_nearText = makeLabel("help", {}, m_promptParts);
    m_withoutText = makeLabel("help", {}, m_promptParts);
    for (QLabel* label : {m_promptText, m_nearText, m_withoutText}) {
        label->setWordWrap(true);
        promptLayout->addWidget(label);
    }
    layout->addWidget(m_promptParts);
    QWidget* card = nullptr;
    auto* contributions = makeCard(card, content);
    contributions->addWidget(makeLabel("section", tr("Contribution of each field to the logit"), card));
    m_method = new QComboBox(card);
    m_method->setAccessibleName(tr("Method"));
    m_method->addItem(tr("integrated gradients"), static_cast<int>(api::ContributionMethod::IntegratedGradients));
    m_method->addItem(tr("gradient times input"), static_cast<int>(api::ContributionMethod::GradientTimesInput));
    m_method->addItem(tr("leave one out"), static_cast<int>(api::ContributionMethod::LeaveOneOut));
    contributions->addWidget(m_method);
    m_bars = new ContributionBars(m_theme, card);
    contributions->addWidget(m_bars);
    m_sumText = makeLabel("help", {}, card);
    m_sumText->setWordWrap(true);
    contributions->addWidget(m_sumText);
    layout->addWidget(card);
    layout->addStretch(1);
    auto* column = makeColumn(content, this);
    column->setFixedWidth(scaled(kRightWidth));
    column->setProperty("foldsAs", tr("Prompts and contributions"));
    return column;
}

void InspectPage::connectParts() {
    connect(&m_selection, &Selection::currentRunChanged, this, [this] {
        if (isVisible())
            openRun();
    });
    connect(&m_session, &EngineSession::runLoaded, this, [this](api::RunId run) {
        if (run == m_run)
            updateHeader();
    });
    connect(&m_selection, &Selection::runsChanged, this, [this] {
        if (isVisible())
            openRun();
    });
    connect(&m_selection, &Selection::stepCursorChanged, this, [this] {
        if (isVisible() && m_run)
            askAtStep();
    });
    connect(m_checkpoint, &QComboBox::activated, this, [this](int index) {
        const QVariant step = m_checkpoint->itemData(index);
        m_selection.setStepCursor(step.isValid() ? std::optional(step.toLongLong()) : std::nullopt);
    });
    for (auto* box : {m_part, m_order})
        connect(box, &QComboBox::activated, this, &InspectPage::askRows);
    connect(m_placeBox, &QSpinBox::valueChanged, this, [this](int place) {
        if (!m_isFilling)
            showPlace(static_cast<std::size_t>(place - 1));
    });
    connect(m_reset, &QPushButton::clicked, this, &InspectPage::resetEdits);
    connect(&m_editTimer, &QTimer::timeout, this, &InspectPage::askAll);
    connect(m_heads, &HeadGrid::headChosen, this, [this](int layer, int) {
        if (m_attention && m_slots->attendedLayer == layer)
            showAttention();
        else
            askAttention();
    });
    connect(m_chips, &TokenChips::tokenClicked, this, [this](int token) {
        const int prompts = m_attention ? m_attention->prompts : 0;
        if (token >= prompts) // a prompt asks nothing
            m_query = token - prompts;
        showAttention();
    });
    connect(m_prompts, &PromptMap::promptChosen, this, &InspectPage::askPrompt);
    connect(m_method, &QComboBox::activated, this, &InspectPage::askContributions);
    connect(m_line, &CheckpointLine::stepChosen, this, [this](qint64 step) { m_selection.setStepCursor(step); });
}

void InspectPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_N)
        m_placeBox->stepUp();
    else if (event->key() == Qt::Key_P)
        m_placeBox->stepDown();
    else
        QWidget::keyPressEvent(event);
}

} // namespace cpw::ui
