// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "ui/pages/inspect/inspect_chart.h"

#include <QStringList>
#include <optional>

namespace cpw::ui {

/// What each field adds to the logit, largest first, as bars from a middle line: the row as recorded, and below it as edited.
class ContributionBars : public InspectChart {
    Q_OBJECT
public:
    explicit ContributionBars(const Theme& theme, QWidget* parent = nullptr);

    void setFields(const QStringList& names);
    void setContributions(api::Contributions recorded, std::optional<api::Contributions> edited);
    void clear();
    /// Of what is compared, in the key; "as recorded" and "after the edit" at first.
    void setNames(const QString& first, const QString& second);
    /// "title +0.34; age -0.24; ...", for screen readers.
    [[nodiscard]] QString twin() const;
    [[nodiscard]] ShownTable table() const override;
    [[nodiscard]] bool isEmpty() const override { return !m_recorded; }
    [[nodiscard]] ChartKey key() const override;
    [[nodiscard]] FigureKind kind() const override { return FigureKind::Chart; }
    [[nodiscard]] QString pgfplots(const FigureForm& form) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paint(QPainter& painter) const override;

private:
    [[nodiscard]] std::vector<std::size_t> order() const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] double most() const; ///< of all bars, without its sign

    QStringList m_names;
    QString m_first, m_second;
    std::optional<api::Contributions> m_recorded;
    std::optional<api::Contributions> m_edited;
};

} // namespace cpw::ui
