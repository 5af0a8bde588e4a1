// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/byte_source.h"
#include "core/data/dataset_cache.h"
#include "core/data/delimited_reader.h"
#include "core/data/line_reader.h"
#include "core/data/raw_files.h"
#include "tests/support/packed_text.h"
#include "tests/support/resident_file.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/table_text.h"

#include <QTest>

#include <fstream>

#include <sys/stat.h>

using namespace cpw;
using namespace cpw::data;
using testing::deflatedZipOf;
using testing::gzipOf;
using testing::zipOf;
using testing::ZipHeader;
using Records = std::vector<std::vector<std::string>>;

namespace {

/// Several windows of records, some quoted, some with line ends, quotes and separators inside.
std::string longText() {
    std::string text = "id,title,note\n";
    for (int i = 0; text.size() < 5'000'000; ++i)
        text += fmt::format("{},\"Title, {} \"\"{}\"\"\",{}{}", i, i * 7, i % 13, i % 3 == 0 ? "\"two\r\nlines\"" : "one", i % 5 == 0 ? "\r\n" : "\n");
    return text;
}

std::string bytesOf(const std::string& path) {
    auto source = ByteSource::open(path);
    if (!source)
        return "error: " + source.error().text();
    std::string bytes((*source)->window());
    while (!(*source)->isLast()) {
        if (const auto advanced = (*source)->advance((*source)->window().size()); !advanced)
            return "error: " + advanced.error().text();
        bytes += (*source)->window();
    }
    return bytes;
}

/// Pages of files in the memory of this process.
std::int64_t mappedKilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (std::int64_t kilobytes = 0; word == "RssFile:" && status >> kilobytes)
            return kilobytes;
    return -1;
}

/// All records; an error as one more record.
Records recordsOf(Result<DelimitedReader> reader) {
    Records records;
    while (reader) {
        const auto isRecord = reader->next();
        if (!isRecord)
            records.push_back({isRecord.error().text()});
        if (!isRecord || !*isRecord)
            return records;
        records.emplace_back(reader->fields().begin(), reader->fields().end());
    }
    return {{reader.error().text()}};
}

std::vector<std::string> linesOf(const std::string& path) {
    auto reader = LineReader::open(path);
    if (!reader)
        return {reader.error().text()};
    std::vector<std::string> lines;
    for (;;) {
        const auto isLine = reader->next();
        if (!isLine)
            lines.push_back(isLine.error().text());
        if (!isLine || !*isLine)
            return lines;
        lines.push_back(fmt::format("{} {}", reader->lineNumber(), reader->line()));
    }
}

} // namespace

