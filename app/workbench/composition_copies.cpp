// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/composition.h"

#include "app/workbench/open_file.h"
#include "ui/copy_back_window.h"
#include "ui/damaged_file_window.h"
#include "ui/text/format.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QSysInfo>

#include <utility>

// Composition: files on a network, and the copies of them that are worked on here.
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

QString shown(const std::filesystem::path& file) {
    return QDir::toNativeSeparators(QString::fromStdString(file.string()));
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

Result<void> Composition::recogniseCopy(OpenFile& file) const {
    CPW_TRY(origin, db::copyOrigin(*file.store));
    file.origin = std::move(origin);
    if (file.origin)
        file.originalLock = lockFor(QString::fromStdString(file.origin->original.string())).lock;
    return {};
}

void Composition::tellPlace(OpenFile& file) {
    ui::MainWindow& window = *file.window;
    if (file.origin) {
        m_copies.setReturned(QString::fromStdString(file.origin->original.string()), false);
        window.setCopyOf(shown(file.origin->original));
        window.setCloseGuard([this] { return mayLeave(); });
        connect(&window, &ui::MainWindow::copyBackRequested, this, [this] { copyBack(AfterCopy::Stay, OnChange::Ask); });
        return;
    }
    if (!isNetwork(file.place))
        return;
    const QString original = file.session->file();
    if (const QString copy = m_copies.unreturned(original); !copy.isEmpty()) {
        window.showNote(tr("A copy of this file on this computer has changes that were not copied back here."), tr("Open the copy"),
                        [this, copy] { m_open->window->whenIdle([this, copy] { replace(copy); }); });
        return;
    }
    window.showNote(tr("This file is on a network (%1), where its log cannot be shared: writing is slower, and two computers that write at once are kept apart "
                       "by the server's locks alone.")
                        .arg(QString::fromStdString(file.place.type)),
                    tr("Work on a local copy"), [this, original] { m_open->window->whenIdle([this, original] { workOnCopy(original); }); });
}

/// The original is closed before it is copied, so that the copy has all of it.
void Composition::workOnCopy(const QString& original) {
    const auto close = [this, original] {
        shownCopyBack().showWork(tr("Copying to this computer"), tr("From %1").arg(QDir::toNativeSeparators(original)));
        m_open->window->close();
        m_open.reset();
        const QString copy = m_copies.placeOf(original);
        m_worker.ask(
            this, [from = original.toStdString(), to = copy.toStdString()] { return db::makeLocalCopy(from, to); },
            [this, original, copy](const Result<void>& made) {
                auto opened = made.and_then([&] { return open(copy); });
                if (opened) {
                    m_open->returnedStamp = stampOf(copy);
                } else if (auto again = open(original); again) {
                    m_open->window->showProblem(tr("There is no local copy: %1").arg(ui::errorText(opened.error())));
                } else {
                    explain(original, again.error());
                }
                m_copyBack->finish();
            });
    };
    QMetaObject::invokeMethod(this, close, Qt::QueuedConnection); // not inside a slot of the window that goes away
}

bool Composition::isUnreturned() const {
    if (!m_open->origin)
        return false;
    (void)m_open->store->flush();
    return m_open->returnedStamp.isEmpty() || stampOf(m_open->session->file()) != m_open->returnedStamp;
}

void Composition::noteUnreturned() {
    if (m_open->origin)
        m_copies.setReturned(QString::fromStdString(m_open->origin->original.string()), !isUnreturned());
}

bool Composition::mayLeave() {
    if (m_open->isLeaving)
        return true;
    if (isUnreturned()) {
        askToCopyBack();
        return false;
    }
    noteUnreturned();
    return true;
}

void Composition::askToCopyBack() {
    const QString original = QString::fromStdString(m_open->origin->original.string());
    shownCopyBack().ask(tr("Copy your work back to the network?"),
               tr("You worked on a copy on this computer. %1 has what it had when the copy was made, or was last copied back.").arg(QDir::toNativeSeparators(original)),
               {{tr("Copy back and close"), [this] { copyBack(AfterCopy::Leave, OnChange::Ask); }},
                {tr("Close and keep it here"), [this] { leaveCopy(); }},
                {tr("Cancel"), [this] { stayInCopy(); }}});
    m_copyBack->activateWindow();
}

void Composition::copyBack(AfterCopy after, OnChange onChange) {
    const auto origin = *m_open->origin;
    const QString original = QString::fromStdString(origin.original.string());
    if (!m_open->originalLock)
        m_open->originalLock = lockFor(original).lock;
    if (!m_open->originalLock && QFileInfo::exists(original + QStringLiteral(".window")))
        return tellFailure(after, tr("%1 is open in another window, here or on another computer. Close it there first.").arg(QDir::toNativeSeparators(original)));
    shownCopyBack().showWork(tr("Copying back"), tr("To %1").arg(QDir::toNativeSeparators(original)));
    m_open->window->setEnabled(false); // the file stays open until the answer is there
    m_worker.ask(
        this,
        [origin, onChange, store = m_open->store.get()]() -> Result<db::OriginalState> {
            if (onChange == OnChange::Ask) {
                CPW_TRY(current, db::copyOrigin(*store));
                CPW_TRY(state, db::stateOfOriginal(current.value_or(origin)));
                if (state != db::OriginalState::Same)
                    return state;
            }
            return db::copyBack(*store, origin.original).map([] { return db::OriginalState::Same; });
        },
        [this, after](const Result<db::OriginalState>& state) {
            if (!state)
                return tellFailure(after, ui::sentenceText(ui::errorText(state.error())));
            if (*state != db::OriginalState::Same)
                return tellChange(after, *state == db::OriginalState::Gone);
            endCopyBack(after, tr("Copied back to %1.").arg(shown(m_open->origin->original)));
        });
}

void Composition::saveBeside(AfterCopy after) {
    const QString beside = besideName(QString::fromStdString(m_open->origin->original.string()));
    shownCopyBack().showWork(tr("Saving"), tr("As %1").arg(QDir::toNativeSeparators(beside)));
    m_worker.ask(
        this, [store = m_open->store.get(), to = beside.toStdString()] { return store->saveCopy(to); },
        [this, after, beside](const Result<void>& saved) {
            if (!saved)
                return tellFailure(after, ui::sentenceText(ui::errorText(saved.error())));
            endCopyBack(after, tr("Saved as %1; the file that others changed is as they left it.").arg(QDir::toNativeSeparators(beside)));
        });
}

void Composition::tellChange(AfterCopy after, bool isGone) {
    const QFileInfo original(QString::fromStdString(m_open->origin->original.string()));
    const QString name = original.fileName();
    std::vector<ui::CopyBackWindow::Way> ways;
    if (!isGone)
        ways.push_back({tr("Save mine beside it"), [this, after] { saveBeside(after); }});
    ways.push_back({isGone ? tr("Put it there again") : tr("Replace theirs"), [this, after] { copyBack(after, OnChange::Replace); }, !isGone});
    ways.push_back({after == AfterCopy::Leave ? tr("Close and keep it here") : tr("Keep it here"), [this, after] { after == AfterCopy::Leave ? leaveCopy() : stayInCopy(); }});
    shownCopyBack().ask(isGone ? tr("%1 is not on the network any more").arg(name) : tr("%1 was changed on the network").arg(name),
                    isGone ? tr("It was removed or renamed, or the network is not reached. Nothing was written; your work is on this computer.")
                           : tr("Somebody has saved it since this copy was made, last on %1. Nothing was written; your work is on this computer. To replace theirs "
                                "would lose what they did.")
                                 .arg(QLocale().toString(original.lastModified(), QLocale::ShortFormat)),
                    std::move(ways));
}

void Composition::tellFailure(AfterCopy after, const QString& text) {
    shownCopyBack().ask(tr("Nothing was copied back"), text,
               {{tr("Try again"), [this, after] { copyBack(after, OnChange::Ask); }},
                {after == AfterCopy::Leave ? tr("Close and keep it here") : tr("Keep it here"), [this, after] { after == AfterCopy::Leave ? leaveCopy() : stayInCopy(); }}});
}

void Composition::endCopyBack(AfterCopy after, const QString& note) {
    (void)m_open->store->flush();
    m_open->returnedStamp = stampOf(m_open->session->file());
    if (after == AfterCopy::Leave) {
        m_copies.setReturned(QString::fromStdString(m_open->origin->original.string()), true);
        return leaveCopy();
    }
    stayInCopy();
    m_open->window->showNote(note);
}

/// The window of the file first: with the last one the program ends.
void Composition::leaveCopy() {
    m_open->isLeaving = true;
    m_open->window->setEnabled(true);
    m_open->window->close();
    m_copyBack->finish();
}

void Composition::stayInCopy() {
    m_open->window->setEnabled(true);
    m_copyBack->finish();
}

ui::CopyBackWindow& Composition::shownCopyBack() {
    if (!m_copyBack) {
        m_copyBack = std::make_unique<ui::CopyBackWindow>(m_theme);
        connect(m_copyBack.get(), &ui::CopyBackWindow::closed, this, [this] {
            if (m_open)
                m_open->window->setEnabled(true);
        });
    }
    m_copyBack->show();
    return *m_copyBack;
}

} // namespace cpw::workbench
