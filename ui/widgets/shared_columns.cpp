// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/shared_columns.h"

#include "ui/theme/fonts.h"

#include <QApplication>
#include <QEvent>
#include <QFontMetrics>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>
#include <numeric>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kMoreRoom = 20; // numbers are drawn in a wider face than the view measures with
constexpr int kHeadPadding = 20;

int sumOf(const std::vector<int>& widths) {
    return std::accumulate(widths.begin(), widths.end(), 0);
}

} // namespace

std::vector<int> sharedWidths(const std::vector<ColumnShare>& shares, int room) {
    std::vector<int> widths;
    int more = 0, weights = 0;
    for (const auto& share : shares) {
        widths.push_back(std::max(share.least, share.wanted));
        more += widths.back() - share.least;
        weights += share.weight;
    }
    const int left = room - sumOf(widths);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (left < 0 && more > 0) // each gives of what it has above its least
            widths[i] -= std::min(widths[i] - shares[i].least, -left * (widths[i] - shares[i].least) / more + 1);
        else if (left > 0 && weights > 0)
            widths[i] += left * shares[i].weight / weights;
    }
    const int rest = room - sumOf(widths);
    if (left > 0 && rest > 0)
        for (std::size_t i = shares.size(); i-- > 0;)
            if (shares[i].weight > 0) {
                widths[i] += rest;
                break;
            }
    return widths;
}

SharedColumns::SharedColumns(QTableView& table) : QObject(&table), m_table(table) {
    table.horizontalHeader()->installEventFilter(this); // as wide as the viewport, whose own resizing is not always told
    table.horizontalHeader()->setStretchLastSection(false);
    connect(table.horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        if (!m_isFitting && (QApplication::mouseButtons() & Qt::LeftButton))
            m_table.horizontalHeader()->setStretchLastSection(true); // the user's widths, and kept as those with the layout
    });
}

void SharedColumns::setShares(std::vector<ColumnShare> shares) {
    m_shares = std::move(shares);
    fit();
}

void SharedColumns::setSharesOfTexts(int least, int most) {
    const auto* model = m_table.model();
    std::vector<ColumnShare> shares;
    for (int column = 0; column < model->columnCount(); ++column) {
        const bool isNumber = Qt::Alignment(model->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt()) & Qt::AlignRight;
        const int text = static_cast<QAbstractItemView&>(m_table).sizeHintForColumn(column);
        const int words = QFontMetrics(fontOf(FontRole::ColumnHead)).horizontalAdvance(model->headerData(column, Qt::Horizontal).toString());
        const int head = words + kHeadPadding;
        const int wanted = std::clamp(std::max(text + kMoreRoom, head), 1, most);
        shares.push_back({std::min(wanted, std::max(least, head)), wanted, isNumber ? 0 : wanted});
    }
    setShares(std::move(shares));
}

bool SharedColumns::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table.horizontalHeader() && event->type() == QEvent::Resize)
        fit();
    return QObject::eventFilter(watched, event);
}

void SharedColumns::fit() {
    if (m_table.horizontalHeader()->stretchLastSection() || static_cast<int>(m_shares.size()) != m_table.model()->columnCount())
        return;
    m_isFitting = true;
    const auto widths = sharedWidths(m_shares, m_table.viewport()->width());
    for (std::size_t i = 0; i < widths.size(); ++i)
        m_table.setColumnWidth(static_cast<int>(i), widths[i]);
    m_isFitting = false;
}

} // namespace cpw::ui
