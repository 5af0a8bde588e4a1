// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_cache.h"
#include "core/data/field_encoder.h"
#include "core/data/field_ids_file.h"
#include "core/data/row_pages.h"
#include "tests/support/resident_file.h"
#include "tests/support/scratch_folder.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <csignal>
#include <limits>
#include <thread>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace cpw;
using namespace cpw::data;

namespace {

namespace fs = std::filesystem;

/// Three fields: ids 0 to 9, 10 to 109 and 110 to 111.
std::vector<EncodedField> threeFields() {
    return {{"a", 10, 0}, {"b", 100, 10}, {"c", 2, 110}};
}

std::int32_t idOf(std::size_t row, std::size_t field) {
    switch (field) {
    case 0: return static_cast<std::int32_t>(row % 10);
    case 1: return static_cast<std::int32_t>(10 + row * 7 % 100);
    default: return static_cast<std::int32_t>(110 + row / 3 % 2);
    }
}

void fill(std::size_t begin, std::size_t end, std::span<std::int32_t> ids) {
    for (auto row = begin; row < end; ++row)
        for (std::size_t field = 0; field < 3; ++field)
            ids[(row - begin) * 3 + field] = idOf(row, field);
}

std::string reason(const fs::path& path, const FieldIdsKey& key) {
    const auto ids = openFieldIds(path, key, threeFields());
    return ids ? std::string(*ids ? "it fits" : "it holds other ids") : ids.error().text();
}

/// Rows of a user, a number and a list, read from a file and cached.
struct CachedRows {
    explicit CachedRows(int rows = 5000) {
        std::string text = "label,user,age,tags\n";
        for (int row = 0; row < rows; ++row)
            text += fmt::format("{},u{},{},t{}|t{}\n", row % 3 == 0 ? 1 : 0, row * 31 % 977, row % 60, row % 5, row * 3 % 11);
        spec = (*findDatasetSource("csv"))->defaults;
        spec.path = folder.write("rows.csv", text);
        spec.numeric = {{"age", spec::BucketKind::Quantile, 7, spec::NumberText::Bucket}};
        spec.multiValue = {{"tags", "|", spec::Pooling::Mean, 0}};
        read = *loadOrRead(**findDatasetSource("csv"), spec, folder / "cache", {});
    }

    [[nodiscard]] fs::path file() const { return idsBeside(read).file; }
    [[nodiscard]] std::shared_ptr<const EncodedDataset> inMemory() const { return *encodeDataset(read.table, spec); }
    [[nodiscard]] std::shared_ptr<const EncodedDataset> mapped() const { return *encodeDataset(read.table, spec, {file(), 0}); }

    test::ScratchFolder folder;
    spec::DataSpec spec;
    ReadResult read;
};

bool haveSameIds(const EncodedDataset& one, const EncodedDataset& other) {
    return std::ranges::equal(one.fieldIds.span(), other.fieldIds.span());
}

std::size_t filesOfIds(const fs::path& folder) {
    const auto entries = fs::directory_iterator(folder);
    return static_cast<std::size_t>(std::count_if(begin(entries), end(entries), [](const auto& entry) { return test::contains(entry.path().string(), ".cpwids"); }));
}

/// The number of the file itself: another one was put in its place where it differs.
ino_t inodeOf(const fs::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

} // namespace

class FieldIdsFileTest : public QObject {
    Q_OBJECT

private slots:
    void idsComeBackUnchanged() {
        const test::ScratchFolder folder;
        const FieldIdsKey key{5000, 3, 77}; // two blocks and a part of one
        QVERIFY(writeFieldIds(folder / "i", key, fill));
        QCOMPARE(fs::file_size(folder / "i"), std::uintmax_t{64 + 5000 * 3 * 4 + 8});
        const auto ids = openFieldIds(folder / "i", key, threeFields());
        QVERIFY2(ids, ids ? "" : ids.error().text().c_str());
        QVERIFY(ids->has_value() && (*ids)->isMapped());
        QCOMPARE((*ids)->size(), std::size_t{15000});
        for (std::size_t row = 0; row < 5000; ++row)
            for (std::size_t field = 0; field < 3; ++field)
                QCOMPARE((**ids)[row * 3 + field], idOf(row, field));
    }

