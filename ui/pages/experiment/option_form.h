// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_plan.h"
#include "core/api/spec_form.h"
#include "ui/pages/experiment/problem_fixes.h"
#include "ui/theme/theme.h"

#include <QScrollArea>

#include <map>
#include <string>
#include <vector>

class QVBoxLayout;

namespace cpw::ui {

class OptionEditor;

/// The options of some groups as one form. Keeps its editors while only values change, so that focus and typing stay.
class OptionForm : public QScrollArea {
    Q_OBJECT
public:
    explicit OptionForm(const Theme& theme, QWidget* parent = nullptr);

    void setGroups(const std::vector<api::FormGroup>& groups);
    /// By path: what the preset has.
    void setDifferences(const std::vector<api::SpecDifference>& differences);
    void setProblems(const std::vector<Problem>& problems);
    /// Null: not in this form.
    [[nodiscard]] OptionEditor* editor(const std::string& path) const;
    void goTo(const std::string& path);
    [[nodiscard]] std::vector<std::string> paths() const { return m_order; }

Q_SIGNALS:
    void edited(const std::string& path, const std::string& value);
    void resetRequested(const std::string& path);
    void sweepRequested(const std::string& path);
    void fixChosen(const cpw::ui::ProblemFix& fix);

private:
    void build(const std::vector<api::FormGroup>& groups);
    void addGroup(const api::FormGroup& group, QVBoxLayout& layout);
    void update(const api::FormGroup& group);

    const Theme& m_theme;
    std::map<std::string, OptionEditor*> m_editors;
    std::map<std::string, QWidget*> m_heads; ///< by path of the group
    std::vector<std::string> m_order;
    std::string m_structure;
};

} // namespace cpw::ui
