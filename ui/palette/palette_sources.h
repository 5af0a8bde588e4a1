// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/actions/action_registry.h"
#include "ui/palette/palette_entry.h"
#include "ui/session/engine_session.h"
#include "ui/session/experiment_draft.h"
#include "ui/session/selection.h"

#include <QCoreApplication>
#include <QObject>

#include <functional>

namespace cpw::ui {

/// Every command of the registry, those that cannot run with their reason.
class CommandSource : public PaletteSource {
    Q_DECLARE_TR_FUNCTIONS(CommandSource)
public:
    explicit CommandSource(ActionRegistry& actions) : m_actions(actions) {}
    [[nodiscard]] std::vector<PaletteEntry> entries() override;

private:
    ActionRegistry& m_actions;
};

/// Every run of the file, found by number, name, data, backbone, state, note and tags; running one shows its curves. Lines are made for
/// the best matches only, the newest first.
class RunSource : public QObject, public PaletteSource {
    Q_OBJECT
public:
    RunSource(EngineSession& session, std::function<void(api::RunId)> open);
    [[nodiscard]] std::vector<PaletteEntry> entries() override { return {}; }
    [[nodiscard]] PaletteMatches matches(std::optional<PaletteKind> kind, const QStringList& words, const QStringList& recent) override;

private:
    void putRun(RunPointer run);
    [[nodiscard]] PaletteEntry lineOf(const KnownRun& known) const;

    EngineSession& m_session;
    std::function<void(api::RunId)> m_open;
    RunList m_runs; ///< by number
};

/// Every option of the draft with its present value; running one puts the cursor there.
class OptionSource : public PaletteSource {
    Q_DECLARE_TR_FUNCTIONS(OptionSource)
public:
    OptionSource(EngineSession& session, const ExperimentDraft& draft, std::function<void(const std::string&)> open)
        : m_session(session), m_draft(draft), m_open(std::move(open)) {}
    [[nodiscard]] std::vector<PaletteEntry> entries() override;

private:
    EngineSession& m_session;
    const ExperimentDraft& m_draft;
    std::function<void(const std::string&)> m_open;
};

/// Flags of the shown run, and any step or epoch typed as a number ("1200", "epoch 2").
class StepSource : public PaletteSource {
    Q_DECLARE_TR_FUNCTIONS(StepSource)
public:
    StepSource(EngineSession& session, Selection& selection, std::function<void()> showCurves);
    [[nodiscard]] std::vector<PaletteEntry> entries() override;
    [[nodiscard]] std::vector<PaletteEntry> answers(PaletteKind kind, const QString& typed) override;

private:
    [[nodiscard]] const RunFeed* feed() const;
    [[nodiscard]] PaletteEntry lineOf(const QString& text, std::int64_t step, const RunFeed& feed) const;

    EngineSession& m_session;
    Selection& m_selection;
    std::function<void()> m_showCurves;
};

} // namespace cpw::ui
