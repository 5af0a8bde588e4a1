// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sidebar.h"

#include "ui/widgets/labels.h"

#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <utility>

namespace cpw::ui {
namespace {

constexpr int kPageRow = 32;
constexpr int kQueueRow = 40;

/// A page line, or the two lines of a queued run.
class NavigationDelegate : public QStyledItemDelegate {
public:
    NavigationDelegate(const Theme& theme, bool isPage, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme), m_isPage(isPage) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {40, scaled(m_isPage ? kPageRow : kQueueRow)}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool isPage = m_isPage;
        const bool isCurrent = isPage && (option.state & QStyle::State_Selected);
        const QRect row = option.rect.adjusted(8, 1, -8, -1);
        paintGround(*painter, option, row, isCurrent);
        const QString icon = index.data(NavigationModel::IconRole).toString();
        const auto badgeTone = static_cast<Tone>(index.data(NavigationModel::BadgeToneRole).toInt());
        m_theme.icon(icon, isPage ? (isCurrent ? Tone::Accent : Tone::Text2) : badgeTone)
            .paint(painter, QRect(row.left() + 12, isPage ? row.center().y() - scaled(7) : row.top() + scaled(4), scaled(15), scaled(15)));
        if (option.rect.width() > scaled(metric::kSidebarCollapsedWidth))
            isPage ? paintPage(*painter, index, row, isCurrent) : paintRun(*painter, index, row);
        painter->restore();
    }

private:
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QRect& row, bool isCurrent) const {
        const Tokens& t = m_theme.tokens();
        painter.setPen(Qt::NoPen);
        if (isCurrent) {
            painter.setBrush(t.selection);
            painter.drawRoundedRect(row, 4, 4);
            painter.fillRect(QRect(row.left(), row.top() + 5, 3, row.height() - 10), t.accent);
        } else if (option.state & QStyle::State_MouseOver) {
            painter.setBrush(t.hover);
            painter.drawRoundedRect(row, 4, 4);
        }
        if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange)) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(t.accent, 1));
            painter.drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        }
    }

    void paintPage(QPainter& painter, const QModelIndex& index, const QRect& row, bool isCurrent) const {
        const Tokens& t = m_theme.tokens();
        painter.setFont(fontOf(isCurrent ? FontRole::Section : FontRole::BodyMedium));
        painter.setPen(isCurrent ? t.text : t.text2);
        painter.drawText(row.adjusted(23 + scaled(15), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, index.data().toString());
        const QString badge = index.data(NavigationModel::BadgeRole).toString();
        if (badge.isEmpty())
            return;
        if (index.data(NavigationModel::IsBadgePlainRole).toBool()) {
            painter.setFont(fontOf(FontRole::MonoSmall));
            painter.setPen(isCurrent ? t.text2 : t.text3);
            painter.drawText(row.adjusted(0, 0, -9, 0), Qt::AlignVCenter | Qt::AlignRight, badge);
            return;
        }
        const auto tone = static_cast<Tone>(index.data(NavigationModel::BadgeToneRole).toInt());
        const QFont font = fontOf(FontRole::ColumnHead);
        const int width = QFontMetrics(font).horizontalAdvance(badge) + 14;
        const QRect chip(row.right() - width - 8, row.center().y() - scaled(8), width, scaled(18));
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.softColor(tone));
        painter.drawRoundedRect(chip, 4, 4);
        painter.setFont(font);
        painter.setPen(m_theme.color(tone));
        painter.drawText(chip, Qt::AlignCenter, badge);
    }

    void paintRun(QPainter& painter, const QModelIndex& index, const QRect& row) const {
        const Tokens& t = m_theme.tokens();
        const QRect area = row.adjusted(19 + scaled(15), 0, -4, 0);
        const QFont top = fontOf(FontRole::TableMedium);
        const QFont below = fontOf(FontRole::Caption);
        painter.setFont(top);
        painter.setPen(t.text);
        painter.drawText(QRect(area.left(), area.top() + scaled(2), area.width(), scaled(17)), Qt::AlignVCenter | Qt::AlignLeft,
                         QFontMetrics(top).elidedText(index.data().toString(), Qt::ElideRight, area.width()));
        painter.setFont(below);
        painter.setPen(t.text2);
        painter.drawText(
            QRect(area.left(), area.top() + scaled(19), area.width(), scaled(15)), Qt::AlignVCenter | Qt::AlignLeft,
            QFontMetrics(below).elidedText(index.data(NavigationModel::DetailRole).toString(), Qt::ElideRight, area.width()));
    }

    const Theme& m_theme;
    bool m_isPage;
};

