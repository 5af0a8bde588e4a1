// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect_page.h"

#include "ui/pages/inspect/embedding_view.h"
#include "ui/pages/inspect/errors_view.h"
#include "ui/pages/inspect/inspect_card.h"
#include "ui/pages/inspect/inspect_slots.h"
#include "ui/pages/inspect/prompt_lab.h"
#include "ui/pages/inspect/row_view.h"
#include "ui/pages/inspect/scoring_note.h"
#include "ui/pages/inspect/variants_view.h"
#include "ui/pages/page_header.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/scrolled_column.h"
#include "ui/widgets/segmented_buttons.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QSpinBox>
#include <QStackedLayout>
#include <QVBoxLayout>

// InspectPage: what stands where.
namespace cpw::ui {
namespace {

constexpr int kLeftWidth = 280;
constexpr int kEditMilliseconds = 150;
constexpr int kFilterMilliseconds = 400;

QProgressBar* makeBar(const QString& name, QWidget* parent) {
    auto* bar = new QProgressBar(parent);
    bar->setRange(0, 1000);
    bar->setTextVisible(false);
    bar->setAccessibleName(name);
    return bar;
}

QLabel* makeNote(const QString& text, QWidget* parent) {
    QLabel* label = makeLabel("help", text, parent);
    label->setWordWrap(true);
    return label;
}

QComboBox* makeBox(const QString& name, QWidget* parent) {
    auto* box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(10);
    return box;
}

} // namespace

InspectPage::InspectPage(const Theme& theme, EngineSession& session, InspectSession& inspector, Selection& selection, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_inspector(inspector), m_selection(selection), m_slots(std::make_unique<Slots>(inspector, *this)) {
    setProperty("kind", QStringLiteral("page"));
    m_stack = new QStackedLayout(this);
    makeEmpty();
    m_stack->addWidget(m_empty);
    auto* body = new QWidget(this);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(metric::kPageMargin, 0, metric::kPageMargin, metric::kMargin);
    layout->setSpacing(0);
    makeHeader(body);
    layout->addWidget(m_header);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(metric::kCardGap);
    columns->addWidget(makeLeft());
    columns->addWidget(makeViews(), 1);
    layout->addLayout(columns, 1);
    m_stack->addWidget(body);
    for (auto [timer, interval] : {std::pair(&m_editTimer, kEditMilliseconds), std::pair(&m_filterTimer, kFilterMilliseconds)}) {
        timer->setSingleShot(true);
        timer->setInterval(interval);
    }
    connectParts();
    connectViews();
    makeActions();
}

InspectPage::~InspectPage() = default;

void InspectPage::makeHeader(QWidget* body) {
    m_header = new PageHeader(m_theme, body);
    m_viewButtons = new SegmentedButtons({tr("Row"), tr("A and B"), tr("Errors"), tr("Prompts"), tr("Embeddings")}, body);
    m_checkpoint = makeBox(tr("Checkpoint"), body);
    m_secondBox = makeBox(tr("Compare with"), body);
    m_secondBox->setMinimumContentsLength(15);
    m_secondBox->setToolTip(tr("B: another checkpoint or run, for the same row and for slices"));
    auto* more = makeButton(m_theme, tr("Export"), "save", "", body);
    more->setProperty("hasMenu", true);
    auto* menu = new QMenu(more);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        for (const char* id : {"inspect.export_figure", "inspect.export_data", "inspect.show_tables"})
            menu->addAction(findChild<QAction*>(QLatin1String(id)));
    });
    more->setMenu(menu);
    for (QWidget* part : {static_cast<QWidget*>(m_viewButtons), static_cast<QWidget*>(m_checkpoint), static_cast<QWidget*>(m_secondBox), static_cast<QWidget*>(more)})
        m_header->addAction(part);
}

QWidget* InspectPage::makeViews() {
    auto* holder = new QWidget(this);
    m_views = new QStackedLayout(holder);
    m_rowView = new RowView(m_theme, m_inspector, holder);
    m_variants = new VariantsView(m_theme, m_inspector, holder);
    m_errors = new ErrorsView(m_theme, m_inspector, holder);
    m_lab = new PromptLab(m_theme, m_inspector, holder);
    m_embeddings = new EmbeddingView(m_theme, m_inspector, holder);
    for (InspectView* view : {static_cast<InspectView*>(m_rowView), static_cast<InspectView*>(m_variants), static_cast<InspectView*>(m_errors),
                              static_cast<InspectView*>(m_lab), static_cast<InspectView*>(m_embeddings)})
        m_views->addWidget(view);
    return holder;
}

