// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/run_filter.h"

#include <QLineEdit>
#include <QStringList>

#include <optional>
#include <set>
#include <string>

class QCompleter;
class QStringListModel;

namespace cpw::ui {

/// The filter of the runs: comparisons such as "auc > 0.82 and data = MovieLens-1M", or plain words of a row. Completes names and
/// values, underlines a term that cannot be read and says why; the owner keeps the last good result meanwhile.
class FilterLine : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterLine(QWidget* parent = nullptr);

    /// Names of settings beside the common ones, and values that are offered after an operator.
    void setWords(std::set<std::string> settings, const QStringList& values);
    /// None: empty, plain words or a fault.
    [[nodiscard]] const std::optional<compare::RunFilter>& filter() const { return m_filter; }
    /// Small, one line; empty: comparisons are used or nothing is typed.
    [[nodiscard]] QString words() const { return m_words; }
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

    std::set<std::string> m_settings;
    std::optional<compare::RunFilter> m_filter;
    QString m_words;
    QString m_fault;
    QCompleter* m_completer;
    QStringListModel* m_offers;
};

} // namespace cpw::ui
