// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/engine_session.h"

#include <QPlainTextEdit>
#include <QTimer>

#include <optional>

namespace cpw::ui {

/// The note of the shown run, written to the file 500 ms after the last key, when it loses the focus and when another run is
/// shown. Owned by the docks.
class NotesView : public QPlainTextEdit {
    Q_OBJECT
public:
    NotesView(EngineSession& session, QWidget* parent = nullptr);
    ~NotesView() override { save(); }

    /// Null: there is no run to write about.
    void show(const RunFeed* feed);

protected:
    void focusOutEvent(QFocusEvent* event) override;

private:
    void save();

    EngineSession& m_session;
    std::optional<api::RunId> m_run;
    QString m_saved;
    QTimer m_timer;
};

} // namespace cpw::ui
