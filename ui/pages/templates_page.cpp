// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/templates_page.h"

#include "ui/pages/page_header.h"
#include "ui/text/format.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/length_histogram.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/token_chips.h"
#include "ui/widgets/wrapped_label.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSpinBox>
#include <QSyntaxHighlighter>
#include <QTableView>
#include <QTableWidget>
#include <QVBoxLayout>

// TemplatesPage: its widgets. What they show: templates_page_live.cpp.
namespace cpw::ui {
namespace {

constexpr int kEditMilliseconds = 150;
constexpr int kTextHeight = 84;
constexpr int kSegmentsWidth = 420;
constexpr int kValuesWidth = 170;
constexpr int kMostTokens = 8192;

QColor colorOf(const Tokens& tokens, int field) {
    return tokens.runs[static_cast<std::size_t>(field) % tokens.runs.size()];
}

/// Fields in braces: tint and underline; what is no field is underlined in the colour of errors.
class FieldHighlighter : public QSyntaxHighlighter {
public:
    FieldHighlighter(const Theme& theme, const TemplateDocument& document, QTextDocument* text)
        : QSyntaxHighlighter(text), m_theme(theme), m_document(document) {
        connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
    }

protected:
    void highlightBlock(const QString& text) override {
        const Tokens& t = m_theme.tokens();
        for (qsizetype open = text.indexOf(QLatin1Char('{')); open >= 0; open = text.indexOf(QLatin1Char('{'), open + 1)) {
            const qsizetype close = text.indexOf(QLatin1Char('}'), open);
            const qsizetype end = close < 0 ? text.size() : close + 1;
            const auto& fields = m_document.fields();
            const auto found = std::find(fields.begin(), fields.end(), text.mid(open + 1, end - open - 2).toStdString());
            QTextCharFormat format;
            const QColor color = found == fields.end() ? t.err : colorOf(t, static_cast<int>(found - fields.begin()));
            format.setBackground(blend(t.raised, color, 0.14));
            format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
            format.setUnderlineColor(color);
            setFormat(static_cast<int>(open), static_cast<int>(end - open), format);
        }
    }

private:
    const Theme& m_theme;
    const TemplateDocument& m_document;
};

/// A square in the field's colour before its name; a box for what is in the sentence.
class SegmentDelegate : public CellDelegate {
public:
    SegmentDelegate(const Theme& theme, const TemplateDocument& document, QObject* parent) : CellDelegate(theme, parent), m_document(document) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        QRect area = paintGround(*painter, option);
        const Tokens& t = m_theme.tokens();
        const bool isWorded = m_document.wording(index.row()) != nullptr;
        if (index.column() == TemplateDocument::InText) {
            const QRect box(area.left(), area.center().y() - scaled(7), scaled(15), scaled(15));
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(isWorded ? t.accent : t.borderStrong);
            painter->setBrush(isWorded ? t.accent : t.raised);
            painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
            if (isWorded)
                m_theme.icon("check", Tone::AccentText).paint(painter, box.adjusted(2, 2, -2, -2));
        } else {
            if (index.column() == TemplateDocument::Field) {
                painter->fillRect(QRect(area.left(), area.center().y() - 3, 8, 8), colorOf(t, m_document.fieldIndex(index.row())));
                area.setLeft(area.left() + 16);
            }
            const bool isTokens = index.column() == TemplateDocument::Tokens;
            const bool isMono = isTokens || index.column() == TemplateDocument::Phrase;
            const bool isFaint = !isWorded || (isTokens && !m_document.areTokenMeansCurrent());
            paintText(*painter, area, index.data().toString(), Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()),
                      fontOf(isMono ? FontRole::Mono : FontRole::Table), isFaint ? t.text3 : t.text);
        }
        paintFocus(*painter, option);
        painter->restore();
    }

private:
    const TemplateDocument& m_document;
};

} // namespace

