// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/failure_cause.h"
#include "ui/session/run_feed.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace cpw::ui {

/// Why a run failed, what is kept, and what to do: one fix for each cause, and the run unchanged. Part of the live page, which
/// does what is asked for.
class FailureCard : public QWidget {
    Q_OBJECT
public:
    explicit FailureCard(const Theme& theme, QWidget* parent = nullptr);

    /// Hides itself for a run that did not fail. `queued`: prepared runs that wait, for which the fix is offered too.
    void show(const RunFeed& feed, std::size_t queued);
    [[nodiscard]] api::FailureCause cause() const { return m_cause; }
    [[nodiscard]] QPushButton& fixButton() { return *m_fix; }
    [[nodiscard]] QPushButton& fixQueueButton() { return *m_fixQueue; }
    [[nodiscard]] QPushButton& goToStepButton() { return *m_goToStep; }
    [[nodiscard]] QPushButton& detailsButton() { return *m_details; }

Q_SIGNALS:
    void fixRequested(cpw::api::FailureCause cause);
    /// The same for the runs that wait in the queue.
    void queueFixRequested(cpw::api::FailureCause cause);
    void stepRequested(qint64 step);

private:
    void describe(const RunFeed& feed);
    void offer(const RunFeed& feed);

    api::FailureCause m_cause = api::FailureCause::Other;
    qint64 m_badStep = 0;
    api::RunId m_run; ///< shown last
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_suggestion;
    QLabel* m_kept;
    QLabel* m_detailsText;
    QLabel* m_queue;
    QPushButton* m_fix;
    QPushButton* m_fixQueue;
    QPushButton* m_goToStep;
    QPushButton* m_details;
};

} // namespace cpw::ui
