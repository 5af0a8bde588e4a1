// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/experiment/option_text.h"

#include "core/api/spec_json.h"
#include "ui/text/core_text.h"
#include "ui/text/format.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace cpw::ui {
namespace {

constexpr double kArrowFactor = 1.25;

QString translated(const char* text) {
    return QCoreApplication::translate("cpw::ui", text);
}

template <class T>
QString joined(const std::vector<T>& values) {
    QStringList texts;
    for (const auto& value : values) {
        if constexpr (std::is_same_v<T, std::string>)
            texts << qstr(value);
        else
            texts << shortNumber(static_cast<double>(value));
    }
    return texts.join(QStringLiteral(", "));
}

bool isListValue(const OptionValue& value) {
    return std::holds_alternative<std::vector<std::int64_t>>(value) || std::holds_alternative<std::vector<double>>(value) ||
           std::holds_alternative<std::vector<std::string>>(value);
}

double roundedToThreeDigits(double value) {
    if (value == 0)
        return 0;
    const double scale = std::pow(10.0, 2 - std::floor(std::log10(std::abs(value))));
    return std::round(value * scale) / scale;
}

} // namespace

QString editedText(const OptionValue& value) {
    return std::visit(
        [](const auto& v) -> QString {
            using T = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<T, bool>)
                return v ? QStringLiteral("true") : QStringLiteral("false");
            else if constexpr (std::is_same_v<T, std::string>)
                return qstr(v);
            else if constexpr (std::is_same_v<T, std::int64_t>)
                return QString::number(v);
            else if constexpr (std::is_same_v<T, double>)
                return shortNumber(v);
            else
                return joined(v);
        },
        value);
}

std::string settingText(const QString& text, const OptionValue& kind) {
    if (!isListValue(kind))
        return text.trimmed().toStdString();
    auto list = nlohmann::json::array();
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const double number = part.trimmed().toDouble(&isNumber);
        if (std::holds_alternative<std::vector<std::string>>(kind) || !isNumber)
            list.push_back(part.trimmed().toStdString());
        else if (number == std::floor(number) && !part.contains(QLatin1Char('.')))
            list.push_back(static_cast<std::int64_t>(number));
        else
            list.push_back(number);
    }
    return api::jsonText(list);
}

QString steppedText(const QString& text, const OptionSchema& schema, int steps) {
    bool isNumber = false;
    double value = text.trimmed().toDouble(&isNumber);
    if (!isNumber)
        return text;
    const bool isWhole = std::holds_alternative<std::int64_t>(schema.fallback);
    if (schema.isLogarithmic && value > 0)
        value = roundedToThreeDigits(value * std::pow(kArrowFactor, steps));
    else if (isWhole)
        value += steps;
    else
        value = roundedToThreeDigits(value + 0.1 * steps);
    value = std::clamp(value, schema.minimum.value_or(-1e300), schema.maximum.value_or(1e300));
    return isWhole ? QString::number(static_cast<qlonglong>(value)) : shortNumber(value);
}

QString limitsText(const OptionSchema& schema) {
    if (schema.minimum && schema.maximum)
        return translated(QT_TRANSLATE_NOOP("cpw::ui", "between %1 and %2")).arg(shortNumber(*schema.minimum), shortNumber(*schema.maximum));
    if (schema.minimum)
        return translated(QT_TRANSLATE_NOOP("cpw::ui", "at least %1")).arg(shortNumber(*schema.minimum));
    if (schema.maximum)
        return translated(QT_TRANSLATE_NOOP("cpw::ui", "at most %1")).arg(shortNumber(*schema.maximum));
    return {};
}

QString optionWords(const std::string& english) {
    return QCoreApplication::translate("option", english.c_str());
}

QString effectText(Effect effect) {
    switch (effect) {
    case Effect::Now: return translated(QT_TRANSLATE_NOOP("cpw::ui", "in force at once"));
    case Effect::NextStep: return translated(QT_TRANSLATE_NOOP("cpw::ui", "can be changed while the run trains, in force from the next step"));
    case Effect::NextEpoch: return translated(QT_TRANSLATE_NOOP("cpw::ui", "can be changed while the run trains, in force from the next epoch"));
    case Effect::NewStart: return translated(QT_TRANSLATE_NOOP("cpw::ui", "a change needs a new start"));
    }
    return {};
}

QString problemText(const Problem& problem, const QString& title) {
    const QString key = qstr(problem.path.substr(problem.path.rfind('.') + 1)) + QLatin1Char(' ');
    const QString message = qstr(problem.message);
    const QString text = message.startsWith(key) ? title + QLatin1Char(' ') + coreText(message.mid(key.size())) : coreText(message);
    if (problem.fix.empty())
        return text;
    const bool hasEnd = text.endsWith(QLatin1Char('.')) || text.endsWith(QChar(0x3002)); // the full stop of Chinese
    return (hasEnd ? text : translated(QT_TRANSLATE_NOOP("cpw::ui", "%1.")).arg(text)) + QLatin1Char(' ') + coreText(problem.fix);
}

} // namespace cpw::ui
