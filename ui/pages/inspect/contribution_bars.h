// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "ui/pages/inspect/shown_table.h"
#include "ui/theme/theme.h"

#include <QStringList>
#include <QWidget>

#include <optional>

namespace cpw::ui {

/// What each field adds to the logit, largest first, as bars from a middle line: the row as recorded, and below it as edited.
class ContributionBars : public QWidget {
    Q_OBJECT
public:
    explicit ContributionBars(const Theme& theme, QWidget* parent = nullptr);

    void setFields(const QStringList& names);
    void setContributions(api::Contributions recorded, std::optional<api::Contributions> edited);
    void clear();
    /// "title +0.34; age -0.24; ...", for screen readers.
    [[nodiscard]] QString twin() const;
    [[nodiscard]] ShownTable table() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] std::vector<std::size_t> order() const;

    const Theme& m_theme;
    QStringList m_names;
    std::optional<api::Contributions> m_recorded;
    std::optional<api::Contributions> m_edited;
};

} // namespace cpw::ui
