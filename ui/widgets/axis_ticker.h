// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/curve.h"

#include <qcustomplot.h>

namespace cpw::ui {

/// Labels with just enough digits to tell neighbours apart: "0.44", "1,250", "1:30".
class LinearTicker : public QCPAxisTicker {
public:
    /// `axis`: of a horizontal axis; vertical axes count as Epoch (plain numbers).
    LinearTicker(XAxis axis, int wantedTicks);

    /// As many as fit without touching.
    void setWantedTicks(int ticks) { m_wantedTicks = ticks; }

protected:
    double getTickStep(const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;
    int getSubTickCount(double) override { return 0; }

private:
    XAxis m_axis;
    int m_wantedTicks;
    int m_digits = 0;
};

/// Powers of ten as "1e-3".
class LogTicker : public QCPAxisTickerLog {
public:
    /// With less room every second or third decade is left out.
    void setWantedTicks(int ticks) { m_wantedTicks = ticks; }

protected:
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;
    int getSubTickCount(double) override { return 0; }

private:
    int m_wantedTicks = 5;
};

} // namespace cpw::ui