QWidget* makeBlock(QWidget* parent) {
    auto* block = new QWidget(parent);
    auto* layout = new QVBoxLayout(block);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return block;
}

} // namespace

Sidebar::Sidebar(const Theme& theme, QWidget* parent) : QFrame(parent), m_theme(theme) {
    setProperty("kind", QStringLiteral("sidebar"));
    setFixedWidth(scaled(metric::kSidebarWidth));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 10, 1, 8);
    layout->setSpacing(0);
    m_pageList = makeList(m_pages, tr("Pages"), true);
    layout->addWidget(m_pageList);

    m_queueBlock = makeBlock(this);
    auto* line = makeFrame("line", m_queueBlock);
    auto* queueLayout = static_cast<QVBoxLayout*>(m_queueBlock->layout());
    queueLayout->setContentsMargins(0, 8, 0, 0);
    auto* lineRow = new QVBoxLayout;
    lineRow->setContentsMargins(16, 0, 16, 0);
    lineRow->addWidget(line);
    queueLayout->addLayout(lineRow);
    queueLayout->addSpacing(10);
    auto* queueTitle = makeLabel("captionStrong", tr("Queue"), m_queueBlock);
    queueTitle->setContentsMargins(20, 0, 0, 4);
    queueLayout->addWidget(queueTitle);
    m_queueList = makeList(m_queue, tr("Queue"), false);
    queueLayout->addWidget(m_queueList);
    layout->addWidget(m_queueBlock);
    layout->addStretch(1);

    m_selectionBlock = makeBlock(this);
    auto* selectionLayout = static_cast<QVBoxLayout*>(m_selectionBlock->layout());
    selectionLayout->setContentsMargins(20, 0, 16, 4);
    selectionLayout->addWidget(makeFrame("line", m_selectionBlock));
    selectionLayout->addSpacing(10);
    selectionLayout->addWidget(makeLabel("captionStrong", tr("Selection"), m_selectionBlock));
    const auto addRow = [&](const QString& caption) {
        selectionLayout->addSpacing(7);
        selectionLayout->addWidget(makeLabel("caption", caption, m_selectionBlock));
        auto* value = new ElidedLabel("small", m_selectionBlock);
        selectionLayout->addWidget(value);
        return value;
    };
    m_dataset = addRow(tr("Data set"));
    m_run = addRow(tr("Run"));
    m_cursor = addRow(tr("Step cursor"));
    layout->addWidget(m_selectionBlock);

    connect(m_pageList->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) { Q_EMIT pageChosen(current.data(NavigationModel::IdRole).toString()); });
    connect(m_queueList, &QListView::clicked, this,
            [this](const QModelIndex& run) { Q_EMIT runChosen(run.data(NavigationModel::IdRole).toString()); });
    connect(&theme, &Theme::changed, this, [this] {
        m_pageList->viewport()->update();
        m_queueList->viewport()->update();
    });
    setQueue({});
}

QListView* Sidebar::makeList(NavigationModel& model, const QString& name, bool isPages) {
    auto* list = new QListView(this);
    list->setProperty("kind", QStringLiteral("sidebar"));
    list->setModel(&model);
    list->setItemDelegate(new NavigationDelegate(m_theme, isPages, list));
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setMouseTracking(true);
    list->setAccessibleName(name);
    list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    const auto fit = [list, &model, row = scaled(isPages ? kPageRow : kQueueRow)] { list->setFixedHeight(model.rowCount() * row + 2); };
    connect(&model, &QAbstractItemModel::modelReset, list, fit);
    fit();
    return list;
}

void Sidebar::setCurrentPage(const QString& id) {
    const int row = m_pages.rowOf(id);
    if (row >= 0 && m_pageList->currentIndex().row() != row)
        m_pageList->setCurrentIndex(m_pages.index(row));
}

void Sidebar::setQueue(std::vector<NavigationItem> items) {
    m_queueBlock->setVisible(!items.empty() && !m_isCollapsed);
    m_queue.setItems(std::move(items));
}

void Sidebar::setSelection(const QString& dataset, const QString& run, const QString& cursor) {
    m_dataset->setFullText(dataset);
    m_run->setFullText(run);
    m_cursor->setFullText(cursor);
}

void Sidebar::setCollapsed(bool isCollapsed) {
    m_isCollapsed = isCollapsed;
    setFixedWidth(scaled(isCollapsed ? metric::kSidebarCollapsedWidth : metric::kSidebarWidth));
    m_selectionBlock->setVisible(!isCollapsed);
    m_queueBlock->setVisible(!isCollapsed && m_queue.rowCount() > 0);
}

} // namespace cpw::ui
