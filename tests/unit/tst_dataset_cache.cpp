// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_cache.h"
#include "core/data/table_file.h"
#include "tests/support/resident_file.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/table_text.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <fstream>

using namespace cpw;
using namespace cpw::data;

namespace {

constexpr const char* kRows = "label,user,book\n1,u1,b1\n0,u2,\n1,u1,b3\n";

/// A source and a cache folder; counts how often the raw files are read.
struct Fixture {
    Fixture() {
        source = **findDatasetSource("csv");
        source.read = [this, inner = source.read](const spec::DataSpec& s, const ReadContext& context) {
            ++reads;
            return inner(s, context);
        };
        spec = source.defaults;
        spec.path = folder.write("x.csv", kRows);
    }
    Result<ReadResult> load() { return loadOrRead(source, spec, folder / "cache", {}); }
    std::filesystem::path file() const { return cacheFile(source, spec, folder / "cache"); }

    test::ScratchFolder folder;
    DatasetSource source;
    spec::DataSpec spec;
    int reads = 0;
};

std::shared_ptr<Table> tableOfEverything() {
    TableBuilder builder({"user", "empty"});
    for (int row = 0; row < 20; ++row) {
        const auto user = "u" + std::to_string(row % 7);
        builder.addRow(std::vector<std::string_view>{user, ""}, static_cast<float>(row % 2));
        builder.addOrder(1000 - row);
        builder.addPart(static_cast<Part>(row % 3));
        builder.addTruth(row / 20.0);
    }
    return builder.finish("everything");
}

} // namespace

class DatasetCacheTest : public QObject {
    Q_OBJECT

private slots:
    void tableComesBackUnchanged() {
        const test::ScratchFolder folder;
        const auto table = tableOfEverything();
        QVERIFY(writeTableFile(folder / "t", *table, "caller"));
        const auto file = openTableFile(folder / "t");
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QCOMPARE(file->callerText, std::string("caller"));
        QCOMPARE(file->table->title, std::string("everything"));
        QCOMPARE(file->table->columnNames(), table->columnNames());
        QCOMPARE(file->table->fingerprint, table->fingerprint);
        QCOMPARE(tableFingerprint(*file->table), table->fingerprint); // of every value
    }

    void openedTableTakesNoMemoryUntilItIsRead() {
        constexpr int kManyRows = 400000;
        const test::ScratchFolder folder;
        TableBuilder builder({"user"});
        for (int row = 0; row < kManyRows; ++row) {
            const auto user = std::to_string(row % 7);
            builder.addRow(std::vector<std::string_view>{user}, static_cast<float>(row % 2));
        }
        const auto made = builder.finish("many");
        QVERIFY(writeTableFile(folder / "t", *made, ""));
        const auto file = openTableFile(folder / "t"); // 3.2 MB, every byte of it checked
        QVERIFY(file);
        const auto& codes = file->table->columns.front().codes;
        const auto opened = test::residentKilobytes(folder / "t");
        QVERIFY2(opened >= 0 && opened < 300, QByteArray::number(static_cast<qlonglong>(opened)));
        QVERIFY(std::ranges::equal(codes.span(), made->columns.front().codes.span()));
        QVERIFY(test::residentKilobytes(folder / "t") > 1500); // the codes are 1.6 MB
        codes.giveBack(0, codes.size());
        QVERIFY(test::residentKilobytes(folder / "t") < 300);
        QVERIFY(std::ranges::equal(codes.span(), made->columns.front().codes.span()));
    }

    void everyDamagedByteIsNoticed() {
        const test::ScratchFolder folder;
        QVERIFY(writeTableFile(folder / "t", *tableOfEverything(), "caller"));
        const auto good = test::readBytes(folder / "t");
        QVERIFY(openTableFile(folder.write("d", good)));
        for (std::size_t i = 0; i < good.size(); ++i) {
            auto bad = good;
            bad[i] = static_cast<char>(bad[i] ^ 0x10);
            QVERIFY2(!openTableFile(folder.write("d", bad)), QByteArray::number(static_cast<qulonglong>(i)));
        }
        for (std::size_t length = 0; length < good.size(); length += 97)
            QVERIFY(!openTableFile(folder.write("d", good.substr(0, length))));
    }