QWidget* InspectPage::makeLeft() {
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kCardGap);
    layout->addWidget(makeRowCard());
    layout->addWidget(makeEdits());
    layout->addWidget(makeProbability());
    layout->addStretch(1);
    auto* column = new ScrolledColumn(content, this);
    column->setFixedWidth(scaled(kLeftWidth));
    return column;
}

QWidget* InspectPage::makeRowCard() {
    auto* card = makeFrame("card", this);
    auto* layout = makeCardLayout(card);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel("section", tr("Row"), card));
    head->addStretch(1);
    m_labelText = makeLabel("help", {}, card);
    head->addWidget(m_labelText);
    layout->addLayout(head);
    m_part = makeBox(tr("Part"), card);
    for (const auto& [name, id] : {std::pair(tr("Test"), "test"), std::pair(tr("Validation"), "validation"), std::pair(tr("Train"), "train")})
        m_part->addItem(name, QString::fromLatin1(id));
    m_order = makeBox(tr("Order"), card);
    m_order->addItem(tr("largest error first"), static_cast<int>(api::RowOrder::LargestError));
    m_order->addItem(tr("highest probability first"), static_cast<int>(api::RowOrder::HighestProbability));
    m_order->addItem(tr("lowest probability first"), static_cast<int>(api::RowOrder::LowestProbability));
    m_order->addItem(tr("rare values first"), static_cast<int>(api::RowOrder::TailFirst));
    m_order->addItem(tr("as in the table"), static_cast<int>(api::RowOrder::Table));
    m_order->addItem(tr("random"), static_cast<int>(api::RowOrder::Random));
    m_placeBox = new QSpinBox(card);
    m_placeBox->setMinimum(1);
    m_placeBox->setAccessibleName(tr("Place in this order"));
    auto* form = new QFormLayout;
    form->setSpacing(6);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(makeLabel("help", tr("Part"), card), m_part);
    form->addRow(makeLabel("help", tr("Order"), card), m_order);
    form->addRow(makeLabel("help", tr("Only"), card), makeFilter(card));
    form->addRow(makeLabel("help", tr("Place"), card), m_placeBox);
    layout->addLayout(form);
    m_scoring = new ScoringNote(m_theme, card);
    layout->addWidget(m_scoring);
    m_rowText = makeNote({}, card);
    layout->addWidget(m_rowText);
    return card;
}

QWidget* InspectPage::makeFilter(QWidget* card) {
    auto* holder = new QWidget(card);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_filterField = makeBox(tr("Field of the filter"), holder);
    m_filterField->setMinimumContentsLength(5);
    m_filterText = new QLineEdit(holder);
    m_filterText->setAccessibleName(tr("Rows with this value"));
    m_filterText->setPlaceholderText(tr("value"));
    m_filterText->setClearButtonEnabled(true);
    row->addWidget(m_filterField, 1);
    row->addWidget(m_filterText, 1);
    return holder;
}

QWidget* InspectPage::makeEdits() {
    auto* card = makeFrame("card", this);
    auto* layout = makeCardLayout(card);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel("section", tr("What if"), card));
    head->addStretch(1);
    m_reset = makeButton(m_theme, tr("Reset all"), "", "link", card);
    m_reset->setEnabled(false);
    head->addWidget(m_reset);
    layout->addLayout(head);
    m_form = new QFormLayout;
    m_form->setSpacing(5);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->addLayout(m_form);
    return card;
}

