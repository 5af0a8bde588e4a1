// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preferences_window.h"

#include "ui/language.h"
#include "ui/preferences/shortcuts_panel.h"
#include "ui/session/sleep_guard.h"
#include "ui/widgets/labels.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QVBoxLayout>

namespace cpw::ui {
namespace {

constexpr int kScales[] = {100, 125, 150, 175, 200};
constexpr int kSmoothingSteps = 999;

constexpr int kModelsTab = 2;

bool isModelFolder(const QDir& folder) {
    return folder.exists(QStringLiteral("config.json")) && !folder.entryList({QStringLiteral("*.safetensors"), QStringLiteral("pytorch_model*.bin")}, QDir::Files).isEmpty();
}

/// Nothing: the folder holds a language model as Hugging Face writes it, or folders that do.
QString folderProblem(const QString& path) {
    const QDir folder(path);
    if (!folder.exists())
        return PreferencesWindow::tr("%1 is not a folder.").arg(path);
    for (const QString& inner : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (isModelFolder(QDir(folder.filePath(inner))))
            return {};
    if (!folder.exists(QStringLiteral("config.json")))
        return PreferencesWindow::tr("%1 holds no config.json; choose the folder of one language model, or one with such folders in it.").arg(path);
    if (folder.entryList({QStringLiteral("*.safetensors"), QStringLiteral("pytorch_model*.bin")}, QDir::Files).isEmpty())
        return PreferencesWindow::tr("%1 holds no weights: no .safetensors and no pytorch_model.bin.").arg(path);
    return {};
}

} // namespace

PreferencesWindow::PreferencesWindow(Theme& theme, ActionRegistry& actions, QSettings& settings, QWidget* parent)
    : QDialog(parent), m_settings(settings), m_tabs(new QTabWidget(this)), m_shortcuts(new ShortcutsPanel(theme, actions, this)) {
    setWindowTitle(tr("Preferences"));
    setObjectName(QStringLiteral("preferences"));
    resize(scaled(680), scaled(560));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Preferences"));
    m_tabs->addTab(makeGeneral(theme), tr("General"));
    m_tabs->addTab(m_shortcuts, tr("Shortcuts"));
    m_tabs->insertTab(kModelsTab, makeModels(theme), tr("Language models"));
    layout->addWidget(m_tabs, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setIcon({}); // that of the style is of another look
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    layout->addWidget(buttons);
}

QWidget* PreferencesWindow::makeGeneral(Theme& theme) {
    auto* panel = new QWidget(this);
    auto* form = new QFormLayout(panel);
    form->setContentsMargins(16, 20, 16, 16);
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(10);
    form->setLabelAlignment(Qt::AlignLeft);
    const auto addHelp = [&](const QString& text) {
        auto* label = makeLabel("help", text, panel);
        label->setWordWrap(true);
        form->addRow(QString(), label);
    };

    m_theme = new QComboBox(panel);
    for (const auto& [text, mode] : {std::pair(tr("As the desktop"), ThemeMode::System), std::pair(tr("Light"), ThemeMode::Light),
                                     std::pair(tr("Dark"), ThemeMode::Dark), std::pair(tr("High contrast, light"), ThemeMode::LightContrast),
                                     std::pair(tr("High contrast, dark"), ThemeMode::DarkContrast)})
        m_theme->addItem(text, static_cast<int>(mode));
    const auto showTheme = [this, &theme] { m_theme->setCurrentIndex(m_theme->findData(static_cast<int>(theme.mode()))); };
    showTheme();
    connect(&theme, &Theme::changed, m_theme, showTheme);
    connect(m_theme, &QComboBox::activated, this, [this, &theme] {
        const auto mode = static_cast<ThemeMode>(m_theme->currentData().toInt());
        m_settings.setValue(QLatin1String(preference::kTheme), toText(mode));
        theme.setMode(mode);
    });
    form->addRow(tr("&Theme"), m_theme);

    m_scale = new QComboBox(panel);
    for (const int percent : kScales)
        m_scale->addItem(tr("%1 %").arg(percent), percent);
    m_scale->setCurrentIndex(std::max(0, m_scale->findData(m_settings.value(QLatin1String(preference::kScale), 100).toInt())));
    connect(m_scale, &QComboBox::activated, this, [this, &theme] {
        m_settings.setValue(QLatin1String(preference::kScale), m_scale->currentData());
        theme.setTextScale(m_scale->currentData().toInt() / 100.0);
        Q_EMIT textSizeChosen();
    });
    form->addRow(tr("Text and control &size"), m_scale);
    addHelp(tr("On top of the scale of the desktop."));

    m_language = new QComboBox(panel);
    for (const auto& [id, name] : Language::choices())
        m_language->addItem(name, id);
    m_language->setCurrentIndex(
        std::max(0, m_language->findData(m_settings.value(QLatin1String(preference::kLanguage)).toString())));
    connect(m_language, &QComboBox::activated, this, [this] {
        m_settings.setValue(QLatin1String(preference::kLanguage), m_language->currentData());
        Q_EMIT languageChosen();
    });
    form->addRow(tr("&Language"), m_language);

    m_smoothing = new QSlider(Qt::Horizontal, panel);
    m_smoothing->setRange(0, kSmoothingSteps);
    m_smoothing->setAccessibleName(tr("Smoothing of new charts"));
    auto* weight = makeLabel("mono", {}, panel);
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::kGap);
    row->addWidget(m_smoothing, 1);
    row->addWidget(weight);
    const auto showWeight = [this, weight] { weight->setText(QString::number(m_smoothing->value() / 1000.0, 'f', 3)); };
    m_smoothing->setValue(static_cast<int>(
        1000 * m_settings.value(QLatin1String(preference::kSmoothing), preference::kDefaultSmoothing).toDouble()));
    showWeight();
    connect(m_smoothing, &QSlider::valueChanged, this, [this, showWeight] {
        showWeight();
        m_settings.setValue(QLatin1String(preference::kSmoothing), m_smoothing->value() / 1000.0);
        Q_EMIT smoothingChosen(m_smoothing->value() / 1000.0);
    });
    form->addRow(tr("Smoothing of charts"), row);
    addHelp(tr("Weight of the moving average; 0 shows the raw line only."));

    m_keepAwake = new QCheckBox(tr("Keep the computer &awake while a run trains"), panel);
    m_keepAwake->setChecked(m_settings.value(QLatin1String(SleepGuard::kKeepAwake), true).toBool());
    connect(m_keepAwake, &QCheckBox::toggled, this, [this](bool isOn) { m_settings.setValue(QLatin1String(SleepGuard::kKeepAwake), isOn); });
    form->addRow(QString(), m_keepAwake);
    addHelp(tr("It may sleep while the run is paused."));
    return panel;
}

QWidget* PreferencesWindow::makeModels(Theme& theme) {
    auto* panel = new QWidget(this);
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(8);
    auto* help =
        makeLabel("help",
                  tr("Folders with a language model as Hugging Face has them: BERT, RoBERTa or DistilBERT, with config.json, "
                     "weights and tokenizer. A folder of such folders does, too. An experiment offers what is found, and takes a model by its name."),
                  panel);
    help->setWordWrap(true);
    layout->addWidget(help);
    m_folders = new QListWidget(panel);
    m_folders->setAccessibleName(tr("Folders of language models"));
    m_folders->addItems(m_settings.value(QLatin1String(preference::kModelFolders)).toStringList());
    layout->addWidget(m_folders, 1);
    auto* row = new QHBoxLayout;
    auto* add = makeButton(theme, tr("Add folder..."), "folder", "", panel);
    auto* remove = makeButton(theme, tr("Remove from list"), "trash", "", panel);
    remove->setEnabled(false);
    row->addWidget(add);
    row->addWidget(remove);
    row->addStretch(1);
    layout->addLayout(row);
    m_folderNote = makeLabel("help", {}, panel);
    m_folderNote->setWordWrap(true);
    layout->addWidget(m_folderNote);
    connect(add, &QPushButton::clicked, this, &PreferencesWindow::chooseFolder);
    connect(m_folders, &QListWidget::currentRowChanged, remove, [remove](int chosen) { remove->setEnabled(chosen >= 0); });
    connect(remove, &QPushButton::clicked, this, [this] {
        delete m_folders->takeItem(m_folders->currentRow());
        saveFolders();
    });
    return panel;
}

void PreferencesWindow::chooseFolder() {
    const QString path = QFileDialog::getExistingDirectory(this, tr("Add language model folder"));
    if (path.isEmpty())
        return;
    m_tabs->setCurrentIndex(kModelsTab);
    addFolder(path);
    show();
    raise();
}

void PreferencesWindow::addFolder(const QString& path) {
    const QString whole = QFileInfo(path).absoluteFilePath();
    QString problem = folderProblem(whole);
    if (problem.isEmpty() && !m_folders->findItems(whole, Qt::MatchExactly).isEmpty())
        problem = tr("%1 is in the list already.").arg(whole);
    setStyleProperty(m_folderNote, "tone", problem.isEmpty() ? QString() : QStringLiteral("err"));
    m_folderNote->setText(problem);
    if (!problem.isEmpty())
        return;
    m_folders->addItem(whole);
    saveFolders();
}

void PreferencesWindow::saveFolders() {
    QStringList folders;
    for (int row = 0; row < m_folders->count(); ++row)
        folders << m_folders->item(row)->text();
    m_settings.setValue(QLatin1String(preference::kModelFolders), folders);
    Q_EMIT foldersChosen();
}

} // namespace cpw::ui
