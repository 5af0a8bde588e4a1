// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mapped_file.h"
#include "core/weights/safetensors_header.h"
#include "core/weights/torch_archive.h"
#include "tests/support/stored_values.h"
#include "tests/support/test_data.h"
#include "tests/support/zip_writer.h"

#include <QtTest>

using namespace cpw;
using namespace cpw::testing;

namespace {

std::span<const std::byte> asBytes(const std::string& text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

std::shared_ptr<const MappedFile> golden(const char* name) {
    return MappedFile::open(cpw::test::dataPath("/golden/weights/") + name).value();
}

const std::string kPickle = pickle::stateDict({{"a", pickle::tensor(pickle::storage("0", "FloatStorage", 2), {0, {2}, {1}})}});

using Files = std::vector<std::pair<std::string, std::string>>;

std::string archiveOf(Files files) {
    for (auto& [name, content] : files)
        name = "m/" + name;
    return zipOf(files);
}

} // namespace

/// state_dict.bin was written by torch.save, state_dict.safetensors holds the same tensors as PyTorch saw them.
class TorchArchiveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tensorsEqualThoseOfTorch() {
        const auto file = golden("state_dict.bin"), expectedFile = golden("state_dict.safetensors");
        const auto tensors = weights::parseTorchArchive(file->bytes());
        QVERIFY2(tensors.has_value(), tensors ? "" : tensors.error().text().c_str());
        const auto expected = weights::parseSafetensors(expectedFile->bytes());
        QVERIFY(expected.has_value());
        QCOMPARE(tensors->size(), expected->tensors.size());
        QVERIFY(tensors->size() > 15);
        for (const auto& tensor : *tensors) {
            const auto other = std::find_if(expected->tensors.begin(), expected->tensors.end(), [&](const auto& one) { return one.name == tensor.name; });
            QVERIFY2(other != expected->tensors.end(), tensor.name.c_str());
            QVERIFY2(tensor.type == other->type && tensor.shape == other->shape, tensor.name.c_str());
            QVERIFY2(rowMajorBytes(tensor, file->bytes()) == rowMajorBytes(*other, expectedFile->bytes()), tensor.name.c_str());
        }
    }

    void viewsOfOneStorageShareItsBytes() {
        const auto file = golden("state_dict.bin");
        const auto tensors = weights::parseTorchArchive(file->bytes());
        const auto named = [&](const char* name) {
            return *std::find_if(tensors->begin(), tensors->end(), [&](const auto& one) { return one.name == name; });
        };
        QCOMPARE(named("embedding.transposed").begin, named("embedding.weight").begin);
        QCOMPARE(named("embedding.rows").begin, named("embedding.weight").begin + 4 * sizeof(float));
        QCOMPARE(named("tied.weight").begin, named("embedding.weight").begin);
        QCOMPARE(named("embedding.transposed").strides, (std::vector<std::int64_t>{1, 4}));
    }

    void everyTruncationIsRefused() {
        const auto text = std::string(golden("state_dict.bin")->text());
        for (std::size_t size = 0; size < text.size(); ++size)
            QVERIFY2(!weights::parseTorchArchive(asBytes(text).first(size)).has_value(), qPrintable(QString::number(size)));
    }

    void theOldFormSaysHowToConvert() {
        const auto tensors = weights::parseTorchArchive(golden("legacy.bin")->bytes());
        QVERIFY(!tensors.has_value());
        QVERIFY2(tensors.error().text().find("torch before 1.6; convert it once") != std::string::npos, tensors.error().text().c_str());
        std::string tar(600, '\0');
        tar.replace(257, 5, "ustar");
        QVERIFY(weights::parseTorchArchive(asBytes(tar)).error().text().find("torch before 1.6") != std::string::npos);
    }

    void filesWithoutByteOrderAreLittleEndian() {
        const auto archive = archiveOf({{"data.pkl", kPickle}, {"data/0", std::string(8, '\1')}, {"version", "3\n"}});
        const auto tensors = weights::parseTorchArchive(asBytes(archive));
        QVERIFY2(tensors.has_value(), tensors ? "" : tensors.error().text().c_str());
        QCOMPARE(rowMajorBytes(tensors->front(), asBytes(archive)), std::string(8, '\1'));
    }

