// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/expects.h"
#include "core/base/file_hash.h"
#include "core/base/file_io.h"
#include "core/base/hash.h"
#include "core/base/hash_stream.h"
#include "core/base/mapped_file.h"
#include "tests/support/scratch_folder.h"

#include <QTest>

using namespace cpw;
namespace fs = std::filesystem;

namespace {

std::size_t entryCount(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

class FileIoTest : public QObject {
    Q_OBJECT

private slots:
    void textIsWrittenReplacedAndReadBack() {
        const test::ScratchFolder folder;
        QVERIFY(writeTextAtomically(folder / "a.txt", "first"));
        QVERIFY(writeTextAtomically(folder / "a.txt", "second"));
        QCOMPARE(*readText(folder / "a.txt"), std::string("second"));
        QCOMPARE(entryCount(folder.path()), std::size_t{1});
    }

    void failedWriteKeepsTheOldFileAndNoTemporary() {
        const test::ScratchFolder folder;
        folder.write("a.txt", "old");
        const auto result = writeAtomically(folder / "a.txt", [](FileWriter& writer) -> Result<void> {
            CPW_TRY_VOID(writer.write("half of the new te"));
            return badInput("the second half is missing");
        });
        QCOMPARE(result.error().message, std::string("the second half is missing"));
        QCOMPARE(test::readBytes(folder / "a.txt"), std::string("old"));
        QCOMPARE(entryCount(folder.path()), std::size_t{1});
    }

    void fullDiskIsExplained() {
        if (!fs::exists("/dev/full"))
            QSKIP("no /dev/full here");
        auto writer = FileWriter::create("/dev/full");
        QVERIFY(writer);
        const auto written = writer->write("x");
        QVERIFY(!written);
        CPW_VERIFY_CONTAINS(written.error().text(),
                            "No space left on device; free some space on the disk, nothing half-written was kept");
        QCOMPARE(written.error().code, ErrorCode::Store);
    }

    void failedWriteIsRememberedByLaterCalls() {
        if (!fs::exists("/dev/full"))
            QSKIP("no /dev/full here");
        auto writer = FileWriter::create("/dev/full");
        QVERIFY(!writer->write("x"));
        CPW_VERIFY_CONTAINS(writer->write("").error().text(), "No space left on device");
        CPW_VERIFY_CONTAINS(writer->syncAndClose().error().text(), "No space left on device");
    }

    void missingFilesAndFoldersAreTheUsersInput() {
        const test::ScratchFolder folder;
        const auto missing = readText(folder / "none.txt");
        CPW_VERIFY_CONTAINS(missing.error().text(), "none.txt: No such file or directory; check the path");
        QCOMPARE(missing.error().code, ErrorCode::BadInput);
        CPW_VERIFY_CONTAINS(readText(folder.path()).error().text(), "is not a regular file");
        QVERIFY(!writeTextAtomically(folder / "none" / "a.txt", "x"));
    }

    void folderReplacesTheOldOneOnlyWhenComplete() {
        const test::ScratchFolder folder;
        const auto target = folder / "model";
        const auto fillWith = [](const char* name) {
            return [name](const fs::path& temporary) { return writeTextAtomically(temporary / name, "x"); };
        };
        QVERIFY(writeFolderAtomically(target, fillWith("old.txt")));
        const auto failed = writeFolderAtomically(target, [&](const fs::path& temporary) -> Result<void> {
            CPW_TRY_VOID(fillWith("new.txt")(temporary));
            return badInput("stopped half way");
        });
        QVERIFY(!failed);
        QVERIFY(fs::exists(target / "old.txt"));
        QVERIFY(writeFolderAtomically(target, fillWith("new.txt")));
        QVERIFY(fs::exists(target / "new.txt") && !fs::exists(target / "old.txt"));
        QCOMPARE(entryCount(folder.path()), std::size_t{1});
    }

    void foldersAreMadeOnce() {
        const test::ScratchFolder folder;
        QVERIFY(makeFolders(folder / "a" / "b"));
        QVERIFY(makeFolders(folder / "a" / "b"));
        folder.write("file", "");
        QVERIFY(!makeFolders(folder / "file" / "b"));
    }

    void mappedFileShowsTheBytesAndOutlivesTheName() {
        const test::ScratchFolder folder;
        const auto mapped = MappedFile::open(folder.write("a.bin", std::string_view("a\0b", 3)));
        fs::remove(folder / "a.bin");
        QCOMPARE((*mapped)->text(), std::string_view("a\0b", 3));
        QCOMPARE((*MappedFile::open(folder.write("empty", "")))->bytes().size(), std::size_t{0});
    }

    void partsOfAMappedFileAreReadAndAskedFor() {
        const test::ScratchFolder folder;
        std::string bytes(100000, '\0');
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<char>(i * i % 251);
        const auto mapped = *MappedFile::open(folder.write("a.bin", bytes));
        for (const std::size_t begin : {std::size_t{0}, std::size_t{4095}, std::size_t{99990}}) {
            std::string part(10, 'x');
            mapped->askFor(mapped->bytes().subspan(begin, 10));
            mapped->read(mapped->bytes().subspan(begin, 10), reinterpret_cast<std::byte*>(part.data()));
            QCOMPARE(part, bytes.substr(begin, 10));
        }
        mapped->read({}, nullptr);
        mapped->askFor({});
        std::string other(10, 'x');
        QVERIFY_EXCEPTION_THROWN(mapped->read(std::as_bytes(std::span(bytes).first(10)), reinterpret_cast<std::byte*>(other.data())), LogicError);
    }

    // The first two values are published test vectors of XXH3 (64 bits, no seed).
    void aFileReadPieceByPieceHasTheHashOfItsBytes() {
        const test::ScratchFolder folder;
        constexpr std::size_t kPiece = std::size_t{1} << 20;
        for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{240}, std::size_t{241}, kPiece - 1, kPiece, kPiece + 1, 3 * kPiece + 17}) {
            std::string bytes(size, '\0');
            for (std::size_t i = 0; i < size; ++i)
                bytes[i] = static_cast<char>(i * i % 251);
            folder.write("a.bin", bytes);
            QCOMPARE(*hashOfFile(folder / "a.bin"), hash64(bytes));
        }
        const auto missing = hashOfFile(folder / "b.bin");
        QVERIFY(!missing && QString::fromStdString(missing.error().text()).contains("b.bin"));
        const auto notAFile = hashOfFile(folder.path());
        QVERIFY(!notAFile && QString::fromStdString(notAFile.error().text()).contains("read"));
    }

    void aHashOfPiecesIsThatOfTheWhole() {
        std::string bytes(100000, '\0');
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<char>(i * i % 251);
        for (const std::size_t piece : {std::size_t{1}, std::size_t{63}, std::size_t{4096}, bytes.size()}) {
            HashStream hash;
            for (std::size_t begin = 0; begin < bytes.size(); begin += piece)
                hash.add(std::as_bytes(std::span(bytes).subspan(begin, std::min(piece, bytes.size() - begin))));
            QCOMPARE(hash.value(), hash64(bytes));
        }
        QCOMPARE(HashStream().value(), hash64(""));
    }

    void hashIsXxh3() {
        QCOMPARE(hashText(hash64("")), std::string("2d06800538d394c2"));
        QCOMPARE(hashText(hash64("a")), std::string("e6c632b61e964e1f"));
        QVERIFY(hash64(std::string_view("a"), 1) != hash64("a"));
        QCOMPARE(hashText(0xAB), std::string("00000000000000ab"));
    }
};

QTEST_APPLESS_MAIN(FileIoTest)
#include "tst_file_io.moc"
