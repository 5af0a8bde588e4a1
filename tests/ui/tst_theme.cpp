// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/format.h"
#include "ui/text/percent.h"
#include "ui/theme/style_sheet.h"
#include "ui/theme/theme.h"

#include <QDirIterator>
#include <QFontInfo>
#include <QSignalSpy>
#include <QtTest>

#include <cmath>
#include <limits>
#include <memory>

using namespace cpw::ui;

namespace {

double channel(double value) {
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

/// Contrast as WCAG 2 defines it.
double wcag(const QColor& a, const QColor& b) {
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void textIsReadableOnItsGrounds();
    void highContrastHoldsForWordsLinesAndRuns();
    void theDesktopsPaletteDecidesWhatTheSystemThemeIs();
    void styleSheetHasNoNameLeft();
    void modeSwitchChangesPaletteAndTells();
    void bundledFontsAreUsed();
    void textOfAnotherSizeIsInForceAtOnce();
    void everyIconDrawsInTheColourOfItsTone();
    void numbersAreWrittenAsTheSpecSays();
    void whatIsBelowOneIsNotToldAsOne();

private:
    std::unique_ptr<Theme> m_theme;
};

void ThemeTest::textIsReadableOnItsGrounds() {
    for (const Tokens& t : {lightTokens(), darkTokens()}) {
        for (const QColor& ground : {t.page, t.raised, t.chrome}) {
            QVERIFY(wcag(t.text, ground) >= 12);
            QVERIFY(wcag(t.text2, ground) >= 6.2);
            QVERIFY(wcag(t.text3, ground) >= 4.5);
        }
        for (const auto& [text, ground] : {std::pair(t.accent, t.accentSoft),
                                           {t.ok, t.okSoft},
                                           {t.warn, t.warnSoft},
                                           {t.err, t.errSoft},
                                           {t.accentText, t.accent}})
            QVERIFY(wcag(text, ground) >= 4.5);
    }
}

void ThemeTest::highContrastHoldsForWordsLinesAndRuns() {
    for (const Tokens& t : {lightContrastTokens(), darkContrastTokens()}) {
        QCOMPARE(wcag(t.text, t.page), 21.0);
        for (const QColor& ground : {t.page, t.raised, t.chrome, t.inset, t.hover, t.selection, t.accentSoft, t.errSoft, t.warnSoft, t.okSoft})
            for (const QColor& word : {t.text, t.text2, t.text3})
                QVERIFY2(wcag(word, ground) >= 7, qPrintable(word.name() + ground.name()));
        for (const auto& [word, ground] : {std::pair(t.accent, t.accentSoft), {t.accent, t.page}, {t.ok, t.page}, {t.warn, t.page}, {t.err, t.page}, {t.accentText, t.accent}})
            QVERIFY2(wcag(word, ground) >= 7, qPrintable(word.name() + ground.name()));
        for (const QColor& line : {t.border, t.borderStrong, t.axis})
            QVERIFY2(wcag(line, t.page) >= 4.5, qPrintable(line.name()));
        for (const QColor& run : t.runs)
            QVERIFY2(wcag(run, t.page) >= 4.5, qPrintable(run.name()));
    }
}

void ThemeTest::theDesktopsPaletteDecidesWhatTheSystemThemeIs() {
    const QPalette before = QApplication::palette();
    const auto pageOf = [](const char* ground, const char* text) {
        QPalette desktop;
        for (const auto role : {QPalette::Window, QPalette::Base})
            desktop.setColor(role, QColor(ground));
        for (const auto role : {QPalette::WindowText, QPalette::Text})
            desktop.setColor(role, QColor(text));
        QApplication::setPalette(desktop);
        const Theme theme(ThemeMode::System);
        return theme.tokens().text;
    };
    QCOMPARE(pageOf("#ffffff", "#000000"), lightContrastTokens().text);
    QCOMPARE(pageOf("#000000", "#ffffff"), darkContrastTokens().text);
    QCOMPARE(pageOf("#efefef", "#000000"), lightTokens().text); // Fusion's own
    QCOMPARE(pageOf("#f6f5f4", "#2e3436"), lightTokens().text); // GNOME's
    QCOMPARE(pageOf("#232629", "#fcfcfc"), darkTokens().text);  // KDE's dark one
    QApplication::setPalette(before);
    cleanupTestCase();
    initTestCase();
}

void ThemeTest::styleSheetHasNoNameLeft() {
    for (const Tokens& t : {lightTokens(), darkTokens(), lightContrastTokens(), darkContrastTokens()})
        QVERIFY(!makeStyleSheet(t).contains(QLatin1Char('@')));
}

void ThemeTest::modeSwitchChangesPaletteAndTells() {
    QSignalSpy changed(m_theme.get(), &Theme::changed);
    m_theme->setMode(ThemeMode::Dark);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(QApplication::palette().color(QPalette::Window), darkTokens().page);
    m_theme->setMode(ThemeMode::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Window), lightTokens().page);
    for (const auto mode : {ThemeMode::System, ThemeMode::Light, ThemeMode::Dark, ThemeMode::LightContrast, ThemeMode::DarkContrast})
        QCOMPARE(*themeModeFromText(toText(mode)), mode);
    QVERIFY(!themeModeFromText(QStringLiteral("blue")));
}

void ThemeTest::bundledFontsAreUsed() {
    QCOMPARE(QFontInfo(fontOf(FontRole::Body)).family(), QStringLiteral("Inter"));
    QCOMPARE(QFontInfo(fontOf(FontRole::Mono)).family(), QStringLiteral("JetBrains Mono"));
    QVERIFY(fontOf(FontRole::Caption).pointSizeF() >= 8.25);
}

void ThemeTest::textOfAnotherSizeIsInForceAtOnce() {
    const double body = fontOf(FontRole::Body).pointSizeF();
    QSignalSpy changed(m_theme.get(), &Theme::changed);
    m_theme->setTextScale(2);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(fontOf(FontRole::Body).pointSizeF(), 2 * body);
    QCOMPARE(QApplication::font().pointSizeF(), 2 * body);
    QCOMPARE(scaled(26), 52);
    const QString sheet = qApp->styleSheet();
    QVERIFY(sheet.contains(QLatin1String("QLabel[role=\"help\"] { color: ") + m_theme->tokens().text2.name() + QLatin1String("; font-size: 18pt; }")));
    QVERIFY(sheet.contains(QLatin1String("min-height: 52px"))); // of buttons, 26 as drawn
    QVERIFY(sheet.contains(QLatin1String("border: 1px solid")) && !sheet.contains(QLatin1String("2px solid"))); // lines stay
    m_theme->setTextScale(1);
    QCOMPARE(fontOf(FontRole::Body).pointSizeF(), body);
    QCOMPARE(qApp->styleSheet(), makeStyleSheet(m_theme->tokens()));
}

void ThemeTest::everyIconDrawsInTheColourOfItsTone() {
    QDirIterator icons(QStringLiteral(":/icons"));
    int count = 0;
    while (icons.hasNext()) {
        const QString name = QFileInfo(icons.next()).completeBaseName();
        const QImage image = m_theme->icon(name, Tone::Accent).pixmap(24, 24).toImage().convertToFormat(QImage::Format_ARGB32);
        int solid = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (qAlpha(image.pixel(x, y)) == 255) {
                    ++solid;
                    QCOMPARE(QColor(image.pixel(x, y)), m_theme->tokens().accent);
                }
        QVERIFY2(solid > 5, qPrintable(name));
        ++count;
    }
    QVERIFY(count >= 20);
}

void ThemeTest::numbersAreWrittenAsTheSpecSays() {
    QCOMPARE(valueText(0.745391, ValueStyle::Auc), QStringLiteral("0.74539"));
    QCOMPARE(valueText(0.38464, ValueStyle::Loss), QStringLiteral("0.3846"));
    QCOMPARE(valueText(2.64e-4, ValueStyle::Rate), QStringLiteral("2.6e-4"));
    QCOMPARE(valueText(std::numeric_limits<double>::quiet_NaN(), ValueStyle::Loss), QStringLiteral("NaN"));
    QCOMPARE(valueText(-std::numeric_limits<double>::infinity(), ValueStyle::Loss), QStringLiteral("-inf"));
    QCOMPARE(shortNumber(1e-3), QStringLiteral("1e-3"));
    QCOMPARE(shortNumber(2.5e-4), QStringLiteral("2.5e-4"));
    QCOMPARE(shortNumber(0.5), QStringLiteral("0.5"));
    QCOMPARE(shortNumber(0), QStringLiteral("0"));
    QCOMPARE(shortNumber(0.12345), QStringLiteral("0.1235")); // the fifth digit is rounded away
    QCOMPARE(shortNumber(20000), QStringLiteral("20000"));
    QCOMPARE(shortNumber(2e5), QStringLiteral("2e5"));
    QCOMPARE(shortNumber(99999.9), QStringLiteral("1e5"));
    QCOMPARE(countText(1234567), QStringLiteral("1,234,567"));
    QCOMPARE(stagesText("pa_mlm, finetune_ctr"), QStringLiteral("PA-MLM, CTR only"));
}

void ThemeTest::whatIsBelowOneIsNotToldAsOne() {
    QCOMPARE(shortNumber(0.9999999), QStringLiteral("0.9999999"));
    QCOMPARE(shortNumber(-0.99996), QStringLiteral("-0.99996"));
    QCOMPARE(shortNumber(0.9999), QStringLiteral("0.9999"));
    QCOMPARE(shortNumber(1), QStringLiteral("1"));
    QVERIFY(shortNumber(std::nextafter(1.0, 0.0)).toDouble() < 1);
    QCOMPARE(valueText(0.9999999, ValueStyle::Auc), QStringLiteral("> 0.99999"));
    QCOMPARE(valueText(0.999994, ValueStyle::Auc), QStringLiteral("0.99999"));
    QCOMPARE(valueText(1, ValueStyle::Auc), QStringLiteral("1.00000"));
    QCOMPARE(valueText(1e-9, ValueStyle::Auc), QStringLiteral("< 0.00001"));
    QCOMPARE(valueText(0, ValueStyle::Auc), QStringLiteral("0.00000"));
    QCOMPARE(valueText(0.00001, ValueStyle::Auc), QStringLiteral("0.00001"));
    QCOMPARE(valueText(0.9996, ValueStyle::Share), QStringLiteral("> 0.999"));
    QCOMPARE(valueText(0.0004, ValueStyle::Share), QStringLiteral("< 0.001"));
    QCOMPARE(valueText(0.99999, ValueStyle::Loss), QStringLiteral("1.0000")); // a loss has no such bounds
    QCOMPARE(wholePercent(0), 0);
    QCOMPARE(wholePercent(0.001), 1);
    QCOMPARE(wholePercent(0.426), 43);
    QCOMPARE(wholePercent(0.999), 99);
    QCOMPARE(wholePercent(1), 100);
    QCOMPARE(percentText(0.0004), QStringLiteral("< 0.1 %"));
    QCOMPARE(percentText(0.9996), QStringLiteral("> 99.9 %"));
}

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