    void everyDamagedByteIsNoticed() {
        const test::ScratchFolder folder;
        const FieldIdsKey key{20, 3, 77};
        QVERIFY(writeFieldIds(folder / "i", key, fill));
        const auto good = test::readBytes(folder / "i");
        QCOMPARE(good.size(), std::size_t{64 + 240 + 8});
        for (std::size_t i = 0; i < good.size(); ++i) {
            auto bad = good;
            bad[i] = static_cast<char>(bad[i] ^ 0x10);
            QVERIFY2(!openFieldIds(folder.write("d", bad), key, threeFields()), QByteArray::number(static_cast<qulonglong>(i)));
        }
        for (std::size_t length = 0; length < good.size(); length += 7)
            QVERIFY(!openFieldIds(folder.write("d", good.substr(0, length)), key, threeFields()));
        QVERIFY(!openFieldIds(folder.write("d", good + "more"), key, threeFields()));
    }

    void whatIsWrongIsTold() {
        const test::ScratchFolder folder;
        const FieldIdsKey key{20, 3, 77};
        QVERIFY(writeFieldIds(folder / "i", key, fill));
        const auto good = test::readBytes(folder / "i");
        const auto withByte = [&](std::size_t place, char byte) {
            auto bad = good;
            bad[place] = byte;
            return reason(folder.write("d", bad), key);
        };
        QCOMPARE(reason(folder / "i", key), std::string("it fits"));
        QCOMPARE(reason(folder.write("d", "short"), key), std::string("it is only 5 bytes long"));
        QCOMPARE(withByte(0, 'x'), std::string("it is not a file of ids"));
        QCOMPARE(withByte(8, 9), std::string("it has version 9, this program uses 1"));
        QCOMPARE(withByte(12, 9), std::string("it was written on a machine with the other byte order"));
        QCOMPARE(withByte(16, 21), std::string("its header is damaged"));
        QCOMPARE(withByte(64, 1), std::string("its ids are damaged")); // another id of the same field
        QCOMPARE(withByte(67, 1), std::string("it holds ids that no field has"));
        QCOMPARE(withByte(good.size() - 1, 'x'), std::string("its ids are damaged"));
        QCOMPARE(reason(folder.write("d", good.substr(0, 100)), key), std::string("it is 100 bytes long, expected 312"));
    }

    void otherIdsAreNotTaken() {
        const test::ScratchFolder folder;
        QVERIFY(writeFieldIds(folder / "i", {20, 3, 77}, fill));
        QCOMPARE(reason(folder / "i", {20, 3, 78}), std::string("it holds other ids"));
        QCOMPARE(reason(folder / "i", {21, 3, 77}), std::string("it holds other ids"));
    }

    void idsThatNoFieldHasAreRefusedWhateverTheChecksum() {
        for (const std::int32_t wrong : {-1, 10, 112, std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::min()}) {
            const test::ScratchFolder folder;
            const auto fillWrongly = [wrong](std::size_t begin, std::size_t end, std::span<std::int32_t> ids) {
                fill(begin, end, ids);
                if (begin > 0)
                    ids[0] = wrong; // in the second block
            };
            QVERIFY(writeFieldIds(folder / "i", {3000, 3, 77}, fillWrongly));
            QCOMPARE(reason(folder / "i", {3000, 3, 77}), std::string("it holds ids that no field has"));
        }
    }

    void aFileThatCannotBeWrittenIsAnError() {
        const test::ScratchFolder folder;
        CPW_VERIFY_CONTAINS(writeFieldIds(folder / "none/i", {20, 3, 77}, fill).error().text(), "none/i");
    }

    void mappedIdsEqualThoseInMemory() {
        const CachedRows rows;
        const auto inMemory = rows.inMemory(), mapped = rows.mapped();
        QVERIFY(!inMemory->fieldIds.isMapped());
        QVERIFY(mapped->fieldIds.isMapped());
        QVERIFY(haveSameIds(*inMemory, *mapped));
        QCOMPARE(mapped->fingerprint, inMemory->fingerprint);
        QCOMPARE(mapped->notes, inMemory->notes);
        QVERIFY(std::ranges::equal(mapped->wordedColumn(1).codes.span(), inMemory->wordedColumn(1).codes.span()));
        for (std::size_t row = 0; row < inMemory->rows(); row += 100) {
            QVERIFY(std::ranges::equal(mapped->rowIds(row), inMemory->rowIds(row)));
            QCOMPARE(mapped->isUnknown(row, 0), inMemory->isUnknown(row, 0));
            for (const auto* dataset : {inMemory.get(), mapped.get()}) {
                std::vector<std::int32_t> scratch(3);
                QVERIFY(std::ranges::equal(dataset->readIds(row, scratch), inMemory->rowIds(row)));
                QCOMPARE(dataset->readLabel(row), row % 3 == 0 ? 1.0F : 0.0F);
            }
        }
    }

