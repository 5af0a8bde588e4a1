// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "db/sqlite_store.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace cpw;
using db::OpenMode;
using db::SqliteStore;

namespace {

api::RunSpec named(const char* name) {
    api::RunSpec spec;
    spec.name = name;
    spec.stages.resize(1);
    return spec;
}

QStringList namesOf(const api::RunStore& store) {
    QStringList names;
    const auto entries = store.queue();
    for (const auto& entry : *entries)
        names << QString::fromStdString(entry.spec.name);
    return names;
}

} // namespace

class DraftsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = open();
    }
    void cleanup() { m_store.reset(); }

    void theQueueKeepsItsOrder() {
        const auto ids = *m_store->addToQueue({named("a"), named("b"), named("c")});
        QCOMPARE(ids.size(), std::size_t{3});
        QVERIFY(m_store->orderQueue({ids[2], ids[0]}));
        QCOMPARE(namesOf(*m_store), QStringList({"c", "a", "b"}));
        QVERIFY(m_store->addToQueue({named("d")}));
        QVERIFY(m_store->removeFromQueue({ids[0], 9999}));
        m_store.reset();
        m_store = open(); // it outlives the process
        QCOMPARE(namesOf(*m_store), QStringList({"c", "b", "d"}));
    }

    void anEntryIsChangedAndKeepsItsPlace() {
        const auto ids = *m_store->addToQueue({named("a"), named("b")});
        QVERIFY(m_store->setQueueProblem(ids[0], "no such file"));
        QCOMPARE(m_store->queue()->front().problem, std::string("no such file"));
        auto changed = named("a2");
        changed.seed = 7;
        QVERIFY(m_store->changeInQueue(ids[0], changed));
        const auto entries = *m_store->queue();
        QCOMPARE(entries[0].spec.name, std::string("a2"));
        QCOMPARE(entries[0].spec.seed, std::uint64_t{7});
        QVERIFY(entries[0].problem.empty()); // it waits again
        QVERIFY(m_store->removeFromQueue({ids[0]}));
        QVERIFY(!m_store->changeInQueue(ids[0], changed));
        QVERIFY(!m_store->setQueueProblem(ids[0], "x"));
    }

    void anEntryIsTakenExactlyOnce() {
        std::vector<api::RunSpec> specs(40, named("run"));
        const auto ids = *m_store->addToQueue(specs);
        auto other = open();
        std::atomic<int> taken = 0;
        const auto takeAll = [&](api::RunStore& store) {
            for (const auto id : ids)
                if (const auto entry = store.takeFromQueue(id); entry && *entry)
                    ++taken;
        };
        std::thread first([&] { takeAll(*m_store); });
        std::thread second([&] { takeAll(*other); });
        first.join();
        second.join();
        QCOMPARE(taken.load(), 40);
        QVERIFY(m_store->queue()->empty());
        const auto gone = m_store->takeFromQueue(ids.front());
        QVERIFY(gone && !*gone);
    }

    void whatANewerProgramWroteStaysWithItsReason() {
        const auto ids = *m_store->addToQueue({named("a"), named("b")});
        m_store.reset();
        {
            db::Connection connection(path(), db::Access::Write);
            connection.execute("UPDATE queue_entry SET spec_json = '{\"flux\": 1}' WHERE id = " + std::to_string(ids[0]));
        }
        m_store = open();
        const auto entries = *m_store->queue();
        QCOMPARE(entries.size(), std::size_t{2});
        QVERIFY(entries[0].problem.find("flux") != std::string::npos);
        QVERIFY(entries[1].problem.empty());
    }

    void templatesHaveVersionsThatStay() {
        spec::TemplateSpec text;
        QCOMPARE(*m_store->saveTemplate("plain", text), 1);
        QCOMPARE(*m_store->saveTemplate("plain", text), 1); // the same again is no new version
        text.fields = {{"age", "Age", {{"1", "under 18"}}}};
        text.fields[0].phrase = "Years: <value>.";
        QCOMPARE(*m_store->saveTemplate("plain", text), 2);
        QCOMPARE(*m_store->saveTemplate("another", text), 1);
        const auto all = *m_store->templates();
        QCOMPARE(all.size(), std::size_t{3});
        QCOMPARE(all[0].name, std::string("another"));
        QCOMPARE(all[1].version, 2); // the newest first
        QCOMPARE(all[1].text.fields[0].phrase, std::string("Years: <value>."));
        QCOMPARE(all[1].text.fields[0].values.at("1"), std::string("under 18"));
        QVERIFY(all[2].text.fields.empty());
    }

    void dataSetsAreForgotten() {
        QVERIFY(m_store->saveDataset("clicks", {}, "{}"));
        QVERIFY(m_store->removeDataset("clicks"));
        QVERIFY(m_store->removeDataset("clicks"));
        QVERIFY(m_store->datasets()->empty());
    }

    void aReadOnlyFileRefusesChanges() {
        m_store.reset();
        auto store = SqliteStore::open(path(), OpenMode::ReadOnly).value();
        QVERIFY(!store->addToQueue({named("a")}));
        QVERIFY(!store->saveTemplate("plain", {}));
        QVERIFY(!store->takeFromQueue(1));
        QVERIFY(store->queue()->empty());
    }

private:
    std::filesystem::path path() const { return m_folder->filePath(QStringLiteral("drafts.cpw")).toStdString(); }
    std::unique_ptr<SqliteStore> open() const { return SqliteStore::open(path(), OpenMode::ReadWrite).value(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqliteStore> m_store;
};

QTEST_APPLESS_MAIN(DraftsTest)
#include "tst_drafts.moc"
