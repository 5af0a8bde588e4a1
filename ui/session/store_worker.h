// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace cpw::ui {

/// Runs questions to the store on one thread of its own and gives the answer back on the GUI thread, unless the asker is gone by
/// then. Answers come in the order of the questions. Destroying it waits until every question is done: a note or a layout may
/// be among them.
class StoreWorker : public QObject {
    Q_OBJECT
public:
    explicit StoreWorker(QObject* parent = nullptr) : QObject(parent) {
        m_pool.setMaxThreadCount(1);
        m_pool.setExpiryTimeout(-1); // a store keeps a connection for each thread
    }
    ~StoreWorker() override { m_pool.waitForDone(); }

    template <class Work, class Done>
    void ask(QObject* asker, Work work, Done done) {
        m_pool.start([this, guard = QPointer<QObject>(asker), work = std::move(work), done = std::move(done)]() mutable {
            auto answer = std::make_shared<decltype(work())>(work());
            QMetaObject::invokeMethod(
                this,
                [guard, done = std::move(done), answer]() mutable {
                    if (guard)
                        done(std::move(*answer));
                },
                Qt::QueuedConnection);
        });
    }

private:
    QThreadPool m_pool;
};

} // namespace cpw::ui
