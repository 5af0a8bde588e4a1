// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <vector>

class QTableView;

namespace cpw::ui {

/// What a column of a table gets of its width.
struct ColumnShare {
    int least = 0;  ///< where there is too little room; the table scrolls sideways below that
    int wanted = 0; ///< what its texts need
    int weight = 0; ///< of the room that is left, against the other columns; 0: none of it
};

/// Gives the whole width of a table to its columns, so that nothing is elided beside an empty place, until the user sets a width:
/// from then on its last column stretches, which the layout of the page remembers. Owned by the table.
class SharedColumns : public QObject {
    Q_OBJECT
public:
    explicit SharedColumns(QTableView& table);

    /// One for each column.
    void setShares(std::vector<ColumnShare> shares);
    /// From what the rows shown and the header say: at least `least`, wanted at most `most`; columns of numbers take no more than that.
    void setSharesOfTexts(int least, int most);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();

    QTableView& m_table;
    std::vector<ColumnShare> m_shares;
    bool m_isFitting = false;
};

/// The widths of columns with these shares in so much room; the last one with a weight takes what rounding leaves.
[[nodiscard]] std::vector<int> sharedWidths(const std::vector<ColumnShare>& shares, int room);

} // namespace cpw::ui
