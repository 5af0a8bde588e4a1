// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_io.h"
#include "core/plm/safetensors.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cstring>
#include <filesystem>

using namespace cpw;

namespace {

/// A file from a header and the number of data bytes behind it.
std::string fileOf(const std::string& header, std::size_t dataBytes) {
    std::string bytes(8, '\0');
    const std::uint64_t size = header.size();
    std::memcpy(bytes.data(), &size, sizeof size);
    return bytes + header + std::string(dataBytes, '\1');
}

} // namespace

class SafetensorsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsSavedIsLoaded() {
        at::manual_seed(1);
        const auto path = pathOf("all.safetensors");
        const plm::NamedTensors tensors{{"double", at::randn({3, 2}, at::kDouble)},
                                        {"float", at::randn({5})},
                                        {"transposed", at::randn({4, 3}).t()},
                                        {"half", at::randn({7}).to(at::kHalf)},
                                        {"bfloat", at::randn({7}).to(at::kBFloat16)},
                                        {"long", at::tensor({1L << 40, -5L})},
                                        {"int", at::tensor({-3}, at::kInt)},
                                        {"bytes", at::tensor({1, 255}, at::kByte)},
                                        {"flags", at::tensor({1, 0, 1}).to(at::kBool)},
                                        {"scalar", at::full({}, 2.5)},
                                        {"empty", at::empty({0, 4})}};
        const std::map<std::string, std::string> metadata{{"run", "7"}, {"note", "a \"quoted\" line\n"}};
        QVERIFY(plm::saveSafetensors(path, tensors, metadata).has_value());
        const auto file = plm::loadSafetensors(path);
        QVERIFY2(file.has_value(), file ? "" : file.error().text().c_str());
        QCOMPARE(file->metadata, metadata);
        QCOMPARE(file->tensors.size(), tensors.size());
        for (const auto& [name, tensor] : tensors) {
            const auto& loaded = file->tensors.at(name);
            QVERIFY2(loaded.scalar_type() == tensor.scalar_type() && loaded.equal(tensor), name.c_str());
        }
    }

    void tensorsOutliveTheFileObject() {
        const auto path = pathOf("outlive.safetensors");
        QVERIFY(plm::saveSafetensors(path, {{"a", at::arange(1000)}}, {}).has_value());
        at::Tensor kept;
        {
            auto file = plm::loadSafetensors(path);
            kept = file->tensors.at("a");
        }
        std::filesystem::remove(path);
        QVERIFY(kept.equal(at::arange(1000)));
    }

    void equalTensorsGiveEqualBytes() {
        const plm::NamedTensors tensors{{"b", at::ones({3})}, {"a", at::ones({2}, at::kLong)}, {"c", at::ones({1}, at::kByte)}};
        QVERIFY(plm::saveSafetensors(pathOf("one"), tensors, {{"k", "v"}}).has_value());
        QVERIFY(plm::saveSafetensors(pathOf("two"), tensors, {{"k", "v"}}).has_value());
        const auto text = readText(pathOf("one"));
        QCOMPARE(*text, *readText(pathOf("two")));
        // Large types first, the data at a multiple of 8.
        const auto header = text->substr(8);
        QVERIFY(header.find("\"a\"") < header.find("\"b\"") && header.find("\"b\"") < header.find("\"c\""));
        QCOMPARE((text->size() - 2 * 8 - 3 * 4 - 1) % 8, 0U);
    }

    void misalignedTensorsAreCopied() {
        const auto path = pathOf("odd.safetensors");
        // One byte before a float: valid in the format, unusable as a view.
        const std::string header =
            R"({"u": {"dtype": "U8", "shape": [1], "data_offsets": [0, 1]}, "f": {"dtype": "F32", "shape": [1], "data_offsets": [1, 5]}})";
        QVERIFY(writeTextAtomically(path, fileOf(header, 5)).has_value());
        const auto file = plm::loadSafetensors(path);
        QVERIFY2(file.has_value(), file ? "" : file.error().text().c_str());
        QCOMPARE(file->tensors.at("f").item<float>(), 2.3694278e-38F); // bytes 01 01 01 01
    }

    void damagedFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("message");
        const auto add = [](const char* name, const std::string& content, const char* message) {
            QTest::newRow(name) << QByteArray::fromStdString(content) << QString::fromLatin1(message);
        };
        const auto entry = [](const char* inside, std::size_t dataBytes) {
            return fileOf(std::string("{\"a\": {") + inside + "}}", dataBytes);
        };
        add("empty file", "", "0 bytes, expected a safetensors file");
        add("shorter than a length", "abc", "3 bytes");
        add("header longer than the file", fileOf("{}", 0).substr(0, 9), "a header of 2 bytes in a file of 9");
        add("absurd header length", std::string(8, '\xff') + "{}", "a header of 18446744073709551615 bytes");
        add("header is not JSON", fileOf("{\"a\": ", 0), "the header is not a JSON object");
        add("header is a list", fileOf("[]", 0), "the header is not a JSON object");
        add("missing key", entry(R"("dtype": "F32", "shape": [1])", 4), "expected dtype, shape and data_offsets");
        add("unknown type", entry(R"("dtype": "F8", "shape": [4], "data_offsets": [0, 4])", 4), "has the type \"F8\"");
        add("negative size", entry(R"("dtype": "F32", "shape": [-1], "data_offsets": [0, 4])", 4), "has the shape [-1]");
        add("overflowing shape", entry(R"("dtype": "F32", "shape": [4294967296, 4294967296], "data_offsets": [0, 4])", 4),
            "expected whole numbers whose product");
        add("size against shape", entry(R"("dtype": "F32", "shape": [2], "data_offsets": [0, 4])", 4),
            "takes 4 bytes, expected 8");
        add("cut short", entry(R"("dtype": "F32", "shape": [4], "data_offsets": [0, 16])", 12),
            "lies at bytes 0 to 16, but the file holds 12");
        add("end before begin", entry(R"("dtype": "F32", "shape": [1], "data_offsets": [4, 0])", 4), "lies at bytes 4 to 0");
        add("trailing bytes", entry(R"("dtype": "F32", "shape": [1], "data_offsets": [0, 4])", 9),
            "the tensors end at byte 4, but the file holds 9");
        add("gap", entry(R"("dtype": "F32", "shape": [1], "data_offsets": [4, 8])", 8), "begins at byte 4, expected 0");
        add("overlap",
            fileOf(
                R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}, "b": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}})",
                8),
            "tensors overlap or leave a gap");
        add("a name twice",
            fileOf(
                R"({"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}})",
                8),
            "names \"a\" twice");
        add("metadata of numbers", fileOf(R"({"__metadata__": {"epoch": 3}})", 0),
            "\"__metadata__\".\"epoch\" is 3, expected a text");
        add("flag that is neither", fileOf(R"({"a": {"dtype": "BOOL", "shape": [1], "data_offsets": [0, 1]}})", 0) + "\x02",
            "a byte above 1");
    }
    void damagedFilesAreRefused() {
        QFETCH(QByteArray, content);
        QFETCH(QString, message);
        const auto path = pathOf("damaged.safetensors");
        QVERIFY(writeTextAtomically(path, content.toStdString()).has_value());
        const auto file = plm::loadSafetensors(path);
        QVERIFY(!file.has_value());
        QVERIFY2(file.error().text().find(message.toStdString()) != std::string::npos, file.error().text().c_str());
        QVERIFY(file.error().text().find("damaged.safetensors") != std::string::npos);
    }

    void everyTruncationOfAGoodFileIsRefused() {
        const auto path = pathOf("good.safetensors");
        QVERIFY(plm::saveSafetensors(path, {{"a", at::ones({3})}, {"b", at::ones({2, 2}, at::kLong)}}, {{"k", "v"}}).has_value());
        const auto good = *readText(path);
        for (std::size_t size = 0; size < good.size(); ++size) {
            QVERIFY(writeTextAtomically(path, good.substr(0, size)).has_value());
            QVERIFY2(!plm::loadSafetensors(path).has_value(), qPrintable(QString::number(size)));
        }
    }

    void aMissingFileIsNamed() {
        const auto file = plm::loadSafetensors(pathOf("absent"));
        QVERIFY(!file.has_value());
        QVERIFY(file.error().text().find("absent") != std::string::npos);
    }

    void aFailedSaveLeavesNothingBehind() {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "no" / "such" / "folder" / "x";
        QVERIFY(!plm::saveSafetensors(path, {{"a", at::ones({3})}}, {}).has_value());
        QVERIFY(!std::filesystem::exists(path));
    }

private:
    std::filesystem::path pathOf(const char* name) const { return std::filesystem::path(m_folder.path().toStdString()) / name; }

    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(SafetensorsTest)
#include "tst_safetensors.moc"
