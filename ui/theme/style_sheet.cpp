// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style_sheet.h"

#include <QRegularExpression>

#include <cmath>
#include <utility>

namespace cpw::ui {
namespace {

constexpr const char* kFrames = R"(
QMainWindow, QStackedWidget, QWidget[kind="page"] { background: @page; }
QMainWindow::separator { background: @border; width: 3px; height: 3px; }
QMainWindow::separator:hover { background: @accent; }
QDockWidget { font-weight: 600; color: @text2; }
QDockWidget::title { background: @chrome; padding: 5px 10px; border-top: 1px solid @border; border-bottom: 1px solid @border; }
QDockWidget > QWidget { background: @page; }
QDockWidget::close-button, QDockWidget::float-button { subcontrol-origin: padding; subcontrol-position: center right; width: 20px; height: 20px; border-radius: 3px; }
QDockWidget::close-button { right: 6px; }
QDockWidget::float-button { right: 30px; }
QDockWidget::close-button:hover, QDockWidget::float-button:hover { background: @hover; }
QTabBar::tab { background: @chrome; color: @text2; border: 1px solid @border; border-top: none; padding: 4px 12px; }
QTabBar::tab:selected { background: @page; color: @text; font-weight: 600; }
QTabBar::tab:hover { background: @hover; }
QTabBar::tab:focus { border: 1px solid @accent; }
QStackedWidget[kind="plain"] { background: transparent; }
QWidget[kind="chrome"] { background: @chrome; }
QWidget[kind="topbar"] { background: @chrome; border-bottom: 1px solid @border; }
QWidget[kind="sidebar"] { background: @chrome; border-right: 1px solid @border; }
QFrame[kind="card"] { background: @raised; border: 1px solid @border; border-radius: 6px; }
QFrame[kind="problem"] { background: @raised; border: 1px solid @err; border-radius: 6px; }
QFrame[kind="popup"] { background: @raised; border: 1px solid @borderStrong; border-radius: 6px; }
QFrame[kind="inset"] { background: @inset; border: none; border-radius: 4px; }
QFrame[kind="line"] { background: @border; border: none; max-height: 1px; min-height: 1px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: 13.5pt; font-weight: 600; }
QLabel[role="message"] { font-size: 11.25pt; font-weight: 600; }
QLabel[role="section"] { font-weight: 600; }
QLabel[role="body2"] { color: @text2; }
QLabel[role="help"] { color: @text2; font-size: 9pt; }
QLabel[role="caption"] { color: @text3; font-size: 8.25pt; }
QLabel[role="captionStrong"] { color: @text3; font-size: 8.25pt; font-weight: 600; }
QLabel[role="small"] { font-size: 9pt; font-weight: 500; }
QLabel[role="mono"] { font-family: "JetBrains Mono"; font-size: 9pt; }
QLabel[tone="err"] { color: @err; }
QLabel[tone="warn"] { color: @warn; }
QLabel[tone="accent"] { color: @accent; }
QLabel[tone="ok"] { color: @ok; }
QLabel[tone="text2"] { color: @text2; }
QFrame[kind="note"] { background: @accentSoft; border: none; border-radius: 4px; }
QFrame[kind="note"] QLabel { color: @accent; font-size: 9pt; }
QFrame[kind="question"] { background: @errSoft; border: none; border-radius: 4px; }
QFrame[kind="question"] QLabel { color: @err; font-size: 9pt; }
QFrame[kind="notebar"] { background: @accentSoft; border: none; border-bottom: 1px solid @border; }
QFrame[kind="fault"] { background: @errSoft; border: none; border-bottom: 1px solid @border; }
QFrame[kind="fault"] QLabel { color: @err; }
)";

constexpr const char* kButtons = R"(
QPushButton { background: @raised; color: @text; border: 1px solid @borderStrong; border-radius: 4px; padding: 0 11px;
  min-height: 26px; font-weight: 500; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selection; }
QPushButton:focus { border: 1px solid @accent; }
QPushButton:disabled { color: @disabled; background: @inset; border-color: @border; }
QPushButton[kind="primary"] { background: @accent; color: @accentText; border: 1px solid @accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: @accentHover; }
QPushButton[kind="primary"]:focus { border: 1px solid @text; }
QPushButton[kind="primary"]:disabled { background: @inset; color: @disabled; border-color: @border; }
QPushButton[large="true"] { min-height: 34px; padding: 0 18px; }
QPushButton[kind="danger"] { color: @err; }
QPushButton[kind="danger"]:disabled { color: @disabled; }
QPushButton[kind="palette"] { color: @text2; font-size: 9pt; font-weight: 400; text-align: left; padding: 0 9px; min-height: 24px; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: @accent; padding: 0 3px; min-height: 20px; }
QPushButton[kind="link"]:hover { color: @accentHover; background: @hover; }
QPushButton[kind="link"]:focus { border: 1px solid @accent; }
QPushButton[kind="link"]:disabled { color: @disabled; }
QPushButton::menu-indicator { image: url(:/icons/@arrowDown.svg); width: 9px; height: 9px; subcontrol-origin: padding; subcontrol-position: right center; right: 8px; }
QPushButton[hasMenu="true"] { padding-right: 24px; }
QListWidget::item { padding: 5px 8px; border-radius: 4px; }
QListWidget::item:hover { background: @hover; }
QListWidget::item:selected { background: @selection; color: @text; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 3px; color: @text2; }
QToolButton:hover { background: @hover; }
QToolButton:focus { border: 1px solid @accent; }
QToolButton:checked { color: @text; }
QToolButton::menu-indicator { image: none; }
QToolButton[segment] { background: @raised; border: 1px solid @borderStrong; border-radius: 0; padding: 0 10px; min-height: 24px;
  font-size: 9pt; font-weight: 500; color: @text2; margin-left: -1px; }
QToolButton[segment]:hover { background: @hover; }
QToolButton[segment]:checked { background: @selection; color: @text; border: 1px solid @accent; font-weight: 600; }
QToolButton[segment="first"] { border-top-left-radius: 4px; border-bottom-left-radius: 4px; margin-left: 0; }
QToolButton[segment="last"] { border-top-right-radius: 4px; border-bottom-right-radius: 4px; }
)";

