// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home_page.h"

#include "core/base/file_system.h"
#include "core/base/text_format.h"
#include "ui/pages/page_header.h"
#include "ui/pages/stage_cells.h"
#include "ui/text/core_text.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/preview_card.h"
#include "ui/widgets/scrolled_column.h"
#include "ui/widgets/stage_strip.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QStorageInfo>
#include <QThread>
#include <QVBoxLayout>

#include <unistd.h>

namespace cpw::ui {
namespace {

constexpr int kRightColumn = 336;
constexpr int kRecentShown = 6;
constexpr int kTwoColumns = 960;

std::uint64_t memoryBytes() {
    const long pages = sysconf(_SC_PHYS_PAGES);
    const long pageSize = sysconf(_SC_PAGE_SIZE);
    return pages > 0 && pageSize > 0 ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(pageSize) : 0;
}

QLabel* heading(const QString& text, QWidget* parent) {
    return makeLabel("section", text, parent);
}

QStringList otherFiles(QStringList files, const QString& open) {
    files.removeAll(open);
    return files;
}

} // namespace

HomePage::HomePage(const Theme& theme, EngineSession& session, const QStringList& recent, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_header(new PageHeader(theme, this)) {
    setProperty("kind", QStringLiteral("page"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kPageMargin, 0, metric::kPageMargin, metric::kMargin);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    m_header->setTitle(tr("Start"));
    const QFileInfo file(session.file());
    m_header->setFacts(session.isReadOnly() ? tr("%1 is open read-only.").arg(QDir::toNativeSeparators(file.absoluteFilePath()))
                                            : tr("Runs are kept in %1.").arg(QDir::toNativeSeparators(file.absoluteFilePath())));
    const QStringList others = otherFiles(recent, file.absoluteFilePath());
    auto* columns = m_columns = new QHBoxLayout;
    columns->setSpacing(metric::kPageMargin);
    columns->addLayout(makeLeft(others), 1);
    columns->addLayout(makeRight(others));
    // A short window scrolls rather than squeezing the cards.
    auto* holder = new QWidget(this);
    holder->setProperty("kind", QStringLiteral("plain"));
    columns->setContentsMargins(0, 0, 0, 0);
    holder->setLayout(columns);
    auto* scroll = new ScrolledColumn(holder, this);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(1); // two columns become one where there is no room for both
    layout->addWidget(scroll, 1);
    layout->addSpacing(8);
    layout->addLayout(makeHints());
}

QLayout* HomePage::makeLeft(const QStringList& recent) {
    auto* left = new QVBoxLayout;
    left->setSpacing(8);
    const api::Preset* sample = m_session.preset(QStringLiteral("sample"));
    if (!recent.isEmpty()) {
        left->addWidget(heading(tr("Recent files"), this));
        left->addWidget(makeRecentCard(recent));
        left->addSpacing(8);
    }
    if (sample)
        left->addWidget(recent.isEmpty() ? makeSampleCard(*sample) : makeSampleRow(*sample));
    left->addSpacing(8);
    left->addWidget(heading(tr("Bring your own"), this));
    left->addWidget(makeOwnCard());
    left->addSpacing(8);
    left->addWidget(heading(tr("After the first run"), this));
    left->addLayout(makePreviews());
    left->addStretch(1);
    return left;
}

QLayout* HomePage::makeRight(const QStringList& recent) {
    auto* right = new QVBoxLayout;
    right->setSpacing(8);
    if (recent.isEmpty()) {
        right->addWidget(heading(tr("Recent files"), this));
        right->addWidget(makeFilesCard());
        right->addSpacing(8);
    }
    right->addWidget(heading(tr("This computer"), this));
    right->addWidget(makeComputerCard());
    right->addStretch(1);
    return right;
}

QPushButton* HomePage::makeTrainButton(QWidget* parent) {
    m_train = makeButton(m_theme, tr("Train sample"), "play", "primary", parent);
    m_train->setToolTip(tr("Train sample (Ctrl+Return)"));
    m_train->setEnabled(!m_session.isReadOnly());
    connect(m_train, &QPushButton::clicked, this, &HomePage::trainSampleRequested);
    return m_train;
}

QPushButton* HomePage::makeSettingsLink(QWidget* parent) {
    auto* settings = makeButton(m_theme, tr("Look at the settings first"), "", "link", parent);
    settings->setToolTip(tr("Opens the sample's last run on the Experiment page; nothing starts"));
    connect(settings, &QPushButton::clicked, this, &HomePage::settingsRequested);
    return settings;
}

QLabel* HomePage::makeRunsLabel(const api::Preset& sample, QWidget* parent) const {
    QStringList titles;
    for (const auto& arm : sample.arms)
        titles << coreText(arm.title);
    auto* runs = makeLabel("help",
                           titles.size() == 1 ? tr("One run: %1.").arg(titles.first())
                                              : tr("%1 runs, one after the other: %2.").arg(titles.size()).arg(titles.join(QStringLiteral("; "))),
                           parent);
    runs->setWordWrap(true);
    return runs;
}

QWidget* HomePage::makeSampleCard(const api::Preset& sample) {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(20, 18, 20, 18);
    layout->setSpacing(4);
    layout->addWidget(makeLabel("title", tr("Train the built-in sample"), card));
    auto* sentence = makeLabel(
        "body2", tr("ClickPrompt's stages on a small invented data set whose truth is known. Nothing is downloaded."), card);
    sentence->setWordWrap(true);
    layout->addWidget(sentence);
    layout->addSpacing(10);
    std::vector<api::RunSpec> arms;
    for (const auto& arm : sample.arms)
        arms.push_back(arm.spec);
    auto* strip = new StageStrip(m_theme, card);
    strip->setCells(stripOf(arms).cells);
    strip->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    layout->addWidget(strip);
    layout->addSpacing(12);
    auto* row = new QHBoxLayout;
    makeTrainButton(card)->setProperty("large", true);
    row->addWidget(m_train);
    row->addWidget(makeSettingsLink(card));
    row->addSpacing(12);
    row->addWidget(makeRunsLabel(sample, card), 1);
    layout->addLayout(row);
    return card;
}

QWidget* HomePage::makeSampleRow(const api::Preset& sample) {
    auto* card = makeFrame("card", this);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(12);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(1);
    texts->addWidget(makeLabel("section", tr("Train the built-in sample"), card));
    texts->addWidget(makeRunsLabel(sample, card));
    row->addLayout(texts, 1);
    row->addWidget(makeSettingsLink(card));
    row->addWidget(makeTrainButton(card));
    return card;
}

void HomePage::addOwnRow(QVBoxLayout& layout, const char* icon, const QString& name, const QString& about, QPushButton* button) {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(14);
    row->addWidget(new IconLabel(m_theme, QString::fromLatin1(icon), Tone::Text2, 16, this));
    auto* texts = new QVBoxLayout;
    texts->setSpacing(1);
    auto* title = makeLabel("body", name, this);
    title->setFont(fontOf(FontRole::BodyMedium));
    texts->addWidget(title);
    auto* help = new ElidedLabel("help", this);
    help->setFullText(about);
    texts->addWidget(help);
    row->addLayout(texts, 1);
    row->addWidget(button);
    if (layout.count() > 0)
        layout.addWidget(makeFrame("line", this));
    layout.addLayout(row);
}

QWidget* HomePage::makeOwnCard() {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    const auto button = [&](const QString& text, const QString& toolTip, auto then) {
        auto* made = makeButton(m_theme, text, "", "", card);
        made->setToolTip(m_session.isReadOnly() ? tr("The file is open for reading only.") : toolTip);
        made->setEnabled(!m_session.isReadOnly());
        connect(made, &QPushButton::clicked, this, then);
        return made;
    };
    if (m_session.preset(QStringLiteral("movielens_1m")))
        addOwnRow(*layout, "folder", tr("MovieLens-1M folder"), tr("ratings.dat, users.dat and movies.dat, as GroupLens ships them"),
                  button(tr("Open folder..."), tr("Choose the folder and train the preset on it"), &HomePage::chooseMovielens));
    addOwnRow(*layout, "import", tr("Your own table"), tr("Rows with a label in a text, JSON or Parquet file, or the folder of a data set"),
              button(tr("Import table..."), tr("A file with rows, or the folder of a data set; what it is will be found out"), &HomePage::importRequested));
    addOwnRow(*layout, "template", tr("Language model"), tr("A folder with config.json, the tokenizer and the weights (BERT, RoBERTa, DistilBERT, TinyBERT)"),
              button(tr("Add folder..."), tr("The models in the folder are offered on the Experiment page"), &HomePage::modelFolderRequested));
    addOwnRow(*layout, "runs", tr("Earlier results"), tr("TensorBoard's event files, MLflow, or a table of metrics"),
              button(tr("Import runs..."), tr("Runs of other programs, to be compared with those of this file"), &HomePage::runsRequested));
    return card;
}

QLayout* HomePage::makePreviews() {
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::kCardGap);
    row->addWidget(new PreviewCard(m_theme, PreviewKind::Curve, tr("Watch and steer"),
                                   tr("Pause, step, change a rate while it trains; every change is a flag on the curve."), this),
                   1);
    row->addWidget(new PreviewCard(m_theme, PreviewKind::Bands, tr("Compare"),
                                   tr("Seeds become a mean with a band; only settings that differ are listed."), this),
                   1);
    row->addWidget(new PreviewCard(m_theme, PreviewKind::Heads, tr("Look inside"),
                                   tr("Soft prompts, attention and what-if edits for any row, at any checkpoint."), this),
                   1);
    return row;
}

QLayout* HomePage::makeHints() {
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(new IconLabel(m_theme, QStringLiteral("info"), Tone::Text3, 14, this));
    row->addWidget(makeLabel("help", tr("Ctrl+K finds every command. F1 explains the field that has the focus. Everything stays on this computer."), this), 1);
    auto* about = makeButton(m_theme, tr("What is ClickPrompt?"), "", "link", this);
    connect(about, &QPushButton::clicked, this, &HomePage::aboutRequested);
    row->addWidget(about);
    return row;
}

QLayout* HomePage::makeFileButtons(QWidget* parent) {
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto* open = makeButton(m_theme, tr("Open file..."), "folder", "", parent);
    auto* create = makeButton(m_theme, tr("New file..."), "", "", parent);
    connect(open, &QPushButton::clicked, this, &HomePage::openRequested);
    connect(create, &QPushButton::clicked, this, &HomePage::newRequested);
    buttons->addWidget(open);
    buttons->addWidget(create);
    buttons->addStretch(1);
    return buttons;
}

/// Before another file was ever opened.
QWidget* HomePage::makeFilesCard() {
    auto* card = makeFrame("card", this);
    m_sideCards.push_back(card);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(6);
    layout->addWidget(new IconLabel(m_theme, QStringLiteral("file"), Tone::Text2, 18, card));
    auto* first = makeLabel("body", tr("Files you open appear here."), card);
    first->setFont(fontOf(FontRole::BodyMedium));
    layout->addWidget(first);
    auto* about =
        makeLabel("help", tr("A workbench file holds all runs, curves, settings and notes. Copy it, mail it, open it read-only."), card);
    about->setWordWrap(true);
    layout->addWidget(about);
    layout->addSpacing(2);
    layout->addLayout(makeFileButtons(card));
    return card;
}

QWidget* HomePage::makeRecentCard(const QStringList& files) {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(12, 8, 16, 12);
    layout->setSpacing(2);
    for (const QString& path : files.mid(0, kRecentShown))
        addRecentRow(*layout, path);
    layout->addSpacing(6);
    auto* buttons = makeFileButtons(card);
    buttons->setContentsMargins(4, 0, 0, 0);
    layout->addLayout(buttons);
    return card;
}

void HomePage::addRecentRow(QVBoxLayout& layout, const QString& path) {
    const QFileInfo info(path);
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    auto* button = makeButton(m_theme, info.fileName(), "file", "link", this);
    button->setToolTip(QDir::toNativeSeparators(info.absoluteFilePath()));
    button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT fileChosen(path); });
    row->addWidget(button);
    auto* folder = new ElidedLabel("help", this);
    folder->setFullText(QDir::toNativeSeparators(info.absolutePath()));
    row->addWidget(folder, 1);
    row->addWidget(makeLabel("help", tr("%1, changed %2").arg(qstr(bytesText(static_cast<std::uint64_t>(info.size()))), QLocale().toString(info.lastModified(), QLocale::ShortFormat)), this));
    layout.addLayout(row);
}

