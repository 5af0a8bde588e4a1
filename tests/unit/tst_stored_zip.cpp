// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/stored_zip.h"
#include "tests/support/zip_writer.h"

#include <QtTest>

using namespace cpw;
using namespace cpw::testing;
using pickle::bytesOf;

namespace {

std::span<const std::byte> asBytes(const std::string& text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

const std::vector<std::pair<std::string, std::string>> kFiles = {{"m/a", "first"}, {"m/b", ""}, {"m/c", "third one"}};

/// The numbers of every entry and of the directory in their zip64 form.
std::string zip64Of(const std::vector<std::pair<std::string, std::string>>& files) {
    const auto plain = zipOf(files, [](ZipHeader& header) {
        header.extra = bytesOf<std::uint16_t>(1) + bytesOf<std::uint16_t>(24) + bytesOf<std::uint64_t>(header.plain) + bytesOf<std::uint64_t>(header.packed) +
                       bytesOf<std::uint64_t>(header.offset);
        header.plain = header.packed = header.offset = 0xffffffff;
    });
    const auto end = plain.substr(plain.size() - 22);
    std::uint32_t size = 0, begin = 0;
    std::memcpy(&size, end.data() + 12, 4);
    std::memcpy(&begin, end.data() + 16, 4);
    const std::uint64_t count = files.size(), record = plain.size() - 22;
    return plain.substr(0, plain.size() - 22) + "PK\x06\x06" + bytesOf<std::uint64_t>(44) + std::string(4, '\0') + std::string(8, '\0') + bytesOf(count) +
           bytesOf(count) + bytesOf<std::uint64_t>(size) + bytesOf<std::uint64_t>(begin) + "PK\x06\x07" + std::string(4, '\0') + bytesOf(record) +
           bytesOf<std::uint32_t>(1) + "PK\x05\x06" + std::string(4, '\0') + std::string(12, '\xff') + std::string(2, '\0');
}

} // namespace

class StoredZipTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void entriesAreWhereTheyWereWritten_data() {
        QTest::addColumn<QByteArray>("archive");
        QTest::newRow("zip") << QByteArray::fromStdString(zipOf(kFiles));
        QTest::newRow("zip64") << QByteArray::fromStdString(zip64Of(kFiles));
    }
    void entriesAreWhereTheyWereWritten() {
        QFETCH(QByteArray, archive);
        const auto text = archive.toStdString();
        const auto entries = weights::readStoredZip(asBytes(text));
        QVERIFY2(entries.has_value(), entries ? "" : entries.error().text().c_str());
        QCOMPARE(entries->size(), kFiles.size());
        for (std::size_t i = 0; i < kFiles.size(); ++i) {
            const auto& entry = entries->at(i);
            QCOMPARE(std::string(entry.name), kFiles[i].first);
            QCOMPARE(text.substr(entry.begin, entry.size), kFiles[i].second);
            QVERIFY(weights::checkEntry(entry, asBytes(text)).has_value());
        }
    }

    void everyTruncationIsRefused() {
        for (const auto& good : {zipOf(kFiles), zip64Of(kFiles)})
            for (std::size_t size = 0; size < good.size(); ++size)
                QVERIFY2(!weights::readStoredZip(asBytes(good.substr(0, size))).has_value(), qPrintable(QString::number(size)));
    }

    void damageOfTheBytesIsFound() {
        auto text = zipOf(kFiles);
        text[text.find("third")] = 'T';
        const auto entries = weights::readStoredZip(asBytes(text));
        QVERIFY(entries.has_value());
        QVERIFY(weights::checkEntry(entries->at(0), asBytes(text)).has_value());
        const auto checked = weights::checkEntry(entries->at(2), asBytes(text));
        QVERIFY(!checked.has_value());
        QVERIFY2(checked.error().text().find("entry \"m/c\" has the checksum") != std::string::npos, checked.error().text().c_str());
    }

