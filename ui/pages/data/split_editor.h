// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spec/data_spec.h"

#include <QStringList>
#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace cpw::ui {

class SegmentedButtons;

/// How rows are divided: kind, shares, and what the kind needs. Tells every edit that makes a complete split; shares that do not
/// add up are marked and not told.
class SplitEditor : public QWidget {
    Q_OBJECT
public:
    explicit SplitEditor(QWidget* parent = nullptr);

    /// Columns to choose from for users and times.
    void setColumns(const QStringList& columns);
    void setSplit(const spec::SplitSpec& split);
    [[nodiscard]] const spec::SplitSpec& split() const { return m_split; }
    [[nodiscard]] QLineEdit& shares() { return *m_shares; }
    [[nodiscard]] SegmentedButtons& kinds() { return *m_kinds; }

Q_SIGNALS:
    void edited(const cpw::spec::SplitSpec& split);

private:
    void chooseKind(int index);
    void readShares();
    void showSplit();

    spec::SplitSpec m_split;
    bool m_isFilling = false;
    SegmentedButtons* m_kinds;
    QLineEdit* m_shares;
    QLabel* m_seedLabel;
    QSpinBox* m_seed;
    QLabel* m_userLabel;
    QComboBox* m_user;
    QLabel* m_orderLabel;
    QComboBox* m_order;
};

/// "8 : 1 : 1" to shares of training and validation; none unless three numbers of which the first is above 0.
struct Shares {
    double train = 0;
    double valid = 0;
};
[[nodiscard]] std::optional<Shares> sharesFromText(const QString& text);
[[nodiscard]] QString sharesText(const spec::SplitSpec& split);

} // namespace cpw::ui
