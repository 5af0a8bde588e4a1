// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/engine_session.h"
#include "ui/session/live_values.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include <array>
#include <optional>
#include <vector>

class QVBoxLayout;

namespace cpw::ui {

class RateEditor;
class Sparkline;

/// Steering of one run: pause, step, stop; values that change at the next step; throughput; best so far. Sends commands through
/// the session; part of the live page, which tells it what changed.
class ControlColumn : public QFrame {
    Q_OBJECT
public:
    ControlColumn(const Theme& theme, EngineSession& session, QWidget* parent = nullptr);

    void show(std::optional<api::RunId> run);
    void refresh(RunChanges changes);
    void showApplied(const api::CommandApplied& applied);

    [[nodiscard]] RateEditor& editor(LiveValue value) { return *m_editors[static_cast<std::size_t>(value)]; }
    [[nodiscard]] QPushButton& pauseButton() { return *m_pause; }
    [[nodiscard]] QPushButton& stepButton() { return *m_step; }
    [[nodiscard]] QPushButton& stopAndSaveButton() { return *m_stopAndSave; }
    [[nodiscard]] QPushButton& stopButton() { return *m_stop; }
    [[nodiscard]] QPushButton& confirmStopButton() { return *m_confirmStop; }
    [[nodiscard]] QPushButton& applyButton() { return *m_apply; }
    [[nodiscard]] QPushButton& discardButton() { return *m_discard; }
    [[nodiscard]] QCheckBox& freezeBox(FreezeSide side) { return *m_freezes[static_cast<std::size_t>(side)]; }
    [[nodiscard]] QPushButton& evaluateButton() { return *m_evaluate; }
    [[nodiscard]] QPushButton& checkpointButton() { return *m_checkpoint; }
    [[nodiscard]] QPushButton& takeBackButton() { return *m_takeBack; }
    [[nodiscard]] QString note() const { return m_note->text(); }
    void togglePause();
    void stepNow();
    void stopAndSave();
    void focusFirstRate();

private:
    void buildControl(QVBoxLayout& layout);
    void buildValues(QVBoxLayout& layout);
    void buildFacts(QVBoxLayout& layout);
    QWidget* addFact(QVBoxLayout& layout, const QString& name, QLabel*& value);
    void send(api::CommandKind kind, double value = 0);
    void stageValue(LiveValue value, double number);
    void applyStaged();
    void updateButtons();
    void updateValues();
    void updateFacts();
    void updateNote();
    void askStop(bool isAsked);
    [[nodiscard]] const RunFeed* feed() const;
    [[nodiscard]] bool isUsed(LiveValue value) const;

    const Theme& m_theme;
    EngineSession& m_session;
    std::optional<api::RunId> m_run;
    LiveValues m_values;
    std::size_t m_awaited = 0; ///< applied commands still to come
    QString m_confirmation;
    int m_valuesStage = -1;

    QPushButton* m_pause = nullptr;
    QPushButton* m_step = nullptr;
    QSpinBox* m_steps = nullptr;
    QPushButton* m_stopAndSave = nullptr;
    QPushButton* m_stop = nullptr;
    QLabel* m_stopHint = nullptr;
    QFrame* m_question = nullptr;
    QLabel* m_questionText = nullptr;
    QPushButton* m_confirmStop = nullptr;
    std::array<RateEditor*, kLiveValues.size()> m_editors{};
    std::array<QCheckBox*, kFreezeSides.size()> m_freezes{};
    QPushButton* m_evaluate = nullptr;
    QPushButton* m_checkpoint = nullptr;
    QPushButton* m_takeBack = nullptr;
    QLabel* m_elsewhere = nullptr;
    QFrame* m_noteFrame = nullptr;
    QLabel* m_note = nullptr;
    QPushButton* m_apply = nullptr;
    QPushButton* m_discard = nullptr;
    QLabel* m_throughput = nullptr;
    Sparkline* m_sparkline = nullptr;
    QLabel* m_timeLeft = nullptr;
    QLabel* m_gradient = nullptr;
    QLabel* m_bestName = nullptr;
    QLabel* m_best = nullptr;
    QLabel* m_since = nullptr;
    QWidget* m_controlSection = nullptr;
    QFrame* m_controlLine = nullptr;
    QWidget* m_valuesSection = nullptr;
    QFrame* m_valuesLine = nullptr;
    QWidget* m_endSection = nullptr; ///< only for a run that is over
    QLabel* m_stepsDone = nullptr;
    QLabel* m_time = nullptr;
    QWidget* m_resultSection = nullptr;
    QLabel* m_testAuc = nullptr;
    QWidget* m_expectedRow = nullptr;
    QLabel* m_expectedAuc = nullptr;
    QLabel* m_testLoss = nullptr;
};

} // namespace cpw::ui
