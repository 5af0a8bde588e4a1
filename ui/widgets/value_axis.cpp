// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/value_axis.h"

#include "ui/text/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace cpw::ui {
namespace {

constexpr double kRoom = 0.06; // at both ends

struct KeyTexts {
    Q_DECLARE_TR_FUNCTIONS(cpw::ui::KeyTexts)
};

/// 1, 2 or 5 times a power of ten.
double cleanStep(double wanted) {
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= wanted * 0.999)
            return factor * power;
    return 10 * power;
}

int digitsOf(double step) {
    return std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 8);
}

} // namespace

ValueAxis::ValueAxis(const compare::ValueColumn& column) : m_name(keyTitle(column.key)), m_categories(column.categories) {
    const auto range = column.range();
    const double span = range.high > range.low ? range.high - range.low : std::max(std::abs(range.high), 1.0);
    const double middle = (range.low + range.high) / 2;
    m_low = middle - (0.5 + kRoom) * span;
    m_high = middle + (0.5 + kRoom) * span;
}

std::vector<ValueAxis::Tick> ValueAxis::ticks(int wanted) const {
    std::vector<Tick> ticks;
    wanted = std::max(wanted, 1);
    if (!m_categories.empty()) {
        const auto stride = (m_categories.size() + static_cast<std::size_t>(wanted) - 1) / static_cast<std::size_t>(wanted);
        for (std::size_t i = 0; i < m_categories.size(); i += stride)
            ticks.push_back({share(static_cast<double>(i)), qstr(m_categories[i])});
        return ticks;
    }
    const double step = cleanStep((m_high - m_low) / wanted);
    const int digits = digitsOf(step);
    for (double at = std::ceil(m_low / step); at * step <= m_high; ++at) {
        const double value = at * step;
        const bool isHuge = std::abs(value) >= 1e6 || digits > 6;
        ticks.push_back({share(value), isHuge ? shortNumber(value) : QString::number(value == 0 ? 0.0 : value, 'f', digits)});
    }
    return ticks;
}

QString ValueAxis::text(double value) const {
    if (std::isnan(value))
        return KeyTexts::tr("none");
    if (!m_categories.empty())
        return qstr(m_categories[std::min(static_cast<std::size_t>(std::max(0.0, std::round(value))), m_categories.size() - 1)]);
    return QString::number(value, 'g', 6);
}

QString keyTitle(const std::string& key) {
    if (key == "auc" || key == "test/auc")
        return KeyTexts::tr("Test AUC");
    if (key == "log_loss" || key == "test/log_loss")
        return KeyTexts::tr("Test log loss");
    if (key == "valid/auc" || key == "valid_auc")
        return KeyTexts::tr("Validation AUC");
    if (key == "valid/log_loss")
        return KeyTexts::tr("Validation log loss");
    if (key == "seed")
        return KeyTexts::tr("Seed");
    if (key == "seconds")
        return KeyTexts::tr("Seconds of training");
    if (key == "step")
        return KeyTexts::tr("Steps");
    if (key == "backbone")
        return KeyTexts::tr("Backbone");
    if (key == "dataset")
        return KeyTexts::tr("Data set");
    if (key == "stages")
        return KeyTexts::tr("Stages");
    return qstr(key);
}

} // namespace cpw::ui
