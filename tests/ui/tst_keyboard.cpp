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
#include <QSet>
#include <QTabBar>
#include <QSignalSpy>
#include <QtTest>

#include <functional>
#include <map>
#include <memory>
#include <set>

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

constexpr int kMostChildren = 60; ///< of a table of thousands of cells

/// Everything that a screen reader can reach from here down, as far as it is on the screen.
void visit(QAccessibleInterface* at, const std::function<void(QAccessibleInterface&)>& see) {
    if (!at || !at->isValid() || at->state().invisible)
        return;
    see(*at);
    for (int i = 0; i < std::min(at->childCount(), kMostChildren); ++i)
        visit(at->child(i), see);
}

QString placeOf(QAccessibleInterface& at) {
    QString path;
    for (QAccessibleInterface* place = &at; place && place->isValid(); place = place->parent())
        path = QStringLiteral("%1 %2/").arg(place->object() ? QString::fromLatin1(place->object()->metaObject()->className()) : QString::number(place->role()),
                                            place->text(QAccessible::Name)) +
               path;
    return path;
}

/// What is wrong with the object for somebody who hears the window; empty: nothing.
QString faultOf(QAccessibleInterface& at) {
    const auto state = at.state();
    const auto* parent = at.parent();
    if (!parent || !parent->isValid())
        return QStringLiteral("is not in the tree");
    if (at.role() == QAccessible::NoRole)
        return QStringLiteral("says not what it is");
    const auto* tabs = qobject_cast<const QTabBar*>(at.object());
    // Objects of Qt's own making: scroll bars, tables' corners, the bar of tabs of docks that share no place.
    const bool isOfQt = at.role() == QAccessible::ScrollBar || at.role() == QAccessible::Client || at.role() == QAccessible::Window || (tabs && tabs->count() == 0);
    if (state.focusable && !state.disabled && !isOfQt && at.text(QAccessible::Name).trimmed().isEmpty() && at.text(QAccessible::Value).trimmed().isEmpty() &&
        at.role() != QAccessible::Cell && at.role() != QAccessible::TreeItem && at.role() != QAccessible::ListItem)
        return QStringLiteral("takes the focus and has no name");
    if ((at.role() == QAccessible::Slider || at.role() == QAccessible::SpinBox) && !at.valueInterface())
        return QStringLiteral("has no value");
    if ((at.role() == QAccessible::Button || at.role() == QAccessible::CheckBox) && !state.disabled && (!at.actionInterface() || at.actionInterface()->actionNames().isEmpty()))
        return QStringLiteral("cannot be pressed");
    return {};
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
    void aScreenReaderFindsEverythingThatTakesTheFocus();
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

void KeyboardTest::aScreenReaderFindsEverythingThatTakesTheFocus() {
    Bench bench(*m_theme);
    bench.startSample(300);
    QStringList faults;
    for (const auto& page : bench.window->pages()) {
        bench.window->showPage(page.id);
        QTest::qWait(50); // tables are read on workers
        std::set<QObject*> heard;
        visit(QAccessible::queryAccessibleInterface(bench.window.get()), [&](QAccessibleInterface& at) {
            if (at.object())
                heard.insert(at.object());
            if (const QString fault = faultOf(at); !fault.isEmpty())
                faults << placeOf(at) + QStringLiteral(": ") + fault;
        });
        QVERIFY(heard.size() > 50);
        // What Tab reaches is heard of.
        QSet<QWidget*> reached;
        for (int i = 0; i < 200; ++i) {
            QTest::keyClick(bench.window.get(), Qt::Key_Tab);
            QWidget* focus = QApplication::focusWidget();
            if (!focus || reached.contains(focus))
                break;
            reached.insert(focus);
            const auto* view = focus->parentWidget() ? qobject_cast<QAbstractItemView*>(focus->parentWidget()->parentWidget()) : nullptr;
            if (!heard.contains(focus) && !view) // the editor of a cell comes and goes; the cell is in the tree
                faults << QStringLiteral("%1: %2 %3 takes the focus and is not in the tree").arg(pageName(page.id), QLatin1String(focus->metaObject()->className()), focus->accessibleName());
        }
    }
    faults.removeDuplicates();
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
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
