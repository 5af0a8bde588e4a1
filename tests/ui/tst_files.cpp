// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted_run.h"
#include "tests/support/window_sessions.h"
#include "ui/damaged_file_window.h"
#include "ui/docks/dock_area.h"
#include "ui/docks/layout_keeper.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/pages/live_page.h"
#include "ui/preferences/preferences_window.h"
#include "ui/preferences/shortcuts_panel.h"
#include "ui/session/sleep_guard.h"
#include "ui/widgets/message_bar.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <memory>

using namespace cpw;
using namespace cpw::ui;

namespace {

struct Bench {
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    tests::FakeStore store;
    tests::FakeEngine engine{store};
    std::unique_ptr<EngineSession> session;
    std::unique_ptr<tests::WindowSessions> sessions;
    std::unique_ptr<MainWindow> window;
    Theme& theme;

    explicit Bench(Theme& shared) : theme(shared) { openWindow(); }
    void openWindow() {
        window.reset();
        sessions.reset();
        session = std::make_unique<EngineSession>(engine, store);
        sessions = std::make_unique<tests::WindowSessions>(*session, store);
        window = std::make_unique<MainWindow>(theme, *sessions, settings);
        window->resize(1440, 900);
        window->show();
    }
};

} // namespace

class FilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void savedCopyIsToldAndCanBeOpened();
    void failedCopyIsExplained();
    void readOnlyFileSaysSoAndOffersACopy();
    void layoutOfTheFileWinsOverThatOfTheUser();
    void readOnlyFileIsNotWritten();
    void damagedFileOffersItsWaysOn();
    void preferencesKeepTheThemeAndTheSmoothing();
    void shortcutThatClashesCannotBeSet();
    void shortcutsAreSearched();
    void folderWithoutAModelIsRefused();
    void languageIsKeptAndAnnounced();
    void everyMenuTextIsTranslatedAfterAChange();

private:
    std::unique_ptr<Theme> m_theme;
};

void FilesTest::savedCopyIsToldAndCanBeOpened() {
    Bench bench(*m_theme);
    bench.session->saveCopy(QStringLiteral("/somewhere/copy.cpw"));
    QTRY_VERIFY(bench.window->note().contains(QStringLiteral("/somewhere/copy.cpw")));
    QCOMPARE(bench.store.copies, std::vector<std::filesystem::path>{"/somewhere/copy.cpw"});
    QSignalSpy asked(bench.window.get(), &MainWindow::fileRequested);
    const auto bars = bench.window->findChildren<MessageBar*>();
    for (auto* bar : bars)
        if (bar->isVisible())
            QTest::mouseClick(&bar->actionButton(), Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), QStringLiteral("/somewhere/copy.cpw"));
}

void FilesTest::failedCopyIsExplained() {
    Bench bench(*m_theme);
    bench.store.copyError = Error{ErrorCode::Store, "the disk is full; free some space", {}, {}};
    bench.session->saveCopy(QStringLiteral("/somewhere/copy.cpw"));
    QTRY_VERIFY(bench.window->problem().contains(QStringLiteral("the disk is full")));
}

void FilesTest::readOnlyFileSaysSoAndOffersACopy() {
    Bench bench(*m_theme);
    bench.store.readOnly = true;
    bench.openWindow();
    QVERIFY(bench.window->note().contains(QStringLiteral("reading only")));
    QVERIFY(bench.window->windowTitle().contains(QStringLiteral("read only")));
    const QAction* train = bench.window->actions().find(QStringLiteral("run.train_sample"));
    QVERIFY(!train->isEnabled());
    QCOMPARE(disabledReason(*train), QStringLiteral("The file is open for reading only."));
    QVERIFY(bench.window->actions().find(QStringLiteral("file.save_copy"))->isEnabled());
}

void FilesTest::layoutOfTheFileWinsOverThatOfTheUser() {
    Bench bench(*m_theme);
    const auto isShown = [&](const char* id) { return bench.window->docks().dock(QString::fromLatin1(id))->isVisible(); };
    bench.window->docks().dock(QStringLiteral("values"))->show();
    bench.window->close(); // the file remembers the value table
    bench.session.reset();
    QTRY_VERIFY(bench.store.setting("layout")->has_value());
    bench.openWindow();
    QTRY_VERIFY(isShown("values"));
    bench.window->docks().dock(QStringLiteral("values"))->hide();
    bench.window->docks().dock(QStringLiteral("log"))->show();
    bench.window->layoutKeeper().saveUser(); // another window of the user, on another file
    bench.openWindow();
    QTRY_VERIFY(isShown("values"));
    QTRY_VERIFY(!isShown("log"));
}

void FilesTest::readOnlyFileIsNotWritten() {
    Bench bench(*m_theme);
    bench.store.readOnly = true;
    bench.openWindow();
    bench.window->close();
    bench.window.reset();
    bench.session.reset();
    QVERIFY(!bench.store.setting("layout")->has_value());
}

void FilesTest::damagedFileOffersItsWaysOn() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("bad.cpw"));
    std::ofstream(file.toStdString()) << "x";
    DamagedFileWindow window(*m_theme, file, QStringLiteral("bad.cpw is damaged (page 3)"));
    window.show();
    QSignalSpy asked(&window, &DamagedFileWindow::copyRequested);
    QVERIFY(window.copyButton().isEnabled());
    QTest::keyClick(&window.copyButton(), Qt::Key_Space);
    QCOMPARE(asked.size(), 1);
    window.showProgress(QStringLiteral("Reading"), true);
    QVERIFY(!window.copyButton().isEnabled());
    QString texts;
    for (const auto* label : window.findChildren<QLabel*>())
        texts += label->text();
    QVERIFY(texts.contains(QStringLiteral("Bad.cpw is damaged (page 3).")));
    QVERIFY(texts.contains(QStringLiteral("1 B")));
}

