// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace cpw::cli {

struct CurvePoint {
    double x = 0;
    double y = 0;
};

struct Curve {
    std::string name; ///< curves of one name share a colour and one line in the legend
    std::vector<CurvePoint> points;
};

struct CurvePanel {
    std::string title;
    std::string xTitle;
    std::vector<Curve> curves;
    bool hasMarkers = false; ///< a dot at each point, for few points
};

/// One picture with the panels side by side, as SVG text: axes with round ticks, one colour for each name over all panels, a
/// legend below. Points that are not finite are left out.
[[nodiscard]] std::string curvesSvg(const std::string& title, const std::vector<CurvePanel>& panels);

/// At most `count` points: the means of as many equal parts of the curve.
[[nodiscard]] std::vector<CurvePoint> smoothed(const std::vector<CurvePoint>& points, std::size_t count);

} // namespace cpw::cli
