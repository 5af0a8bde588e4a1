// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/experiment/problem_fixes.h"

#include "ui/pages/experiment/option_text.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <optional>

namespace cpw::ui {
namespace {

constexpr std::size_t kMostFixes = 3;
constexpr auto kNumber = "(-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)";

struct Fixes {
    Q_DECLARE_TR_FUNCTIONS(Fixes)
};

/// The limits that a message names; one that is not there is open.
struct NamedRange {
    std::optional<double> minimum;
    std::optional<double> maximum;
    [[nodiscard]] double nearest(double value) const {
        return std::min(std::max(value, minimum.value_or(value)), maximum.value_or(std::max(value, minimum.value_or(value))));
    }
};

/// Numbers that a pattern captures of a text; empty: it does not match.
std::vector<double> captured(const QString& text, const QString& pattern) {
    const auto match = QRegularExpression(pattern).match(text);
    std::vector<double> numbers;
    for (int i = 1; match.hasMatch() && i <= match.lastCapturedIndex(); ++i)
        numbers.push_back(match.captured(i).toDouble());
    return numbers;
}

std::optional<NamedRange> rangeOf(const QString& message) {
    const QString number = QLatin1String(kNumber);
    if (const auto ends = captured(message, QStringLiteral("between %1 and %1").arg(number)); ends.size() == 2)
        return NamedRange{ends[0], ends[1]};
    if (const auto least = captured(message, QStringLiteral("at least %1").arg(number)); !least.empty())
        return NamedRange{least[0], std::nullopt};
    if (const auto most = captured(message, QStringLiteral("at most %1").arg(number)); !most.empty())
        return NamedRange{std::nullopt, most[0]};
    return std::nullopt;
}

bool isWhole(const OptionValue& value) {
    return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<std::vector<std::int64_t>>(value);
}

/// A number within the range in the form of the option.
QString numberText(double value, bool isWhole, const NamedRange& range) {
    const double nearest = range.nearest(value);
    if (!isWhole) {
        const double rounded = shortNumber(nearest).toDouble(); // a limit of 0.9999999 must not become 1
        return range.nearest(rounded) == rounded ? shortNumber(nearest) : QString::number(nearest, 'g', 15);
    }
    double whole = std::round(nearest);
    if (range.maximum && whole > *range.maximum)
        whole = std::floor(*range.maximum);
    if (range.minimum && whole < *range.minimum)
        whole = std::ceil(*range.minimum);
    return QString::number(static_cast<qlonglong>(whole));
}

/// Letters to insert, remove or replace until one word is the other.
int distance(const QString& from, const QString& to) {
    std::vector<int> row(static_cast<std::size_t>(to.size()) + 1);
    for (std::size_t i = 0; i < row.size(); ++i)
        row[i] = static_cast<int>(i);
    for (qsizetype i = 0; i < from.size(); ++i) {
        int diagonal = std::exchange(row[0], static_cast<int>(i) + 1);
        for (qsizetype j = 0; j < to.size(); ++j) {
            const auto place = static_cast<std::size_t>(j);
            const int replaced = diagonal + (from[i].toLower() == to[j].toLower() ? 0 : 1);
            diagonal = row[place + 1];
            row[place + 1] = std::min({replaced, row[place] + 1, row[place + 1] + 1});
        }
    }
    return row.back();
}

QStringList allowedWords(const QString& message) {
    static const QRegularExpression list(QStringLiteral("(?:expected one of|it names:|known:) ([^;:]+)$"));
    const auto match = list.match(message);
    if (!match.hasMatch())
        return {};
    QStringList words = match.captured(1).split(QStringLiteral(", "), Qt::SkipEmptyParts);
    for (QString& word : words)
        word = word.trimmed();
    return words;
}

/// Words that the fix in words names: "Use float32, or another device."
QStringList namedChoices(const Problem& problem, const api::FormField& field) {
    QStringList words;
    static const QRegularExpression between(QStringLiteral("[^A-Za-z0-9_]+"));
    for (const QString& word : qstr(problem.fix).split(between, Qt::SkipEmptyParts)) {
        const auto& choices = field.schema.choices;
        if (std::find(choices.begin(), choices.end(), word.toStdString()) != choices.end() && word != editedText(field.value))
            words << word;
    }
    return words;
}

class FixFinder {
public:
    FixFinder(const Problem& problem, const api::FormField* field, const QString& typed)
        : m_problem(problem), m_message(qstr(problem.message)), m_field(field), m_now(!typed.isEmpty() || !field ? typed : editedText(field->value)) {}

