// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/fields_card.h"

#include "ui/text/format.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/shared_columns.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

namespace cpw::ui {
namespace {

/// Of the columns of FieldFactsModel: name, kind, distinct, coverage, most frequent, distribution, unseen, in text, example.
constexpr ColumnShare kShares[] = {{90, 116, 2}, {70, 70, 0}, {76, 76, 1}, {116, 122, 1}, {106, 112, 1}, {116, 116, 3}, {130, 200, 1}, {66, 66, 0}, {90, 160, 4}};
constexpr double kNotableUnseen = 0.05;

class FieldDelegate : public CellDelegate {
public:
    using CellDelegate::CellDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        QRect area = paintGround(*painter, option);
        const int column = index.column();
        if (column == FieldFactsModel::Name)
            area = paintSwatch(*painter, area, index);
        if (column == FieldFactsModel::Coverage)
            area = paintBar(*painter, area, index.data(FieldFactsModel::ShareRole).toDouble());
        if (column == FieldFactsModel::Distribution)
            paintShares(*painter, area, index.data(FieldFactsModel::SharesRole).value<QVector<float>>());
        else if (column == FieldFactsModel::InText && index.data().toString() == FieldFactsModel::tr("yes"))
            m_theme.icon("check", Tone::Text2).paint(painter, QRect(area.left() + 8, area.center().y() - 6, 13, 13));
        else
            paintCell(*painter, area, index);
        paintFocus(*painter, option);
        painter->restore();
    }

private:
    QRect paintSwatch(QPainter& painter, const QRect& area, const QModelIndex& index) const {
        const auto& runs = m_theme.tokens().runs;
        const auto color = runs[static_cast<std::size_t>(index.data(FieldFactsModel::FieldRole).toInt()) % runs.size()];
        painter.fillRect(QRect(area.left(), area.center().y() - 3, 8, 8), color); // fields are squares, runs are circles
        return area.adjusted(16, 0, 0, 0);
    }
    QRect paintBar(QPainter& painter, const QRect& area, double share) const {
        const Tokens& t = m_theme.tokens();
        const QRect track(area.right() - 56, area.center().y() - 1, 56, 4);
        painter.fillRect(track, t.hover);
        painter.fillRect(QRect(track.topLeft(), QSize(static_cast<int>(track.width() * share), track.height())), t.text3);
        return area.adjusted(0, 0, -64, 0);
    }
    void paintShares(QPainter& painter, const QRect& area, const QVector<float>& shares) const {
        if (shares.isEmpty())
            return;
        const double width = std::min(20.0, static_cast<double>(area.width()) / static_cast<double>(shares.size()));
        const double height = area.height() - 8;
        for (qsizetype i = 0; i < shares.size(); ++i) {
            const double bar = std::max(1.0, height * static_cast<double>(shares[i] / shares.front()));
            painter.fillRect(QRectF(area.left() + static_cast<double>(i) * width, area.bottom() - 3 - bar, std::max(1.0, width - 1), bar),
                             m_theme.tokens().axis);
        }
    }
    void paintCell(QPainter& painter, const QRect& area, const QModelIndex& index) const {
        const Tokens& t = m_theme.tokens();
        const bool isName = index.column() == FieldFactsModel::Name;
        const bool isNotable = index.column() == FieldFactsModel::Unseen && index.data(FieldFactsModel::ShareRole).toDouble() > kNotableUnseen;
        const auto role = FieldFactsModel::isNumber(index.column()) ? FontRole::Mono : isName ? FontRole::TableMedium : FontRole::Table;
        paintText(painter, area, index.data().toString(), Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()), fontOf(role),
                  isNotable ? t.warn : isName ? t.text : t.text2);
    }
};

} // namespace

FieldsCard::FieldsCard(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_count(makeLabel("help", {}, this)), m_filter(new QLineEdit(this)), m_table(new QTableView(this)) {
    setProperty("kind", QStringLiteral("card"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    auto* head = makeCardHead(tr("Fields"), m_count, this);
    m_filter->setPlaceholderText(tr("Filter fields"));
    m_filter->setAccessibleName(tr("Filter of the fields"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(scaled(160));
    head->layout()->addWidget(m_filter);
    layout->addWidget(head);
    layout->addWidget(makeFrame("line", this));
    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortRole(FieldFactsModel::SortRole);
    m_sorted.setFilterKeyColumn(FieldFactsModel::Name);
    m_sorted.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(&m_sorted);
    setUpPlainTable(*m_table, theme, tr("Fields"), new FieldDelegate(theme, m_table));
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // the order of the data set
    m_table->setSelectionMode(QTableView::SingleSelection);
    std::vector<ColumnShare> shares;
    for (const auto& share : kShares)
        shares.push_back({scaled(share.least), scaled(share.wanted), share.weight});
    (new SharedColumns(*m_table))->setShares(std::move(shares));
    layout->addWidget(m_table, 1);
    connect(m_filter, &QLineEdit::textChanged, &m_sorted, &QSortFilterProxyModel::setFilterFixedString);
}

void FieldsCard::setFacts(const api::DataFacts& facts, std::vector<std::string> worded) {
    m_model.setFields(facts.fields, std::move(worded));
    m_count->setText(tr("%1 features in all").arg(countText(facts.features)));
    // No higher than all fields need: what is left is for the rows.
    const int head = layout()->sizeHint().height() - m_table->sizeHint().height();
    const int rows = m_table->horizontalHeader()->height() + m_model.rowCount() * m_table->verticalHeader()->defaultSectionSize();
    setMaximumHeight(head + rows + m_table->horizontalScrollBar()->sizeHint().height());
}

void FieldsCard::clear() {
    m_model.setFields({}, {});
    m_count->clear();
    setMaximumHeight(QWIDGETSIZE_MAX);
}

} // namespace cpw::ui
