// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/run_filter.h"
#include "ui/theme/theme.h"

#include <QLineEdit>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

class QCompleter;
class QStringListModel;

namespace cpw::ui {

/// The filter of the runs: comparisons such as "auc > 0.82 and data = MovieLens-1M", or plain words of a row. Completes names and
/// values, underlines a term that cannot be read and says why; the owner keeps the last good result meanwhile.
class FilterLine : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterLine(const Theme& theme, QWidget* parent = nullptr);

    /// Names of settings beside the common ones, values that are offered after an operator, and by which name the window shows some of
    /// them.
    void setWords(std::set<std::string> settings, std::set<std::string> values, std::map<std::string, std::string> titles);
    /// None: empty, plain words or a fault.
    [[nodiscard]] const std::optional<compare::RunFilter>& filter() const { return m_filter; }
    /// Small; empty: comparisons are used or nothing is typed.
    [[nodiscard]] const std::vector<std::string>& words() const { return m_words; }
    [[nodiscard]] QString fault() const { return m_fault; }

Q_SIGNALS:
    /// There is a new good filter.
    void filterChanged();
    /// Empty: there is none any more.
    void faultChanged(const QString& reason);

private:
    void read();
    void underline(int begin, int end);
    void offer();
    void take(const QString& completion);
    [[nodiscard]] int wordStart() const;

    const Theme& m_theme;
    std::set<std::string> m_settings;
    std::map<std::string, std::string> m_titles;
    std::pair<int, int> m_underlined; ///< part of the text
    std::optional<compare::RunFilter> m_filter;
    std::vector<std::string> m_words;
    QString m_fault;
    QCompleter* m_completer;
    QStringListModel* m_offers;
};

} // namespace cpw::ui