constexpr const char* kFields = R"(
QLineEdit, QAbstractSpinBox, QPlainTextEdit { background: @raised; color: @text; border: 1px solid @borderStrong; border-radius: 4px;
  padding: 0 7px; min-height: 26px; selection-background-color: @selection; selection-color: @text; }
QLineEdit:focus, QAbstractSpinBox:focus { border: 1px solid @accent; }
QLineEdit[state="warning"], QAbstractSpinBox[state="warning"] { border: 1px solid @warn; }
QLineEdit[state="error"], QAbstractSpinBox[state="error"] { border: 1px solid @err; }
QLineEdit[kind="palette"] { border: none; background: transparent; padding: 0; font-size: 11.25pt; min-height: 32px; }
QLineEdit:disabled, QAbstractSpinBox:disabled { background: @inset; color: @disabled; border-color: @border; }
QAbstractSpinBox[font="mono"] { font-family: "JetBrains Mono"; font-size: 9pt; }
QAbstractItemView QLineEdit { border-radius: 0; min-height: 20px; padding: 0 3px; }
QComboBox { background: @raised; color: @text; border: 1px solid @borderStrong; border-radius: 4px; padding: 0 8px; min-height: 26px; }
QComboBox[state="warning"] { border: 1px solid @warn; }
QComboBox[state="error"] { border: 1px solid @err; }
QComboBox:focus { border: 1px solid @accent; }
QComboBox:disabled { background: @inset; color: @disabled; border-color: @border; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/@arrowDown.svg); width: 10px; height: 10px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: 18px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: @hover; }
QAbstractSpinBox::up-arrow { image: url(:/icons/@arrowUp.svg); width: 9px; height: 9px; }
QAbstractSpinBox::down-arrow { image: url(:/icons/@arrowDown.svg); width: 9px; height: 9px; }
QComboBox QAbstractItemView { border: 1px solid @borderStrong; }
QTabWidget::pane { border: none; border-top: 1px solid @border; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @borderStrong; border-radius: 3px; background: @raised; }
QCheckBox::indicator:focus, QCheckBox::indicator:hover { border: 1px solid @accent; }
QCheckBox::indicator:checked { background: @accent; border: 1px solid @accent; image: url(:/icons/@mark.svg); }
QCheckBox::indicator:disabled { background: @inset; border-color: @border; }
QSlider { min-height: 20px; background: transparent; }
QSlider::groove:horizontal { height: 4px; background: @track; border-radius: 2px; }
QSlider::sub-page:horizontal { height: 4px; background: @accent; border-radius: 2px; }
QSlider::sub-page:horizontal:disabled { background: @borderStrong; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -5px 0; border-radius: 7px; background: @raised; border: 1px solid @accent; }
QSlider::handle:horizontal:focus { background: @accentSoft; }
QSlider::handle:horizontal:disabled { border-color: @borderStrong; }
QProgressBar { background: @track; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
)";

