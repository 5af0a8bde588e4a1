// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"
#include "ui/session/engine_session.h"
#include "ui/theme/theme.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QBoxLayout;
class QLayout;
class QVBoxLayout;
class QPushButton;

namespace cpw::ui {

class ElidedLabel;
class PageHeader;

/// Where work starts: the built-in sample, own data, files, what this computer has. Asks the window for everything that opens or
/// starts something; owned by it.
class HomePage : public QWidget {
    Q_OBJECT
public:
    HomePage(const Theme& theme, EngineSession& session, QWidget* parent = nullptr);

    void setRecentFiles(const QStringList& files);
    void setLanguageModels(const std::vector<api::ModelFolder>& models);
    [[nodiscard]] QPushButton* trainButton() const { return m_train; } ///< null: this build has no sample preset

protected:
    void resizeEvent(QResizeEvent* event) override;

Q_SIGNALS:
    void trainSampleRequested();
    void settingsRequested();
    void movielensRequested(const QString& folder);
    void importRequested();
    void modelFolderRequested();
    void runsRequested();
    void aboutRequested();
    void openRequested();
    void newRequested();
    void fileChosen(const QString& path);

private:
    QWidget* makeSampleCard(const api::Preset& sample);
    QWidget* makeOwnCard();
    void addOwnRow(QVBoxLayout& layout, const char* icon, const QString& name, const QString& about, QPushButton* button);
    QLayout* makePreviews();
    QLayout* makeHints();
    QWidget* makeFilesCard();
    QWidget* makeComputerCard();
    ElidedLabel* addComputerRow(QVBoxLayout& layout, const char* icon, const QString& name, const QString& value);
    void chooseMovielens();

    const Theme& m_theme;
    EngineSession& m_session;
    PageHeader* m_header;
    QPushButton* m_train = nullptr;
    QBoxLayout* m_columns = nullptr;
    QVBoxLayout* m_recent = nullptr;
    QWidget* m_noRecent = nullptr;
    ElidedLabel* m_models = nullptr;
};

} // namespace cpw::ui
