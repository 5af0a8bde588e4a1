// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/json_lines.h"
#include "tests/support/packed_text.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace cpw;
using namespace cpw::data;

class JsonLinesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void valuesBecomeTexts() {
        JsonLineParser parser;
        const auto pairs = parser.parse("{\"user\":\"7\",\"age\":31.50,\"isNew\":true,\"none\":null,\"tags\":[\"a\",\"b\"],\"place\":{\"city\":\"Ulm\",\"zip\":[1,2]},\"many\":[{\"x\":1},{\"x\":\"y\"}]}");
        QVERIFY2(pairs, pairs ? "" : pairs.error().text().c_str());
        QStringList texts;
        for (const auto& pair : *pairs)
            texts << QString::fromStdString(pair.key + "=" + pair.value);
        QCOMPARE(texts, QStringList({"user=7", "age=31.50", "isNew=true", "none=", "tags=a|b", "place.city=Ulm", "place.zip=1|2", "many=1|y"}));
    }

    void escapesAreRead() {
        JsonLineParser parser;
        const auto pairs = parser.parse("{\"ti\\\"tle\":\"caf\\u00e9 \\\"x\\\"\\n\"}");
        QVERIFY(pairs);
        QCOMPARE((*pairs)[0].key, std::string("ti\"tle"));
        QCOMPARE((*pairs)[0].value, std::string("caf\xC3\xA9 \"x\"\n"));
    }

    /// A key is compared with the one at its place in the line before; what only begins or ends like it is another.
    void keysOfTheLineBeforeAreNotTakenForOthers() {
        JsonLineParser parser;
        const auto read = [&](const char* line) {
            const auto pairs = parser.parse(line);
            QStringList texts;
            if (!pairs)
                return QStringList("refused");
            for (const auto& pair : *pairs)
                texts << QString::fromStdString(pair.key + "=" + pair.value);
            return texts;
        };
        QCOMPARE(read("{\"user\":\"7\",\"place\":{\"city\":\"Ulm\",\"zip\":1},\"x\":\"long text\"}"), QStringList({"user=7", "place.city=Ulm", "place.zip=1", "x=long text"}));
        QCOMPARE(read("{\"use\":\"7\",\"user\":{\"city\":\"B\",\"zip\":2},\"x\":\"\"}"), QStringList({"use=7", "user.city=B", "user.zip=2", "x="}));
        QCOMPARE(read("{\"users\":\"7\",\"place.city\":1,\"pla\":{\"ce\":{\"zip\":2}}}"), QStringList({"users=7", "place.city=1", "pla.ce.zip=2"}));
        QCOMPARE(read("{\"us\\u0065rs\":\"\\t7\",\"\":3}"), QStringList({"users=\t7", "=3"}));
        QCOMPARE(read("{\"a\\\"b\":1}"), QStringList("a\"b=1"));
        QCOMPARE(read("{\"a\":1}"), QStringList("a=1"));
        QCOMPARE(read("{\"a\\\\\":\"\\\\\", \"b\" : \"x\" , \"c\":[ \"p\" , \"q\\n\" ] }"), QStringList({"a\\=\\", "b=x", "c=p|q\n"}));
        QCOMPARE(read("{}"), QStringList());
        QCOMPARE(read("{\"a\":1}"), QStringList("a=1"));
    }

    void badLinesAreRefused() {
        JsonLineParser parser;
        for (const char* line : {"", "[1]", "7", "{\"a\":1", "{\"a\":1} {\"b\":2}", "{\"a\":}", "{'a':1}", "nonsense", "{\"a\":[1,}"})
            QVERIFY2(!parser.parse(line), line);
        QVERIFY(parser.parse("{\"a\":1}")); // and goes on after them
    }

    void aTableIsRead() {
        const auto read = readText("\xEF\xBB\xBF{\"user\":\"7\",\"stars\":5}\n\n{\"user\":\"8\",\"stars\":3,\"genre\":\"Drama\"}\r\n{\"stars\":1,\"user\":\"7\"}");
        QVERIFY2(read, read ? "" : read.error().text().c_str());
        const auto& table = *read->table;
        QCOMPARE(table.rows(), std::size_t{2}); // threes are dropped
        QCOMPARE(table.columnNames(), std::vector<std::string>({"user", "genre"}));
        QCOMPARE(table.labels[0], 1.0F);
        QCOMPARE(table.labels[1], 0.0F);
        QCOMPARE(std::string(table.columns[0].text(1)), std::string("7"));
        QCOMPARE(std::string(table.columns[1].text(0)), std::string());
        QCOMPARE(read->report.linesRead, std::uint64_t{3});
        QCOMPARE(read->report.rowsDroppedByLabel, std::uint64_t{1});
    }

    void packedLinesAreReadAsTheyAre() {
        QTemporaryDir folder;
        const std::string text = "{\"user\":\"7\",\"label\":1}\n \t\n{\"user\":\"8\",\"label\":0}\n{broken\n";
        const auto path = folder.filePath("rows.jsonl.gz").toStdString();
        const auto bytes = testing::gzipOf(text);
        std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        auto spec = jsonLinesSource().defaults;
        spec.path = path;
        const auto refused = jsonLinesSource().read(spec, {});
        QVERIFY2(!refused && refused.error().text().find("line 4 of rows.jsonl.gz: it is not JSON") != std::string::npos, refused ? "read" : refused.error().text().c_str());
        spec.sourceOptions["skip_bad_lines"] = std::int64_t{1};
        const auto read = jsonLinesSource().read(spec, {});
        QVERIFY2(read, read ? "" : read.error().text().c_str());
        QCOMPARE(read->table->rows(), std::size_t{2});
        QCOMPARE(std::string(read->table->columns[0].text(1)), std::string("8"));
    }

    void badLinesNameTheirLine() {
        const std::string text = "{\"user\":\"7\",\"stars\":5}\n{\"user\":\"8\"}\n{\"user\":\"9\",\"stars\":\"many\"}\n{\"user\":\"9\",\"stars\":1}\n{broken\n";
        const auto refused = readText(text);
        QVERIFY(!refused);
        QVERIFY2(refused.error().text().find("line 2 of rows.jsonl: the label key \"stars\" is missing") != std::string::npos, refused.error().text().c_str());
        QVERIFY(!readText(text, 2));
        const auto read = readText(text, 3);
        QVERIFY2(read, read ? "" : read.error().text().c_str());
        QCOMPARE(read->table->rows(), std::size_t{2});
        QCOMPARE(read->report.notes.size(), std::size_t{3});
        QVERIFY(read->report.notes[1].find("\"many\"") != std::string::npos);
    }

    void keysThatComeLateAreTold() {
        std::string text;
        for (int i = 0; i < 1200; ++i)
            text += "{\"user\":\"" + std::to_string(i % 9) + "\",\"stars\":" + (i % 2 ? "5" : "1") + (i == 1100 ? ",\"late\":1" : "") + "}\n";
        const auto read = readText(text);
        QVERIFY(read);
        QCOMPARE(read->table->columnNames(), std::vector<std::string>({"user"}));
        QCOMPARE(read->report.notes.size(), std::size_t{1});
        QVERIFY(read->report.notes[0].find("\"late\" of 1 rows") != std::string::npos);
    }

    void aMissingLabelSaysWhatThereIs() {
        const auto read = readText("{\"user\":\"7\",\"click\":1}\n");
        QVERIFY(!read);
        QVERIFY(read.error().text().find("user, click") != std::string::npos);
        QVERIFY(!readText(""));
        QVERIFY(!readText("\n\n"));
    }

    void rowsCanBeLimitedAndStopped() {
        std::string text;
        for (int i = 0; i < 5000; ++i)
            text += "{\"user\":\"7\",\"stars\":5}\n";
        const auto limited = readText(text, 0, 10);
        QVERIFY(limited);
        QCOMPARE(limited->table->rows(), std::size_t{10});
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = readText(text, 0, 0, stop.get_token());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Stopped);
    }

private:
    Result<ReadResult> readText(const std::string& text, std::int64_t skipped = 0, std::int64_t rows = 0, std::stop_token stop = {}) {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "rows.jsonl";
        std::ofstream(path, std::ios::binary) << text;
        spec::DataSpec spec;
        spec.source = "json_lines";
        spec.path = path.string();
        spec.label.column = "stars";
        spec.label.positiveFrom = 4;
        spec.label.droppedValues = {3};
        spec.maximumRows = rows;
        if (skipped > 0)
            spec.sourceOptions["skip_bad_lines"] = skipped;
        return jsonLinesSource().read(spec, {{}, std::move(stop)});
    }

    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(JsonLinesTest)
#include "tst_json_lines.moc"
