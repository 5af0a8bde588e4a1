// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/actions/action_registry.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QListWidget>
#include <QSettings>
#include <QSlider>
#include <QTabWidget>

namespace cpw::ui {

class ShortcutsPanel;

/// What a user sets once: appearance, language, smoothing, keys, folders of language models. Not modal; every change takes effect
/// and is kept at once, or says when it does. Owned by the window.
class PreferencesWindow : public QDialog {
    Q_OBJECT
public:
    PreferencesWindow(Theme& theme, ActionRegistry& actions, QSettings& settings, QWidget* parent = nullptr);

    [[nodiscard]] ShortcutsPanel& shortcuts() { return *m_shortcuts; }
    [[nodiscard]] QComboBox& themeBox() { return *m_theme; }
    [[nodiscard]] QComboBox& scaleBox() { return *m_scale; }
    [[nodiscard]] QComboBox& languageBox() { return *m_language; }
    [[nodiscard]] QSlider& smoothing() { return *m_smoothing; }
    [[nodiscard]] QCheckBox& keepAwake() { return *m_keepAwake; }
    [[nodiscard]] QListWidget& folders() { return *m_folders; }
    /// Takes a folder up when it holds a language model, or folders that do; else says why not.
    void addFolder(const QString& path);
    /// Asks for one, takes it up and shows what came of it.
    void chooseFolder();

Q_SIGNALS:
    /// Kept; the window is to be made anew.
    void languageChosen();
    /// Kept and in force in the theme; the same.
    void textSizeChosen();
    void smoothingChosen(double weight);
    /// The folders of language models are others.
    void foldersChosen();

private:
    QWidget* makeGeneral(Theme& theme);
    QWidget* makeModels(Theme& theme);
    void saveFolders();

    QSettings& m_settings;
    QTabWidget* m_tabs;
    ShortcutsPanel* m_shortcuts;
    QComboBox* m_theme = nullptr;
    QComboBox* m_scale = nullptr;
    QComboBox* m_language = nullptr;
    QSlider* m_smoothing = nullptr;
    QCheckBox* m_keepAwake = nullptr;
    QListWidget* m_folders = nullptr;
    QLabel* m_folderNote = nullptr;
};

/// Keys of the settings that others read.
namespace preference {
inline constexpr const char* kTheme = "theme";
inline constexpr const char* kScale = "appearance/scale"; ///< percent of text; the program gives it to the theme before the first window
inline constexpr const char* kLanguage = "language";
inline constexpr const char* kSmoothing = "charts/smoothing"; ///< weight, 0 to 0.999
inline constexpr const char* kModelFolders = "models/folders";
inline constexpr const char* kAreMovesKnown = "hints/nextMoves"; ///< what can come after the first run was offered
inline constexpr double kDefaultSmoothing = 0.9;
} // namespace preference

} // namespace cpw::ui
