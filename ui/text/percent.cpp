// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/percent.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace cpw::ui {

QString percentText(double share) {
    const double percent = 100 * share;
    if (percent > 0 && percent < 0.05)
        return QStringLiteral("< 0.1 %");
    if (percent < 100 && percent > 99.95)
        return QStringLiteral("> 99.9 %");
    const bool isRound = percent == 0 || percent == 100;
    return QStringLiteral("%1 %").arg(QLocale::c().toString(percent, 'f', isRound ? 0 : 1));
}

int wholePercent(double share) {
    if (share <= 0 || share >= 1)
        return share <= 0 ? 0 : 100;
    return std::clamp(static_cast<int>(std::lround(100 * share)), 1, 99);
}

} // namespace cpw::ui
