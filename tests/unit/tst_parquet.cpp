// SPDX-License-Identifier: GPL-3.0-or-later
// Parquet out and in; with pyarrow in .deps/arrow beside it as an independent writer and reader. Skipped without the plug-in.
#include "core/data/parquet.h"
#include "core/data/parquet_plugin.h"
#include "core/data/parquet_writer.h"
#include "core/data/sample_dataset.h"
#include "core/data/table_builder.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/table_text.h"
#include "tests/support/test_data.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <numeric>

using namespace cpw;
using namespace cpw::data;

namespace {

const std::filesystem::path kPython = cpw::test::dataPath("/../../.deps/arrow/bin/python");

/// 150,001 rows, more than two batches, with texts of every length and an empty one.
std::shared_ptr<Table> manyRows() {
    TableBuilder builder({"user", "title, \"quoted\""});
    for (int row = 0; row < 150'001; ++row) {
        const std::string user = row % 11 == 0 ? "" : "u" + std::to_string(row * 7919 % 5003), title = std::string(static_cast<std::size_t>(row % 40), 'x') + "Zo\xC3\xAB";
        const std::string_view values[] = {user, title};
        builder.addRow(values, static_cast<float>(row % 3 == 0));
    }
    return builder.finish("many");
}

std::vector<std::uint32_t> allRows(const Table& table) {
    std::vector<std::uint32_t> rows(table.rows());
    std::iota(rows.begin(), rows.end(), 0U);
    return rows;
}

Result<ReadResult> readFrom(const std::filesystem::path& path, const char* label = "", std::int64_t skipped = 0) {
    auto spec = parquetSource().defaults;
    spec.path = path.string();
    spec.label.column = label;
    if (skipped > 0)
        spec.sourceOptions["skip_bad_lines"] = skipped;
    return parquetSource().read(spec, {});
}

std::string errorOf(const Result<ReadResult>& result) {
    return result ? "no error" : result.error().text();
}

/// Runs a program of Python with pyarrow; its output, or what went wrong.
QByteArray runPython(const char* program, const std::filesystem::path& file) {
    QProcess process;
    process.start(QString::fromStdString(kPython.string()), {QStringLiteral("-c"), QString::fromUtf8(program), QString::fromStdString(file.string())});
    if (!process.waitForFinished(200'000) || process.exitCode() != 0)
        return "failed: " + process.readAllStandardError();
    return process.readAllStandardOutput();
}

} // namespace

class ParquetTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        std::error_code ignored;
        if (!std::filesystem::exists(ParquetPlugin::place(), ignored))
            QSKIP("built without Arrow");
    }

