// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pgf_plot.h"

#include "ui/widgets/point_mark.h"

#include <QStringList>

#include <cmath>
#include <map>

namespace cpw::ui {
namespace {

constexpr double kLineSpacing = 1.2; // of the font size

QString number(double value) {
    return std::isfinite(value) ? QString::number(value, 'g', 10) : QStringLiteral("nan");
}

QString coordinates(const std::vector<QPointF>& points) {
    constexpr int kInALine = 6;
    QString text = QStringLiteral("coordinates {");
    for (std::size_t i = 0; i < points.size(); ++i)
        text += QStringLiteral("%1(%2,%3)").arg(i % kInALine == 0 ? QStringLiteral("\n") : QStringLiteral(" "), number(points[i].x()), number(points[i].y()));
    return text + QStringLiteral("\n}");
}

/// A comma ends an option, unless it stands in braces.
QString braced(const QString& text) {
    return QLatin1Char('{') + latexText(text) + QLatin1Char('}');
}

/// "xmin=0, xmax=30, xlabel={Step}" and so on.
QString axisOptions(QChar name, const PgfAxis& axis) {
    QString text = QStringLiteral("  %1min=%2, %1max=%3, %1label=%4,\n").arg(name).arg(number(axis.low), number(axis.high), braced(axis.title));
    if (axis.hasGrid)
        text += QStringLiteral("  %1majorgrids,\n").arg(name);
    if (axis.isLog)
        text += QStringLiteral("  %1mode=log,\n").arg(name);
    if (axis.ticks.empty())
        return text;
    QStringList places, words;
    for (const auto& [at, word] : axis.ticks) {
        places << number(at);
        words << braced(word);
    }
    return text + QStringLiteral("  %1tick={%2},\n  %1ticklabels={%3},\n").arg(name).arg(places.join(QLatin1Char(',')), words.join(QLatin1Char(',')));
}

QString markOptions(const PgfLine& line) {
    const auto mark = pgfMark(line.mark);
    QString text = QStringLiteral("mark=%1, mark size=1.5pt, mark options={solid%2}").arg(mark.name, mark.options.isEmpty() ? QString() : QStringLiteral(", ") + mark.options);
    if (line.markEvery > 1)
        text += QStringLiteral(", mark repeat=%1").arg(line.markEvery);
    return text;
}

QString lineOptions(const PgfLine& line, const QString& color) {
    if (line.barShift)
        return QStringLiteral("xbar, bar width=4pt, bar shift=%1pt, draw=none, fill=%2%3").arg(number(*line.barShift), color, line.name.isEmpty() ? QStringLiteral(", forget plot") : QString());
    QStringList options{color};
    if (line.width <= 0)
        options << QStringLiteral("only marks");
    else
        options << QStringLiteral("line width=%1pt").arg(number(line.width));
    if (line.width > 0 && line.dash > 0)
        options << (line.dash == 1 ? QStringLiteral("dash pattern=on 4pt off 3pt") : QStringLiteral("dash pattern=on 1pt off 2pt"));
    options << (line.hasMarks || line.width <= 0 ? markOptions(line) : QStringLiteral("mark=none"));
    if (line.name.isEmpty())
        options << QStringLiteral("forget plot");
    return options.join(QStringLiteral(", "));
}

QString lineText(const PgfLine& line, const QString& color, bool hasLegend) {
    QString text;
    if (!line.outline.empty())
        text += QStringLiteral("\\addplot[draw=none, fill=%1, fill opacity=0.16, forget plot] %2 -- cycle;\n").arg(color, coordinates(line.outline));
    text += QStringLiteral("\\addplot[%1] %2;\n").arg(lineOptions(line, color), coordinates(line.points));
    if (hasLegend && !line.name.isEmpty())
        text += QStringLiteral("\\addlegendentry{%1}\n").arg(latexText(line.name));
    return text;
}

QString pictureText(const PgfPlot& plot, const FigureForm& form) {
    std::map<QString, QString> colors; // of what is written, by its six digits
    QString defined, lines;
    for (const auto& line : plot.lines) {
        const QString digits = line.color.name().mid(1).toUpper();
        const auto [color, isNew] = colors.try_emplace(digits, QStringLiteral("run%1").arg(colors.size() + 1));
        if (isNew)
            defined += QStringLiteral("\\definecolor{%1}{HTML}{%2}\n").arg(color->second, digits);
        lines += lineText(line, color->second, form.hasLegend);
    }
    for (const auto& [at, words] : plot.notes)
        lines += QStringLiteral("\\node[anchor=west] at (axis cs:%1,%2) {%3};\n").arg(number(at.x()), number(at.y()), latexText(words));
    return QStringLiteral("\\begin{tikzpicture}[font=\\fontsize{%1}{%2}\\selectfont]\n").arg(number(form.fontPoints), number(kLineSpacing * form.fontPoints)) +
           defined + QStringLiteral("\\begin{axis}[\n  width=%1mm, height=%2mm, axis lines=left, axis line style={-}, clip mode=individual, unbounded coords=jump,\n").arg(number(form.widthMillimetres), number(form.heightMillimetres)) +
           axisOptions(QLatin1Char('x'), plot.x) + axisOptions(QLatin1Char('y'), plot.y) +
           QStringLiteral("  legend pos=%1, legend cell align=left, legend style={draw=none, fill opacity=0.8, text opacity=1},\n]\n").arg(plot.legendPlace) + lines +
           QStringLiteral("\\end{axis}\n\\end{tikzpicture}\n");
}

} // namespace

QString latexText(const QString& text) {
    static const std::map<QChar, QString> kMasked = {
        {QLatin1Char('\\'), QStringLiteral("\\textbackslash{}")}, {QLatin1Char('~'), QStringLiteral("\\textasciitilde{}")},
        {QLatin1Char('^'), QStringLiteral("\\textasciicircum{}")}, {QLatin1Char('<'), QStringLiteral("\\textless{}")},
        {QLatin1Char('>'), QStringLiteral("\\textgreater{}")},     {QLatin1Char('|'), QStringLiteral("\\textbar{}")}};
    QString masked;
    for (const QChar c : text) {
        if (const auto found = kMasked.find(c); found != kMasked.end())
            masked += found->second;
        else if (QStringLiteral("&%$#_{}").contains(c))
            masked += QLatin1Char('\\') + QString(c);
        else
            masked += c;
    }
    return masked;
}

QString pgfText(const PgfPlot& plot, const FigureForm& form) {
    QString text = QStringLiteral("% In the preamble: \\usepackage{pgfplots} \\pgfplotsset{compat=1.18}\n");
    if (plot.reduced > 0)
        text += QStringLiteral("% Of %1 lines with many points these are the lowest and highest of each column; a CSV file has all.\n").arg(plot.reduced);
    const QString picture = pictureText(plot, form);
    if (form.caption.isEmpty())
        return text + picture;
    return text + QStringLiteral("\\begin{figure}\n\\centering\n") + picture + QStringLiteral("\\caption{%1}\n\\end{figure}\n").arg(latexText(form.caption));
}

} // namespace cpw::ui