TemplatesPage::TemplatesPage(const Theme& theme, DataSession& session, ExperimentDraft& draft, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_draft(draft), m_fieldsSlot(session, *this), m_checkSlot(session, *this),
      m_lengthsSlot(session, *this), m_header(new PageHeader(theme, this)) {
    setProperty("kind", QStringLiteral("page"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kPageMargin, 0, metric::kPageMargin, metric::kMargin);
    layout->setSpacing(0);
    m_stored = new QComboBox(this);
    m_stored->setAccessibleName(tr("Saved templates"));
    m_stored->setMinimumWidth(scaled(180));
    m_save = makeButton(theme, tr("Save..."), "save", "", this);
    m_use = makeButton(theme, tr("Use in experiment"), "", "primary", this);
    for (QWidget* widget : {static_cast<QWidget*>(m_stored), static_cast<QWidget*>(m_save), static_cast<QWidget*>(m_use)})
        m_header->addAction(widget);
    connect(m_stored, &QComboBox::activated, this, &TemplatesPage::openStored);
    connect(m_save, &QPushButton::clicked, this, &TemplatesPage::askName);
    connect(m_use, &QPushButton::clicked, this, &TemplatesPage::useInExperiment);
    layout->addWidget(m_header);
    layout->addWidget(makeNameBar());
    auto* columns = new QHBoxLayout;
    columns->setSpacing(metric::kCardGap);
    auto* holder = new QWidget(this);
    holder->setProperty("kind", QStringLiteral("plain"));
    auto* left = new QVBoxLayout(holder);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(metric::kCardGap);
    left->addWidget(makeText());
    left->addWidget(makeSegments());
    left->addWidget(makeLengths(), 1); // the room that the segments leave
    auto* scroll = new QScrollArea(this); // a short window scrolls rather than squeezing the cards
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(holder);
    scroll->setMinimumWidth(holder->minimumSizeHint().width()); // to the side nothing scrolls
    columns->addWidget(scroll, 5);
    columns->addWidget(makePreviews(), 3);
    layout->addLayout(columns, 1);
    makeActions();
    m_timer.setSingleShot(true);
    m_timer.setInterval(kEditMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &TemplatesPage::askAll);
    connect(&m_document, &TemplateDocument::changed, this, &TemplatesPage::showDocument);
    connect(&m_session, &DataSession::templatesChanged, this, &TemplatesPage::updateStored);
    connect(&m_draft, &ExperimentDraft::changed, this, [this] {
        if (isVisible())
            openData();
    });
    updateStored();
    updateHeader();
    setFocusProxy(m_text);
}

QWidget* TemplatesPage::makeNameBar() {
    m_nameBar = new QWidget(this); // holds the gap below, too
    auto* outer = new QVBoxLayout(m_nameBar);
    outer->setContentsMargins(0, 0, 0, metric::kCardGap);
    auto* card = makeFrame("card", m_nameBar);
    outer->addWidget(card);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(metric::kGap);
    m_nameEdit = new QLineEdit(m_nameBar);
    m_nameEdit->setAccessibleName(tr("Name of the template"));
    m_nameEdit->setMinimumWidth(scaled(240));
    m_nameHelp = makeLabel("help", {}, m_nameBar);
    auto* save = makeButton(m_theme, tr("Save"), "", "", m_nameBar);
    save->setObjectName(QStringLiteral("saveNamed"));
    auto* cancel = makeButton(m_theme, tr("Cancel"), "", "link", m_nameBar);
    row->addWidget(makeLabel("", tr("Save as"), m_nameBar));
    row->addWidget(m_nameEdit);
    row->addWidget(m_nameHelp, 1);
    row->addWidget(save);
    row->addWidget(cancel);
    m_nameBar->hide();
    const auto confirm = [this] {
        if (const QString name = m_nameEdit->text().trimmed(); !name.isEmpty())
            saveAs(name);
    };
    connect(save, &QPushButton::clicked, this, confirm);
    connect(m_nameEdit, &QLineEdit::returnPressed, this, confirm);
    connect(cancel, &QPushButton::clicked, m_nameBar, &QWidget::hide);
    connect(new QShortcut(QKeySequence(Qt::Key_Escape), m_nameBar, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated, m_nameBar,
            &QWidget::hide);
    connect(m_nameEdit, &QLineEdit::textChanged, this, [this, save](const QString& text) {
        save->setEnabled(!text.trimmed().isEmpty());
        const int version = versionOf(text.trimmed());
        m_nameHelp->setText(version == 0 ? tr("A new template, version 1") : tr("Becomes version %1").arg(version + 1));
    });
    return m_nameBar;
}

QWidget* TemplatesPage::makeText() {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 8);
    layout->setSpacing(0);
    layout->addWidget(makeCardHead(tr("Text"), makeLabel("help", tr("Fields in braces. A line end counts as one blank."), card), card));
    auto* inner = new QVBoxLayout;
    inner->setContentsMargins(12, 0, 12, 0);
    inner->setSpacing(6);
    m_text = new QPlainTextEdit(card);
    m_text->setFont(fontOf(FontRole::Mono));
    m_text->setMinimumHeight(scaled(kTextHeight) * 2 / 3);
    m_text->setMaximumHeight(scaled(kTextHeight));
    m_text->setTabChangesFocus(true);
    m_text->setUndoRedoEnabled(false); // the document undoes
    m_text->setAccessibleName(tr("Text of the template"));
    new FieldHighlighter(m_theme, m_document, m_text->document());
    inner->addWidget(m_text);
    m_problem = makeLabel("help", {}, card);
    m_problem->setWordWrap(true);
    inner->addWidget(m_problem);
    layout->addLayout(inner);
    connect(m_text, &QPlainTextEdit::textChanged, this, &TemplatesPage::takeText);
    return card;
}

QWidget* TemplatesPage::makeSegments() {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(makeCardHead(tr("Segments"), makeLabel("help", tr("Drag to reorder, or Alt+Up and Alt+Down"), card), card));
    layout->addWidget(makeFrame("line", card));
    auto* columns = new QHBoxLayout;
    columns->setSpacing(0);
    m_segments = new QTableView(card);
    m_segments->setModel(&m_document);
    setUpPlainTable(*m_segments, m_theme, tr("Segments"), new SegmentDelegate(m_theme, m_document, m_segments));
    m_segments->setSelectionMode(QTableView::SingleSelection);
    m_segments->setEditTriggers(QTableView::DoubleClicked | QTableView::EditKeyPressed);
    m_segments->setDragDropMode(QTableView::InternalMove);
    m_segments->setDragDropOverwriteMode(false);
    m_segments->setColumnWidth(TemplateDocument::InText, scaled(46));
    m_segments->setColumnWidth(TemplateDocument::Field, scaled(104));
    m_segments->setColumnWidth(TemplateDocument::Tokens, scaled(72));
    m_segments->setColumnWidth(TemplateDocument::Values, scaled(118));
    m_segments->horizontalHeader()->setSectionResizeMode(TemplateDocument::Phrase, QHeaderView::Stretch); // the room that is left
    m_segments->setMinimumWidth(scaled(kSegmentsWidth));
    m_segments->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents); // as high as its rows
    columns->addWidget(m_segments, 5);
    auto* side = new QVBoxLayout;
    side->setContentsMargins(8, 6, 8, 8);
    side->setSpacing(4);
    m_valuesTitle = makeLabel("help", {}, card);
    m_valuesTitle->setWordWrap(true);
    side->addWidget(m_valuesTitle);
    m_values = new QTableWidget(0, 2, card);
    m_values->setHorizontalHeaderLabels({tr("Stored"), tr("Shown as")});
    m_values->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_values->horizontalHeader()->setStretchLastSection(true);
    setUpPlainTable(*m_values, m_theme, tr("Words for values"));
    m_values->setEditTriggers(QTableView::AllEditTriggers);
    side->addWidget(m_values, 1);
    m_values->setMinimumWidth(scaled(kValuesWidth));
    m_values->setColumnWidth(0, scaled(kValuesWidth) / 2);
    columns->addLayout(side, 2);
    layout->addLayout(columns, 1);
    connect(m_segments->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TemplatesPage::showValues);
    connect(m_values, &QTableWidget::itemChanged, this, &TemplatesPage::takeValues);
    return card;
}

QWidget* TemplatesPage::makeLengths() {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 8);
    layout->setSpacing(0);
    auto* head = makeCardHead(tr("Token length"), makeLabel("help", tr("rows by tokens, prompts not counted"), card), card);
    m_maximum = new QSpinBox(head);
    m_maximum->setRange(0, kMostTokens);
    m_maximum->setSpecialValueText(tr("the model's own"));
    m_maximum->setKeyboardTracking(false);
    m_maximum->setAccessibleName(tr("Maximum of tokens"));
    head->layout()->addWidget(makeLabel("help", tr("Maximum"), head));
    head->layout()->addWidget(m_maximum);
    layout->addWidget(head);
    m_histogram = new LengthHistogram(m_theme, card);
    layout->addWidget(m_histogram, 1);
    m_lengthState = new WrappedLabel("help", card);
    m_lengthState->setContentsMargins(12, 0, 12, 0);
    m_lengthState->keepLines(2);
    layout->addWidget(m_lengthState);
    m_lengthFixes = new QWidget(card);
    auto* fixes = new QHBoxLayout(m_lengthFixes);
    fixes->setContentsMargins(12, 6, 12, 0);
    fixes->setSpacing(metric::kGap);
    m_lengthFixes->hide();
    layout->addWidget(m_lengthFixes);
    const auto choose = [this](int limit) {
        if (!m_isFilling)
            (void)m_draft.setValue("plm.maximum_tokens", std::to_string(limit), tr("Maximum of tokens"));
    };
    connect(m_maximum, &QSpinBox::valueChanged, this, choose);
    connect(m_histogram, &LengthHistogram::limitChosen, this, [choose](std::size_t limit) { choose(static_cast<int>(limit)); });
    return card;
}

