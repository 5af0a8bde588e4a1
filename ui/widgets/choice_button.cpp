// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/choice_button.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QScreen>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QStyleOptionButton>
#include <QStylePainter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cpw::ui {
namespace {

constexpr std::size_t kSearchedFrom = 12;
constexpr int kPopupWidth = 280;
constexpr int kPopupRows = 14;
constexpr int kTextWidth = 150;
constexpr int kMargin = 10;
constexpr int kArrow = 10;
constexpr int kSides = 2 * kMargin + kArrow + 10;
constexpr int kValueRole = Qt::UserRole;

} // namespace

ChoiceButton::ChoiceButton(const Theme& theme, Mode mode, const QString& name, QWidget* parent)
    : QPushButton(parent), m_theme(theme), m_mode(mode), m_name(name) {
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(this, &QPushButton::clicked, this, &ChoiceButton::open);
}

void ChoiceButton::setChoices(std::vector<Choice> choices) {
    if (choices == m_choices)
        return;
    m_choices = std::move(choices);
    std::erase_if(m_chosen, [this](const std::string& value) {
        return std::none_of(m_choices.begin(), m_choices.end(), [&](const Choice& choice) { return choice.value == value; });
    });
    if (m_chosen.empty() && !m_choices.empty())
        m_chosen = {m_choices.front().value};
    if (m_popup && m_popup->isVisible())
        fillList();
    updateText();
}

void ChoiceButton::setChosen(std::vector<std::string> values) {
    m_chosen = std::move(values);
    updateText();
    updateMarks();
}

bool ChoiceButton::isChosen(const std::string& value) const {
    return std::find(m_chosen.begin(), m_chosen.end(), value) != m_chosen.end();
}

void ChoiceButton::pick(const std::string& value) {
    const auto choice = std::find_if(m_choices.begin(), m_choices.end(), [&](const Choice& one) { return one.value == value; });
    if (choice == m_choices.end())
        return;
    if (m_mode == Mode::One || choice->isAlone) {
        m_chosen = {value};
    } else {
        std::erase_if(m_chosen, [this](const std::string& one) {
            return std::any_of(m_choices.begin(), m_choices.end(), [&](const Choice& other) { return other.value == one && other.isAlone; });
        });
        if (const auto place = std::find(m_chosen.begin(), m_chosen.end(), value); place != m_chosen.end())
            m_chosen.erase(place);
        else
            m_chosen.push_back(value);
        if (m_chosen.empty() && !m_choices.empty())
            m_chosen = {m_choices.front().value};
    }
    updateText();
    updateMarks();
    Q_EMIT picked();
}

void ChoiceButton::updateText() {
    QStringList texts;
    for (const auto& value : m_chosen)
        for (const auto& choice : m_choices)
            if (choice.value == value)
                texts << choice.text;
    m_fullText = texts.join(QStringLiteral(", "));
    setToolTip(m_name + QStringLiteral(": ") + m_fullText);
    setAccessibleName(m_name + QStringLiteral(": ") + m_fullText);
    updateGeometry();
    update();
}

QSize ChoiceButton::sizeHint() const {
    return {std::min(kTextWidth, fontMetrics().horizontalAdvance(m_fullText)) + kSides, metric::kControlHeight};
}

QSize ChoiceButton::minimumSizeHint() const {
    return {std::min(70, fontMetrics().horizontalAdvance(m_fullText)) + kSides, metric::kControlHeight};
}

/// The words on the left, cut where there is no room, and an arrow on the right.
void ChoiceButton::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    painter.drawControl(QStyle::CE_PushButtonBevel, option);
    const QRect area = rect().adjusted(kMargin, 0, -kMargin, 0);
    painter.setPen(m_theme.color(isEnabled() ? Tone::Text : Tone::Text3));
    const QRect words = area.adjusted(0, 0, -kArrow - 6, 0);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), words), Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(m_fullText, Qt::ElideMiddle, words.width()));
    const QRect arrow(area.right() - kArrow + 1, rect().center().y() - kArrow / 2 + 1, kArrow, kArrow);
    m_theme.icon("chevron-down").paint(&painter, QStyle::visualRect(layoutDirection(), rect(), arrow));
}