    void whatIsWrittenComesBack() {
        const test::ScratchFolder folder;
        const auto table = manyRows();
        const auto written = writeParquet(*table, allRows(*table), folder / "many.parquet");
        QVERIFY2(written, written ? "" : written.error().text().c_str());
        QVERIFY(!std::filesystem::exists(folder / "many.parquet.part"));
        const auto read = readFrom(folder / "many.parquet");
        QVERIFY2(read, errorOf(read).c_str());
        QCOMPARE(read->table->fingerprint, table->fingerprint); // of every value, every code and every label
        QCOMPARE(read->table->title, std::string("many"));
        QCOMPARE(read->report.linesRead, std::uint64_t{150'001});
        const std::vector<std::uint32_t> some = {5, 3, 149'999};
        QVERIFY(writeParquet(*table, some, folder / "some.parquet"));
        const auto three = readFrom(folder / "some.parquet");
        QVERIFY2(three, errorOf(three).c_str());
        QCOMPARE(test::rowTexts(*three->table).size(), std::size_t{3});
        for (std::size_t row = 0; row < some.size(); ++row)
            for (std::size_t column = 0; column < 2; ++column)
                QCOMPARE(three->table->columns[column].text(row), table->columns[column].text(some[row]));
        QVERIFY(writeParquet(*table, {}, folder / "none.parquet"));
        CPW_VERIFY_CONTAINS(errorOf(readFrom(folder / "none.parquet")), "none.parquet holds no rows");
    }

    void rowsMayBeLimitedAndTheHeadAloneRead() {
        const test::ScratchFolder folder;
        const auto table = manyRows();
        QVERIFY(writeParquet(*table, allRows(*table), folder / "many.parquet"));
        auto spec = parquetSource().defaults;
        spec.path = (folder / "many.parquet").string();
        spec.maximumRows = 70'000;
        QCOMPARE(parquetSource().read(spec, {})->table->rows(), std::size_t{70'000});
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = parquetSource().read(spec, {{}, stop.get_token()});
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Stopped);
        const auto head = readParquetHead(folder / "many.parquet", 7);
        QVERIFY2(head, head ? "" : head.error().text().c_str());
        QCOMPARE(head->names, (std::vector<std::string>{"label", "user", "title, \"quoted\""}));
        QCOMPARE(head->rowsInAll, std::uint64_t{150'001});
        QCOMPARE(head->rows.size(), std::size_t{7});
        QCOMPARE(head->rows[3], (std::vector<std::string>{"1", std::string(table->columns[0].text(3)), std::string(table->columns[1].text(3))}));
    }

    void badFilesAreExplained() {
        const test::ScratchFolder folder;
        const auto table = manyRows();
        const std::vector<std::uint32_t> some = {1, 2, 3};
        QVERIFY(writeParquet(*table, some, folder / "x.parquet"));
        const auto content = test::readBytes(folder / "x.parquet");
        for (const std::size_t length : {std::size_t{0}, std::size_t{3}, content.size() / 2, content.size() - 1})
            CPW_VERIFY_CONTAINS(errorOf(readFrom(folder.write("cut.parquet", content.substr(0, length)))), "cut.parquet cannot be read as Parquet");
        CPW_VERIFY_CONTAINS(errorOf(readFrom(folder.write("text.parquet", "label,user\n1,a\n"))), "text.parquet cannot be read as Parquet");
        CPW_VERIFY_CONTAINS(errorOf(readFrom(folder / "x.parquet", "click")), "no column \"click\"");
        CPW_VERIFY_CONTAINS(errorOf(readFrom(folder / "x.parquet", "click")), "its columns: label, user");
        CPW_VERIFY_CONTAINS(errorOf(readFrom(folder / "x.parquet", "user")), "row 1 of x.parquet: the label column \"user\" holds");
        CPW_VERIFY_CONTAINS(errorOf(readFrom(folder / "missing.parquet")), "is not there");
        const auto refused = writeParquet(*table, some, folder / "no folder" / "x.parquet");
        QVERIFY(!refused);
        CPW_VERIFY_CONTAINS(refused.error().text(), "cannot be written");
    }

    void othersReadWhatIsWritten() {
        if (!std::filesystem::exists(kPython))
            QSKIP("no pyarrow in .deps/arrow");
        const test::ScratchFolder folder;
        const auto table = manyRows();
        std::vector<std::uint32_t> some;
        for (std::uint32_t row = 0; row < 2000; ++row)
            some.push_back(row * 70);
        QVERIFY(writeParquet(*table, some, folder / "x.parquet"));
        const auto output = runPython("import sys, json, pyarrow.parquet as pq\n"
                                      "t = pq.read_table(sys.argv[1])\n"
                                      "print(json.dumps([t.column_names, [str(c) for c in t.schema.types], [list(map(str, r.values())) for r in t.to_pylist()]]))",
                                      folder / "x.parquet");
        const auto document = QJsonDocument::fromJson(output);
        QVERIFY2(document.isArray(), output.left(500).constData());
        QCOMPARE(document[0].toArray(), (QJsonArray{"label", "user", "title, \"quoted\""}));
        QCOMPARE(document[1].toArray().at(0).toString(), QStringLiteral("int32"));
        const auto rows = document[2].toArray();
        QCOMPARE(rows.size(), 2000);
        for (qsizetype row = 0; row < rows.size(); ++row) {
            const auto source = some[static_cast<std::size_t>(row)];
            QCOMPARE(rows[row].toArray(), (QJsonArray{table->labels[source] > 0.5F ? "1" : "0", QString::fromUtf8(table->columns[0].text(source)),
                                                      QString::fromUtf8(table->columns[1].text(source))}));
        }
    }

    void whatOthersWriteIsRead() {
        if (!std::filesystem::exists(kPython))
            QSKIP("no pyarrow in .deps/arrow");
        const test::ScratchFolder folder;
        const auto file = folder / "all.parquet";
        const auto output = runPython(R"(
import sys, pyarrow as pa, pyarrow.parquet as pq
n = 100_003
def column(value, every):
    return [None if row % every == 0 else value(row) for row in range(n)]
pq.write_table(pa.table({
    "user": pa.array(column(lambda r: f"u{r % 977}", 11), pa.string()),
    "brand": pa.array(column(lambda r: ["A & Co", "b,c"][r % 2], 13), pa.string()).dictionary_encode(),
    "small": pa.array(column(lambda r: r % 256 - 128, 7), pa.int8()),
    "unsigned": pa.array(column(lambda r: 2**64 - 1 - r, 3), pa.uint64()),
    "price": pa.array(column(lambda r: r / 8, 17), pa.float64()),
    "flag": pa.array(column(lambda r: r % 2 == 0, 19), pa.bool_()),
    "genres": pa.array(column(lambda r: ["Action", None, "War"][: r % 4], 23), pa.list_(pa.string())),
    "day": pa.array(column(lambda r: r % 20000, 31), pa.date32()),
    "place": pa.array([{"x": 1}] * n),
    "label": pa.array([row % 2 if row != 5 else None for row in range(n)], pa.int32()),
}), sys.argv[1], row_group_size=30_001)
)",
                                      file);
        QVERIFY2(output.isEmpty(), output.constData());
        CPW_VERIFY_CONTAINS(errorOf(readFrom(file)), "row 6 of all.parquet: the label column \"label\" holds \"\"");
        const auto read = readFrom(file, "", 1);
        QVERIFY2(read, errorOf(read).c_str());
        const auto& table = *read->table;
        QCOMPARE(table.columnNames(), (std::vector<std::string>{"user", "brand", "small", "unsigned", "price", "flag", "genres", "day"}));
        CPW_VERIFY_CONTAINS(read->report.notes.front(), "\"place\" (Arrow's type +s)");
        QCOMPARE(table.rows(), std::size_t{100'002});
        const char* genres[] = {"", "Action", "Action", "Action|War"};
        for (std::size_t i = 0; i < table.rows(); ++i) {
            const auto r = i < 5 ? i : i + 1;
            const auto text = [&](std::size_t every, const std::string& value) { return r % every == 0 ? std::string() : value; };
            const std::vector<std::string> expected = {text(11, "u" + std::to_string(r % 977)),
                                                       text(13, r % 2 == 0 ? "A & Co" : "b,c"),
                                                       text(7, std::to_string(static_cast<int>(r % 256) - 128)),
                                                       text(3, std::to_string(~std::uint64_t{0} - r)),
                                                       text(17, fmt::format("{}", static_cast<double>(r) / 8)),
                                                       text(19, r % 2 == 0 ? "1" : "0"),
                                                       text(23, genres[r % 4]),
                                                       text(31, std::to_string(r % 20000))};
            for (std::size_t column = 0; column < expected.size(); ++column)
                if (table.columns[column].text(i) != expected[column])
                    QCOMPARE(std::string(table.columns[column].text(i)), expected[column]);
            if (table.labels[i] != static_cast<float>(r % 2))
                QCOMPARE(table.labels[i], static_cast<float>(r % 2));
        }
    }
};

QTEST_GUILESS_MAIN(ParquetTest)
#include "tst_parquet.moc"
