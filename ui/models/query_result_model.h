// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/file_query.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace cpw::ui {

/// The rows of a query as they come. The view gets them a page at a time (canFetchMore), so that a long result costs it nothing until
/// it is scrolled to. Owned by the SQL dock; GUI thread.
class QueryResultModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int kPage = 256;

    explicit QueryResultModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void clear();
    /// Rows behind those that are there; the columns of the first ones hold.
    void append(api::QueryRows rows);
    /// Rows that came, shown or not.
    [[nodiscard]] int allRows() const { return static_cast<int>(m_rows.size()); }

    /// RFC 4180 with a header; all rows. A NULL is an empty value.
    [[nodiscard]] QByteArray csv() const;
    /// These rows with a header, tabs between values.
    [[nodiscard]] QString tabbed(const std::vector<int>& rows) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

private:
    [[nodiscard]] const api::QueryCell& cell(int row, int column) const;

    QStringList m_columns;
    std::vector<std::vector<api::QueryCell>> m_rows;
    int m_shown = 0;
    bool m_isFetching = false;
};

} // namespace cpw::ui
