// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

#include <algorithm>
#include <cmath>

namespace cpw::ui {
namespace {

double linear(double value) {
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

Tokens lightTokens() {
    Tokens t;
    t.chrome = "#F5F6F7";
    t.page = "#FFFFFF";
    t.raised = "#FFFFFF";
    t.inset = "#F7F8F9";
    t.hover = "#EDEFF2";
    t.border = "#E2E5E9";
    t.borderStrong = "#C8CDD3";
    t.text = "#1A1D21";
    t.text2 = "#545C66";
    t.text3 = "#666E78";
    t.grid = "#ECEEF1";
    t.axis = "#9AA2AB";
    t.accent = "#5848C7";
    t.accentText = "#FFFFFF";
    t.accentSoft = "#EEECFA";
    t.selection = "#E7E4F8";
    t.ok = "#1B7A4A";
    t.okSoft = "#E9F5EE";
    t.warn = "#8A5A00";
    t.warnSoft = "#FDF5E3";
    t.err = "#B3261E";
    t.errSoft = "#FCEEED";
    t.runs = {"#0062B5", "#B23C08", "#1CA56C", "#B0459A", "#D88200", "#45A3E6", "#2B2E35", "#7A5638"};
    return t;
}

Tokens darkTokens() {
    Tokens t;
    t.isDark = true;
    t.chrome = "#141619";
    t.page = "#1A1D21";
    t.raised = "#22262B";
    t.inset = "#16181C";
    t.hover = "#2A2F36";
    t.border = "#2C3138";
    t.borderStrong = "#434A54";
    t.text = "#E4E7EB";
    t.text2 = "#A6AEB8";
    t.text3 = "#868F9A";
    t.grid = "#262A30";
    t.axis = "#5F6872";
    t.accent = "#A79CFA";
    t.accentText = "#12101F";
    t.accentSoft = "#2A2748";
    t.selection = "#302C54";
    t.ok = "#5CC98D";
    t.okSoft = "#1A2C24";
    t.warn = "#E3B04B";
    t.warnSoft = "#2E2718";
    t.err = "#F2857C";
    t.errSoft = "#361F1F";
    t.runs = {"#3F90F5", "#E0701F", "#16C488", "#CC78BC", "#F2E060", "#B4E2F5", "#A2A9B2", "#C07A58"};
    return t;
}

Tokens lightContrastTokens() {
    Tokens t;
    t.chrome = t.page = t.raised = t.inset = "#FFFFFF";
    t.hover = "#E4E4E4";
    t.border = "#595959";
    t.borderStrong = "#000000";
    t.text = "#000000";
    t.text2 = "#1F1F1F";
    t.text3 = "#383838";
    t.grid = "#C4C4C4";
    t.axis = "#000000";
    t.accent = "#2A1A9E";
    t.accentText = "#FFFFFF";
    t.accentSoft = "#EFECFF";
    t.selection = "#D5CDFF";
    t.ok = "#00522A";
    t.okSoft = "#FFFFFF";
    t.warn = "#573700";
    t.warnSoft = "#FFFFFF";
    t.err = "#8A0F0A";
    t.errSoft = "#FFFFFF";
    t.runs = {"#004A8C", "#962F00", "#0B7047", "#8A2670", "#8A5200", "#1B6FAF", "#000000", "#5A3A22"};
    return t;
}

Tokens darkContrastTokens() {
    Tokens t;
    t.isDark = true;
    t.chrome = t.page = t.raised = t.inset = "#000000";
    t.hover = "#2E2E2E";
    t.border = "#9A9A9A";
    t.borderStrong = "#FFFFFF";
    t.text = "#FFFFFF";
    t.text2 = "#EDEDED";
    t.text3 = "#D2D2D2";
    t.grid = "#4A4A4A";
    t.axis = "#FFFFFF";
    t.accent = "#C9C2FF";
    t.accentText = "#000000";
    t.accentSoft = "#1C1747";
    t.selection = "#3A3382";
    t.ok = "#86EFB4";
    t.okSoft = "#000000";
    t.warn = "#FFD257";
    t.warnSoft = "#000000";
    t.err = "#FFADA6";
    t.errSoft = "#000000";
    t.runs = {"#6AABFF", "#FF9352", "#2EE6A2", "#E9A0DA", "#F2E060", "#C6EBFA", "#FFFFFF", "#D9A27F"};
    return t;
}

double contrast(const QColor& a, const QColor& b) {
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

QColor blend(const QColor& ground, const QColor& top, double share) {
    const auto mix = [share](float below, float above) { return static_cast<float>(below + (above - below) * share); };
    return QColor::fromRgbF(mix(ground.redF(), top.redF()), mix(ground.greenF(), top.greenF()), mix(ground.blueF(), top.blueF()));
}

} // namespace cpw::ui