QWidget* TemplatesPage::makePreviews() {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    auto* head = makeCardHead(tr("Preview"), makeLabel("help", {}, card), card);
    const auto add = [&](const QString& text, const QString& toolTip, const char* icon, auto then) {
        auto* button = makeButton(m_theme, text, icon, "", head);
        button->setToolTip(toolTip);
        button->setAccessibleName(toolTip);
        connect(button, &QPushButton::clicked, this, then);
        head->layout()->addWidget(button);
    };
    add({}, tr("Previous row (P)"), "chevron-up", [this] { stepRow(-1); });
    add({}, tr("Next row (N)"), "chevron-down", [this] { stepRow(1); });
    add(tr("Random"), tr("Random row (R)"), "shuffle", [this] { drawRow(); });
    layout->addWidget(head);
    layout->addWidget(makeFrame("line", card));
    auto* holder = new QWidget;
    holder->setProperty("kind", QStringLiteral("plain"));
    auto* lines = new QVBoxLayout(holder);
    lines->setContentsMargins(12, 8, 12, 12);
    lines->setSpacing(6);
    for (auto& preview : m_previews) {
        preview.title = makeLabel("small", {}, holder);
        preview.title->setWordWrap(true); // else the chips would be as wide as it
        preview.chips = new TokenChips(m_theme, holder);
        preview.slot = std::make_unique<DeskSlot>(m_session, *this);
        lines->addWidget(preview.title);
        lines->addWidget(preview.chips);
        lines->addSpacing(8);
    }
    lines->addStretch(1);
    auto* scroll = new QScrollArea(card);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::StrongFocus);
    scroll->setAccessibleName(tr("Preview"));
    scroll->setWidget(holder);
    layout->addWidget(scroll, 1);
    const std::pair<Qt::Key, std::function<void()>> keys[] = {{Qt::Key_N, [this] { stepRow(1); }}, {Qt::Key_P, [this] { stepRow(-1); }}, {Qt::Key_R, [this] { drawRow(); }}};
    for (const auto& [key, then] : keys) { // letters: only where no text is typed
        auto* action = new QAction(scroll);
        action->setShortcut(QKeySequence(key));
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, then);
        scroll->addAction(action);
    }
    return card;
}

