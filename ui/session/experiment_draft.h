// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_plan.h"
#include "core/api/run_spec.h"
#include "ui/session/engine_session.h"

#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include <optional>
#include <string>
#include <vector>

namespace cpw::ui {

/// What the draft holds: one spec, and what makes several runs of it.
struct DraftState {
    QString preset; ///< that it began from; empty: none
    QString arm;
    api::RunSpec spec;
    QString seeds = QStringLiteral("1"); ///< as parseSeeds() reads it
    std::vector<api::SweepAxis> axes;
};

/// The experiment that is being prepared, one for each file. Pages change it here and nowhere else; every change can be undone, and
/// the file keeps it 500 ms after the last one. GUI thread.
class ExperimentDraft : public QObject {
    Q_OBJECT
public:
    ExperimentDraft(EngineSession& session, QObject* parent = nullptr);

    /// Reads the draft of the file, else begins with the first arm of the sample. changed() follows.
    void restore();
    [[nodiscard]] const DraftState& state() const { return m_state; }
    [[nodiscard]] const api::RunSpec& spec() const { return m_state.spec; }
    /// Of the arm it began from, for what differs; the empty spec without one.
    [[nodiscard]] const api::RunSpec& base() const { return m_base; }

    void setPreset(const QString& preset, const QString& arm);
    void setSpec(const api::RunSpec& spec, const QString& what);
    /// One run as it is, such as one of the queue: its seed, and no values to try.
    void setRun(const api::RunSpec& spec, const QString& what);
    void setData(const spec::DataSpec& data);
    void setText(const spec::TemplateSpec& text);
    /// One option by its path, from a text as `--set` has it. Edits of one option in a row are one step of undo. Fails without a
    /// change on a path that does not exist or a value of the wrong kind. Another backbone or source leaves the options behind
    /// that it does not have.
    [[nodiscard]] Result<void> setValue(const std::string& path, const std::string& value, const QString& what);
    /// One option, stage or item as the preset has it; a backbone or source with its options. Fails without a change when neither has one.
    [[nodiscard]] Result<void> reset(const std::string& path, const QString& what);
    void setSeeds(const QString& seeds);
    void setAxes(std::vector<api::SweepAxis> axes);

    /// The runs that it stands for, up to 1,000; made once for each change and valid until the next.
    [[nodiscard]] const Result<std::vector<api::RunSpec>>& runs() const;
    /// A line for each combination of values to try. Fails when the settings come from no preset, as a command names one.
    [[nodiscard]] Result<std::string> commandLines() const;
    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }
    /// Writes what is not written yet.
    void save();

Q_SIGNALS:
    void changed();

private:
    /// One for each combination of values; of each seed, when there are any.
    [[nodiscard]] Result<std::vector<api::RunSpec>> combinations(const std::vector<std::uint64_t>& seeds) const;
    void apply(const DraftState& state);
    void push(DraftState next, const QString& what, const QString& mergeKey = {});

    EngineSession& m_session;
    DraftState m_state;
    api::RunSpec m_base;
    mutable std::optional<Result<std::vector<api::RunSpec>>> m_runs; // of m_state, once asked for
    QUndoStack m_undo;
    QTimer m_saveTimer;
};

} // namespace cpw::ui
