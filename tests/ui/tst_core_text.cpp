// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of the core, put together there in English, are taken apart and said in the language of the window.
#include "ui/text/core_text.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QTranslator>
#include <QtTest>

#include <map>
#include <set>

using namespace cpw;
using namespace cpw::ui;

namespace {

/// Some of the texts in German; remembers what it was asked for.
class GermanTranslator : public QTranslator {
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char*, int) const override {
        if (QLatin1String(context) != QLatin1String("core"))
            return {};
        m_asked.insert(QString::fromUtf8(source));
        const auto found = m_words.find(source);
        return found == m_words.end() ? QString() : QString::fromUtf8(found->second);
    }
    [[nodiscard]] const std::set<QString>& asked() const { return m_asked; }

private:
    std::map<std::string, const char*> m_words{{"is %1, expected %2", "ist %1, soll %2 sein"},
                                               {"between %1 and %2", "zwischen %1 und %2"},
                                               {"a whole number", "eine ganze Zahl"},
                                               {"%1 of %2 rows", "von %2 Zeilen %1"},
                                               {"is %1, expected between 0 and %2, the layers of the language model", "ist %1, hat aber höchstens %2 Schichten"},
                                               {"DCNv2 from scratch", "DCNv2 von Anfang an"},
                                               {"check the path", "prüfe den Pfad"}};
    mutable std::set<QString> m_asked;
};

} // namespace

class CoreTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_german = std::make_unique<GermanTranslator>();
        QCoreApplication::installTranslator(m_german.get());
    }
    void cleanupTestCase() { QCoreApplication::removeTranslator(m_german.get()); }

    void aWholeTextIsTranslated();
    void numbersAndNamesStandInTheTranslation();
    void partsAreTranslatedToo();
    void theLongerFormWins();
    void placesMayChangeTheirOrder();
    void whatIsPutInIsNoPlaceItself();
    void anUnknownTextStaysAndIsNotAskedFor();
    void anErrorKeepsItsPlaces();
    void withoutTranslatorTextsStayAsTheyAre();

private:
    std::unique_ptr<GermanTranslator> m_german;
};

void CoreTextTest::aWholeTextIsTranslated() {
    QCOMPARE(coreText(std::string("DCNv2 from scratch")), QStringLiteral("DCNv2 von Anfang an"));
}

void CoreTextTest::numbersAndNamesStandInTheTranslation() {
    QCOMPARE(coreText(std::string("is \"adamx\", expected \"adam\"")), QStringLiteral("ist \"adamx\", soll \"adam\" sein"));
}

void CoreTextTest::partsAreTranslatedToo() {
    QCOMPARE(coreText(std::string("is 7, expected between 0 and 1")), QStringLiteral("ist 7, soll zwischen 0 und 1 sein"));
    QCOMPARE(coreText(std::string("is 0.5, expected a whole number")), QStringLiteral("ist 0.5, soll eine ganze Zahl sein"));
}

void CoreTextTest::theLongerFormWins() {
    QCOMPARE(coreText(std::string("is 9, expected between 0 and 2, the layers of the language model")), QStringLiteral("ist 9, hat aber höchstens 2 Schichten"));
}

void CoreTextTest::placesMayChangeTheirOrder() {
    QCOMPARE(coreText(std::string("12 of 1,122 rows")), QStringLiteral("von 1,122 Zeilen 12"));
}

void CoreTextTest::whatIsPutInIsNoPlaceItself() {
    QCOMPARE(coreText(std::string("is %2, expected %1")), QStringLiteral("ist %2, soll %1 sein"));
}

void CoreTextTest::anUnknownTextStaysAndIsNotAskedFor() {
    const QString unknown = QStringLiteral("Movies by the Seine");
    QCOMPARE(coreText(unknown), unknown);
    QCOMPARE(coreText(QString()), QString());
    QCOMPARE(coreText(std::string("is , expected ")), QStringLiteral("is , expected ")); // nothing stands at the places
    const QStringList all = coreTexts();
    const std::set<QString> known(all.begin(), all.end());
    for (const QString& asked : m_german->asked())
        QVERIFY2(known.contains(asked), qPrintable(asked));
}

void CoreTextTest::anErrorKeepsItsPlaces() {
    const Error error{ErrorCode::BadInput, "check the path", {"line 3 of a.csv", "importing a"}, {}};
    QCOMPARE(errorText(error), QStringLiteral("importing a: line 3 of a.csv: prüfe den Pfad"));
}

void CoreTextTest::withoutTranslatorTextsStayAsTheyAre() {
    QCoreApplication::removeTranslator(m_german.get());
    for (const char* text : {"is 7, expected between 0 and 1", "DCNv2 from scratch", "12 of 1,122 rows", "anything else"})
        QCOMPARE(coreText(std::string(text)), QString::fromUtf8(text));
    QCoreApplication::installTranslator(m_german.get());
}

QTEST_MAIN(CoreTextTest)
#include "tst_core_text.moc"
