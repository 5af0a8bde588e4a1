// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help_window.h"

#include "ui/widgets/labels.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <utility>

namespace cpw::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("HelpWindow", text);
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
    about->setMinimumWidth(420);
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

void showShortcuts(QWidget* parent) {
    const std::pair<const char*, QString> keys[] = {
        {"Ctrl+Return", tr("Train the built-in sample")},
        {"Ctrl+1, Ctrl+5, Ctrl+6", tr("Home, Live, Runs")},
        {"Ctrl+O, Ctrl+N", tr("Open and new file")},
        {"Ctrl+B", tr("Fold the sidebar")},
        {"Ctrl+F", tr("Filter of the page")},
        {"Ctrl+R", tr("First learning rate (Live)")},
        {"Space, S", tr("Pause or resume, step (Live)")},
        {"Left, Right", tr("Step cursor by one point, with Shift by ten (chart)")},
        {"Home, End", tr("Step cursor to the first point, to the newest (chart)")},
        {"+, -, 0", tr("Zoom in, zoom out, fit (chart)")},
        {"L", tr("Logarithmic y axis (chart)")},
        {"Return, F2, Del", tr("Show curves, edit the note, delete (Runs)")},
    };
    QDialog* window = makeWindow(parent, tr("Keyboard shortcuts"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(6);
    int row = 0;
    for (const auto& [key, text] : keys) {
        grid->addWidget(makeLabel("mono", QString::fromLatin1(key), window), row, 0);
        grid->addWidget(makeLabel("help", text, window), row++, 1);
    }
    static_cast<QVBoxLayout*>(window->layout())->addLayout(grid);
    finish(window);
}

} // namespace cpw::ui
