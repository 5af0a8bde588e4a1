// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>

namespace cpw::ui {

enum class PreviewKind { Curve, Bands, Heads };

/// What a page will show once there is a run: a drawing, a headline and one sentence. Decoration; takes no clicks.
class PreviewCard : public QFrame {
    Q_OBJECT
public:
    PreviewCard(const Theme& theme, PreviewKind kind, const QString& headline, const QString& sentence,
                QWidget* parent = nullptr);
};

} // namespace cpw::ui