class ByteSourceTest : public QObject {
    Q_OBJECT

private slots:
    /// Of more than the 64 MB that are looked through at once; characters and records lie across the ends of windows.
    void aLargePlainFileTakesTheMemoryOfAWindow() {
        constexpr std::size_t kRecords = 160;
        const auto valueOf = [](std::size_t record) {
            std::string value = std::to_string(record);
            while (value.size() < 900'007)
                value += record % 2 == 0 ? "\u20ac" : "ab,";
            return value;
        };
        const test::ScratchFolder folder;
        {
            std::ofstream file(folder / "large.csv", std::ios::binary);
            file << "id,text\n";
            for (std::size_t record = 0; record < kRecords; ++record)
                file << record << ",\"" << valueOf(record) << "\"\n";
        }
        auto reader = *DelimitedReader::open(folder / "large.csv", {});
        QVERIFY(*reader.next());
        for (std::size_t record = 0; record < kRecords; ++record) {
            const auto isRecord = reader.next();
            QVERIFY2(isRecord && *isRecord, isRecord ? "" : isRecord.error().text().c_str());
            QCOMPARE(reader.fields().size(), std::size_t{2});
            QVERIFY(reader.fields()[0] == std::to_string(record) && reader.fields()[1] == valueOf(record));
        }
        QVERIFY(!*reader.next());
        QCOMPARE(reader.bytesDone(), reader.bytesTotal());
        QCOMPARE(reader.bytesTotal(), std::uint64_t{std::filesystem::file_size(folder / "large.csv")});
        QVERIFY2(test::residentKilobytes(folder / "large.csv") < 70'000, "windows that were read are in memory still");
        auto lines = *LineReader::open(folder / "large.csv");
        std::size_t count = 0;
        while (*lines.next())
            ++count;
        QCOMPARE(count, kRecords + 1);
        QCOMPARE(lines.bytesDone(), lines.bytesTotal());
    }

    void packedFilesHaveTheirPlainBytes() {
        const test::ScratchFolder folder;
        const auto text = longText();
        QVERIFY(bytesOf(folder.write("plain.csv", text)) == text);
        QVERIFY(bytesOf(folder.write("a.csv.gz", gzipOf(text))) == text);
        QVERIFY(bytesOf(folder.write("a.zip", deflatedZipOf({{"a.csv", text}}))) == text);
        QVERIFY(bytesOf(folder.write("stored.zip", zipOf({{"a.csv", text}}))) == text);
    }

    void whatAFileIsIsToldByItsBytes() {
        const test::ScratchFolder folder;
        QCOMPARE(bytesOf(folder.write("named.txt", gzipOf("packed"))), std::string("packed"));
        QCOMPARE(bytesOf(folder.write("named.gz", "plain")), std::string("plain"));
    }

    void aPipeAndADeviceAreRefusedWithoutWaiting() {
        const test::ScratchFolder folder;
        QCOMPARE(::mkfifo((folder / "rows.csv").c_str(), 0600), 0);
        for (const std::filesystem::path& path : {folder / "rows.csv", std::filesystem::path("/dev/zero")}) {
            const auto source = ByteSource::open(path);
            QVERIFY(!source);
            CPW_VERIFY_CONTAINS(source.error().text(), "is not a regular file");
        }
    }

    void gzipMayHaveSeveralStreamsAndZerosBehind() {
        const test::ScratchFolder folder;
        const auto path = folder.write("a.gz", gzipOf("one,") + gzipOf("") + gzipOf("two") + std::string(512, '\0'));
        QCOMPARE(bytesOf(path), std::string("one,two"));
        CPW_VERIFY_CONTAINS(bytesOf(folder.write("b.gz", gzipOf("one") + "text")), "b.gz has bytes at byte 23 that are not gzip");
    }

    void damagedGzipNamesTheByte() {
        const test::ScratchFolder folder;
        const auto whole = gzipOf(longText());
        CPW_VERIFY_CONTAINS(bytesOf(folder.write("cut.gz", whole.substr(0, 1000))), "cut.gz ends at byte 1000 in the middle of its packed text");
        CPW_VERIFY_CONTAINS(bytesOf(folder.write("head.gz", whole.substr(0, 4))), "head.gz ends at byte 4 in the middle");
        CPW_VERIFY_CONTAINS(bytesOf(folder.write("tail.gz", whole.substr(0, whole.size() - 3))), "in the middle of its packed text");
        auto wrong = whole;
        wrong[wrong.size() - 6] ^= 1; // of the checksum
        CPW_VERIFY_CONTAINS(bytesOf(folder.write("sum.gz", wrong)), "(incorrect data check); download it again");
        wrong = whole;
        wrong.replace(5000, 200, std::string(200, '\xff'));
        CPW_VERIFY_CONTAINS(bytesOf(folder.write("bad.gz", wrong)), "bad.gz is damaged near byte ");
    }

    void aMemberIsNamedBehindTheArchive() {
        const test::ScratchFolder folder;
        const auto path = folder.write("ml.zip", deflatedZipOf({{"ml/", ""}, {"ml/ratings.csv", "r"}, {"__MACOSX/ml/._ratings.csv", "x"}, {"ml/movies.csv", "m"}}));
        QCOMPARE(bytesOf(path + "/ml/ratings.csv"), std::string("r"));
        QCOMPARE(bytesOf(path + "/ml/movies.csv"), std::string("m"));
        CPW_VERIFY_CONTAINS(bytesOf(path), "ml.zip: the archive holds 2 files, expected one");
        CPW_VERIFY_CONTAINS(bytesOf(path + "/tags.csv"), "the archive holds no \"tags.csv\"; it holds ml/ratings.csv, ml/movies.csv");
        CPW_VERIFY_CONTAINS(bytesOf(folder.write("a.csv", "1") + "/b"), "is no zip archive, so it holds no \"b\"");
        CPW_VERIFY_CONTAINS(bytesOf(folder.write("none.zip", zipOf({}))), "the archive holds 0 files, expected one");
    }

    void zip64SizesAreRead() {
        const test::ScratchFolder folder;
        const std::string text(100'000, 'z');
        const auto change = [](ZipHeader& header) {
            header.extra = testing::pickle::bytesOf<std::uint16_t>(1) + testing::pickle::bytesOf<std::uint16_t>(24) +
                           testing::pickle::bytesOf<std::uint64_t>(header.plain) + testing::pickle::bytesOf<std::uint64_t>(header.packed) +
                           testing::pickle::bytesOf<std::uint64_t>(header.offset);
            header.plain = header.packed = header.offset = 0xffffffff;
        };
        QVERIFY(bytesOf(folder.write("a.zip", deflatedZipOf({{"a", text}}, change))) == text);
        const auto without = [](ZipHeader& header) { header.plain = 0xffffffff; };
        CPW_VERIFY_CONTAINS(bytesOf(folder.write("b.zip", deflatedZipOf({{"a", text}}, without))), "\"a\" has no zip64 sizes although it needs them");
    }

    void damagedZipIsExplained() {
        const test::ScratchFolder folder;
        const auto whole = deflatedZipOf({{"a", longText()}});
        CPW_VERIFY_CONTAINS(bytesOf(folder.write("cut.zip", whole.substr(0, whole.size() / 2))), "cut.zip: the archive ends at byte ");
        const auto errorWith = [&](auto change) { return bytesOf(folder.write("x.zip", deflatedZipOf({{"a", "text"}}, change))); };
        CPW_VERIFY_CONTAINS(errorWith([](ZipHeader& h) { h.checksum ^= 1; }), "a is damaged: 4 bytes with the checksum ");
        CPW_VERIFY_CONTAINS(errorWith([](ZipHeader& h) { h.plain = 5; }), "expected 5 with");
        CPW_VERIFY_CONTAINS(errorWith([](ZipHeader& h) { h.flags = 1; }), "\"a\" is encrypted; unpack the archive");
        CPW_VERIFY_CONTAINS(errorWith([](ZipHeader& h) { h.method = 9; }), "is packed by method 9, expected deflate");
        CPW_VERIFY_CONTAINS(errorWith([](ZipHeader& h) { h.offset = 9; }), "\"a\" is not at byte 9 where the directory says");
        CPW_VERIFY_CONTAINS(errorWith([](ZipHeader& h) { h.packed = 5000; }), "takes 5000 bytes at byte 31, but the archive has");
        CPW_VERIFY_CONTAINS(bytesOf(folder.write("s.zip", zipOf({{"a", "text"}}, [](ZipHeader& h) { h.checksum = 1; }))), "\"a\" is damaged");
    }

    void recordsDoNotDependOnWindows() {
        const test::ScratchFolder folder;
        const auto text = longText();
        const auto expected = recordsOf(DelimitedReader::fromText(text, "a.csv", {}));
        QVERIFY(expected.size() > 100'000);
        QVERIFY(recordsOf(DelimitedReader::open(folder.write("a.csv.gz", gzipOf(text)), {})) == expected);
        // The last line end is missing, and one record is longer than a window.
        const auto odd = text + "1,\"" + std::string(3'000'000, 'x') + "\"\"\",\"end";
        auto records = recordsOf(DelimitedReader::open(folder.write("b.csv.gz", gzipOf(odd + '"')), {}));
        QCOMPARE(records.size(), expected.size() + 1);
        QCOMPARE(records.back()[1], std::string(3'000'000, 'x') + '"');
        QCOMPARE(records.back()[2], std::string("end"));
        records = recordsOf(DelimitedReader::open(folder.write("c.csv.gz", gzipOf(odd)), {}));
        CPW_VERIFY_CONTAINS(records.back()[0], "c.csv.gz: the quote opened in column 3 is never closed");
        QVERIFY(recordsOf(DelimitedReader::fromText(odd, "c.csv.gz", {})).back() == records.back());
    }

    void wrongLettersAreToldByLineInEveryWindow() {
        const test::ScratchFolder folder;
        std::string text;
        for (int i = 0; i < 400'000; ++i)
            text += i == 300'000 ? "a,\xE9\n" : "a,\xC3\xA9\n";
        const auto records = recordsOf(DelimitedReader::open(folder.write("a.gz", gzipOf(text)), {}));
        QCOMPARE(records.size(), std::size_t{300'001});
        CPW_VERIFY_CONTAINS(records.back()[0], "line 300001 of a.gz: the text is not UTF-8");
    }

    void aDamagedArchiveCannotBeReadOn() {
        const test::ScratchFolder folder;
        const auto whole = gzipOf(longText());
        auto reader = DelimitedReader::open(folder.write("a.gz", whole.substr(0, whole.size() / 2)), {});
        QVERIFY(reader);
        auto isRecord = reader->next();
        while (isRecord && *isRecord)
            isRecord = reader->next();
        CPW_VERIFY_CONTAINS(isRecord.error().text(), "a.gz ends at byte ");
        QVERIFY(!reader->canGoOn());
    }

    void badRecordsMayBePassedOver() {
        auto reader = *DelimitedReader::fromText("a,b\n1\n\"x\"y,2\n3,\"open\n4,5\n", "a.csv", {});
        std::vector<std::string> seen;
        for (auto isRecord = reader.next(); reader.canGoOn(); isRecord = reader.next()) {
            if (isRecord && !*isRecord)
                break;
            seen.push_back(isRecord ? std::string(reader.fields()[1]) : isRecord.error().text().substr(0, 6));
        }
        QCOMPARE(seen, (std::vector<std::string>{"b", "line 2", "line 3", "line 4", "5"}));
    }

    void linesAreCountedAndPadded() {
        const test::ScratchFolder folder;
        const std::vector<std::string> expected = {"1 {\"a\": 1}", "3 second", "4 last"};
        const std::string text = "\xEF\xBB\xBF{\"a\": 1}\r\n\nsecond\nlast";
        QCOMPARE(linesOf(folder.write("a.json", text)), expected);
        QCOMPARE(linesOf(folder.write("a.json.gz", gzipOf(text))), expected);
        QCOMPARE(linesOf(folder.write("a.zip", deflatedZipOf({{"a.json", text}}))), expected);
        CPW_VERIFY_CONTAINS(linesOf(folder.write("e.json", ""))[0], "e.json is empty");
        auto reader = *LineReader::open(folder.write("page.json", std::string(4096, 'x'))); // ends where the mapping ends
        QVERIFY(*reader.next());
        int sum = 0;
        for (std::size_t i = 0; i < LineReader::kPadding; ++i)
            sum += reader.line().data()[4096 + i];
        QCOMPARE(sum, 0);
    }

    /// Pages of a mapped file that were read count as the process's memory until they are given back.
    void linesOfALargeFileTakeLittleMemory() {
        constexpr std::size_t kLines = 48 << 10;
        const test::ScratchFolder folder;
        std::string text;
        for (std::size_t i = 0; i < kLines; ++i)
            text += fmt::format("{:01023}\n", i);
        const auto path = folder.write("large.txt", text);
        std::string().swap(text);
        auto reader = LineReader::open(path);
        QVERIFY(reader);
        const auto before = mappedKilobytes();
        QVERIFY(before > 0);
        std::int64_t most = 0;
        for (std::size_t i = 0; i < kLines; ++i) {
            QVERIFY(*reader->next());
            QCOMPARE(std::strtoull(std::string(reader->line()).c_str(), nullptr, 10), static_cast<unsigned long long>(i));
            if (i % 1024 == 0)
                most = std::max(most, mappedKilobytes() - before);
        }
        QVERIFY(!*reader->next());
        QVERIFY2(most < 16 << 10, std::to_string(most).c_str()); // of 48 MB
    }

    void longLinesCrossWindows() {
        const test::ScratchFolder folder;
        std::string text;
        for (int i = 0; i < 12; ++i)
            text += std::string(700'000, static_cast<char>('a' + i)) + '\n';
        const auto lines = linesOf(folder.write("a.gz", gzipOf(text)));
        QCOMPARE(lines.size(), std::size_t{12});
        for (int i = 0; i < 12; ++i)
            QVERIFY(lines[static_cast<std::size_t>(i)] == fmt::format("{} {}", i + 1, std::string(700'000, static_cast<char>('a' + i))));
    }

    void progressCountsBytesOnDisk() {
        const test::ScratchFolder folder;
        const auto packed = gzipOf(longText());
        auto reader = *DelimitedReader::open(folder.write("a.gz", packed), {});
        QCOMPARE(reader.bytesTotal(), std::uint64_t{packed.size()});
        std::uint64_t last = 0;
        for (auto isRecord = reader.next(); isRecord && *isRecord; isRecord = reader.next()) {
            QVERIFY(reader.bytesDone() >= last);
            last = reader.bytesDone();
        }
        QCOMPARE(last, std::uint64_t{packed.size()});
    }

    void rawFilesAreFoundWhereverTheyLie() {
        const test::ScratchFolder folder;
        const auto namesOf = [](const std::filesystem::path& path) {
            std::vector<std::string> names;
            for (const auto& file : rawFiles(path))
                names.push_back(file.filename().string());
            return names;
        };
        std::filesystem::create_directories(folder / "download");
        const auto archive = folder.write("download/ml.zip", deflatedZipOf({{"ml/ratings.csv", "r"}, {"ml/movies.csv", "m"}}));
        QCOMPARE(namesOf(archive), (std::vector<std::string>{"movies.csv", "ratings.csv"}));
        QCOMPARE(namesOf(folder / "download"), (std::vector<std::string>{"movies.csv", "ratings.csv"}));
        folder.write("download/Movies.CSV.gz", gzipOf("m"));
        QCOMPARE(namesOf(folder / "download"), (std::vector<std::string>{"Movies.CSV.gz", "ml.zip"}));
        const auto files = rawFiles(folder / "download");
        const std::string_view movies[] = {"films.csv", "movies.csv"}, ratings[] = {"ratings.csv"};
        QCOMPARE(findRawFile(files, movies)->filename().string(), std::string("Movies.CSV.gz"));
        QVERIFY(!findRawFile(files, ratings));
        QVERIFY(rawFiles(folder / "none").empty());
    }

    void packedTablesAreImportedAndCached() {
        const test::ScratchFolder folder;
        const auto* source = *findDatasetSource("csv");
        auto spec = source->defaults;
        const auto archive = folder.write("two.zip", deflatedZipOf({{"a.csv", "label,x\n1,p\n0,q\n"}, {"b.csv", "label,x\n0,r\n"}}));
        for (int round = 0; round < 2; ++round) {
            spec.path = archive + "/a.csv";
            const auto first = loadOrRead(*source, spec, folder / "cache", {});
            QVERIFY2(first, first ? "" : first.error().text().c_str());
            QCOMPARE(test::rowTexts(*first->table), (std::vector<std::string>{"1|p", "0|q"}));
            spec.path = archive + "/b.csv";
            QCOMPARE(test::rowTexts(*loadOrRead(*source, spec, folder / "cache", {})->table), (std::vector<std::string>{"0|r"}));
        }
        QVERIFY(std::filesystem::exists(cacheFile(*source, spec, folder / "cache")));
    }
};

QTEST_APPLESS_MAIN(ByteSourceTest)
#include "tst_byte_source.moc"