/// Files and computer stand below where there is no room beside.
void HomePage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    setDirection(QBoxLayout::LeftToRight);
    const int room = width() - 2 * metric::kPageMargin; // texts of some languages need more than was drawn for
    if (width() < scaled(kTwoColumns) || m_columns->minimumSize().width() > room)
        setDirection(QBoxLayout::TopToBottom);
}

/// Below the others, the cards of the side are as wide as these: the layout counts the lines of their texts at the whole width.
void HomePage::setDirection(QBoxLayout::Direction direction) {
    const bool isBeside = direction == QBoxLayout::LeftToRight;
    for (QWidget* card : m_sideCards) {
        card->setMinimumWidth(isBeside ? scaled(kRightColumn) : 0);
        card->setMaximumWidth(isBeside ? scaled(kRightColumn) : QWIDGETSIZE_MAX);
    }
    m_columns->setDirection(direction);
}

ElidedLabel* HomePage::addComputerRow(QVBoxLayout& layout, const char* icon, const QString& name, const QString& value) {
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(
        new IconLabel(m_theme, QString::fromLatin1(icon), qstrcmp(icon, "check") == 0 ? Tone::Ok : Tone::Text3, 14, this));
    row->addWidget(makeLabel("small", name, this));
    auto* text = new ElidedLabel("help", this);
    text->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    text->setFullText(value);
    row->addWidget(text, 1);
    layout.addLayout(row);
    return text;
}

