// SPDX-License-Identifier: GPL-3.0-or-later
// A file on a network in the real program: said, worked on as a copy here, brought back without losing anybody's work.
#include "app/workbench/composition.h"
#include "db/sqlite_store.h"
#include "ui/copy_back_window.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/widgets/message_bar.h"

#include <QDir>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace cpw;
using namespace cpw::ui;
using workbench::Composition;

namespace {

/// A folder that is said to be a server's, and a program that works on its file.
struct NetworkBench {
    QTemporaryDir folder;
    QString original = folder.filePath(QStringLiteral("server/runs.cpw"));
    QSettings settings{folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    Theme& theme;
    Language language;
    std::unique_ptr<Composition> program;

    explicit NetworkBench(Theme& shared) : theme(shared) {
        QDir(folder.path()).mkpath(QStringLiteral("server"));
        start(original);
    }
    void start(const QString& file) {
        program.reset();
        Composition::Places places;
        places.fileSystem = [server = folder.filePath(QStringLiteral("server"))](const QString& path) {
            return path.startsWith(server) ? FileSystem{"nfs4", "server:/home"} : FileSystem{"ext4", "/dev/sda1"};
        };
        places.copies = folder.filePath(QStringLiteral("copies"));
        program = std::make_unique<Composition>(theme, language, settings, std::make_shared<spdlog::logger>("test"), places);
        QVERIFY(program->open(file).has_value());
    }
    [[nodiscard]] QString file() { return program->session().file(); }
    /// Presses what the line over the page offers.
    void takeNote() {
        for (auto* bar : program->window().findChildren<MessageBar*>())
            if (bar->isVisible() && bar->actionButton().isVisible())
                return QTest::mouseClick(&bar->actionButton(), Qt::LeftButton);
        QFAIL("no line offers anything");
    }
    void goToCopy() {
        takeNote();
        QTRY_VERIFY(program->hasWindow() && file() != original);
    }
    void choose(const char* way) {
        for (auto* button : program->copyBackWindow()->buttons())
            if (button->text() == QLatin1String(way))
                return button->click();
        QFAIL(way);
    }
    [[nodiscard]] bool asks(const char* title) const {
        auto* window = program->copyBackWindow();
        return window && window->isVisible() && window->title().contains(QLatin1String(title)) && !window->buttons().empty();
    }
    [[nodiscard]] QString thereNamed(const QString& path) const {
        const auto store = db::SqliteStore::open(path.toStdString(), db::OpenMode::ReadOnly);
        const auto value = store ? (*store)->setting("mark") : Result<std::optional<std::string>>(std::nullopt);
        return value && *value ? QString::fromStdString(**value) : QString();
    }
    void mark(const QString& text) {
        program->session().saveSetting(QStringLiteral("mark"), text);
        bool isKept = false;
        program->session().readSetting(&program->window(), QStringLiteral("mark"), [&](const auto&) { isKept = true; });
        QTRY_VERIFY(isKept);
    }
    /// Another computer changes the file.
    void markThere(const std::string& text) const {
        const auto store = db::SqliteStore::open(original.toStdString(), db::OpenMode::ReadWrite, {"nfs4", {}});
        QVERIFY(store.has_value());
        QVERIFY((*store)->setSetting("mark", text).has_value());
    }
};

} // namespace

class NetworkFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QApplication::setQuitOnLastWindowClosed(false);
        m_theme = std::make_unique<Theme>(ThemeMode::Light);
    }
    void cleanupTestCase() { m_theme.reset(); }

    void aLocalFileSaysNothing() {
        NetworkBench bench(*m_theme);
        bench.start(bench.folder.filePath(QStringLiteral("runs.cpw")));
        QVERIFY(bench.program->window().note().isEmpty());
        QVERIFY(!bench.program->window().actions().find(QStringLiteral("file.copy_back"))->isEnabled());
    }

    void aFileOnANetworkSaysSoAndIsCopied() {
        NetworkBench bench(*m_theme);
        QVERIFY(bench.program->window().note().contains(QStringLiteral("nfs4")));
        bench.mark(QStringLiteral("before"));
        bench.goToCopy();
        QVERIFY(bench.file().startsWith(bench.folder.filePath(QStringLiteral("copies"))));
        QVERIFY(bench.program->window().windowTitle().contains(QStringLiteral("local copy")));
        QVERIFY(bench.program->window().note().contains(bench.original));
        QVERIFY(bench.program->window().actions().find(QStringLiteral("file.copy_back"))->isEnabled());
        QCOMPARE(bench.thereNamed(bench.file()), QStringLiteral("before"));
    }

    void nothingDoneIsNotAsked() {
        NetworkBench bench(*m_theme);
        bench.goToCopy();
        QTRY_VERIFY(!bench.program->copyBackWindow()->isVisible());
        bench.program->window().close(); // when all is written
        QTRY_VERIFY(!bench.program->window().isVisible());
        QVERIFY(!bench.program->copyBackWindow()->isVisible());
    }

    void workIsCopiedBackWhenTheWindowCloses() {
        NetworkBench bench(*m_theme);
        bench.goToCopy();
        bench.mark(QStringLiteral("done here"));
        QVERIFY(!bench.program->window().close());
        QTRY_VERIFY(bench.asks("Copy your work back"));
        bench.choose("Copy back and close");
        QTRY_VERIFY(!bench.program->window().isVisible());
        QVERIFY(!bench.program->copyBackWindow()->isVisible());
        QCOMPARE(bench.thereNamed(bench.original), QStringLiteral("done here"));
        bench.start(bench.original);
        QVERIFY(bench.program->window().note().contains(QStringLiteral("nfs4"))); // nothing waits here
    }

    void workThatStaysHereIsFoundAgain() {
        NetworkBench bench(*m_theme);
        bench.goToCopy();
        const QString copy = bench.file();
        bench.mark(QStringLiteral("kept here"));
        QVERIFY(!bench.program->window().close());
        QTRY_VERIFY(bench.asks("Copy your work back"));
        bench.choose("Close and keep it here");
        QVERIFY(!bench.program->window().isVisible());
        bench.start(bench.original);
        QVERIFY(bench.program->window().note().contains(QStringLiteral("not copied back")));
        bench.goToCopy();
        QCOMPARE(bench.file(), copy);
        QCOMPARE(bench.thereNamed(copy), QStringLiteral("kept here"));
    }

    void whatOthersChangedIsNotOverwritten() {
        NetworkBench bench(*m_theme);
        bench.goToCopy();
        bench.mark(QStringLiteral("mine"));
        bench.markThere("theirs");
        bench.program->window().actions().find(QStringLiteral("file.copy_back"))->trigger();
        QTRY_VERIFY(bench.asks("was changed on the network"));
        QCOMPARE(bench.thereNamed(bench.original), QStringLiteral("theirs"));
        QVERIFY(!bench.program->window().isEnabled());
        bench.choose("Save mine beside it");
        QTRY_VERIFY(bench.program->window().isEnabled());
        QCOMPARE(bench.thereNamed(bench.original), QStringLiteral("theirs"));
        const QStringList beside = QDir(bench.folder.filePath(QStringLiteral("server"))).entryList({QStringLiteral("runs (from *).cpw")});
        QCOMPARE(beside.size(), 1);
        QCOMPARE(bench.thereNamed(bench.folder.filePath(QStringLiteral("server/") + beside.first())), QStringLiteral("mine"));
        QVERIFY(bench.program->window().note().contains(beside.first()));
    }

    void theirsIsReplacedOnlyWhenThatIsChosen() {
        NetworkBench bench(*m_theme);
        bench.goToCopy();
        bench.mark(QStringLiteral("mine"));
        bench.markThere("theirs");
        QVERIFY(!bench.program->window().close());
        QTRY_VERIFY(bench.asks("Copy your work back"));
        bench.choose("Copy back and close");
        QTRY_VERIFY(bench.asks("was changed on the network"));
        bench.choose("Replace theirs");
        QTRY_VERIFY(!bench.program->window().isVisible());
        QCOMPARE(bench.thereNamed(bench.original), QStringLiteral("mine"));
    }

    void aFileThatIsGoneCanBePutThereAgain() {
        NetworkBench bench(*m_theme);
        bench.goToCopy();
        bench.mark(QStringLiteral("mine"));
        QVERIFY(QFile::remove(bench.original));
        bench.program->window().actions().find(QStringLiteral("file.copy_back"))->trigger();
        QTRY_VERIFY(bench.asks("not on the network any more"));
        bench.choose("Put it there again");
        QTRY_VERIFY(bench.program->window().isEnabled());
        QCOMPARE(bench.thereNamed(bench.original), QStringLiteral("mine"));
    }

    void aServerThatIsGoneLosesNothing() {
        NetworkBench bench(*m_theme);
        bench.goToCopy();
        bench.mark(QStringLiteral("mine"));
        QVERIFY(QDir(bench.folder.path()).rename(QStringLiteral("server"), QStringLiteral("gone")));
        QVERIFY(!bench.program->window().close());
        QTRY_VERIFY(bench.asks("Copy your work back"));
        bench.choose("Copy back and close");
        QTRY_VERIFY(bench.asks("not on the network any more"));
        bench.choose("Put it there again");
        QTRY_VERIFY(bench.asks("Nothing was copied back"));
        QVERIFY(QDir(bench.folder.path()).rename(QStringLiteral("gone"), QStringLiteral("server")));
        bench.choose("Try again");
        QTRY_VERIFY(!bench.program->window().isVisible());
        QCOMPARE(bench.thereNamed(bench.original), QStringLiteral("mine"));
    }

    void anotherFileIsOpenedWhenItIsNotedWhatTheCopyHas() {
        NetworkBench bench(*m_theme);
        bench.goToCopy();
        const QString copy = bench.file();
        const QString other = bench.folder.filePath(QStringLiteral("other.cpw"));
        bench.mark(QStringLiteral("mine"));
        Q_EMIT bench.program->window().fileRequested(other, FileMode::Create);
        QTRY_COMPARE(bench.file(), other);
        QVERIFY(bench.program->window().isEnabled());
        bench.start(bench.original);
        QVERIFY(bench.program->window().note().contains(QStringLiteral("not copied back")));
        bench.goToCopy();
        QCOMPARE(bench.file(), copy);
        QCOMPARE(bench.thereNamed(copy), QStringLiteral("mine"));
    }

    void aFileThatCannotBeOpenedLeavesTheCopyUsable() {
        NetworkBench bench(*m_theme);
        bench.goToCopy();
        const QString copy = bench.file();
        const QString broken = bench.folder.filePath(QStringLiteral("broken.cpw"));
        QFile file(broken);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(5000, 'x')) == 5000);
        file.close();
        Q_EMIT bench.program->window().fileRequested(broken, FileMode::Open);
        QVERIFY(!bench.program->window().isEnabled()); // rests until it is noted what it has
        QTRY_VERIFY(bench.program->window().isEnabled());
        QCOMPARE(bench.file(), copy);
    }

    void theQuestionCanBeLeft() {
        NetworkBench bench(*m_theme);
        bench.goToCopy();
        bench.mark(QStringLiteral("mine"));
        QVERIFY(!bench.program->window().close());
        QTRY_VERIFY(bench.asks("Copy your work back"));
        bench.choose("Cancel");
        QVERIFY(bench.program->window().isVisible());
        QVERIFY(bench.program->window().isEnabled());
        QVERIFY(!bench.program->copyBackWindow()->isVisible());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(NetworkFileTest)
#include "tst_network_file.moc"
