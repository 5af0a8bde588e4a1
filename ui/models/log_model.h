// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/run_feed.h"
#include "ui/session/selection.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>

#include <optional>

namespace cpw::ui {

/// Log and events of one run, newest first. Borrows the feed; the owner calls follow() when it has grown or another run is shown.
class LogModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { KindRole = Qt::UserRole, IsEventRole, StepRole, TimeTextRole };

    explicit LogModel(QObject* parent = nullptr);

    /// Null shows nothing.
    void follow(const RunFeed* feed);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] const LogEntry& entry(int row) const;

    const RunFeed* m_feed = nullptr;
    std::size_t m_count = 0;
};

enum class LogFilter { All, Events, Warnings };

/// Lines of one kind and of some steps that hold a text, case aside.
class LogFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit LogFilterModel(QObject* parent = nullptr);

    void setKind(LogFilter kind);
    void setText(const QString& text);
    /// None: all.
    void setSteps(std::optional<StepRange> steps);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    LogFilter m_kind = LogFilter::All;
    QString m_text;
    std::optional<StepRange> m_steps;
};

} // namespace cpw::ui
