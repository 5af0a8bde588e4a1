// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"
#include "ui/pages/data/split_editor.h"
#include "ui/theme/theme.h"

#include <QFrame>

class QGridLayout;
class QLabel;

namespace cpw::ui {

class ElidedLabel;

/// The parts of a data set as a bar with rows and positive rates, the editor of the split, and what is suspicious about it.
class SplitCard : public QFrame {
    Q_OBJECT
public:
    explicit SplitCard(const Theme& theme, QWidget* parent = nullptr);

    void setFacts(const api::DataFacts& facts);
    void clear();
    [[nodiscard]] SplitEditor& editor() { return *m_editor; }
    [[nodiscard]] QString warningText() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    class Bar;
    const Theme& m_theme;
    SplitEditor* m_editor;
    QLabel* m_fingerprint;
    Bar* m_bar;
    ElidedLabel* m_parts[3];
    QWidget* m_warnings;
    QLabel* m_warningText;
};

} // namespace cpw::ui
