// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/rows_card.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/segmented_buttons.h"
#include "ui/widgets/shared_columns.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableView>
#include <QTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr std::size_t kShownRows = 100;
constexpr std::size_t kRandomRows = 20;
constexpr int kSentenceWidth = 264;
constexpr int kSentenceShare = 4; ///< a quarter of the card
constexpr int kNarrow = 840;
constexpr int kNarrowSentenceWidth = 190;
constexpr int kFilterMilliseconds = 200;
constexpr int kWideSentenceWidth = 460;
constexpr int kLeastColumn = 80;
constexpr int kMostColumn = 260;
constexpr const char* kParts[] = {"", "train", "validation", "test"};

} // namespace

RowsCard::RowsCard(const Theme& theme, DataSession& session, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_session(session), m_rowsSlot(session, *this), m_sentenceSlot(session, *this) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kCardGap);
    layout->addWidget(makeTable(), 1);
    layout->addWidget(makeSentence());
    m_filterTimer.setSingleShot(true);
    m_filterTimer.setInterval(kFilterMilliseconds);
    connect(&m_filterTimer, &QTimer::timeout, this, &RowsCard::askRows);
    connect(m_filter, &QLineEdit::textChanged, &m_filterTimer, qOverload<>(&QTimer::start));
    connect(m_part, &SegmentedButtons::chosen, this, [this] {
        m_draw = 0;
        askRows();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RowsCard::askSentence);
    connect(&theme, &Theme::changed, this, &RowsCard::showSentence);
}

