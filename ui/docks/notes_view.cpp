// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/notes_view.h"

#include "ui/text/format.h"

namespace cpw::ui {
namespace {

constexpr int kSaveMilliseconds = 500;

} // namespace

NotesView::NotesView(EngineSession& session, QWidget* parent) : QPlainTextEdit(parent), m_session(session) {
    setAccessibleName(tr("Note of the run"));
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kSaveMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &NotesView::save);
    connect(this, &QPlainTextEdit::textChanged, &m_timer, qOverload<>(&QTimer::start));
    show(nullptr);
}

void NotesView::show(const RunFeed* feed) {
    const auto run = feed ? std::optional(feed->id()) : std::nullopt;
    if (run != m_run)
        save();
    const bool isEditing = run == m_run && hasFocus();
    m_run = run;
    setReadOnly(!feed || m_session.isReadOnly());
    setPlaceholderText(!feed                    ? tr("No run is shown.")
                       : m_session.isReadOnly() ? tr("The file is open for reading only.")
                                                : tr("What you want to remember of %1").arg(qstr(api::toText(*run))));
    const QString note = feed ? qstr(feed->summary().note) : QString();
    if (isEditing || m_timer.isActive() || note == toPlainText())
        return;
    m_saved = note;
    setPlainText(note);
    m_timer.stop();
}

void NotesView::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    save();
}

void NotesView::save() {
    m_timer.stop();
    if (!m_run || isReadOnly() || toPlainText() == m_saved)
        return;
    m_saved = toPlainText();
    m_session.setNote(*m_run, m_saved);
}

} // namespace cpw::ui
