// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help_window.h"

#include "ui/actions/action_registry.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QVBoxLayout>
#include <QWhatsThis>

#include <qcustomplot.h>

#include <utility>
#include <vector>

namespace cpw::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cpw::ui", text);
}

QDialog* makeWindow(QWidget* parent, const QString& title) {
    auto* window = new QDialog(parent);
    window->setWindowTitle(title);
    window->setAttribute(Qt::WA_DeleteOnClose);
    auto* layout = new QVBoxLayout(window);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(8);
    layout->addWidget(makeLabel("title", title, window));
    return window;
}

void finish(QDialog* window) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, window);
    QObject::connect(buttons, &QDialogButtonBox::rejected, window, &QDialog::close);
    window->layout()->addWidget(buttons);
    window->show();
}

} // namespace

void showAbout(QWidget* parent, const QString& torchVersion) {
    QDialog* window = makeWindow(parent, tr("ClickPrompt Workbench"));
    auto* about = makeLabel("body2",
                            tr("Trains click-through-rate models together with a language model: soft prompts made from the CTR "
                               "model's view of a row, "
                               "prompt-augmented masked language modelling, and finetuning with or without the language model."),
                            window);
    about->setWordWrap(true);
    about->setMinimumWidth(scaled(420));
    window->layout()->addWidget(about);
    window->layout()->addWidget(makeLabel("help", tr("Version %1").arg(QCoreApplication::applicationVersion()), window));
    window->layout()->addWidget(makeLabel("help",
                                          tr("Qt %1, QCustomPlot %2, LibTorch %3")
                                              .arg(QString::fromLatin1(qVersion()), QString::fromLatin1(QCUSTOMPLOT_VERSION_STR),
                                                   torchVersion.isEmpty() ? tr("not present") : torchVersion),
                                          window));
    window->layout()->addWidget(
        makeLabel("help", tr("Licence: GPL-3.0-or-later. Fonts: Inter and JetBrains Mono, SIL Open Font License 1.1."), window));
    finish(window);
}

void showTopic(QWidget* parent, const QString& title, const QString& text) {
    QDialog* window = makeWindow(parent, title);
    auto* label = makeLabel("body2", text, window);
    label->setWordWrap(true);
    label->setMinimumWidth(scaled(460));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    window->layout()->addWidget(label);
    finish(window);
}

bool explainFocused() {
    QWidget* focused = QApplication::focusWidget();
    for (const auto textOf : {&QWidget::whatsThis, &QWidget::toolTip})
        for (QWidget* widget = focused; widget && !widget->isWindow(); widget = widget->parentWidget())
            if (const QString text = (widget->*textOf)(); !text.isEmpty()) {
                QWhatsThis::showText(focused->mapToGlobal(QPoint(0, focused->height())), text, focused);
                return true;
            }
    return false;
}

void showShortcuts(QWidget* parent, const ActionRegistry& actions) {
    std::vector<std::pair<QString, QString>> keys;
    for (const QAction* action : actions.actions())
        if (!action->shortcut().isEmpty())
            keys.emplace_back(action->shortcut().toString(QKeySequence::NativeText), plainText(*action));
    const std::pair<const char*, QString> fixed[] = {
        {"Ctrl+F", tr("Filter of the page")},
        {"Ctrl+R", tr("First learning rate (Live)")},
        {"Space, S", tr("Pause or resume, step (Live)")},
        {"Left, Right", tr("Step cursor by one point, with Shift by ten (chart)")},
        {"Home, End", tr("Step cursor to the first point, to the newest (chart)")},
        {"+, -, 0", tr("Zoom in, zoom out, fit (chart)")},
        {"L", tr("Logarithmic y axis (chart)")},
        {"Return, F2, Del", tr("Show curves, edit the note, delete (Runs)")},
    };
    for (const auto& [key, text] : fixed)
        keys.emplace_back(QString::fromLatin1(key), text);
    QDialog* window = makeWindow(parent, tr("Keyboard shortcuts"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(6);
    const int rows = static_cast<int>((keys.size() + 1) / 2);
    for (int i = 0; i < static_cast<int>(keys.size()); ++i) {
        const auto& [key, text] = keys[static_cast<std::size_t>(i)];
        grid->addWidget(makeLabel("mono", key, window), i % rows, 2 * (i / rows));
        grid->addWidget(makeLabel("help", text, window), i % rows, 2 * (i / rows) + 1);
    }
    static_cast<QVBoxLayout*>(window->layout())->addLayout(grid);
    finish(window);
}

} // namespace cpw::ui