    void theNextStartTakesTheFile() {
        const CachedRows rows;
        const auto first = rows.mapped();
        const auto inode = inodeOf(rows.file());
        QVERIFY(inode != 0);
        const auto second = rows.mapped();
        QCOMPARE(inodeOf(rows.file()), inode);
        QVERIFY(second->fieldIds.isMapped());
        QVERIFY(haveSameIds(*first, *second));
        QVERIFY(second->notes.empty());
    }

    void anotherEncodingTakesTheFilesPlaceAndHurtsNobody() {
        CachedRows rows;
        const auto first = rows.mapped();
        const auto copy = rows.inMemory();
        const auto inode = inodeOf(rows.file());
        rows.spec.split.seed = 7;
        const auto second = rows.mapped();
        QVERIFY(inodeOf(rows.file()) != inode);
        QVERIFY(second->fieldIds.isMapped());
        QVERIFY(second->notes.empty());
        QVERIFY(haveSameIds(*second, *rows.inMemory()));
        QVERIFY(!haveSameIds(*second, *first)); // ids are numbered by the training rows
        QVERIFY(haveSameIds(*first, *copy));    // still mapped
        QCOMPARE(filesOfIds(rows.folder / "cache"), std::size_t{1});
    }

    void theFieldsAndTheirOrderArePartOfTheKey() {
        CachedRows rows;
        QVERIFY(rows.mapped());
        rows.spec.fields = {"tags", "age", "user"};
        QVERIFY(haveSameIds(*rows.mapped(), *rows.inMemory()));
        rows.spec.numeric.clear();
        rows.spec.fields = {"tags", "user"};
        QVERIFY(haveSameIds(*rows.mapped(), *rows.inMemory()));
        rows.spec.minimumCount = 5;
        QVERIFY(haveSameIds(*rows.mapped(), *rows.inMemory()));
    }

    void aDamagedFileIsMadeAgainWithANote() {
        const CachedRows rows;
        QVERIFY(rows.mapped());
        auto bytes = test::readBytes(rows.file());
        bytes[1000] = static_cast<char>(bytes[1000] ^ 1);
        rows.folder.write("cache/" + rows.file().filename().string(), bytes);
        const auto again = rows.mapped();
        QCOMPARE(again->notes.size(), std::size_t{1});
        CPW_VERIFY_CONTAINS(again->notes.front(), "the cached ids of the rows were made again: it");
        QVERIFY(again->fieldIds.isMapped());
        QVERIFY(haveSameIds(*again, *rows.inMemory()));
        QVERIFY(rows.mapped()->notes.empty());
    }

    void idsThatCannotBeKeptLieInMemoryWithANote() {
        const CachedRows rows;
        rows.folder.write("file", "no folder");
        const auto dataset = *encodeDataset(rows.read.table, rows.spec, {rows.folder / "file/i.cpwids", 0});
        QVERIFY(!dataset->fieldIds.isMapped());
        QVERIFY(haveSameIds(*dataset, *rows.inMemory()));
        QCOMPARE(dataset->notes.size(), std::size_t{1});
        CPW_VERIFY_CONTAINS(dataset->notes.front(), "the ids of the rows lie in memory, because they cannot be kept on disk: cannot ");
        QCOMPARE(dataset->fingerprint, rows.inMemory()->fingerprint);
    }

    void aFullDiskIsANoteAndLeavesNothing() {
        const CachedRows rows;
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{30000, before.rlim_max}; // of 60 KB
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto dataset = rows.mapped();
        ::setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);
        QVERIFY(!dataset->fieldIds.isMapped());
        QVERIFY(haveSameIds(*dataset, *rows.inMemory()));
        QCOMPARE(dataset->notes.size(), std::size_t{1});
        CPW_VERIFY_CONTAINS(dataset->notes.front(), "the ids of the rows lie in memory, because they cannot be kept on disk: cannot write ");
        QCOMPARE(filesOfIds(rows.folder / "cache"), std::size_t{0});
        QVERIFY(rows.mapped()->fieldIds.isMapped()); // the next start tries again
    }

    void aSmallSetStaysInMemory() {
        const CachedRows rows;
        const auto dataset = *encodeDataset(rows.read.table, rows.spec, idsBeside(rows.read));
        QVERIFY(!dataset->fieldIds.isMapped());
        QCOMPARE(filesOfIds(rows.folder / "cache"), std::size_t{0});
        const auto bytes = std::uint64_t{5000} * 3 * 4;
        QVERIFY(!(*encodeDataset(rows.read.table, rows.spec, {rows.file(), bytes + 1}))->fieldIds.isMapped());
        QVERIFY((*encodeDataset(rows.read.table, rows.spec, {rows.file(), bytes}))->fieldIds.isMapped());
    }

