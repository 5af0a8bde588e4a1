// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/command_palette.h"

#include "ui/palette/palette_delegate.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kWidth = 680;
constexpr int kTop = 84;
constexpr int kRowsShown = 8;
constexpr int kRecentKept = 30;
constexpr const char* kRecentKey = "palette/recent";
constexpr double kDim = 0.28;

QHBoxLayout* row(QVBoxLayout* column, const QMargins& margins) {
    auto* layout = new QHBoxLayout;
    layout->setContentsMargins(margins);
    layout->setSpacing(12);
    column->addLayout(layout);
    return layout;
}

} // namespace

CommandPalette::CommandPalette(const Theme& theme, ActionRegistry& actions, QSettings& settings, QWidget* window)
    : QWidget(window), m_actions(actions), m_settings(settings), m_theme(theme), m_card(makeFrame("popup", this)),
      m_field(new QLineEdit(m_card)), m_count(makeLabel("help", {}, m_card)), m_list(new QListView(m_card)),
      m_foot(makeLabel("help", {}, m_card)) {
    setAccessibleName(tr("Command palette"));
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto* top = row(column, {18, 6, 16, 6});
    top->addWidget(new IconLabel(theme, QStringLiteral("search"), Tone::Text2, 15, m_card));
    m_field->setProperty("kind", QStringLiteral("palette"));
    m_field->setPlaceholderText(tr("Find or run a command"));
    m_field->setAccessibleName(tr("Find or run a command"));
    top->addWidget(m_field, 1);
    top->addWidget(m_count);
    column->addWidget(makeFrame("line", m_card));
    column->addSpacing(5);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new PaletteDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the arrow keys of the text field move in it
    m_list->setAccessibleName(tr("What matches"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_list, 1);
    column->addSpacing(5);
    column->addWidget(makeFrame("line", m_card));
    row(column, {18, 7, 16, 8})->addWidget(m_foot, 1);
    m_field->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::onTyped);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    hide();
}

void CommandPalette::addSource(std::unique_ptr<PaletteSource> source) {
    m_sources.push_back(std::move(source));
}

void CommandPalette::open(const QString& typed) {
    if (!isOpen())
        m_focusBefore = QApplication::focusWidget();
    Q_EMIT aboutToOpen();
    std::vector<PaletteEntry> entries;
    for (const auto& source : m_sources) {
        auto more = source->entries();
        std::move(more.begin(), more.end(), std::back_inserter(entries));
    }
    m_model.setEntries(std::move(entries), m_settings.value(QLatin1String(kRecentKey)).toStringList());
    m_assigning.clear();
    showUsualFoot();
    m_field->setText(typed);
    onTyped();
    place();
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
    m_field->end(false);
}

void CommandPalette::dismiss() {
    if (!isOpen())
        return;
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::onTyped() {
    m_assigning.clear();
    showUsualFoot();
    const QString typed = m_field->text();
    std::vector<PaletteEntry> answers;
    if (const auto kind = paletteKindOf(typed))
        for (const auto& source : m_sources) {
            auto more = source->answers(*kind, withoutPalettePrefix(typed));
            std::move(more.begin(), more.end(), std::back_inserter(answers));
        }
    m_model.setTyped(typed, std::move(answers), matches(typed));
    m_list->setCurrentIndex(m_model.index(0));
    m_list->scrollToTop();
    m_count->setText(m_model.rowCount() == 0                    ? tr("Nothing matches")
                     : m_model.rowCount() < m_model.matching() ? tr("%1 of %2, the best %3 listed")
                                                                     .arg(countText(m_model.matching()), countText(m_model.total()), countText(m_model.rowCount()))
                                                               : tr("%1 of %2").arg(countText(m_model.matching()), countText(m_model.total())));
    place();
}

/// Of all sources together.
PaletteMatches CommandPalette::matches(const QString& typed) const {
    const QStringList words = fuzzyWords(withoutPalettePrefix(typed));
    const QStringList recent = m_settings.value(QLatin1String(kRecentKey)).toStringList();
    PaletteMatches all;
    for (const auto& source : m_sources) {
        auto more = source->matches(paletteKindOf(typed), words, recent);
        std::move(more.best.begin(), more.best.end(), std::back_inserter(all.best));
        all.matching += more.matching;
        all.all += more.all;
    }
    return all;
}

void CommandPalette::showUsualFoot() {
    m_foot->setText(
        tr("Enter runs     Tab fills in     Ctrl+Enter sets a shortcut     > commands   @ runs   # options   : steps   ? help"));
    setStyleProperty(m_foot, "tone", {});
}

void CommandPalette::place() {
    setGeometry(parentWidget()->rect());
    const int rows = std::clamp(m_model.rowCount(), 1, kRowsShown);
    m_list->setFixedHeight(rows * m_list->itemDelegate()->sizeHint({}, {}).height());
    const int width = std::min(scaled(kWidth), parentWidget()->width() - 32);
    m_card->setFixedWidth(width);
    m_card->adjustSize();
    m_card->move((parentWidget()->width() - width) / 2, std::min(scaled(kTop), parentWidget()->height() / 8));
}

void CommandPalette::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QColor shade(Qt::black);
    shade.setAlphaF(static_cast<float>(kDim));
    painter.fillRect(rect(), shade);
}

