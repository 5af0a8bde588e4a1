// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/value_column.h"

#include <QString>

#include <vector>

namespace cpw::ui {

/// Where the values of a column lie on a painted axis, as shares of its length, and what stands beside it. Plain value.
class ValueAxis {
public:
    ValueAxis() = default;
    explicit ValueAxis(const compare::ValueColumn& column);

    /// 0 to 1, with some room at both ends; NaN stays NaN.
    [[nodiscard]] double share(double value) const { return (value - m_low) / (m_high - m_low); }
    [[nodiscard]] double value(double share) const { return m_low + share * (m_high - m_low); }
    struct Tick {
        double share = 0;
        QString text;
    };
    /// About `wanted` of them; every category, where there are not more than that.
    [[nodiscard]] std::vector<Tick> ticks(int wanted) const;
    /// A value in words: the category, or a number.
    [[nodiscard]] QString text(double value) const;
    [[nodiscard]] const QString& name() const { return m_name; }

private:
    QString m_name;
    double m_low = 0;
    double m_high = 1;
    std::vector<std::string> m_categories;
};

/// "Test AUC" for the keys that have a title, else the last part of a path.
[[nodiscard]] QString keyTitle(const std::string& key);

} // namespace cpw::ui
