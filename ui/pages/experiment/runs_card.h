// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/experiment_draft.h"
#include "ui/theme/theme.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace cpw::ui {

/// Seeds, and options that take several values: how many runs the draft stands for.
class RunsCard : public QFrame {
    Q_OBJECT
public:
    RunsCard(const Theme& theme, ExperimentDraft& draft, QWidget* parent = nullptr);

    /// Adds a line for the option, with its present value, and puts the cursor there.
    void addAxis(const std::string& path, const QString& value);
    [[nodiscard]] QLineEdit& seeds() { return *m_seeds; }
    [[nodiscard]] std::vector<QLineEdit*> axisEditors() const { return m_editors; }
    /// Empty: seeds and values make runs.
    [[nodiscard]] QString problem() const { return m_problemText; }

private:
    void showState();
    void buildAxes();
    void readAxes();

    const Theme& m_theme;
    ExperimentDraft& m_draft;
    QString m_problemText;
    QString m_axisProblem; ///< of values that are typed and not in the draft
    std::vector<std::string> m_shownAxes;
    QLineEdit* m_seeds;
    QWidget* m_axes = nullptr;
    QVBoxLayout* m_layout;
    std::vector<QLineEdit*> m_editors;
    QLabel* m_state;
};

} // namespace cpw::ui