QWidget* InspectPage::makeProbability() {
    auto* card = makeFrame("card", this);
    auto* layout = makeCardLayout(card);
    layout->addWidget(makeLabel("section", tr("Probability of a click"), card));
    m_untrained = makeNote(tr("Untrained click logit: a PA-MLM stage does not learn clicks."), card);
    setStyleProperty(m_untrained, "tone", QStringLiteral("warn"));
    m_untrained->hide();
    layout->addWidget(m_untrained);
    const auto addLine = [&](const QString& name, QLabel*& words, QLabel*& number, QProgressBar*& bar) {
        auto* row = new QHBoxLayout;
        words = makeLabel("help", name, card);
        row->addWidget(words, 1);
        number = makeLabel("mono", {}, card);
        row->addWidget(number);
        layout->addLayout(row);
        bar = makeBar(name, card);
        layout->addWidget(bar);
    };
    QLabel* words = nullptr;
    addLine(tr("As recorded"), words, m_recordedText, m_recordedBar);
    addLine(tr("After the edit"), words, m_editedText, m_editedBar);
    addLine(QStringLiteral("B"), m_secondName, m_secondText, m_secondBar);
    m_secondName->setWordWrap(true);
    showSecondLine(false);
    m_logits = makeNote({}, card);
    layout->addWidget(m_logits);
    auto* foot = new QHBoxLayout;
    m_state = makeNote({}, card);
    foot->addWidget(m_state, 1);
    m_pin = makeButton(m_theme, tr("Pin as B"), "", "", card);
    m_pin->setToolTip(tr("Keeps what is shown now, to compare with"));
    foot->addWidget(m_pin, 0, Qt::AlignTop);
    layout->addLayout(foot);
    return card;
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
    connect(&m_session, &EngineSession::runChanged, this, [this](api::RunId run, RunChanges changes) {
        if (run == m_run && isVisible() && (changes.testFlag(RunChange::Flags) || changes.testFlag(RunChange::State)))
            refreshCheckpoints();
    });
    connect(&m_session, &EngineSession::runsRead, this, [this](const RunList& runs) {
        m_slots->runs = runs;
        fillSecondBox();
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
    connectFilter();
    connect(m_scoring, &ScoringNote::stopped, this, &InspectPage::stopScoring);
    connect(m_scoring, &ScoringNote::goOnAsked, this, [this] {
        m_order->setCurrentIndex(m_stoppedOrder);
        askRows();
    });
    connect(m_reset, &QPushButton::clicked, this, &InspectPage::resetEdits);
    connect(&m_editTimer, &QTimer::timeout, this, &InspectPage::askAll);
    connect(m_pin, &QPushButton::clicked, this, &InspectPage::pin);
}

void InspectPage::connectFilter() {
    connect(m_filterText, &QLineEdit::textEdited, &m_filterTimer, qOverload<>(&QTimer::start));
    connect(m_filterText, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty() && !m_isFilling)
            m_filterTimer.start(); // the clear button
    });
    connect(m_filterField, &QComboBox::activated, this, [this] {
        if (!m_filterText->text().isEmpty())
            m_filterTimer.start();
    });
    connect(&m_filterTimer, &QTimer::timeout, this, [this] {
        m_tailCell.reset();
        askRows();
    });
}

void InspectPage::connectViews() {
    connect(m_variants, &VariantsView::pinRequested, this, &InspectPage::pin);
    connect(m_viewButtons, &SegmentedButtons::chosen, this, [this](int view) { showView(static_cast<View>(view)); });
    connect(m_secondBox, &QComboBox::activated, this, [this](int index) {
        const auto place = static_cast<std::size_t>(index - 1);
        if (index == 0)
            unpin();
        else if (place < m_slots->offered.size())
            compareWith(m_slots->offered[place].second, m_slots->offered[place].first);
    });
    connect(m_rowView, &RowView::maskToggled, this, &InspectPage::toggleHead);
    connect(m_rowView, &RowView::stepChosen, this, [this](qint64 step) { m_selection.setStepCursor(step); });
    connect(m_errors, &ErrorsView::rowShown, this, [this](quint64 row) { showRow(row); });
    connect(m_errors, &ErrorsView::rowOpened, this, [this](quint64 row) {
        if (m_row != row)
            showRow(row);
        showView(View::Row);
    });
    connect(m_errors, &ErrorsView::sliceChosen, this, [this](int field, const QString& value, int cell) { field < 0 ? filterTailCell(cell) : filterRows(field, value); });
    connect(m_errors, &ErrorsView::filterCleared, this, [this] { filterRows(-1, {}); });
    connect(m_lab, &PromptLab::rowShown, this, [this](quint64 row) { showRow(row); });
    connect(m_embeddings, &EmbeddingView::valueChosen, this, [this](int field, const QString& value) {
        filterRows(field, value);
        showView(View::Errors);
    });
}

} // namespace cpw::ui