    void theFileLiesBesideTheTable() {
        const CachedRows rows;
        QCOMPARE(rows.file().parent_path(), rows.read.cacheFile.parent_path());
        QCOMPARE(rows.file().stem(), rows.read.cacheFile.stem());
        QVERIFY(idsBeside({rows.read.table, {}, {}}).file.empty()); // generated, or no cache
    }

    void manyMayEncodeTheSameTableAtOnce() {
        const CachedRows rows;
        std::array<std::shared_ptr<const EncodedDataset>, 6> made;
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < made.size(); ++i)
                threads.emplace_back([&rows, &made, i] {
                    auto spec = rows.spec;
                    spec.split.seed = i % 2; // two encodings, each by three
                    made[i] = *encodeDataset(rows.read.table, spec, {rows.file(), 0});
                });
        }
        for (std::size_t i = 0; i < made.size(); ++i) {
            auto spec = rows.spec;
            spec.split.seed = i % 2;
            QVERIFY(haveSameIds(*made[i], **encodeDataset(rows.read.table, spec)));
        }
        QCOMPARE(filesOfIds(rows.folder / "cache"), std::size_t{1});
    }

    void rowsThatWereReadLeaveMemory() {
        const CachedRows rows(100000); // 1.2 MB of ids
        const auto dataset = rows.mapped();
        const auto isSmall = [&] { return test::residentKilobytes(rows.file()) < 150; };
        QVERIFY2(isSmall(), "checking the file left it in memory");
        std::int64_t sum = 0;
        RowPages pages(*dataset, RowPages::Order::Random);
        for (std::size_t i = 0; i < 2047; ++i) {
            sum += dataset->rowIds(i * 48)[0];
            pages.read(i * 48);
        }
        QVERIFY(sum > 0);
        QVERIFY(test::residentKilobytes(rows.file()) > 900);
        pages.read(0);
        QVERIFY2(isSmall(), QByteArray::number(static_cast<qlonglong>(test::residentKilobytes(rows.file()))));
        QVERIFY(haveSameIds(*dataset, *rows.inMemory()));
    }

    void pagesAreDueAfterAMillionRowsOrAfterManyFarBetween() {
        constexpr std::size_t kMillion = std::size_t{1} << 20U;
        PageCount random(PageCount::Order::Random), dense(PageCount::Order::Ascending), sparse(PageCount::Order::Ascending),
            falling(PageCount::Order::Ascending);
        std::vector<std::size_t> due;
        for (std::size_t row = 0; row < 3 * kMillion; ++row)
            if (dense.isDue(row))
                due.push_back(row);
        QVERIFY(due == (std::vector<std::size_t>{kMillion, 2 * kMillion}));
        due.clear();
        for (std::size_t i = 0; i < 5000; ++i)
            if (random.isDue(7))
                due.push_back(i);
        QVERIFY(due == (std::vector<std::size_t>{2047, 4095}));
        due.clear();
        for (std::size_t i = 0; i < 5000; ++i)
            if (sparse.isDue(i * 1000)) // 1,049 rows are a million apart
                due.push_back(i);
        QVERIFY(due == (std::vector<std::size_t>{2047, 4095}));
        QVERIFY(!falling.isDue(5 * kMillion));
        due.clear();
        for (std::size_t i = 1; i < 5000; ++i)
            if (falling.isDue(5 * kMillion - i * 1000))
                due.push_back(i);
        QVERIFY(due == (std::vector<std::size_t>{2047, 4095}));
    }

    void codesAreVisitedInTheOrderOfTheRows() {
        const CachedRows rows;
        const auto& column = rows.read.table->columns.front();
        std::vector<std::int32_t> all, some;
        visitCodes(column, [&](std::int32_t code) { all.push_back(code); });
        QVERIFY(std::ranges::equal(all, column.codes.span()));
        const std::vector<std::uint32_t> chosen{4999, 0, 17};
        visitCodes(column, chosen, [&](std::int32_t code) { some.push_back(code); });
        QVERIFY(some == (std::vector<std::int32_t>{column.codes[4999], column.codes[0], column.codes[17]}));
    }
};

QTEST_APPLESS_MAIN(FieldIdsFileTest)
#include "tst_field_ids_file.moc"
