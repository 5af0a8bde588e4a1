// SPDX-License-Identifier: GPL-3.0-or-later
// Every command by its keys, and a name for every widget that a screen reader meets.
#include "tests/support/window_bench.h"
#include "ui/docks/dock_area.h"
#include "ui/pages/live_page.h"
#include "ui/palette/command_palette.h"
#include "ui/preferences/preferences_window.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

#include <map>
#include <memory>

using namespace cpw;
using namespace cpw::ui;
using Bench = tests::WindowBench;

namespace {

/// What a screen reader would say first; widgets of Qt's own making (heads, scroll bars, line edits in spin boxes) are
/// spoken for by their owners.
bool needsName(const QWidget& widget) {
    const auto* parent = widget.parentWidget();
    if (qobject_cast<const QScrollBar*>(&widget) || qobject_cast<const QHeaderView*>(&widget) ||
        qobject_cast<const QScrollArea*>(&widget) || parent->inherits("QComboBoxPrivateContainer") ||
        qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent) ||
        widget.objectName().startsWith(QLatin1String("qt_")) || parent->inherits("QKeySequenceEdit"))
        return false;
    return qobject_cast<const QAbstractButton*>(&widget) || qobject_cast<const QLineEdit*>(&widget) ||
           qobject_cast<const QAbstractSpinBox*>(&widget) || qobject_cast<const QAbstractSlider*>(&widget) ||
           qobject_cast<const QAbstractItemView*>(&widget) || qobject_cast<const QPlainTextEdit*>(&widget) ||
           qobject_cast<const QComboBox*>(&widget) || (widget.focusPolicy() & Qt::TabFocus);
}

} // namespace

class KeyboardTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void noTwoCommandsShareKeys();
    void everyCommandWithKeysIsTriggeredByThem();
    void everyCommandIsFoundInThePalette();
    void everyControlHasAName();
    void tabReachesEveryPage();

private:
    std::unique_ptr<Theme> m_theme;
};

void KeyboardTest::noTwoCommandsShareKeys() {
    Bench bench(*m_theme);
    for (const auto& page : bench.window->pages())
        bench.window->showPage(page.id);
    const auto& actions = bench.window->actions();
    for (const QAction* action : actions.actions()) {
        const QAction* other = actions.clash(*action, action->shortcut());
        QVERIFY2(!other,
                 qPrintable(QStringLiteral("%1 and %2").arg(action->objectName(), other ? other->objectName() : QString())));
    }
}

void KeyboardTest::everyCommandWithKeysIsTriggeredByThem() {
    Bench bench(*m_theme);
    bench.startSample(300);
    for (const auto& page : bench.window->pages())
        bench.window->showPage(page.id);
    // Their slots open a file dialog or close the window, so only that the keys arrive is looked at.
    std::map<QString, int> arrived;
    const auto all = bench.window->actions().actions();
    for (QAction* action : all) {
        action->disconnect(SIGNAL(triggered(bool)));
        connect(action, &QAction::triggered, this, [&arrived, action] { ++arrived[action->objectName()]; });
    }
    for (QAction* action : all) {
        if (action->shortcut().isEmpty())
            continue;
        bench.window->showPage(PageId::Home);
        bench.window->setFocus();
        for (const auto& page : bench.window->pages())
            if (page.title == ActionRegistry::place(*action) && page.id != PageId::Home) {
                bench.window->showPage(page.id);
                auto* owner = qobject_cast<QWidget*>(action->associatedObjects().value(0));
                (action->shortcutContext() == Qt::WidgetShortcut && owner ? owner : page.widget)->setFocus();
            }
        const bool wasEnabled = action->isEnabled();
        action->setEnabled(true);
        for (const auto& keys : action->shortcuts())
            QTest::keySequence(bench.window.get(), keys);
        action->setEnabled(wasEnabled);
        QVERIFY2(arrived[action->objectName()] == action->shortcuts().size(), qPrintable(action->objectName()));
    }
    QVERIFY(arrived.size() >= 15);
}

void KeyboardTest::everyCommandIsFoundInThePalette() {
    Bench bench(*m_theme);
    for (const QAction* action : bench.window->actions().actions()) {
        if (action->objectName() == QLatin1String("view.palette"))
            continue;
        bench.window->commandPalette().open(QLatin1Char('>') + plainText(*action));
        const auto& model = bench.window->commandPalette().model();
        bool isFound = false;
        for (int row = 0; row < model.rowCount(); ++row)
            isFound = isFound || model.entry(row).id == QStringLiteral("command/") + action->objectName();
        QVERIFY2(isFound, qPrintable(action->objectName()));
    }
}

void KeyboardTest::everyControlHasAName() {
    Bench bench(*m_theme);
    bench.startSample(300);
    for (auto* dock : bench.window->docks().docks())
        dock->show();
    bench.window->preferences().show();
    for (const auto& page : bench.window->pages())
        bench.window->showPage(page.id);
    QStringList nameless;
    for (QWidget* widget : bench.window->findChildren<QWidget*>()) {
        if (!needsName(*widget) || widget->isHidden()) // hidden by itself, not by its page
            continue;
        const QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(widget);
        const QString name = spoken ? spoken->text(QAccessible::Name) : QString();
        if (name.trimmed().isEmpty()) {
            QString path;
            for (const QWidget* place = widget; place; place = place->parentWidget())
                path = QString::fromLatin1(place->metaObject()->className()) + QLatin1Char('/') + path;
            nameless << path + widget->objectName();
        }
    }
    nameless.removeDuplicates();
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
}

void KeyboardTest::tabReachesEveryPage() {
    Bench bench(*m_theme);
    bench.startSample(300);
    for (const auto& page : bench.window->pages()) {
        bench.window->showPage(page.id);
        bool isReached = false;
        for (int i = 0; i < 60 && !isReached; ++i) {
            QTest::keyClick(bench.window.get(), Qt::Key_Tab);
            QWidget* focus = QApplication::focusWidget();
            isReached = focus && bench.window->pageWidget(page.id)->isAncestorOf(focus);
        }
        QVERIFY2(isReached, qPrintable(pageName(page.id)));
    }
}

QTEST_MAIN(KeyboardTest)
#include "tst_keyboard.moc"