void FilesTest::preferencesKeepTheThemeAndTheSmoothing() {
    Bench bench(*m_theme);
    bench.window->actions().find(QStringLiteral("edit.preferences"))->trigger();
    PreferencesWindow& preferences = bench.window->preferences();
    QVERIFY(preferences.isVisible());
    QVERIFY(!preferences.isModal());
    preferences.themeBox().setCurrentIndex(preferences.themeBox().findData(static_cast<int>(ThemeMode::Dark)));
    Q_EMIT preferences.themeBox().activated(preferences.themeBox().currentIndex());
    QVERIFY(m_theme->tokens().isDark);
    QCOMPARE(bench.settings.value(QStringLiteral("theme")).toString(), QStringLiteral("dark"));
    m_theme->setMode(ThemeMode::Light);
    QCOMPARE(preferences.themeBox().currentData().toInt(), static_cast<int>(ThemeMode::Light));
    (void)bench.window->livePage();
    preferences.smoothing().setValue(0);
    QCOMPARE(bench.settings.value(QLatin1String(preference::kSmoothing)).toDouble(), 0.0);
    const auto sliders = bench.window->livePage().charts().findChildren<QSlider*>();
    QVERIFY(!sliders.isEmpty());
    QCOMPARE(sliders.first()->value(), 0);
    preferences.scaleBox().setCurrentIndex(preferences.scaleBox().findData(150));
    Q_EMIT preferences.scaleBox().activated(preferences.scaleBox().currentIndex());
    QCOMPARE(bench.settings.value(QLatin1String(preference::kScale)).toInt(), 150);
    QCOMPARE(textScale(), 1.5);
    QVERIFY(preferences.keepAwake().isChecked()); // unless it is switched off
    preferences.keepAwake().click();
    QCOMPARE(bench.settings.value(QLatin1String(SleepGuard::kKeepAwake)).toBool(), false);
    m_theme->setTextScale(1);
}

void FilesTest::shortcutThatClashesCannotBeSet() {
    Bench bench(*m_theme);
    ShortcutsPanel& panel = bench.window->preferences().shortcuts();
    bench.window->preferences().show();
    panel.search().setText(QStringLiteral("About"));
    QCOMPARE(panel.table().model()->rowCount(), 1);
    panel.table().setCurrentIndex(panel.table().model()->index(0, 0));
    panel.keys().setKeySequence(QKeySequence(Qt::CTRL | Qt::Key_O));
    QVERIFY(!panel.setButton().isEnabled());
    QVERIFY(panel.note().contains(QStringLiteral("belongs to Open")));
    panel.keys().setKeySequence(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_A));
    QVERIFY(panel.setButton().isEnabled());
    QTest::mouseClick(&panel.setButton(), Qt::LeftButton);
    QCOMPARE(bench.window->actions().find(QStringLiteral("help.about"))->shortcut(),
             QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_A));
}

void FilesTest::shortcutsAreSearched() {
    Bench bench(*m_theme);
    ShortcutsModel model(bench.window->actions());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(static_cast<std::size_t>(model.rowCount()), bench.window->actions().actions().size());
    ShortcutsPanel& panel = bench.window->preferences().shortcuts();
    panel.search().setText(QStringLiteral("ctrl+j"));
    QCOMPARE(panel.table().model()->rowCount(), 1);
    QCOMPARE(panel.table().model()->index(0, 0).data().toString(), QStringLiteral("Log dock"));
}

void FilesTest::folderWithoutAModelIsRefused() {
    Bench bench(*m_theme);
    QTemporaryDir model;
    PreferencesWindow& preferences = bench.window->preferences();
    preferences.addFolder(model.path());
    QCOMPARE(preferences.folders().count(), 0);
    std::ofstream(model.filePath(QStringLiteral("config.json")).toStdString()) << "{}";
    preferences.addFolder(model.path());
    QCOMPARE(preferences.folders().count(), 0); // no weights
    std::ofstream(model.filePath(QStringLiteral("model.safetensors")).toStdString()) << "x";
    preferences.addFolder(model.path());
    preferences.addFolder(model.path());
    QCOMPARE(preferences.folders().count(), 1);
    QCOMPARE(bench.settings.value(QLatin1String(preference::kModelFolders)).toStringList(), QStringList{model.path()});
}

void FilesTest::languageIsKeptAndAnnounced() {
    Bench bench(*m_theme);
    QSignalSpy chosen(bench.window.get(), &MainWindow::renewalRequested);
    auto& box = bench.window->preferences().languageBox();
    box.setCurrentIndex(box.findData(QStringLiteral("zh_CN")));
    Q_EMIT box.activated(box.currentIndex());
    QCOMPARE(chosen.size(), 1);
    Language language;
    language.apply(bench.settings);
    QCOMPARE(language.current(), QStringLiteral("zh_CN"));
}

void FilesTest::everyMenuTextIsTranslatedAfterAChange() {
    Bench bench(*m_theme);
    const auto texts = [&] {
        QStringList all;
        for (const QAction* action : bench.window->actions().actions())
            all << plainText(*action);
        return all;
    };
    const QStringList english = texts();
    Language language;
    language.apply(QStringLiteral("zh_CN"));
    bench.openWindow(); // as the program does on renewalRequested
    const QStringList chinese = texts();
    QCOMPARE(chinese.size(), english.size());
    for (qsizetype i = 0; i < english.size(); ++i)
        QVERIFY2(chinese[i] != english[i], qPrintable(english[i]));
    language.apply(QStringLiteral("en"));
    bench.openWindow();
    QCOMPARE(texts(), english);
}

QTEST_MAIN(FilesTest)
#include "tst_files.moc"