void HomePage::setLanguageModels(const std::vector<api::ModelFolder>& models) {
    QStringList names;
    for (const auto& model : models)
        names << qstr(model.name);
    m_models->setFullText(names.isEmpty() ? tr("none added yet") : names.join(QStringLiteral(", ")));
}

QWidget* HomePage::makeComputerCard() {
    auto* card = makeFrame("card", this);
    m_sideCards.push_back(card);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(16, 12, 16, 14);
    layout->setSpacing(13);
    bool hasCard = false;
    for (const auto& device : m_session.catalog().devices) {
        if (!device.id.starts_with("cuda"))
            continue;
        hasCard = true;
        addComputerRow(*layout, "check", tr("Graphics card"),
                       device.memoryBytes > 0 ? tr("%1, %2").arg(coreText(device.title), qstr(bytesText(device.memoryBytes)))
                                              : coreText(device.title));
    }
    const int cores = QThread::idealThreadCount();
    if (!hasCard)
        addComputerRow(*layout, "info", tr("No CUDA card"), tr("training uses the processor"));
    addComputerRow(*layout, "check", tr("Processor"), tr("%1 cores, %2 memory").arg(cores).arg(qstr(bytesText(memoryBytes()))));
    const QStorageInfo disk(QFileInfo(m_session.file()).absolutePath());
    if (disk.isValid()) {
        const QString free = qstr(bytesText(static_cast<std::uint64_t>(std::max<qint64>(0, disk.bytesAvailable()))));
        const FileSystem place = fileSystemOf(m_session.file().toStdString());
        if (isNetwork(place))
            addComputerRow(*layout, "info", tr("Disk"), tr("%1 free, on a network (%2)").arg(free, qstr(place.type)));
        else
            addComputerRow(*layout, "check", tr("Disk"), tr("%1 free, local").arg(free));
    }
    if (!m_session.catalog().torchVersion.empty())
        addComputerRow(*layout, "check", tr("LibTorch"), qstr(m_session.catalog().torchVersion));
    m_models = addComputerRow(*layout, "info", tr("Language models"), {});
    setLanguageModels({});
    return card;
}

void HomePage::chooseMovielens() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of MovieLens-1M"));
    if (!folder.isEmpty())
        Q_EMIT movielensRequested(folder);
}

} // namespace cpw::ui
