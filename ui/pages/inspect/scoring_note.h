// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "ui/session/scoring_pace.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include <functional>

namespace cpw::ui {

/// How far the scoring of a part is, with the time left and a way to stop it; once stopped, a way to go on. Shows itself when scoring
/// takes longer than a second. Owned by what asked for scores; GUI thread.
class ScoringNote : public QWidget {
    Q_OBJECT
public:
    /// Makes, on the thread of the question, what the question tells its progress to.
    using Teller = std::function<api::ScoringProgress(std::stop_token stop)>;

    explicit ScoringNote(const Theme& theme, QWidget* parent = nullptr);

    /// A question was asked.
    void start();
    /// It was answered, or nobody wants the answer any more.
    void finish();
    [[nodiscard]] Teller teller(InspectSession& session);
    /// So many of the rows are scored, this long after start().
    void tell(std::uint64_t scored, std::uint64_t rows, double seconds);
    [[nodiscard]] QString text() const { return m_text->text(); }
    [[nodiscard]] bool isStopped() const { return m_isStopped; }
    /// "Stop", or "Go on" once stopped.
    [[nodiscard]] QPushButton& button() { return *m_button; }

Q_SIGNALS:
    void stopped();
    void goOnAsked();

private:
    void onClicked();

    QLabel* m_text;
    QPushButton* m_button;
    ScoringPace m_pace;
    bool m_isStopped = false;
};

} // namespace cpw::ui
