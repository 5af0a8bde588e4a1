// SPDX-License-Identifier: GPL-3.0-or-later
// Every text of every page goes through the translator under a context that the translation files have, and a language that is
// 40 % longer is not cut off.
#include "tests/support/pseudo_translator.h"
#include "tests/support/test_data.h"
#include "tests/support/window_bench.h"
#include "ui/docks/dock_area.h"
#include "ui/pages/data/rows_card.h"
#include "ui/pages/data_page.h"
#include "ui/pages/live_page.h"
#include "ui/pages/templates_page.h"
#include "ui/preferences/preferences_window.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/token_chips.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFile>
#include <QXmlStreamReader>
#include <QtTest>

#include <memory>
#include <set>

using namespace cpw;
using namespace cpw::ui;
using Bench = tests::WindowBench;
using tests::RememberingTranslator;

namespace {

using Key = std::pair<QString, QString>; // context, source

std::set<Key> messagesOf(const QString& path) {
    std::set<Key> messages;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("source"))
            messages.emplace(context, xml.readElementText());
    }
    return messages;
}

QString textOf(const QWidget& widget) {
    if (const auto* elided = qobject_cast<const ElidedLabel*>(&widget))
        return elided->fullText();
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        return label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        return button->text();
    return {};
}

/// A text that needs no translation: numbers, names of runs, files, devices and metrics.
bool isData(const QString& text, const Bench& bench) {
    static const QRegularExpression numbers(QStringLiteral("^[^A-Za-z]*$|^[0-9.,e+-]+ ?[A-Za-z%/]{0,6}$|^([0-9]+ (h|min|s) ?)+$"));
    if (numbers.match(text).hasMatch())
        return true;
    QStringList names{QStringLiteral("bookshop.cpw"), QStringLiteral("Bookshop"), QStringLiteral("2.13.0"), QStringLiteral("cpu"),
                      QStringLiteral("Processor"),    QStringLiteral("CTRL"),     QStringLiteral("Ctrl+K")};
    for (const auto& preset : bench.engine.catalog().presets) {
        names << QString::fromStdString(preset.title) << QString::fromStdString(preset.description);
        for (const auto& arm : preset.arms)
            names << QString::fromStdString(arm.title);
    }
    return std::any_of(names.begin(), names.end(), [&](const QString& name) { return !name.isEmpty() && text.contains(name); });
}

/// Texts with less room than they need.
QStringList cutTexts(const QWidget& window, const QString& name) {
    QStringList cut;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || qobject_cast<const ElidedLabel*>(widget) || textOf(*widget).isEmpty())
            continue;
        const auto* label = qobject_cast<const QLabel*>(widget);
        const bool isWrapped = label && label->wordWrap();
        const int missing = isWrapped ? widget->heightForWidth(widget->width()) - widget->height()
                                      : std::max(widget->minimumSizeHint().width() - widget->width(), widget->minimumSizeHint().height() - widget->height());
        if (missing > 1)
            cut << QStringLiteral("%1: %2 lacks %3 px").arg(name, textOf(*widget)).arg(missing);
    }
    return cut;
}

} // namespace

class TranslationsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void pseudoTextKeepsPlaceholders();
    void everyTextIsAskedUnderAKnownContext();
    void everyPageShowsTranslatedText();
    void nothingIsCutOff();
    void textOfTwiceTheSizeIsNotCutOff();

private:
    /// The pages and the other windows, as they are with a run in training.
    template <class Check>
    void onEveryPage(Bench& bench, Check check) {
        for (const auto& page : bench.window->pages()) {
            bench.window->showPage(page.id);
            QCoreApplication::processEvents();
            waitForAnswers(bench, page.id);
            check(*bench.window, pageName(page.id));
        }
        bench.window->preferences().show();
        QCoreApplication::processEvents();
        check(bench.window->preferences(), QStringLiteral("preferences"));
    }

    /// Pages that ask a worker are looked at when its answers are there: they say the most then.
    static void waitForAnswers(Bench& bench, PageId page) {
        if (page == PageId::Data)
            QTRY_VERIFY(bench.window->dataPage().facts() && !bench.window->dataPage().rowsCard().sentence().isEmpty());
        if (page == PageId::Templates)
            QTRY_VERIFY(!bench.window->templatesPage().chips(3).tokens().empty() &&
                        bench.window->templatesPage().lengthText().contains(QStringLiteral("40,000")));
        QCoreApplication::processEvents();
        QTest::qWait(20);
    }

    std::unique_ptr<Theme> m_theme;
};