    std::vector<ProblemFix> find() {
        findRemoval();
        if (m_field && m_fixes.empty()) {
            findWords();
            findSwitch();
            findNumbers();
            findList();
        }
        if (m_fixes.size() > kMostFixes)
            m_fixes.resize(kMostFixes);
        return std::move(m_fixes);
    }

private:
    void add(const QString& value) {
        if (value == m_now)
            return;
        ProblemFix fix{Fixes::tr("Use %1").arg(value), m_problem.path, settingText(value, m_field->schema.fallback), false};
        if (std::find(m_fixes.begin(), m_fixes.end(), fix) == m_fixes.end())
            m_fixes.push_back(std::move(fix));
    }

    void findRemoval() {
        static const QRegularExpression unknown(QStringLiteral("^\"(.+)\" is not an option"));
        if (const auto match = unknown.match(m_message); match.hasMatch())
            m_fixes.push_back({Fixes::tr("Remove %1").arg(match.captured(1)), m_problem.path, {}, true});
    }

    void findWords() {
        if (!std::holds_alternative<std::string>(m_field->schema.fallback))
            return;
        for (const QString& word : namedChoices(m_problem, *m_field))
            add(word);
        auto words = allowedWords(m_message);
        std::stable_sort(words.begin(), words.end(), [this](const QString& a, const QString& b) { return distance(m_now, a) < distance(m_now, b); });
        for (const QString& word : words)
            add(word);
    }

    /// "is true and ...": what is on is the problem.
    void findSwitch() {
        const auto* isOn = std::get_if<bool>(&m_field->value);
        if (isOn && *isOn && (m_message.contains(QLatin1String("is true")) || m_problem.fix.find("Leave it off") != std::string::npos))
            m_fixes.push_back({Fixes::tr("Turn it off"), m_problem.path, "false", false});
    }

    void findNumbers() {
        const auto& kind = m_field->schema.fallback;
        bool isNumber = false;
        const double now = m_now.trimmed().toDouble(&isNumber);
        if (!isNumber || !(std::holds_alternative<std::int64_t>(kind) || std::holds_alternative<double>(kind)))
            return;
        const NamedRange allowed{m_field->schema.minimum, m_field->schema.maximum};
        if (const auto parts = captured(m_message, QStringLiteral("a multiple of (?:the )?%1").arg(QLatin1String(kNumber))); !parts.empty() && parts[0] >= 1) {
            for (const double multiple : {std::floor(now / parts[0]) * parts[0], std::ceil(now / parts[0]) * parts[0]})
                if (multiple > 0 && allowed.nearest(multiple) == multiple)
                    add(numberText(multiple, isWhole(kind), allowed));
        } else if (const auto range = rangeOf(m_message)) {
            add(numberText(now, isWhole(kind), *range));
        } else if (m_message.contains(QLatin1String("expected a whole number"))) {
            add(numberText(now, true, allowed));
        } else if (m_problem.fix.find("Set one of them to 0") != std::string::npos) {
            add(numberText(0, isWhole(kind), allowed));
        }
    }

    /// "[0, 900], expected 1 to 8 numbers between 1 and 512": each number within its range, and no more than are allowed.
    void findList() {
        const auto limits = captured(m_message, QStringLiteral("expected %1 to %1 numbers between %1 and %1").arg(QLatin1String(kNumber)));
        if (limits.size() != 4)
            return;
        QStringList numbers;
        for (const QString& part : m_now.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
            bool isNumber = false;
            const double value = part.trimmed().toDouble(&isNumber);
            if (isNumber && static_cast<double>(numbers.size()) < limits[1])
                numbers << numberText(value, isWhole(m_field->schema.fallback), {limits[2], limits[3]});
        }
        if (!numbers.isEmpty())
            add(numbers.join(QStringLiteral(", ")));
    }

    const Problem& m_problem;
    QString m_message;
    const api::FormField* m_field;
    QString m_now;
    std::vector<ProblemFix> m_fixes;
};

} // namespace

std::vector<ProblemFix> fixesOf(const Problem& problem, const api::FormField* field, const QString& typed) {
    return FixFinder(problem, field, typed).find();
}

} // namespace cpw::ui