    void wrongDirectoriesAreRefused_data() {
        QTest::addColumn<QByteArray>("archive");
        QTest::addColumn<QString>("message");
        const auto add = [](const char* name, const std::string& archive, const char* message) {
            QTest::newRow(name) << QByteArray::fromStdString(archive) << QString::fromLatin1(message);
        };
        const auto changed = [](const ZipChange& change) { return zipOf(kFiles, change); };
        const auto good = zipOf(kFiles);
        const auto patched = [&good](std::size_t fromEnd, std::string bytes) {
            auto archive = good;
            return archive.replace(archive.size() - fromEnd, bytes.size(), bytes);
        };
        const auto one = [](const char* name, const ZipChange& change) {
            return [name = std::string(name), change](ZipHeader& header) {
                if (header.name == name)
                    change(header);
            };
        };
        add("no archive", "PK and nothing else, but long enough", "does not end with a zip directory");
        add("bytes behind", good + "x", "does not end with a zip directory");
        add("a comment", patched(2, "\x05"), "the archive has a comment");
        add("volumes", patched(18, "\x01"), "the archive has several volumes");
        add("entries elsewhere", patched(14, "\x01"), "the archive has several volumes");
        add("directory size", patched(10, "\x01"), "does not end where the end record begins");
        add("directory place", patched(6, "\x01"), "does not end where the end record begins");
        add("fewer entries", patched(14, std::string("\2\0\2\0", 4)), "the directory holds 3 entries, expected 2");
        add("more entries", patched(14, std::string("\4\0\4\0", 4)), "the directory holds 3 entries, expected 4");
        add("zip64 without its record", patched(14, std::string(12, '\xff')), "the zip64 end record is missing");
        add("encrypted", changed([](ZipHeader& header) { header.flags = 1; }), "\"m/a\" is encrypted");
        add("compressed", changed([](ZipHeader& header) { header.method = 8; }), "\"m/a\" is compressed, expected stored bytes");
        add("packed size", changed([](ZipHeader& header) { header.packed = 3; }), "takes 3 bytes for 5");
        add("size", changed(one("m/c", [](ZipHeader& header) { header.packed = header.plain = 1000; })), "\"m/c\" takes 1000 bytes at byte");
        add("offset", changed(one("m/b", [](ZipHeader& header) { header.offset += 1; })), "\"m/b\" is not at byte");
        add("offset behind the directory", changed([](ZipHeader& header) { header.offset = 0xfffffffe; }), "\"m/a\" is not at byte 4294967294");
        add("another local name", changed(one("m/b", [](ZipHeader& header) { header.localName = "m/d"; })), "has another name or form");
        add("a name twice", zipOf({{"m/a", "x"}, {"m/a", "y"}}), "holds \"m/a\" twice");
        add("no name", zipOf({{"", "x"}}), "has no visible name");
        add("control letters", zipOf({{"m/\x1b[2J", "x"}}), "has no visible name");
        add("overlap", changed(one("m/a", [](ZipHeader& header) { header.packed = header.plain = 20; })), "\"m/a\" and \"m/b\" overlap");
        add("no zip64 field", changed([](ZipHeader& header) { header.plain = header.packed = 0xffffffff; }), "has no zip64 field");
        add("short zip64 field", changed([](ZipHeader& header) {
                header.plain = header.packed = 0xffffffff;
                header.extra = std::string("\1\0\4\0aaaa", 8);
            }),
            "a zip64 field of 4 bytes, which is too short");
        add("absurd zip64 size", changed([](ZipHeader& header) {
                header.plain = header.packed = 0xffffffff;
                header.extra = std::string("\1\0\x10\0", 4) + std::string(16, '\xff');
            }),
            "takes 18446744073709551615 bytes at byte");
        auto far = zip64Of(kFiles);
        far.replace(far.size() - 22 - 20 + 8, 8, std::string(8, '\xff'));
        add("zip64 record elsewhere", far, "the zip64 end record is not at byte 18446744073709551615");
        auto large = zip64Of(kFiles);
        large.replace(large.size() - 22 - 20 - 8, 8, std::string(8, '\xff'));
        add("zip64 directory elsewhere", large, "does not end where the zip64 end record begins");
    }
    void wrongDirectoriesAreRefused() {
        QFETCH(QByteArray, archive);
        QFETCH(QString, message);
        const auto text = archive.toStdString();
        const auto entries = weights::readStoredZip(asBytes(text));
        QVERIFY(!entries.has_value());
        QVERIFY2(entries.error().text().find(message.toStdString()) != std::string::npos, entries.error().text().c_str());
    }
};

QTEST_APPLESS_MAIN(StoredZipTest)
#include "tst_stored_zip.moc"