void TranslationsTest::pseudoTextKeepsPlaceholders() {
    const QString text = PseudoTranslator::pseudo(QStringLiteral("&Open %1 of %n <b>files</b>"));
    QVERIFY(text.contains(QStringLiteral("%1")) && text.contains(QStringLiteral("%n")) && text.contains(QLatin1Char('&')));
    QVERIFY(text.size() >= 1.4 * 20);
}

void TranslationsTest::everyTextIsAskedUnderAKnownContext() {
    const auto known = messagesOf(QString::fromStdString(cpw::test::dataPath("/../../resources/translations/clickprompt_zh_CN.ts")));
    QVERIFY(known.size() > 400);
    RememberingTranslator translator;
    QCoreApplication::installTranslator(&translator);
    {
        Bench bench(*m_theme);
        bench.startSample(300);
        onEveryPage(bench, [](QWidget&, const QString&) {});
    }
    QCoreApplication::removeTranslator(&translator);
    QStringList unknown;
    for (const auto& [context, source] : translator.asked())
        // Qt's own texts have contexts of their own.
        if (!context.startsWith(QLatin1Char('Q')) && !context.startsWith(QLatin1String("q")) &&
            !known.contains({context, source}))
            unknown << context + QStringLiteral(": ") + source;
    QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(QLatin1Char('\n'))));
}

void TranslationsTest::everyPageShowsTranslatedText() {
    RememberingTranslator translator;
    QCoreApplication::installTranslator(&translator);
    QStringList plain;
    {
        Bench bench(*m_theme);
        bench.startSample(300);
        onEveryPage(bench, [&](QWidget& window, const QString& name) {
            int translated = 0;
            for (const QWidget* widget : window.findChildren<QWidget*>()) {
                const QString text = textOf(*widget);
                if (!widget->isVisible() || text.isEmpty())
                    continue;
                if (PseudoTranslator::isPseudo(text))
                    ++translated;
                else if (!isData(text, bench))
                    plain
                        << QStringLiteral("%1: %2 (%3)").arg(name, text, QString::fromLatin1(widget->metaObject()->className()));
            }
            if (translated < 5)
                plain << name + QStringLiteral(": hardly anything is translated");
        });
    }
    QCoreApplication::removeTranslator(&translator);
    plain.removeDuplicates();
    QVERIFY2(plain.isEmpty(), qPrintable(plain.join(QLatin1Char('\n'))));
}

void TranslationsTest::nothingIsCutOff() {
    RememberingTranslator translator;
    QCoreApplication::installTranslator(&translator);
    QStringList cut;
    {
        Bench bench(*m_theme);
        bench.startSample(300);
        onEveryPage(bench, [&](QWidget& window, const QString& name) {
            cut << cutTexts(window, name);
        });
    }
    QCoreApplication::removeTranslator(&translator);
    cut.removeDuplicates();
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
}

void TranslationsTest::textOfTwiceTheSizeIsNotCutOff() {
    m_theme->setTextScale(2);
    QStringList cut;
    {
        Bench bench(*m_theme);
        bench.window->resize(2880, 1800); // as much room as text of its own size has at 1440 x 900
        bench.startSample(300);
        onEveryPage(bench, [&](QWidget& window, const QString& name) { cut << cutTexts(window, name); });
    }
    m_theme->setTextScale(1);
    cut.removeDuplicates();
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TranslationsTest)
#include "tst_translations.moc"