void CommandPalette::mousePressEvent(QMouseEvent*) {
    dismiss(); // beside the card
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isOpen())
        place();
    if (watched != m_field || !isOpen())
        return false;
    switch (event->type()) {
    case QEvent::ShortcutOverride: // keys of the window wait until the palette is closed
        event->accept();
        return true;
    case QEvent::KeyPress:
        return m_assigning ? onAssignKey(static_cast<QKeyEvent&>(*event)) : onKey(static_cast<QKeyEvent&>(*event));
    case QEvent::FocusOut:
        if (static_cast<QFocusEvent*>(event)->reason() == Qt::MouseFocusReason)
            hide();
        return false;
    default:
        return false;
    }
}

bool CommandPalette::onKey(QKeyEvent& event) {
    switch (event.key()) {
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_Down:
        moveBy(1);
        return true;
    case Qt::Key_Up:
        moveBy(-1);
        return true;
    case Qt::Key_PageDown:
        moveBy(kRowsShown);
        return true;
    case Qt::Key_PageUp:
        moveBy(-kRowsShown);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event.modifiers() & Qt::ControlModifier)
            startAssigning();
        else
            runCurrent();
        return true;
    case Qt::Key_Tab:
        if (const auto* line = current())
            m_field->setText(m_field->text().left(paletteKindOf(m_field->text()) ? 1 : 0) + line->text);
        return true;
    default:
        return false;
    }
}

void CommandPalette::moveBy(int rows) {
    const int last = m_model.rowCount() - 1;
    if (last < 0)
        return;
    m_list->setCurrentIndex(m_model.index(std::clamp(m_list->currentIndex().row() + rows, 0, last)));
}

const PaletteEntry* CommandPalette::current() const {
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? &m_model.entry(index.row()) : nullptr;
}

void CommandPalette::runCurrent() {
    const PaletteEntry* line = current();
    if (!line)
        return;
    if (!line->reason.isEmpty()) {
        m_foot->setText(line->reason);
        setStyleProperty(m_foot, "tone", QStringLiteral("warn"));
        return;
    }
    QStringList recent = m_settings.value(QLatin1String(kRecentKey)).toStringList();
    recent.removeAll(line->id);
    recent.prepend(line->id);
    m_settings.setValue(QLatin1String(kRecentKey), QStringList(recent.mid(0, kRecentKept)));
    const auto run = line->run;
    dismiss();
    run();
}

QAction* CommandPalette::currentAction() const {
    const PaletteEntry* line = current();
    return line && line->kind == PaletteKind::Command ? m_actions.find(line->id.section(QLatin1Char('/'), 1)) : nullptr;
}

void CommandPalette::startAssigning() {
    QAction* action = currentAction();
    setStyleProperty(m_foot, "tone", {});
    if (!action) {
        m_foot->setText(tr("Only commands take a shortcut."));
        return;
    }
    m_assigning = action;
    m_foot->setText(tr("Press the new keys for %1. Esc keeps the old ones, Backspace removes them.").arg(plainText(*action)));
}

void CommandPalette::stopAssigning(const QString& note) {
    m_assigning.clear();
    m_foot->setText(note);
}

bool CommandPalette::onAssignKey(QKeyEvent& event) {
    const int key = event.key();
    if (key == Qt::Key_Control || key == Qt::Key_Shift || key == Qt::Key_Alt || key == Qt::Key_Meta)
        return true;
    if (key == Qt::Key_Escape) {
        stopAssigning({});
        showUsualFoot();
        return true;
    }
    const QKeySequence keys = key == Qt::Key_Backspace ? QKeySequence() : QKeySequence(event.keyCombination());
    if (const QAction* other = m_actions.clash(*m_assigning, keys)) {
        setStyleProperty(m_foot, "tone", QStringLiteral("warn"));
        m_foot->setText(
            tr("%1 belongs to %2. Press other keys, or Esc.").arg(keys.toString(QKeySequence::NativeText), plainText(*other)));
        return true;
    }
    QAction* action = m_assigning;
    m_actions.setKeys(*action, keys);
    const QString typed = m_field->text();
    open(typed);
    stopAssigning(keys.isEmpty() ? tr("%1 has no shortcut now.").arg(plainText(*action))
                                 : tr("%1 is %2 now.").arg(keys.toString(QKeySequence::NativeText), plainText(*action)));
    return true;
}

} // namespace cpw::ui
