// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workbench/local_copies.h"
#include "core/base/result.h"
#include "db/local_copy.h"
#include "db/sqlite_store.h"
#include "ui/session/store_worker.h"

#include <QLockFile>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace cpw::ui {
class CopyBackWindow;
class MainWindow;
}

namespace cpw::workbench {

/// The open file when it is a copy of one on a network: holds the original's lock, and asks what becomes of the work here when its
/// window closes or somebody copies back. Stays in the copy or leaves it, and replaces what others changed only when that is chosen.
/// Owned by the open file, on the window's thread; whatever reads or writes a file is done on a thread of its own.
class WorkingCopy : public QObject {
    Q_OBJECT
public:
    /// The window that asks, made when it is first wanted.
    using Question = std::function<ui::CopyBackWindow&()>;

    /// Null: the file is no local copy.
    [[nodiscard]] static Result<std::unique_ptr<WorkingCopy>> of(db::SqliteStore& store, LocalCopies& copies, Question question);

    /// Says in the window what file this is, and asks before it closes.
    void setWindow(ui::MainWindow& window);
    /// Copy and original are the same now.
    void takeAsReturned();
    /// Notes whether the copy has what its original lacks, then goes on. The window rests meanwhile.
    void settle(std::function<void(bool isReturned)> then);

private:
    enum class AfterCopy { Stay, Leave };
    enum class OnChange { Ask, Replace };
    /// What came of copying back; the stamp is that of the copy then.
    struct Outcome {
        db::OriginalState original;
        QString stamp;
    };

    WorkingCopy(db::SqliteStore& store, LocalCopies& copies, Question question, db::CopyOrigin origin);

    [[nodiscard]] QString original() const;
    [[nodiscard]] bool mayLeave();
    void askToCopyBack();
    void copyBack(AfterCopy after, OnChange onChange);
    void saveBeside(AfterCopy after);
    void tellChange(AfterCopy after, bool isGone);
    void tellFailure(AfterCopy after, const QString& text);
    void end(AfterCopy after, const QString& stamp, const QString& note);
    void leave();
    void stay();
    ui::CopyBackWindow& shownQuestion();

    db::SqliteStore& m_store;
    LocalCopies& m_copies;
    Question m_question;
    db::CopyOrigin m_origin;
    QString m_file;
    std::unique_ptr<QLockFile> m_originalLock; ///< null: others have the original open
    ui::MainWindow* m_window = nullptr;
    ui::CopyBackWindow* m_asked = nullptr; ///< null: nothing was asked yet
    QString m_returnedStamp;               ///< of the files when original and copy were the same; empty: they may differ
    bool m_isLeaving = false;              ///< what becomes of the copy is decided
    ui::StoreWorker m_worker;
};

} // namespace cpw::workbench
