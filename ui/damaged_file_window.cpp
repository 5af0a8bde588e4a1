// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/damaged_file_window.h"

#include "core/base/text_format.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace cpw::ui {

DamagedFileWindow::DamagedFileWindow(const Theme& theme, const QString& file, const QString& problem, QWidget* parent)
    : QMainWindow(parent), m_file(file), m_progress(makeLabel("help", {}, this)),
      m_copy(makeButton(theme, tr("Open a read-only copy"), "copy", "primary", this)) {
    const QFileInfo info(file);
    setWindowTitle(tr("%1 - ClickPrompt Workbench").arg(info.fileName()));
    resize(860, 420);
    auto* page = new QWidget(this);
    page->setProperty("kind", QStringLiteral("page"));
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(48, 36, 48, 36);
    layout->setSpacing(10);
    layout->addStretch(1);
    layout->addWidget(makeLabel("title", tr("%1 cannot be opened").arg(info.fileName()), page));
    const auto addText = [&](const char* role, const QString& text) {
        auto* label = makeLabel(role, text, page);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(label);
    };
    addText("body2", sentenceText(problem));
    addText("help",
            tr("%1, %2, last changed %3. Nothing in it was changed now.")
                .arg(QDir::toNativeSeparators(info.absoluteFilePath()), qstr(bytesText(static_cast<std::uint64_t>(info.size()))),
                     QLocale().toString(info.lastModified(), QLocale::ShortFormat)));
    addText("help", tr("A read-only copy holds every run, curve and note that can still be read. Checkpoints lie in the folder "
                       "beside the file and are not touched."));
    auto* ways = new QHBoxLayout;
    ways->setSpacing(8);
    auto* open = makeButton(theme, tr("Open another file..."), "folder", "", page);
    auto* create = makeButton(theme, tr("New file..."), "file", "", page);
    for (auto* button : {m_copy, open, create})
        ways->addWidget(button);
    ways->addStretch(1);
    layout->addSpacing(8);
    layout->addLayout(ways);
    m_progress->setWordWrap(true);
    layout->addWidget(m_progress);
    layout->addStretch(2);
    setCentralWidget(page);
    m_copy->setFocus();
    connect(m_copy, &QPushButton::clicked, this, &DamagedFileWindow::copyRequested);
    const QString filter = tr("Workbench files (*.cpw)");
    connect(open, &QPushButton::clicked, this, [this, filter, folder = info.absolutePath()] {
        if (const QString path = QFileDialog::getOpenFileName(this, tr("Open file"), folder, filter); !path.isEmpty())
            Q_EMIT openRequested(path);
    });
    connect(create, &QPushButton::clicked, this, [this, filter, folder = info.absolutePath()] {
        if (const QString path = QFileDialog::getSaveFileName(this, tr("New file"), folder, filter); !path.isEmpty())
            Q_EMIT newRequested(path);
    });
}

void DamagedFileWindow::showProgress(const QString& text, bool isWorking) {
    m_progress->setText(text);
    m_copy->setEnabled(!isWorking);
}

} // namespace cpw::ui
