// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/log_view.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/segmented_buttons.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace cpw::ui {
namespace {

constexpr int kLineHeight = 22;

struct LineLook {
    const char* icon;
    Tone icontone;
    Tone tone;
};

LineLook lookOf(LogKind kind) {
    switch (kind) {
    case LogKind::Note:
        return {"info", Tone::Text3, Tone::Text2};
    case LogKind::Good:
        return {"check", Tone::Ok, Tone::Text};
    case LogKind::Change:
        return {"flag", Tone::Accent, Tone::Text};
    case LogKind::Warning:
        return {"warning", Tone::Warn, Tone::Warn};
    case LogKind::Error:
        return {"error", Tone::Err, Tone::Err};
    }
    return {"info", Tone::Text3, Tone::Text2};
}

class LineDelegate : public QStyledItemDelegate {
public:
    LineDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, scaled(kLineHeight)}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Tokens& t = m_theme.tokens();
        const LineLook look = lookOf(static_cast<LogKind>(index.data(LogModel::KindRole).toInt()));
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, t.selection);
        else if (look.tone == Tone::Err)
            painter->fillRect(option.rect, t.errSoft);
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(option.rect, t.hover);
        QRect area = option.rect.adjusted(12, 0, -8, 0);
        painter->setFont(fontOf(FontRole::Mono));
        painter->setPen(t.text3);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft, index.data(LogModel::TimeTextRole).toString());
        area.setLeft(area.left() + scaled(69));
        m_theme.icon(look.icon, look.icontone).paint(painter, QRect(area.left(), area.center().y() - scaled(6), scaled(13), scaled(13)));
        area.setLeft(area.left() + 11 + scaled(13));
        const QFont font = fontOf(FontRole::Table);
        painter->setFont(font);
        painter->setPen(m_theme.color(look.tone));
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                          QFontMetrics(font).elidedText(index.data().toString().simplified(), Qt::ElideRight, area.width()));
        painter->restore();
    }

private:
    const Theme& m_theme;
};

} // namespace

LogView::LogView(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(makeFrame("line", this));
    m_filterModel.setSourceModel(&m_model);
    m_list = new QListView(this);
    m_list->setModel(&m_filterModel);
    m_list->setItemDelegate(new LineDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Log"));
    m_list->setMinimumHeight(scaled(3 * kLineHeight));
    layout->addSpacing(3);
    layout->addWidget(m_list, 1);
    layout->addSpacing(3);
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex& line) { Q_EMIT stepPicked(line.data(LogModel::StepRole).toLongLong()); });
    connect(&m_filterModel, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) {
        if (first == 0)
            holdPosition(last - first + 1);
    });
    connect(&theme, &Theme::changed, this, [this] { m_list->viewport()->update(); });
}

QWidget* LogView::makeHeader() {
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 7, 8, 7);
    layout->setSpacing(8);
    m_kinds = new SegmentedButtons({tr("All"), tr("Events"), tr("Warnings")}, bar);
    m_filter = new QLineEdit(bar);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(scaled(180));
    m_filter->setAccessibleName(tr("Filter of the log"));
    m_copy = new QToolButton(bar);
    m_copy->setIcon(m_theme.icon("copy"));
    m_copy->setIconSize(QSize(scaled(16), scaled(16)));
    m_copy->setToolTip(tr("Copy the lines in sight of the filter"));
    m_copy->setAccessibleName(tr("Copy log"));
    layout->addWidget(makeLabel("section", tr("Log"), bar));
    layout->addSpacing(4);
    layout->addWidget(m_kinds);
    layout->addWidget(m_filter);
    m_steps = makeButton(m_theme, {}, "", "link", bar);
    m_steps->setToolTip(tr("Show the lines of all steps (Esc in a chart)"));
    m_steps->hide();
    layout->addWidget(m_steps);
    layout->addStretch(1);
    layout->addWidget(m_copy);
    connect(m_steps, &QPushButton::clicked, this, &LogView::allStepsRequested);
    connect(m_kinds, &SegmentedButtons::chosen, this,
            [this](int index) { m_filterModel.setKind(static_cast<LogFilter>(index)); });
    connect(m_filter, &QLineEdit::textChanged, &m_filterModel, &LogFilterModel::setText);
    connect(m_copy, &QToolButton::clicked, this, &LogView::copyAll);
    return bar;
}

void LogView::show(const RunFeed* feed) {
    m_model.follow(feed);
}

void LogView::holdPosition(int rows) {
    QScrollBar* bar = m_list->verticalScrollBar();
    if (bar->value() > 0) {
        const int target = bar->value() + rows * scaled(kLineHeight);
        QMetaObject::invokeMethod(
            bar, [bar, target] { bar->setValue(target); }, Qt::QueuedConnection);
    }
}

void LogView::goToStep(qint64 step) {
    for (int row = 0; row < m_filterModel.rowCount(); ++row) {
        const QModelIndex line = m_filterModel.index(row, 0);
        if (line.data(LogModel::StepRole).toLongLong() <= step) {
            m_list->setCurrentIndex(line);
            m_list->scrollTo(line);
            return;
        }
    }
}

void LogView::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void LogView::setSteps(std::optional<StepRange> steps) {
    m_filterModel.setSteps(steps);
    m_steps->setVisible(steps.has_value());
    if (steps)
        m_steps->setText(tr("Steps %1 to %2  ×").arg(countText(steps->first), countText(steps->last)));
}

void LogView::copyAll() {
    QString text;
    for (int row = m_filterModel.rowCount() - 1; row >= 0; --row) {
        const QModelIndex line = m_filterModel.index(row, 0);
        text += line.data(LogModel::TimeTextRole).toString() + QLatin1Char('\t') + line.data().toString() + QLatin1Char('\n');
    }
    QApplication::clipboard()->setText(text);
}

} // namespace cpw::ui
