// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/svg_curves.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace cpw::cli {
namespace {

constexpr double kPanelWidth = 380, kPanelHeight = 260;
constexpr double kLeft = 58, kRight = 16, kTop = 64, kBottom = 46, kLegendLine = 20;

// Okabe and Ito's palette, which stays apart for colour-blind readers.
constexpr std::array kColours = {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};

struct Range {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void add(double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    /// A range one can draw: not empty, not a single value.
    [[nodiscard]] Range drawable() const {
        if (low > high)
            return {0, 1};
        if (high - low < 1e-12)
            return {low - 0.5, high + 0.5};
        return *this;
    }
};

/// 1, 2 or 5 times a power of ten, for about `count` ticks.
double tickStep(const Range& range, int count) {
    const double raw = (range.high - range.low) / count;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (raw <= factor * power)
            return factor * power;
    return 10 * power;
}

std::vector<double> ticks(const Range& range, int count) {
    const double step = tickStep(range, count);
    std::vector<double> values;
    for (double index = std::ceil(range.low / step - 1e-9); index * step <= range.high + step * 1e-9; ++index)
        values.push_back(index * step);
    return values;
}

std::string tickText(double value, double step) {
    const int digits = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    const auto text = fmt::format("{:.{}f}", value, digits);
    return text == "-0" ? "0" : text;
}

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        default: result += c;
        }
    }
    return result;
}

/// In the order of the last panel, which shows what the picture is about; names that only earlier panels have come after.
std::vector<std::string> namesOf(const std::vector<CurvePanel>& panels) {
    std::vector<std::string> names;
    for (auto panel = panels.rbegin(); panel != panels.rend(); ++panel)
        for (const auto& curve : panel->curves)
            if (std::find(names.begin(), names.end(), curve.name) == names.end())
                names.push_back(curve.name);
    return names;
}

const char* colourOf(const std::vector<std::string>& names, const std::string& name) {
    const auto index = static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    return kColours[index % kColours.size()];
}

/// Draws one panel into the area whose top left corner is (left, kTop).
class PanelPainter {
public:
    PanelPainter(const CurvePanel& panel, double left) : m_panel(panel), m_left(left) {
        for (const auto& curve : panel.curves) {
            for (const auto& point : curve.points) {
                if (!std::isfinite(point.x) || !std::isfinite(point.y))
                    continue;
                m_x.add(point.x);
                m_y.add(point.y);
            }
        }
        m_x = m_x.drawable();
        m_y = m_y.drawable();
        const double margin = (m_y.high - m_y.low) * 0.05;
        m_y = {m_y.low - margin, m_y.high + margin};
    }

    std::string paint(const std::vector<std::string>& names) {
        paintFrame();
        for (const auto& curve : m_panel.curves)
            paintCurve(curve, colourOf(names, curve.name));
        return std::move(m_svg);
    }

private:
    [[nodiscard]] double screenX(double x) const { return m_left + (x - m_x.low) / (m_x.high - m_x.low) * kPanelWidth; }
    [[nodiscard]] double screenY(double y) const { return kTop + kPanelHeight - (y - m_y.low) / (m_y.high - m_y.low) * kPanelHeight; }

    void paintFrame() {
        const double bottom = kTop + kPanelHeight;
        m_svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" class=\"panel\">{}</text>\n", m_left, kTop - 10, escaped(m_panel.title));
        for (const double tick : ticks(m_y, 5)) {
            const double y = screenY(tick);
            m_svg += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" class=\"grid\"/>\n", m_left, y, m_left + kPanelWidth, y);
            m_svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n", m_left - 8, y + 4, tickText(tick, tickStep(m_y, 5)));
        }
        for (const double tick : ticks(m_x, 6)) {
            const double x = screenX(tick);
            m_svg += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" class=\"axis\"/>\n", x, bottom, x, bottom + 5);
            m_svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n", x, bottom + 18, tickText(tick, tickStep(m_x, 6)));
        }
        m_svg += fmt::format("<polyline points=\"{0:.1f},{1:.1f} {0:.1f},{2:.1f} {3:.1f},{2:.1f}\" class=\"axis\"/>\n", m_left, kTop, bottom,
                             m_left + kPanelWidth);
        m_svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n", m_left + kPanelWidth / 2, bottom + 36,
                             escaped(m_panel.xTitle));
    }

    void paintCurve(const Curve& curve, const char* colour) {
        std::string line, markers;
        for (const auto& point : curve.points) {
            if (!std::isfinite(point.x) || !std::isfinite(point.y))
                continue;
            line += fmt::format("{:.2f},{:.2f} ", screenX(point.x), screenY(point.y));
            if (m_panel.hasMarkers)
                markers += fmt::format("<circle cx=\"{:.2f}\" cy=\"{:.2f}\" r=\"3\" fill=\"{}\"/>\n", screenX(point.x), screenY(point.y), colour);
        }
        m_svg += fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.6\" stroke-linejoin=\"round\"/>\n{}", line, colour,
                             markers);
    }

    const CurvePanel& m_panel;
    double m_left;
    Range m_x, m_y;
    std::string m_svg;
};

std::string legend(const std::vector<std::string>& names, double top) {
    std::string svg;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const double y = top + static_cast<double>(i) * kLegendLine;
        svg += fmt::format("<line x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{2:.1f}\" y2=\"{1:.1f}\" stroke=\"{3}\" stroke-width=\"3\"/>\n", kLeft, y - 4,
                           kLeft + 22, kColours[i % kColours.size()]);
        svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", kLeft + 30, y, escaped(names[i]));
    }
    return svg;
}

} // namespace

std::string curvesSvg(const std::string& title, const std::vector<CurvePanel>& panels) {
    const auto names = namesOf(panels);
    const double step = kLeft + kPanelWidth + kRight;
    const double width = step * static_cast<double>(std::max<std::size_t>(panels.size(), 1));
    const double legendTop = kTop + kPanelHeight + kBottom + 18;
    const double height = legendTop + kLegendLine * static_cast<double>(names.size());
    auto svg = fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
                           "font-family=\"Inter, 'DejaVu Sans', sans-serif\" font-size=\"12\" fill=\"#333333\">\n",
                           width, height);
    svg += "<style>.grid{stroke:#e4e4e4} .axis{stroke:#777777;fill:none} .panel{font-size:13px;font-weight:600}</style>\n"
           "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
    svg += fmt::format("<text x=\"{:.1f}\" y=\"26\" font-size=\"16\" font-weight=\"600\">{}</text>\n", kLeft, escaped(title));
    for (std::size_t i = 0; i < panels.size(); ++i)
        svg += PanelPainter(panels[i], kLeft + step * static_cast<double>(i)).paint(names);
    return svg + legend(names, legendTop) + "</svg>\n";
}

std::vector<CurvePoint> smoothed(const std::vector<CurvePoint>& points, std::size_t count) {
    if (points.size() <= count || count == 0)
        return points;
    std::vector<CurvePoint> result;
    for (std::size_t part = 0; part < count; ++part) {
        const auto begin = part * points.size() / count;
        const auto end = (part + 1) * points.size() / count;
        CurvePoint mean;
        std::size_t finite = 0;
        for (auto i = begin; i < end; ++i) {
            if (!std::isfinite(points[i].y))
                continue;
            mean.x += points[i].x;
            mean.y += points[i].y;
            ++finite;
        }
        if (finite > 0)
            result.push_back({mean.x / static_cast<double>(finite), mean.y / static_cast<double>(finite)});
    }
    return result;
}

} // namespace cpw::cli