void ChoiceButton::makePopup() {
    m_popup = new QFrame(this, Qt::Popup);
    m_popup->setProperty("kind", QStringLiteral("popup"));
    auto* layout = new QVBoxLayout(m_popup);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(6);
    m_search = new QLineEdit(m_popup);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search"));
    m_list = new QListView(m_popup);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setSpacing(2);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(m_name);
    m_model = new QStandardItemModel(m_popup);
    m_found = new QSortFilterProxyModel(m_popup);
    m_found->setSourceModel(m_model);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_found);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    m_search->installEventFilter(this);
    m_list->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_found->setFilterFixedString(text);
        m_list->setCurrentIndex(m_found->index(0, 0));
    });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) {
        pick(index.data(kValueRole).toString().toStdString());
        if (m_mode == Mode::One)
            m_popup->hide();
    });
}

void ChoiceButton::fillList() {
    m_model->clear();
    for (const auto& choice : m_choices) {
        auto* item = new QStandardItem(choice.text);
        item->setData(qstr(choice.value), kValueRole);
        item->setToolTip(choice.text);
        m_model->appendRow(item);
    }
    updateMarks();
}

void ChoiceButton::updateMarks() {
    if (!m_model)
        return;
    const QIcon mark = m_theme.icon("check", Tone::Accent);
    QPixmap nothing(16, 16);
    nothing.fill(Qt::transparent);
    const QIcon blank(nothing); // keeps the room
    for (int row = 0; row < m_model->rowCount(); ++row) {
        auto* item = m_model->item(row);
        const bool isMarked = isChosen(item->data(kValueRole).toString().toStdString());
        item->setData(isMarked ? mark : blank, Qt::DecorationRole);
        item->setData(isMarked ? tr("%1, chosen").arg(item->text()) : item->text(), Qt::AccessibleTextRole);
    }
}

void ChoiceButton::open() {
    if (!m_popup)
        makePopup();
    fillList();
    m_search->clear();
    m_search->setVisible(m_choices.size() >= kSearchedFrom);
    int width = std::max(kPopupWidth, this->width());
    for (std::size_t i = 0; i < std::min<std::size_t>(m_choices.size(), 200); ++i)
        width = std::max(width, std::min(2 * kPopupWidth, fontMetrics().horizontalAdvance(m_choices[i].text) + 64));
    const int rows = std::clamp(static_cast<int>(m_choices.size()), 2, kPopupRows);
    m_list->setIconSize({13, 13});
    m_list->setFixedHeight(rows * (std::max(m_list->sizeHintForRow(0), 20) + 4) + 6);
    m_popup->setFixedWidth(width);
    m_popup->adjustSize();
    QPoint place = mapToGlobal(QPoint(0, height() + 2));
    if (const QScreen* screen = this->screen()) {
        const QRect room = screen->availableGeometry();
        place.setX(std::clamp(place.x(), room.left(), std::max(room.left(), room.right() - width)));
        if (place.y() + m_popup->height() > room.bottom())
            place.setY(mapToGlobal(QPoint(0, 0)).y() - m_popup->height() - 2);
    }
    m_popup->move(place);
    m_popup->show();
    for (int row = 0; row < m_found->rowCount(); ++row)
        if (isChosen(m_found->index(row, 0).data(kValueRole).toString().toStdString())) {
            m_list->setCurrentIndex(m_found->index(row, 0));
            break;
        }
    (m_search->isHidden() ? static_cast<QWidget*>(m_list) : m_search)->setFocus(Qt::PopupFocusReason);
}

bool ChoiceButton::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QPushButton::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isChoosing = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || (watched == m_list && key->key() == Qt::Key_Space);
    if (isChoosing && m_list->currentIndex().isValid()) {
        pick(m_list->currentIndex().data(kValueRole).toString().toStdString());
        if (m_mode == Mode::One)
            m_popup->hide();
        return true;
    }
    if (watched == m_search && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up)) {
        const int row = std::clamp(m_list->currentIndex().row() + (key->key() == Qt::Key_Down ? 1 : -1), 0, std::max(0, m_found->rowCount() - 1));
        m_list->setCurrentIndex(m_found->index(row, 0));
        return true;
    }
    return QPushButton::eventFilter(watched, event);
}

} // namespace cpw::ui