    void eachSectionIsCheckedByName() {
        const test::ScratchFolder folder;
        QVERIFY(writeTableFile(folder / "t", *tableOfEverything(), "caller"));
        const auto good = test::readBytes(folder / "t");
        std::uint64_t count = 0;
        std::memcpy(&count, good.data() + 16, sizeof count);
        QCOMPARE(count, std::uint64_t{11}); // meta, two columns of three, labels, order, parts, truth
        for (std::uint64_t section = 0; section < count; ++section) {
            std::uint64_t begin = 0;
            std::uint64_t bytes = 0;
            std::memcpy(&begin, good.data() + 64 + 40 * section + 8, sizeof begin);
            std::memcpy(&bytes, good.data() + 64 + 40 * section + 16, sizeof bytes);
            QCOMPARE(begin % 64, std::uint64_t{0});
            if (bytes == 0)
                continue; // the bytes of the column without text
            auto bad = good;
            bad[begin + bytes - 1] = static_cast<char>(bad[begin + bytes - 1] ^ 1);
            CPW_VERIFY_CONTAINS(openTableFile(folder.write("d", bad)).error().text(),
                                "section " + std::to_string(section) + " is damaged");
        }
    }

    void theHeadIsReadWithoutTheTable() {
        const test::ScratchFolder folder;
        const auto table = tableOfEverything();
        QVERIFY(writeTableFile(folder / "t", *table, "caller"));
        const auto good = test::readBytes(folder / "t");
        const auto head = readTableFileHead(folder / "t");
        QVERIFY2(head, head ? "" : head.error().text().c_str());
        QCOMPARE(head->title, std::string("everything"));
        QCOMPARE(head->fingerprint, table->fingerprint);
        QCOMPARE(head->callerText, std::string("caller"));
        auto bad = good;
        bad.back() = static_cast<char>(bad.back() ^ 1); // in the last column
        QVERIFY(!openTableFile(folder.write("d", bad)));
        QVERIFY(readTableFileHead(folder / "d"));
        std::uint64_t meta = 0;
        std::memcpy(&meta, good.data() + 64 + 8, sizeof meta);
        for (const std::size_t place : {std::size_t{0}, std::size_t{70}, static_cast<std::size_t>(meta)}) {
            bad = good;
            bad[place] = static_cast<char>(bad[place] ^ 1);
            QVERIFY2(!readTableFileHead(folder.write("d", bad)), QByteArray::number(static_cast<qulonglong>(place)));
        }
        QVERIFY(!readTableFileHead(folder / "none"));
        QVERIFY(!readTableFileHead(folder.write("d", good.substr(0, 50))));
    }

    void whatIsCachedIsKnownWithoutReadingIt() {
        Fixture f;
        QVERIFY(!findCached(f.source, f.spec, f.folder / "cache"));
        const auto read = f.load();
        QVERIFY(read);
        const auto cached = findCached(f.source, f.spec, f.folder / "cache");
        QVERIFY(cached);
        QCOMPARE(cached->title, std::string("x"));
        QCOMPARE(cached->fingerprint, read->table->fingerprint);
        QCOMPARE(cached->report.rowsKept, std::uint64_t{3});
        QCOMPARE(f.reads, 1);
        auto other = f.spec;
        other.label.positiveFrom = 2;
        QVERIFY(!findCached(f.source, other, f.folder / "cache"));
        QVERIFY(!findCached(f.source, f.spec, {}));
        f.folder.write("x.csv", std::string(kRows) + "1,u9,b9\n");
        QVERIFY(!findCached(f.source, f.spec, f.folder / "cache"));
    }

    void foreignFilesAreRefused() {
        const test::ScratchFolder folder;
        QVERIFY(writeTableFile(folder / "t", *tableOfEverything(), ""));
        auto bytes = test::readBytes(folder / "t");
        CPW_VERIFY_CONTAINS(openTableFile(folder.write("d", "short")).error().text(), "only 5 bytes");
        CPW_VERIFY_CONTAINS(openTableFile(folder.write("d", std::string(100, 'x'))).error().text(), "not a table file");
        bytes[8] = 99;
        CPW_VERIFY_CONTAINS(openTableFile(folder.write("d", bytes)).error().text(), "version 99");
        std::swap(bytes[12], bytes[15]);
        CPW_VERIFY_CONTAINS(openTableFile(folder.write("d", bytes)).error().text(), "other byte order");
    }

    void secondLoadReadsNoRawRows() {
        Fixture f;
        const auto first = f.load();
        QVERIFY2(first, first ? "" : first.error().text().c_str());
        QVERIFY(first->report.notes.empty());
        const auto second = f.load();
        QCOMPARE(f.reads, 1);
        QCOMPARE(test::rowTexts(*second->table), test::rowTexts(*first->table));
        QCOMPARE(second->table->title, std::string("x"));
        QCOMPARE(second->report.rowsKept, std::uint64_t{3});
        QCOMPARE(second->report.linesRead, std::uint64_t{3});
    }

    void whatTheTableDependsOnMakesAnother() {
        Fixture f;
        QVERIFY(f.load());
        f.spec.label.positiveFrom = 2;
        QCOMPARE(f.load()->table->labels[0], 0.0F);
        QCOMPARE(f.reads, 2);
        f.spec.maximumRows = 1;
        QCOMPARE(f.load()->table->rows(), std::size_t{1});
        QCOMPARE(f.reads, 3);
    }

