// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect/inspect_view.h"
#include "ui/session/inspect_session.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>

#include <memory>

namespace cpw::ui {

class ScoringNote;

/// Error analysis: the rows in the order that the page keeps, and measures of slices (tail cells, or the values of a field), against
/// what is compared with. A click on a row shows it, Return opens it; a slice narrows the rows to its own.
class ErrorsView : public InspectView {
    Q_OBJECT
public:
    ErrorsView(const Theme& theme, InspectSession& session, QWidget* parent = nullptr);
    ~ErrorsView() override;

    /// `words` says order and filter.
    void setRanking(const api::RowRanking& ranking, const QStringList& fields, const QString& words, bool isFiltered);
    /// Why there are no rows, or that they are being ordered.
    void setRowsNote(const QString& note);
    [[nodiscard]] QTableView& rowTable() { return *m_rowTable; }
    [[nodiscard]] QTableView& sliceTable() { return *m_sliceTable; }
    [[nodiscard]] QComboBox& sliceBox() { return *m_by; }
    [[nodiscard]] const ShownTable& slices() const { return m_slices.table(); }
    [[nodiscard]] ScoringNote& scoringNote() { return *m_scoring; }
    [[nodiscard]] QString sliceNote() const { return m_sliceNote->text(); }
    [[nodiscard]] std::vector<ShownTable> tables() const override;
    [[nodiscard]] QWidget& figure() override { return *m_sliceTable; }

Q_SIGNALS:
    void rowShown(quint64 row);
    void rowOpened(quint64 row);
    /// Rows of one slice: of a field's value, or of a tail cell (`field` -1, `cell` 0 to 3).
    void sliceChosen(int field, const QString& value, int cell);
    void filterCleared();

protected:
    void ask() override;

private:
    QWidget* makeRows();
    QWidget* makeSlices();
    void fillBox();
    void askSlices();
    void askReport();
    void showReport(const api::SliceReport& report);
    void showSliceNote();
    void setUp(QTableView& table, QSortFilterProxyModel& sorted, const QString& name);
    [[nodiscard]] std::optional<quint64> rowAt(const QModelIndex& index) const;

    const Theme& m_theme;
    InspectSession& m_session;
    std::unique_ptr<InspectSlot> m_slot;
    std::optional<api::SliceQuestion> m_asked;
    ShownTableModel m_rows, m_slices;
    QSortFilterProxyModel m_sortedRows, m_sortedSlices;
    QTableView* m_rowTable = nullptr;
    QTableView* m_sliceTable = nullptr;
    QComboBox* m_by = nullptr;
    QString m_cutNote; ///< that there are more slices
    QLabel* m_rowNote = nullptr;
    QLabel* m_sliceNote = nullptr;
    ScoringNote* m_scoring = nullptr;
    QPushButton* m_clear = nullptr;
};

} // namespace cpw::ui