constexpr const char* kViews = R"(
QMenuBar { background: transparent; padding: 0 6px; }
QMenuBar::item { background: transparent; color: @text2; padding: 5px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: @hover; color: @text; }
QMenu { background: @raised; border: 1px solid @borderStrong; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selection; color: @text; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }
QMenu[kind="checks"]::item, QMenu::item:checked { padding-left: 12px; }
QToolTip { background: @raised; color: @text; border: 1px solid @borderStrong; padding: 4px 6px; font-size: 9pt; }
QAbstractItemView { background: @raised; border: none; outline: none; selection-background-color: @selection; selection-color: @text; }
QTableView { font-size: 9pt; gridline-color: @border; }
QListView[kind="sidebar"] { background: transparent; border: none; }
QHeaderView { background: @raised; }
QHeaderView::section { background: @raised; color: @text2; border: none; border-bottom: 1px solid @border; padding: 0 8px;
  font-size: 8.25pt; font-weight: 600; }
QHeaderView::section:hover { background: @hover; }
QHeaderView::up-arrow { image: none; }
QHeaderView::down-arrow { image: none; }
QScrollArea, QScrollArea > QWidget > QWidget[kind="plain"] { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; image: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @borderStrong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: @axis; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QStatusBar { background: @chrome; border-top: 1px solid @border; color: @text2; }
QStatusBar::item { border: none; }
QStatusBar QLabel { font-size: 8.25pt; color: @text2; }
QPushButton[kind="status"] { background: transparent; border: 1px solid transparent; color: @text2; font-size: 8.25pt; font-weight: 400; padding: 0 5px; min-height: 22px; }
QPushButton[kind="status"]:hover { background: @hover; color: @text; }
QPushButton[kind="status"]:focus { border: 1px solid @accent; }
QPushButton[kind="status"][tone="err"] { color: @err; }
QDialog { background: @page; }
)";

QString scaledLengths(const QString& sheet, double scale) {
    static const QRegularExpression length(QStringLiteral("(\\d+(?:\\.\\d+)?)(px|pt)"));
    QString result;
    qsizetype end = 0;
    for (auto matches = length.globalMatch(sheet); matches.hasNext();) {
        const auto match = matches.next();
        const double value = match.captured(1).toDouble();
        const bool isText = match.captured(2) == QLatin1String("pt");
        result += QStringView(sheet).mid(end, match.capturedStart() - end);
        result += isText ? QString::number(value * scale) : QString::number(value > 1 ? std::lround(value * scale) : 1);
        result += match.captured(2);
        end = match.capturedEnd();
    }
    result += QStringView(sheet).mid(end);
    return result;
}

} // namespace

QString makeStyleSheet(const Tokens& t, double textScale) {
    QString sheet = QString::fromLatin1(kFrames) + QLatin1String(kButtons) + QLatin1String(kFields) + QLatin1String(kViews);
    if (textScale != 1)
        sheet = scaledLengths(sheet, textScale);
    // Longer names first: "@text2" must not be taken for "@text".
    const std::pair<const char*, QColor> names[] = {
        {"@accentHover", blend(t.accent, t.text, 0.15)},
        {"@accentSoft", t.accentSoft},
        {"@accentText", t.accentText},
        {"@borderStrong", t.borderStrong},
        {"@errSoft", t.errSoft},
        {"@selection", t.selection},
        {"@disabled", blend(t.page, t.text3, 0.75)},
        {"@accent", t.accent},
        {"@chrome", t.chrome},
        {"@raised", t.raised},
        {"@border", t.border},
        {"@track", blend(t.raised, t.borderStrong, 0.45)},
        {"@hover", t.hover},
        {"@inset", t.inset},
        {"@text2", t.text2},
        {"@text3", t.text3},
        {"@axis", t.axis},
        {"@page", t.page},
        {"@text", t.text},
        {"@warn", t.warn},
        {"@err", t.err},
        {"@ok", t.ok},
    };
    for (const auto& [name, color] : names)
        sheet.replace(QLatin1String(name), color.name());
    // A style sheet's pictures keep their own colours: each is drawn once for each ground.
    sheet.replace(QLatin1String("@arrowDown"), t.isDark ? QLatin1String("arrow-down-dark") : QLatin1String("arrow-down-light"));
    sheet.replace(QLatin1String("@arrowUp"), t.isDark ? QLatin1String("arrow-up-dark") : QLatin1String("arrow-up-light"));
    sheet.replace(QLatin1String("@mark"), t.isDark ? QLatin1String("mark-dark") : QLatin1String("mark-light"));
    return sheet;
}

} // namespace cpw::ui
