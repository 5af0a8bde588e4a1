// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_io.h"
#include "core/base/sha256.h"
#include "core/hub/model_fetch.h"
#include "tests/support/test_data.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace cpw;
namespace fs = std::filesystem;

/// Downloads from tests/support/hub_server.py, a hub on this machine with faults on demand.
class ModelFetchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        fs::create_directories(hub());
        write("config.json", "{\"model_type\": \"bert\"}");
        write("vocab.txt", "[PAD]\n[UNK]\n");
        m_weights.clear();
        for (int i = 0; i < 200'000; ++i)
            m_weights += static_cast<char>(i * 7 + i / 251);
        write("model.safetensors", m_weights);
    }
    void cleanup() {
        m_server.kill();
        m_server.waitForFinished();
    }

    void aModelArrives() {
        start({});
        const auto files = fetch();
        QVERIFY2(files.has_value(), files ? "" : files.error().text().c_str());
        QCOMPARE(files->size(), 3U);
        QCOMPARE(files->back().name, std::string("model.safetensors"));
        QVERIFY(files->back().facts.isVerified && !files->front().facts.isVerified);
        QCOMPARE(files->back().facts.sha256, sha256OfText(m_weights));
        QCOMPARE(files->back().facts.bytes, m_weights.size());
        QCOMPARE(here("model.safetensors"), m_weights);
        QCOMPARE(here("vocab.txt"), std::string("[PAD]\n[UNK]\n"));
        QVERIFY(log().contains("302 /own/tiny/resolve/main/model.safetensors -\n200 /cdn/tiny/model.safetensors -\n"));
    }

    void whatIsHereIsNotSentAgain() {
        start({});
        QVERIFY(fetch().has_value());
        const auto files = fetch();
        QVERIFY2(files.has_value(), files ? "" : files.error().text().c_str());
        QVERIFY(log().endsWith("304 /cdn/tiny/model.safetensors -\n"));
        QCOMPARE(here("model.safetensors"), m_weights);
        write("model.safetensors", "another one");
        QVERIFY(fetch().has_value());
        QCOMPARE(here("model.safetensors"), std::string("another one"));
    }

    void aBrokenConnectionGoesOnWhereItEnded() {
        start({"--fault", "model.safetensors=drop:3"});
        const auto files = fetch();
        QVERIFY2(files.has_value(), files ? "" : files.error().text().c_str());
        QCOMPARE(here("model.safetensors"), m_weights);
        for (const char* line : {"206 /cdn/tiny/model.safetensors bytes=100000-\n", "206 /cdn/tiny/model.safetensors bytes=150000-\n", "bytes=175000-\n"})
            QVERIFY2(log().contains(line), log());
    }

    void aStoppedFetchGoesOnLater() {
        start({"--fault", "model.safetensors=drop"});
        const auto stopped = fetch([](const std::string&, std::uint64_t received, std::uint64_t) { return received < 100'000; });
        QVERIFY(!stopped.has_value());
        QVERIFY(stopped.error().code == ErrorCode::Stopped);
        QVERIFY2(stopped.error().text().find("100 kB of http") != std::string::npos, stopped.error().text().c_str());
        QVERIFY(!fs::exists(target() / "model.safetensors"));
        QVERIFY(fetch().has_value());
        QCOMPARE(here("model.safetensors"), m_weights);
        QVERIFY2(log().endsWith("206 /cdn/tiny/model.safetensors bytes=100000-\n"), log());
    }

    void aFileThatChangedBetweenIsSentAnew() {
        start({"--fault", "model.safetensors=drop"});
        QVERIFY(!fetch([](const std::string&, std::uint64_t received, std::uint64_t) { return received < 100'000; }).has_value());
        std::reverse(m_weights.begin(), m_weights.end());
        write("model.safetensors", m_weights);
        QVERIFY(fetch().has_value());
        QCOMPARE(here("model.safetensors"), m_weights);
        QVERIFY2(log().endsWith("200 /cdn/tiny/model.safetensors bytes=100000-\n"), log());
    }

    void aHubThatKnowsNoRangesSendsAllAgain() {
        start({"--fault", "model.safetensors=drop", "--fault", "model.safetensors=whole:9"});
        QVERIFY(fetch().has_value());
        QCOMPARE(here("model.safetensors"), m_weights);
    }

    void aBusyHubIsAskedAgain() {
        start({"--fault", "config.json=503:3"});
        const auto files = fetch();
        QVERIFY2(files.has_value(), files ? "" : files.error().text().c_str());
    }

    void aHubThatStaysBusyIsGivenUp() {
        start({"--fault", "config.json=503:99"});
        expectError("503");
        QCOMPARE(log().count("503 "), 5);
    }

    void aForbiddenModelIsNotAskedForAgain() {
        start({"--fault", "config.json=403"});
        expectError("whether the model asks for a permission");
        QCOMPARE(log().count('\n'), 1);
    }

    void aWrongChecksumKeepsNothing() {
        start({"--fault", "model.safetensors=checksum:9"});
        expectError("expected 0000000000000000");
        QVERIFY(!fs::exists(target() / "model.safetensors"));
        QVERIFY(!fs::exists(target() / "model.safetensors.part"));
    }

    void theGivenChecksumDecides() {
        start({"--fault", "model.safetensors=checksum:9"});
        m_sha256 = sha256OfText(m_weights);
        QVERIFY(fetch().has_value());
        m_sha256 = sha256OfText("another");
        expectError("has the SHA-256 ");
        QVERIFY(!fs::exists(target() / "model.safetensors"));
        m_sha256.clear();
    }

    void otherFormsAreTakenWhereTheFirstIsMissing() {
        fs::remove(hub() / "model.safetensors");
        write("pytorch_model.bin", m_weights);
        start({});
        const auto files = fetch();
        QVERIFY2(files.has_value(), files ? "" : files.error().text().c_str());
        QCOMPARE(files->back().name, std::string("pytorch_model.bin"));
    }

    void allFilesOfAnIndexAreTaken() {
        fs::remove(hub() / "model.safetensors");
        write("model.safetensors.index.json", R"({"weight_map": {"a": "one.safetensors", "b": "two.safetensors"}})");
        write("one.safetensors", "1");
        start({});
        expectError("names two.safetensors, which the hub does not have");
        write("two.safetensors", "2");
        QVERIFY(fetch().has_value());
        QCOMPARE(here("one.safetensors") + here("two.safetensors"), std::string("12"));
        write("model.safetensors.index.json", R"({"weight_map": {"a": "../../secret"}})");
        expectError("puts \"a\" into \"../../secret\"");
    }

    void whatIsMissingIsNamed() {
        fs::remove(hub() / "model.safetensors");
        start({});
        expectError("has no weights that are read here");
        fs::remove(hub() / "vocab.txt");
        write("vocab.json", "{}");
        expectError("has no tokenizer that is read here");
        fs::remove(hub() / "config.json");
        expectError("has no model own/tiny (no http");
    }

    void aHubThatIsNotThereIsExplained() {
        start({});
        cleanup();
        expectError("5 tries in a row brought nothing");
    }

    void smallFilesAreJudgedBeforeTheLargeOnes() {
        start({});
        m_beforeWeights = [this](const fs::path& folder) -> Result<void> {
            const bool areHere = fs::exists(folder / "config.json") && fs::exists(folder / "vocab.txt") && !fs::exists(folder / "model.safetensors");
            return badInput("{}", areHere && folder == target() ? "another family" : "files are missing");
        };
        expectError("another family");
        QVERIFY(!log().contains("safetensors"));
        m_beforeWeights = {};
    }

    void addressesHoldNamesOnly_data() {
        QTest::addColumn<QString>("hub");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("revision");
        QTest::addColumn<QString>("message");
        QTest::newRow("no scheme") << "hub.example" << "a" << "main" << "not the address of a hub";
        QTest::newRow("file") << "file:///etc" << "a" << "main" << "not the address of a hub";
        QTest::newRow("query") << "https://hub.example/?a=" << "a" << "main" << "not the address of a hub";
        QTest::newRow("line break") << "https://hub.example/\r\nX: y" << "a" << "main" << "not the address of a hub";
        QTest::newRow("no name") << "https://hub.example" << "" << "main" << "not the name of a model";
        QTest::newRow("two slashes") << "https://hub.example" << "a/b/c" << "main" << "not the name of a model";
        QTest::newRow("up") << "https://hub.example" << "../a" << "main" << "not the name of a model";
        QTest::newRow("escape") << "https://hub.example" << "a%2e" << "main" << "not the name of a model";
        QTest::newRow("revision") << "https://hub.example" << "a" << "main/../x" << "not a revision";
    }
    void addressesHoldNamesOnly() {
        QFETCH(QString, hub);
        QFETCH(QString, model);
        QFETCH(QString, revision);
        QFETCH(QString, message);
        const auto files = hub::fetchModel({hub.toStdString(), model.toStdString(), revision.toStdString(), {}, target(), std::chrono::milliseconds(1), {}},
                                           [](const std::string&, std::uint64_t, std::uint64_t) { return true; });
        QVERIFY(!files.has_value());
        QVERIFY(files.error().code == ErrorCode::Usage);
        QVERIFY2(files.error().text().find(message.toStdString()) != std::string::npos, files.error().text().c_str());
        QVERIFY(!fs::exists(target()));
    }

    void sha256EqualsThePublishedExamples() {
        // FIPS 180-2, appendix B.
        QCOMPARE(sha256OfText("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(sha256OfText(std::string(1'000'000, 'a')), std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
        QCOMPARE(sha256OfText(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

private:
    fs::path hub() const { return root() / "hub" / "tiny"; }
    fs::path root() const { return m_folder->path().toStdString(); }
    fs::path target() const { return root() / "here"; }
    void write(const char* name, const std::string& text) const { QVERIFY(writeTextAtomically(hub() / name, text).has_value()); }
    std::string here(const char* name) const { return readText(target() / name).value_or("absent"); }
    QByteArray log() const { return QByteArray::fromStdString(readText(root() / "log").value_or("")); }

    void start(const QStringList& faults) {
        const auto script = QString::fromStdString(cpw::test::dataPath("/../support/hub_server.py"));
        m_server.start("python3", QStringList{script, QString::fromStdString((root() / "hub").string()), "--log", QString::fromStdString((root() / "log").string())} + faults);
        QVERIFY2(m_server.waitForReadyRead(30'000), m_server.readAllStandardError().constData());
        m_address = "http://127.0.0.1:" + m_server.readLine().trimmed().toStdString();
    }

    Result<std::vector<hub::FetchedFile>> fetch(const hub::FetchWatch& watch = [](const std::string&, std::uint64_t, std::uint64_t) { return true; }) const {
        return hub::fetchModel({m_address, "own/tiny", "main", m_sha256, target(), std::chrono::milliseconds(1), m_beforeWeights}, watch);
    }
    void expectError(const char* message) const {
        const auto files = fetch();
        QVERIFY(!files.has_value());
        QVERIFY2(files.error().text().find(message) != std::string::npos, files.error().text().c_str());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QProcess m_server;
    std::string m_address, m_sha256, m_weights;
    std::function<Result<void>(const fs::path&)> m_beforeWeights;
};

QTEST_GUILESS_MAIN(ModelFetchTest)
#include "tst_model_fetch.moc"
