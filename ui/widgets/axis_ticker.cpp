// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/axis_ticker.h"

#include "ui/text/format.h"

#include <algorithm>
#include <cmath>

namespace cpw::ui {
namespace {

int digitsFor(double step) {
    for (int digits = 0; digits < 8; ++digits) {
        const double scaled = step * std::pow(10.0, digits);
        if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled)
            return digits;
    }
    return 8;
}

double timeStep(double wanted) {
    for (const double step :
         {1., 2., 5., 10., 15., 30., 60., 120., 300., 600., 900., 1800., 3600., 7200., 14400., 43200., 86400.})
        if (step >= wanted)
            return step;
    return 86400 * std::ceil(wanted / 86400);
}

QString secondsText(double seconds) {
    const auto total = static_cast<qint64>(std::llround(seconds));
    const qint64 hours = total / 3600;
    const qint64 minutes = total / 60 % 60;
    const QLatin1Char zero('0');
    if (hours > 0)
        return QStringLiteral("%1:%2:%3").arg(hours).arg(minutes, 2, 10, zero).arg(total % 60, 2, 10, zero);
    return QStringLiteral("%1:%2").arg(minutes).arg(total % 60, 2, 10, zero);
}

} // namespace

LinearTicker::LinearTicker(XAxis axis, int wantedTicks) : m_axis(axis), m_wantedTicks(wantedTicks) {}

double LinearTicker::getTickStep(const QCPRange& range) {
    if (m_axis == XAxis::Time)
        return timeStep(range.size() / m_wantedTicks);
    double step = cleanMantissa(range.size() / m_wantedTicks);
    if (m_axis == XAxis::Step)
        step = std::max(step, 1.0);
    m_digits = digitsFor(step);
    return step;
}

QString LinearTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    switch (m_axis) {
    case XAxis::Step:
        return countText(std::llround(tick));
    case XAxis::Time:
        return secondsText(tick);
    case XAxis::Epoch:
        return QString::number(tick == 0 ? 0.0 : tick, 'f', m_digits);
    }
    return {};
}

QVector<double> LogTicker::createTickVector(double tickStep, const QCPRange& range) {
    const QVector<double> decades = QCPAxisTickerLog::createTickVector(tickStep, range);
    QVector<double> inside;
    for (const double decade : decades)
        if (range.contains(decade))
            inside.append(decade);
    const auto stride = std::max<qsizetype>(1, (inside.size() + m_wantedTicks - 1) / std::max(1, m_wantedTicks));
    QVector<double> kept;
    for (qsizetype i = 0; i < inside.size(); i += stride)
        kept.append(inside[i]);
    return kept;
}

QString LogTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    return shortNumber(tick);
}

} // namespace cpw::ui
