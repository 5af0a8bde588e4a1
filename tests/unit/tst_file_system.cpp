// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_system.h"

#include <QDir>
#include <QTest>

using namespace cpw;

namespace {

constexpr auto kMounts = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
                         "30 22 0:25 / /home rw,relatime shared:12 master:3 - nfs4 server:/export/home rw,vers=4.2\n"
                         "31 30 0:26 / /home/ada/local rw - xfs /dev/sdb1 rw\n"
                         "32 22 0:27 / /mnt/two\\040words rw - fuse.sshfs ada@server:/runs\\040old rw\n"
                         "33 22 0:28 / /mnt/over rw - ext4 /dev/sdc1 rw\n"
                         "34 22 0:29 / /mnt/over rw - cifs //server/share rw\n"
                         "a line of another kind\n";

} // namespace

class FileSystemTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDeepestPlaceHolds() {
        QCOMPARE(fileSystemIn(kMounts, "/srv/runs.cpw"), (FileSystem{"ext4", "/dev/sda1"}));
        QCOMPARE(fileSystemIn(kMounts, "/home/ada/runs.cpw"), (FileSystem{"nfs4", "server:/export/home"}));
        QCOMPARE(fileSystemIn(kMounts, "/home/ada/local/runs.cpw"), (FileSystem{"xfs", "/dev/sdb1"}));
        QCOMPARE(fileSystemIn(kMounts, "/home"), (FileSystem{"nfs4", "server:/export/home"}));
    }

    void aNameThatOnlyBeginsAlikeIsAnotherPlace() {
        QCOMPARE(fileSystemIn(kMounts, "/homes/ada/runs.cpw").type, std::string("ext4"));
    }

    void blanksInNamesAreRead() {
        QCOMPARE(fileSystemIn(kMounts, "/mnt/two words/runs.cpw"), (FileSystem{"fuse.sshfs", "ada@server:/runs old"}));
    }

    void theLastMountOfAPlaceHidesTheOthers() {
        QCOMPARE(fileSystemIn(kMounts, "/mnt/over/runs.cpw").type, std::string("cifs"));
    }

    void nothingIsTakenForNoNetwork() {
        QCOMPARE(fileSystemIn("", "/runs.cpw"), FileSystem{});
        QVERIFY(!isNetwork({}));
    }

    void kindsOfNetworksAreKnown() {
        for (const char* type : {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "ceph"})
            QVERIFY2(isNetwork({type, {}}), type);
        for (const char* type : {"ext4", "xfs", "btrfs", "tmpfs", "overlay", "fuseblk", "zfs"})
            QVERIFY2(!isNetwork({type, {}}), type);
    }

    void thisComputerTells() {
        QCOMPARE(fileSystemOf("/proc/self").type, std::string("proc"));
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(QStringLiteral("/proc/self"))); // in a chroot "/" need not be a mount
        const auto ofRelative = fileSystemOf("a file that is not there.cpw");
        QDir::setCurrent(before);
        QCOMPARE(ofRelative.type, std::string("proc"));
    }
};

QTEST_APPLESS_MAIN(FileSystemTest)
#include "tst_file_system.moc"