void TemplatesPage::makeActions() {
    const auto add = [this](QWidget* where, Qt::ShortcutContext context, const char* id, const QString& text, const QKeySequence& keys, auto then) {
        auto* action = new QAction(text, this);
        action->setObjectName(QLatin1String(id));
        action->setShortcut(keys);
        action->setShortcutContext(context);
        connect(action, &QAction::triggered, this, then);
        where->addAction(action);
    };
    const auto page = Qt::WidgetWithChildrenShortcut;
    add(this, page, "template.save", tr("Save template..."), QKeySequence::Save, [this] { askName(); });
    add(this, page, "template.use", tr("Use in experiment"), QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { useInExperiment(); });
    add(this, page, "template.up", tr("Segment up"), QKeySequence(Qt::ALT | Qt::Key_Up), [this] { moveSegment(-1); });
    add(this, page, "template.down", tr("Segment down"), QKeySequence(Qt::ALT | Qt::Key_Down), [this] { moveSegment(1); });
    add(this, page, "template.next_row", tr("Next row"), QKeySequence(Qt::ALT | Qt::Key_N), [this] { stepRow(1); });
    add(this, page, "template.previous_row", tr("Previous row"), QKeySequence(Qt::ALT | Qt::Key_P), [this] { stepRow(-1); });
    add(this, page, "template.random_row", tr("Random row"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_R), [this] { drawRow(); });
}

} // namespace cpw::ui
