// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data_page.h"

#include "ui/pages/data/fields_card.h"
#include "ui/pages/data/import_panel.h"
#include "ui/pages/data/rows_card.h"
#include "ui/pages/data/split_card.h"
#include "ui/pages/page_header.h"
#include "ui/text/format.h"

#include <QAction>
#include <QHBoxLayout>
#include <QListView>
#include <QPainter>
#include <QProgressBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr int kListWidth = 216;
constexpr int kNarrowListWidth = 150;
constexpr int kListShare = 5; ///< a fifth of the page
constexpr int kListRow = 44;

class DatasetDelegate : public QStyledItemDelegate {
public:
    DatasetDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {scaled(kNarrowListWidth) - 32, scaled(kListRow)}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Tokens& t = m_theme.tokens();
        const bool isSelected = option.state & QStyle::State_Selected;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        if (isSelected || (option.state & QStyle::State_MouseOver)) {
            painter->setBrush(isSelected ? t.selection : t.hover);
            painter->drawRoundedRect(option.rect, metric::kControlRadius, metric::kControlRadius);
        }
        const QRect area = option.rect.adjusted(18 + scaled(16), scaled(5), -8, -scaled(5));
        m_theme.icon("data", isSelected ? Tone::Accent : Tone::Text2).paint(painter, QRect(option.rect.left() + 10, option.rect.top() + scaled(7), scaled(16), scaled(16)));
        painter->setFont(fontOf(FontRole::TableMedium));
        painter->setPen(t.text);
        painter->drawText(area, Qt::AlignTop | Qt::AlignLeft, painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, area.width()));
        painter->setFont(fontOf(FontRole::Table));
        painter->setPen(t.text2);
        painter->drawText(area, Qt::AlignBottom | Qt::AlignLeft,
                          painter->fontMetrics().elidedText(index.data(DatasetListModel::DetailRole).toString(), Qt::ElideRight, area.width()));
        if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_Active)) {
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(t.accent, 1));
            painter->drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), metric::kControlRadius, metric::kControlRadius);
        }
        painter->restore();
    }

private:
    const Theme& m_theme;
};

} // namespace

DataPage::DataPage(const Theme& theme, EngineSession& engine, DataSession& session, ExperimentDraft& draft, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_engine(engine), m_session(session), m_draft(draft), m_factsSlot(session, *this),
      m_header(new PageHeader(theme, this)) {
    setProperty("kind", QStringLiteral("page"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kPageMargin, 0, metric::kPageMargin, metric::kMargin);
    layout->setSpacing(0);
    m_remove = makeButton(theme, tr("Remove..."), "trash", "", this);
    m_again = makeButton(theme, tr("Import again..."), "import", "", this);
    m_use = makeButton(theme, tr("Use in experiment"), "", "primary", this);
    for (auto* button : {m_remove, m_again, m_use})
        m_header->addAction(button);
    connect(m_remove, &QPushButton::clicked, this, &DataPage::askRemove);
    connect(m_again, &QPushButton::clicked, this, &DataPage::importAgain);
    connect(m_use, &QPushButton::clicked, this, &DataPage::use);
    layout->addWidget(m_header);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(metric::kCardGap);
    columns->addWidget(makeList());
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(makeFacts());
    m_import = new ImportPanel(theme, session, engine.catalog(), m_stack);
    m_stack->addWidget(m_import);
    columns->addWidget(m_stack, 1);
    layout->addLayout(columns, 1);
    makeActions();
    connect(m_import, &ImportPanel::imported, this, &DataPage::takeImport);
    connect(m_import, &ImportPanel::imported, m_list, qOverload<>(&QWidget::setFocus)); // the panel goes and takes its focus with it
    connect(m_import, &ImportPanel::cancelled, this, [this] {
        m_stack->setCurrentWidget(m_factsPage);
        updateHeader();
    });
    connect(&m_session, &DataSession::datasetsChanged, this, [this] {
        m_model.setDatasets(m_session.datasets());
        const int row = m_model.rowOf(m_wanted.isEmpty() ? m_name : m_wanted);
        m_wanted.clear();
        m_list->setCurrentIndex(m_model.index(std::max(0, row)));
    });
    connect(&m_draft, &ExperimentDraft::changed, this, [this] { m_rows->setText(m_draft.spec().text); });
    m_model.setDatasets(m_session.datasets());
    m_list->setCurrentIndex(m_model.index(0));
    setFocusProxy(m_list);
}

/// A list of names gives way to the tables where text is large or the window small.
void DataPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_listCard->setFixedWidth(std::clamp(width() / kListShare, scaled(kNarrowListWidth), scaled(kListWidth)));
}

QWidget* DataPage::makeList() {
    auto* card = makeFrame("card", this);
    m_listCard = card;
    card->setFixedWidth(scaled(kListWidth));
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(metric::kGap);
    layout->addWidget(makeLabel("section", tr("Data sets"), card));
    m_list = new QListView(card);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new DatasetDelegate(m_theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSpacing(2);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Data sets"));
    layout->addWidget(m_list, 1);
    auto* import = makeButton(m_theme, tr("Import table..."), "import", "", card);
    import->setToolTip(tr("Import a file or folder (Ctrl+I)"));
    connect(import, &QPushButton::clicked, this, &DataPage::startImport);
    layout->addWidget(import);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (index.isValid())
            showRow(index.row());
    });
    return card;
}

