// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_io.h"
#include "core/weights/weight_folder.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace cpw;

class WeightFolderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theFirstFormIsTaken() {
        write("pytorch_model.bin.index.json", R"({"weight_map": {"a": "pytorch_model-00001-of-00001.bin"}})");
        write("pytorch_model-00001-of-00001.bin");
        QCOMPARE(found().files, std::vector<std::string>{"pytorch_model-00001-of-00001.bin"});
        QVERIFY(found().format == weights::WeightFormat::TorchArchive);
        write("pytorch_model.bin");
        QCOMPARE(found().files, std::vector<std::string>{"pytorch_model.bin"});
        QVERIFY(found().index.empty());
        write("model.safetensors.index.json", R"({"metadata": {"total_size": 8}, "weight_map": {"a": "two.safetensors", "b": "one.safetensors", "c": "two.safetensors"}})");
        write("one.safetensors");
        write("two.safetensors");
        QCOMPARE(found().files, (std::vector<std::string>{"one.safetensors", "two.safetensors"}));
        QCOMPARE(found().fileOf.at("c"), std::string("two.safetensors"));
        QVERIFY(found().format == weights::WeightFormat::Safetensors);
        write("model.safetensors");
        QCOMPARE(found().files, std::vector<std::string>{"model.safetensors"});
    }

    void withoutWeightsTheErrorSaysWhatToDownload() {
        QVERIFY2(error().find("download model.safetensors (or pytorch_model.bin)") != std::string::npos, error().c_str());
        write("tf_model.h5");
        QVERIFY2(error().find("its tf_model.h5 is of another program") != std::string::npos, error().c_str());
    }

    void aMissingFileOfAnIndexIsNamed() {
        write("model.safetensors.index.json", R"({"weight_map": {"a": "model-00001-of-00002.safetensors"}})");
        QVERIFY2(error().find("names model-00001-of-00002.safetensors, which is not in") != std::string::npos, error().c_str());
    }

    void wrongIndexesAreRefused_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        const auto add = [](const char* name, const char* text, const char* message) {
            QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(message);
        };
        add("no JSON", "weight_map", "the index is not a JSON object");
        add("no map", R"({"metadata": {}})", "has no \"weight_map\"");
        add("empty map", R"({"weight_map": {}})", "has no \"weight_map\"");
        add("a list", R"({"weight_map": ["a"]})", "has no \"weight_map\"");
        add("a tensor twice", R"({"weight_map": {"a": "x", "a": "y"}})", "names \"a\" twice");
        add("a number", R"({"weight_map": {"a": 1}})", "puts \"a\" into 1, expected the name of a file");
        add("another folder", R"({"weight_map": {"a": "../secret.bin"}})", "puts \"a\" into \"../secret.bin\"");
        add("an absolute path", R"({"weight_map": {"a": "/etc/passwd"}})", "puts \"a\" into \"/etc/passwd\"");
        add("a hidden file", R"({"weight_map": {"a": ".."}})", "puts \"a\" into \"..\"");
        add("control letters", R"({"weight_map": {"a": "x\u001b"}})", "puts \"a\" into \"x\\u001b\"");
        add("deep nesting", R"({"weight_map": [[[[[[[[[[]]]]]]]]]]})", "nested 11 deep");
    }
    void wrongIndexesAreRefused() {
        QFETCH(QString, text);
        QFETCH(QString, message);
        write("model.safetensors.index.json", text.toStdString());
        QVERIFY2(error().find(message.toStdString()) != std::string::npos, error().c_str());
        QVERIFY(error().find("model.safetensors.index.json") != std::string::npos);
    }

private:
    std::filesystem::path path() const { return m_folder->path().toStdString(); }
    void write(const char* name, const std::string& text = {}) const { QVERIFY(writeTextAtomically(path() / name, text).has_value()); }
    weights::WeightFiles found() const { return weights::findWeightFiles(path()).value(); }
    std::string error() const {
        const auto files = weights::findWeightFiles(path());
        return files ? "found" : files.error().text();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(WeightFolderTest)
#include "tst_weight_folder.moc"
