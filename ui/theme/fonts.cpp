// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/fonts.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontDatabase>
#include <QStringList>
#include <QVariant>

#include <cmath>

// Outside a namespace, as Qt asks: the resources live in a static library.
static void initResources() {
    Q_INIT_RESOURCE(resources);
}

namespace cpw::ui {
namespace {

constexpr double kPointsPerPixel = 0.75; // at 96 dots per inch, the size the pictures are drawn for

QFont sans(double pixels, QFont::Weight weight) {
    QFont font;
    font.setFamilies(QStringList{QStringLiteral("Inter"), QFontDatabase::systemFont(QFontDatabase::GeneralFont).family()});
    font.setPointSizeF(pixels * kPointsPerPixel * textScale());
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QFont mono(double pixels, QFont::Weight weight) {
    QFont font = sans(pixels, weight);
    font.setFamilies(QStringList{QStringLiteral("JetBrains Mono"), QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
    font.setStyleHint(QFont::Monospace);
    return font;
}

} // namespace

void loadBundledFonts() {
    initResources();
    for (const char* face :
         {"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "JetBrainsMono-Regular.ttf", "JetBrainsMono-Medium.ttf"})
        QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/") + QLatin1String(face));
}

double textScale() {
    const QVariant scale = qApp ? qApp->property(Theme::kTextScaleProperty) : QVariant();
    return scale.isValid() ? scale.toDouble() : 1;
}

int scaled(int pixels) {
    return static_cast<int>(std::lround(pixels * textScale()));
}

QFont fontOf(FontRole role) {
    switch (role) {
    case FontRole::Title:
        return sans(18, QFont::DemiBold);
    case FontRole::Message:
        return sans(15, QFont::DemiBold);
    case FontRole::Section:
        return sans(13, QFont::DemiBold);
    case FontRole::Body:
        return sans(13, QFont::Normal);
    case FontRole::BodyMedium:
        return sans(13, QFont::Medium);
    case FontRole::Table:
        return sans(12, QFont::Normal);
    case FontRole::TableMedium:
        return sans(12, QFont::Medium);
    case FontRole::ColumnHead:
        return sans(11, QFont::DemiBold);
    case FontRole::Caption:
        return sans(11, QFont::Normal);
    case FontRole::Mono:
        return mono(12, QFont::Normal);
    case FontRole::MonoMedium:
        return mono(12, QFont::Medium);
    case FontRole::MonoSmall:
        return mono(11, QFont::Normal);
    }
    return {};
}

} // namespace cpw::ui
