// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/working_copy.h"

#include "app/workbench/open_file.h"
#include "ui/copy_back_window.h"
#include "ui/main_window.h"
#include "ui/text/format.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QSysInfo>

#include <utility>

namespace cpw::workbench {
namespace {

/// Changes with every change of the file.
QString stampOf(const QString& file) {
    QString stamp;
    for (const QString& part : {file, file + QStringLiteral("-wal")}) {
        const QFileInfo info(part);
        if (info.size() > 0)
            stamp += QStringLiteral("%1 %2 ").arg(info.size()).arg(info.lastModified().toMSecsSinceEpoch());
    }
    return stamp;
}

/// Of a copy with all that was told to it; empty, which is no stamp of a copy as it was, when not all could be written.
QString stampOfAll(db::SqliteStore& store, const QString& file) {
    return store.flush() ? stampOf(file) : QString();
}

/// "runs.cpw" -> "runs (from ada).cpw", "runs (from ada 2).cpw" ... beside it.
QString besideName(const QString& original) {
    const QFileInfo info(original);
    const QString host = QSysInfo::machineHostName();
    for (int i = 1;; ++i) {
        const QString from = i == 1 ? host : QStringLiteral("%1 %2").arg(host).arg(i);
        const QString name = info.dir().filePath(QStringLiteral("%1 (from %2).cpw").arg(info.completeBaseName(), from));
        if (!QFileInfo::exists(name) && !QFileInfo::exists(name + QStringLiteral(".d")))
            return name;
    }
}

} // namespace

Result<std::unique_ptr<WorkingCopy>> WorkingCopy::of(db::SqliteStore& store, LocalCopies& copies, Question question) {
    CPW_TRY(origin, db::copyOrigin(store));
    if (!origin)
        return nullptr;
    return std::unique_ptr<WorkingCopy>(new WorkingCopy(store, copies, std::move(question), std::move(*origin)));
}

WorkingCopy::WorkingCopy(db::SqliteStore& store, LocalCopies& copies, Question question, db::CopyOrigin origin)
    : m_store(store), m_copies(copies), m_question(std::move(question)), m_origin(std::move(origin)), m_file(QString::fromStdString(store.file().string())),
      m_originalLock(lockFor(original()).lock) {
    m_copies.setReturned(original(), false);
}

QString WorkingCopy::original() const {
    return QString::fromStdString(m_origin.original.string());
}

void WorkingCopy::setWindow(ui::MainWindow& window) {
    m_window = &window;
    window.setCopyOf(QDir::toNativeSeparators(original()));
    window.setCloseGuard([this] { return mayLeave(); });
    connect(&window, &ui::MainWindow::copyBackRequested, this, [this] { copyBack(AfterCopy::Stay, OnChange::Ask); });
}

void WorkingCopy::takeAsReturned() {
    m_returnedStamp = stampOf(m_file);
}

void WorkingCopy::settle(std::function<void(bool isReturned)> then) {
    m_window->setEnabled(false);
    m_worker.ask(
        this, [&store = m_store, file = m_file] { return stampOfAll(store, file); },
        [this, then = std::move(then)](const QString& stamp) {
            const bool isReturned = !stamp.isEmpty() && stamp == m_returnedStamp;
            m_copies.setReturned(original(), isReturned);
            then(isReturned);
        });
}

/// Not at once: what is not written yet must be, to know whether the copy has something of its own. Then the window is asked to close again.
bool WorkingCopy::mayLeave() {
    if (!m_isLeaving)
        settle([this](bool isReturned) { isReturned ? leave() : askToCopyBack(); });
    return m_isLeaving;
}

void WorkingCopy::askToCopyBack() {
    m_window->setEnabled(true);
    shownQuestion().ask(
        tr("Copy your work back to the network?"),
        tr("You worked on a copy on this computer. %1 has what it had when the copy was made, or was last copied back.").arg(QDir::toNativeSeparators(original())),
        {{tr("Copy back and close"), [this] { copyBack(AfterCopy::Leave, OnChange::Ask); }},
         {tr("Close and keep it here"), [this] { leave(); }},
         {tr("Cancel"), [this] { stay(); }}});
    m_asked->activateWindow();
}

void WorkingCopy::copyBack(AfterCopy after, OnChange onChange) {
    if (!m_originalLock)
        m_originalLock = lockFor(original()).lock;
    if (!m_originalLock && QFileInfo::exists(original() + QStringLiteral(".window")))
        return tellFailure(after, tr("%1 is open in another window, here or on another computer. Close it there first.").arg(QDir::toNativeSeparators(original())));
    shownQuestion().showWork(tr("Copying back"), tr("To %1").arg(QDir::toNativeSeparators(original())));
    m_window->setEnabled(false); // the file stays open until the answer is there
    m_worker.ask(
        this,
        [origin = m_origin, onChange, &store = m_store, file = m_file]() -> Result<Outcome> {
            if (onChange == OnChange::Ask) {
                CPW_TRY(current, db::copyOrigin(store));
                CPW_TRY(state, db::stateOfOriginal(current.value_or(origin)));
                if (state != db::OriginalState::Same)
                    return Outcome{state, {}};
            }
            CPW_TRY_VOID(db::copyBack(store, origin.original));
            return Outcome{db::OriginalState::Same, stampOfAll(store, file)};
        },
        [this, after](const Result<Outcome>& outcome) {
            if (!outcome)
                return tellFailure(after, ui::sentenceText(ui::errorText(outcome.error())));
            if (outcome->original != db::OriginalState::Same)
                return tellChange(after, outcome->original == db::OriginalState::Gone);
            end(after, outcome->stamp, tr("Copied back to %1.").arg(QDir::toNativeSeparators(original())));
        });
}

void WorkingCopy::saveBeside(AfterCopy after) {
    const QString beside = besideName(original());
    shownQuestion().showWork(tr("Saving"), tr("As %1").arg(QDir::toNativeSeparators(beside)));
    m_worker.ask(
        this,
        [&store = m_store, file = m_file, to = beside.toStdString()]() -> Result<QString> {
            CPW_TRY_VOID(store.saveCopy(to));
            return stampOfAll(store, file);
        },
        [this, after, beside](const Result<QString>& stamp) {
            if (!stamp)
                return tellFailure(after, ui::sentenceText(ui::errorText(stamp.error())));
            end(after, *stamp, tr("Saved as %1; the file that others changed is as they left it.").arg(QDir::toNativeSeparators(beside)));
        });
}

void WorkingCopy::tellChange(AfterCopy after, bool isGone) {
    const QFileInfo file(original());
    std::vector<ui::CopyBackWindow::Way> ways;
    if (!isGone)
        ways.push_back({tr("Save mine beside it"), [this, after] { saveBeside(after); }});
    ways.push_back({isGone ? tr("Put it there again") : tr("Replace theirs"), [this, after] { copyBack(after, OnChange::Replace); }, !isGone});
    ways.push_back({after == AfterCopy::Leave ? tr("Close and keep it here") : tr("Keep it here"), [this, after] { after == AfterCopy::Leave ? leave() : stay(); }});
    shownQuestion().ask(isGone ? tr("%1 is not on the network any more").arg(file.fileName()) : tr("%1 was changed on the network").arg(file.fileName()),
                        isGone ? tr("It was removed or renamed, or the network is not reached. Nothing was written; your work is on this computer.")
                               : tr("Somebody has saved it since this copy was made, last on %1. Nothing was written; your work is on this computer. To replace theirs "
                                    "would lose what they did.")
                                     .arg(QLocale().toString(file.lastModified(), QLocale::ShortFormat)),
                        ways);
}

void WorkingCopy::tellFailure(AfterCopy after, const QString& text) {
    shownQuestion().ask(tr("Nothing was copied back"), text,
                        {{tr("Try again"), [this, after] { copyBack(after, OnChange::Ask); }},
                         {after == AfterCopy::Leave ? tr("Close and keep it here") : tr("Keep it here"), [this, after] { after == AfterCopy::Leave ? leave() : stay(); }}});
}

void WorkingCopy::end(AfterCopy after, const QString& stamp, const QString& note) {
    m_returnedStamp = stamp;
    if (after == AfterCopy::Leave) {
        m_copies.setReturned(original(), true);
        return leave();
    }
    stay();
    m_window->showNote(note);
}

/// The window of the file first: with the last one the program ends.
void WorkingCopy::leave() {
    m_isLeaving = true;
    m_window->setEnabled(true);
    m_window->close();
    if (m_asked)
        m_asked->finish();
}

void WorkingCopy::stay() {
    m_window->setEnabled(true);
    m_asked->finish();
}

ui::CopyBackWindow& WorkingCopy::shownQuestion() {
    m_asked = &m_question();
    return *m_asked;
}

} // namespace cpw::workbench