QWidget* RowsCard::makeTable() {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 8, 12, 8);
    bar->setSpacing(8);
    bar->addWidget(makeLabel("section", tr("Rows"), card));
    m_part = new SegmentedButtons({tr("All"), tr("Train"), tr("Validation"), tr("Test")}, card);
    bar->addWidget(m_part);
    m_state = new ElidedLabel("help", card);
    bar->addWidget(m_state, 1);
    m_filter = new QLineEdit(card);
    m_filter->setPlaceholderText(tr("Rows with this text"));
    m_filter->setAccessibleName(tr("Filter of the rows"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(scaled(56));
    m_filter->setMaximumWidth(scaled(160));
    bar->addWidget(m_filter);
    m_random = makeButton(m_theme, tr("Random %1").arg(kRandomRows), "shuffle", "", card);
    m_random->setToolTip(tr("Draw rows at random (R)"));
    m_random->setAccessibleName(m_random->text());
    connect(m_random, &QPushButton::clicked, this, &RowsCard::drawRandom);
    bar->addWidget(m_random);
    layout->addLayout(bar);
    layout->addWidget(makeFrame("line", card));
    m_table = new QTableView(card);
    m_table->setModel(&m_model);
    setUpPlainTable(*m_table, m_theme, tr("Rows"));
    m_columns = new SharedColumns(*m_table);
    auto* copy = new QAction(tr("Copy rows"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &RowsCard::copyRows);
    m_table->addAction(copy);
    layout->addWidget(m_table, 1);
    return card;
}

void RowsCard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < scaled(kNarrow);
    m_random->setText(isNarrow ? QString() : m_random->accessibleName()); // its icon says it where words have no room
    const int least = scaled(isNarrow ? kNarrowSentenceWidth : kSentenceWidth);
    m_sentenceCard->setFixedWidth(std::clamp(width() / kSentenceShare, least, scaled(kWideSentenceWidth)));
}

QWidget* RowsCard::makeSentence() {
    auto* card = makeFrame("card", this);
    m_sentenceCard = card;
    card->setFixedWidth(scaled(kSentenceWidth));
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(12, 10, 12, 12);
    layout->setSpacing(8);
    m_sentenceTitle = makeLabel("section", tr("Sentence"), card);
    layout->addWidget(m_sentenceTitle);
    m_sentence = new QTextEdit(card);
    m_sentence->setReadOnly(true);
    m_sentence->setFrameShape(QFrame::NoFrame);
    m_sentence->setTabChangesFocus(true);
    layout->addWidget(m_sentence, 1);
    auto* edit = makeButton(m_theme, tr("Edit template"), "", "link", card);
    connect(edit, &QPushButton::clicked, this, &RowsCard::templateRequested);
    layout->addWidget(edit, 0, Qt::AlignLeft);
    return card;
}

void RowsCard::setDataset(const spec::DataSpec& dataset, const spec::TemplateSpec& text) {
    m_data = dataset;
    m_text = text;
    m_draw = 0;
    askRows();
}

void RowsCard::setText(const spec::TemplateSpec& text) {
    m_text = text;
    askSentence();
}

void RowsCard::clear() {
    m_rowsSlot.cancel();
    m_sentenceSlot.cancel();
    m_model.setRows({}, {});
    m_parts.clear();
    m_state->setFullText({});
    showSentence();
}

void RowsCard::drawRandom() {
    ++m_draw;
    askRows();
}

void RowsCard::askRows() {
    api::RowQuery query;
    query.part = kParts[m_part->current()];
    query.text = m_filter->text().trimmed().toStdString();
    query.count = m_draw > 0 ? kRandomRows : kShownRows;
    if (m_draw > 0)
        query.random = m_draw;
    m_state->setFullText(tr("Looking for rows"));
    struct Found {
        std::vector<std::string> fields;
        std::vector<api::DataRow> rows;
    };
    m_rowsSlot.ask(
        [data = m_data, query](const api::DataDesk& desk, const std::stop_token& stop) -> Result<Found> {
            CPW_TRY(facts, desk.fieldNames(data, stop));
            CPW_TRY(rows, desk.rows(data, query, stop));
            return Found{std::move(facts), std::move(rows)};
        },
        [this](Result<Found> found) {
            if (!found)
                return m_state->setFullText(errorText(found.error()));
            m_state->setFullText(found->rows.empty() ? tr("No row matches") : m_draw > 0 ? tr("drawn at random") : tr("the first %1").arg(found->rows.size()));
            m_model.setRows(std::move(found->fields), std::move(found->rows));
            m_columns->setSharesOfTexts(scaled(kLeastColumn), scaled(kMostColumn));
            if (m_model.rowCount() > 0)
                m_table->setCurrentIndex(m_model.index(0, 0));
            else
                askSentence();
        });
}

void RowsCard::askSentence() {
    const auto* row = m_model.rowAt(m_table->currentIndex().row());
    if (!row) {
        m_parts.clear();
        return showSentence();
    }
    Q_EMIT rowChosen(row->row);
    m_sentenceTitle->setText(tr("Sentence of row %1").arg(countText(static_cast<std::int64_t>(row->row))));
    m_sentenceSlot.ask([data = m_data, text = m_text, number = row->row](const api::DataDesk& desk,
                                                                        const std::stop_token& stop) { return desk.sentence(data, text, number, stop); },
                       [this](Result<std::vector<api::SentencePart>> parts) {
                           m_parts = parts ? std::move(*parts) : std::vector<api::SentencePart>{{parts.error().text(), api::kTemplateToken}};
                           showSentence();
                       });
}

/// Values stand out and have the colour of their field under them.
void RowsCard::showSentence() {
    const Tokens& t = m_theme.tokens();
    m_plainSentence.clear();
    m_sentence->clear();
    QTextCursor cursor(m_sentence->document());
    for (const auto& part : m_parts) {
        QTextCharFormat format;
        format.setForeground(part.field < 0 ? t.text2 : t.text);
        if (part.field >= 0) {
            format.setFontWeight(QFont::DemiBold);
            format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
            format.setUnderlineColor(t.runs[static_cast<std::size_t>(part.field) % t.runs.size()]);
        }
        m_plainSentence += qstr(part.text);
        cursor.insertText(qstr(part.text), format);
    }
    m_sentence->setAccessibleName(tr("Sentence: %1").arg(m_plainSentence));
}

void RowsCard::copyRows() {
    const auto rows = m_table->selectionModel()->selectedRows();
    if (!rows.isEmpty())
        QApplication::clipboard()->setText(m_model.tabSeparated(rows));
}

} // namespace cpw::ui