    void wrongArchivesAreRefused_data() {
        QTest::addColumn<QByteArray>("archive");
        QTest::addColumn<QString>("message");
        const auto add = [](const char* name, const std::string& archive, const char* message) {
            QTest::newRow(name) << QByteArray::fromStdString(archive) << QString::fromLatin1(message);
        };
        const std::string eight(8, '\1');
        const auto withVersion = [&](const char* version) {
            return archiveOf({{"data.pkl", kPickle}, {"data/0", eight}, {"version", version}});
        };
        add("empty", "", "0 bytes that begin with \"\"");
        add("text", "<html>\n<body>Not found</body></html>", "begin with \"<html>?<body>Not?found</\", expected a zip archive");
        add("no pickle", archiveOf({{"version", "3\n"}}), "holds no data.pkl");
        add("pickle outside of a folder", zipOf({{"data.pkl", kPickle}}), "holds no data.pkl");
        add("pickle in two folders", archiveOf({{"x/data.pkl", kPickle}, {"version", "3\n"}}), "holds no data.pkl in its one folder");
        add("no version", archiveOf({{"data.pkl", kPickle}, {"data/0", eight}}), "holds no version");
        add("version of the future", withVersion("11"), "the version \"11\", expected 1 to 10");
        add("version of letters", withVersion("3x"), "the version \"3x\"");
        add("big-endian", archiveOf({{"data.pkl", kPickle}, {"data/0", eight}, {"version", "3"}, {"byteorder", "big"}}), "the byte order is \"big\"");
        add("TorchScript", archiveOf({{"data.pkl", kPickle}, {"constants.pkl", ""}, {"version", "3"}}), "TorchScript program");
        add("no storage", torchArchive(kPickle), "holds no data/0");
        add("short storage", torchArchive(kPickle, {{"data/0", "1234567"}}), "data/0 of tensor \"a\" takes 7 bytes, expected 8 for 2 elements of F32");
        add("long storage", torchArchive(kPickle, {{"data/0", "123456789"}}), "takes 9 bytes, expected 8");
        add("storage of another folder",
            torchArchive(pickle::stateDict({{"a", pickle::tensor(pickle::storage("../version", "ByteStorage", 2), {0, {2}, {1}})}}), {{"data/0", eight}}),
            "holds no data/../version");
        add("boolean of 2", torchArchive(pickle::stateDict({{"a", pickle::tensor(pickle::storage("0", "BoolStorage", 2), {0, {2}, {1}})}}), {{"data/0", "\1\2"}}),
            "\"a\" holds a byte above 1");
        add("code", torchArchive(pickle::kProtocol + pickle::global("os", "system") + pickle::text("ls") + "\x85R."),
            "data.pkl: GLOBAL (0x63) at byte 2: names os.system");
        auto damaged = torchArchive(kPickle, {{"data/0", eight}});
        damaged[damaged.find("\1\1\1\1\1\1\1\1")] = '\2';
        add("damaged storage", damaged, "entry \"model/data/0\" has the checksum");
        auto harmed = torchArchive(kPickle, {{"data/0", eight}});
        harmed[harmed.find("FloatStorage")] = 'f';
        add("damaged pickle", harmed, "entry \"model/data.pkl\" has the checksum");
    }
    void wrongArchivesAreRefused() {
        QFETCH(QByteArray, archive);
        QFETCH(QString, message);
        const auto text = archive.toStdString();
        const auto tensors = weights::parseTorchArchive(asBytes(text));
        QVERIFY(!tensors.has_value());
        QVERIFY2(tensors.error().text().find(message.toStdString()) != std::string::npos, tensors.error().text().c_str());
    }
};

QTEST_APPLESS_MAIN(TorchArchiveTest)
#include "tst_torch_archive.moc"