    void whatComesLaterDoesNot() {
        Fixture f;
        QVERIFY(f.load());
        f.spec.dataset = "named";
        f.spec.fields = {"book"};
        f.spec.split.seed = 1;
        f.spec.minimumCount = 5;
        QCOMPARE(f.load()->table->title, std::string("named"));
        QCOMPARE(f.reads, 1);
        f.spec.dataset.clear();
        QCOMPARE(f.load()->table->title, std::string("x"));
    }

    void changedRawFileIsReadAgainWithANote() {
        Fixture f;
        QVERIFY(f.load());
        f.folder.write("x.csv", "label,user,book\n1,u1,b1\n0,u2,\n1,u1,b9\n"); // same size
        const auto result = f.load();
        QCOMPARE(f.reads, 2);
        QCOMPARE(result->report.notes, (std::vector<std::string>{"the cached copy was made again: x.csv has changed since"}));
        QCOMPARE(result->table->columns[1].text(2), std::string_view("b9"));
        QVERIFY(f.load()->report.notes.empty());
        QCOMPARE(f.reads, 2);
    }

    void touchedRawFileIsNotReadAgain() {
        Fixture f;
        QVERIFY(f.load());
        std::filesystem::last_write_time(f.spec.path, std::filesystem::file_time_type::clock::now() + std::chrono::hours(1));
        QVERIFY(f.load());
        QCOMPARE(f.reads, 1);
    }

    void damagedCacheIsReplacedWithANote() {
        Fixture f;
        QVERIFY(f.load());
        auto bytes = test::readBytes(f.file());
        bytes.back() = static_cast<char>(bytes.back() ^ 1);
        f.folder.write("cache/" + f.file().filename().string(), bytes);
        const auto result = f.load();
        QCOMPARE(f.reads, 2);
        CPW_VERIFY_CONTAINS(result->report.notes.at(0), "the cached copy was made again: the gap before section");
        QVERIFY(f.load()->report.notes.empty());
        QCOMPARE(f.reads, 2);
    }

    void cacheThatCannotBeWrittenIsOnlyANote() {
        Fixture f;
        f.folder.write("cache", "a file where the folder should be");
        const auto result = f.load();
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        CPW_VERIFY_CONTAINS(result->report.notes.at(0), "there is no cached copy for the next start");
        QCOMPARE(result->table->rows(), std::size_t{3});
    }

    void whereTheTableLiesIsTold() {
        Fixture f;
        QCOMPARE(f.load()->cacheFile, f.file()); // read, kept and mapped
        QCOMPARE(f.load()->cacheFile, f.file());
        QVERIFY(loadOrRead(f.source, f.spec, {}, {})->cacheFile.empty());
        const auto* sample = *findDatasetSource("sample");
        QVERIFY(loadOrRead(*sample, sample->defaults, f.folder / "cache", {})->cacheFile.empty());
    }

    void whatKilledProcessesLeftGoesAfterADay() {
        Fixture f;
        const auto name = "cache/" + f.file().filename().string();
        QVERIFY(std::filesystem::create_directory(f.folder / "cache"));
        const auto old = f.folder.write(name + ".tmp-1", "half"), fresh = f.folder.write(name + ".tmp-2", "half");
        const auto other = f.folder.write("cache/other.cpwtable.tmp-1", "half");
        for (const auto& file : {old, other})
            std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - std::chrono::hours(25));
        QVERIFY(f.load());
        QVERIFY(!std::filesystem::exists(old));
        QVERIFY(std::filesystem::exists(fresh)); // somebody may be writing it
        QVERIFY(std::filesystem::exists(other));
    }

    void noFolderMeansNoCache() {
        Fixture f;
        QVERIFY(loadOrRead(f.source, f.spec, {}, {}));
        QVERIFY(loadOrRead(f.source, f.spec, {}, {}));
        QCOMPARE(f.reads, 2);
    }

    void missingFileIsTheSourcesError() {
        Fixture f;
        f.spec.path += ".none";
        CPW_VERIFY_CONTAINS(f.load().error().text(), "x.csv.none: No such file");
        f.spec.path.clear();
        CPW_VERIFY_CONTAINS(f.load().error().text(), "csv needs a path");
    }

    void generatedDataIsNotCached() {
        const test::ScratchFolder folder;
        const auto* source = *findDatasetSource("sample");
        QVERIFY(loadOrRead(*source, source->defaults, folder / "cache", {}));
        QVERIFY(!std::filesystem::exists(folder / "cache"));
    }
};

QTEST_APPLESS_MAIN(DatasetCacheTest)
#include "tst_dataset_cache.moc"