QWidget* DataPage::makeFacts() {
    m_factsPage = new QWidget(m_stack);
    auto* layout = new QVBoxLayout(m_factsPage);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kCardGap);
    layout->addWidget(makeReport());
    auto* cards = new QSplitter(Qt::Vertical, m_factsPage);
    cards->setObjectName(QStringLiteral("data.cards"));
    cards->setChildrenCollapsible(false);
    cards->setHandleWidth(metric::kCardGap);
    m_fields = new FieldsCard(m_theme, cards);
    m_split = new SplitCard(m_theme, cards);
    m_rows = new RowsCard(m_theme, m_session, cards);
    for (QWidget* card : {static_cast<QWidget*>(m_fields), static_cast<QWidget*>(m_split), static_cast<QWidget*>(m_rows)})
        cards->addWidget(card);
    cards->setStretchFactor(0, 3);
    cards->setStretchFactor(1, 0);
    cards->setStretchFactor(2, 2);
    layout->addWidget(cards, 1);
    connect(&m_split->editor(), &SplitEditor::edited, this, &DataPage::changeSplit);
    connect(m_rows, &RowsCard::templateRequested, this, &DataPage::templateRequested);
    return m_factsPage;
}

QWidget* DataPage::makeReport() {
    auto* card = makeFrame("card", m_factsPage);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(metric::kGap);
    row->addWidget(new IconLabel(m_theme, QStringLiteral("info"), Tone::Text2, 16, card));
    m_reportLine = makeLabel("", {}, card);
    m_reportLine->setWordWrap(true);
    row->addWidget(m_reportLine, 1);
    m_progress = new QProgressBar(card);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(scaled(160));
    m_progress->setAccessibleName(tr("Progress of reading"));
    row->addWidget(m_progress);
    auto* report = makeButton(m_theme, tr("Import report"), "", "link", card);
    connect(report, &QPushButton::clicked, this, &DataPage::showReport);
    row->addWidget(report);
    return card;
}

QAction* DataPage::addPageAction(const char* id, const QString& text, const QKeySequence& keys, void (DataPage::*slot)()) {
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(id));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    return action;
}

void DataPage::makeActions() {
    addPageAction("data.import", tr("Import table..."), QKeySequence(Qt::CTRL | Qt::Key_I), &DataPage::startImport);
    addPageAction("data.import_again", tr("Import again..."), {}, &DataPage::importAgain);
    addPageAction("data.use", tr("Use in experiment"), QKeySequence(Qt::CTRL | Qt::Key_Return), &DataPage::goOn);
    addPageAction("data.report", tr("Import report"), {}, &DataPage::showReport);
    addPageAction("data.remove", tr("Remove data set..."), {}, &DataPage::askRemove);
    // A letter: only where no text is typed.
    auto* random = new QAction(tr("Random rows"), this);
    random->setObjectName(QStringLiteral("data.random"));
    random->setShortcut(QKeySequence(Qt::Key_R));
    random->setShortcutContext(Qt::WidgetShortcut);
    connect(random, &QAction::triggered, this, &DataPage::drawRandom);
    m_rows->table().addAction(random);
}

void DataPage::drawRandom() {
    m_rows->drawRandom();
}

} // namespace cpw::ui
