// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"
#include "ui/session/engine_session.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QStringList>
#include <QWidget>

#include <vector>

class QLabel;
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
    /// `recent`: files opened before, the open one may be among them. Where there are others, they come first and the sample takes one
    /// row.
    HomePage(const Theme& theme, EngineSession& session, const QStringList& recent, QWidget* parent = nullptr);

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
    void setDirection(QBoxLayout::Direction direction);
    QLayout* makeLeft(const QStringList& recent);
    QLayout* makeRight(const QStringList& recent);
    QWidget* makeSampleCard(const api::Preset& sample);
    /// The same on one row.
    QWidget* makeSampleRow(const api::Preset& sample);
    QPushButton* makeTrainButton(QWidget* parent);
    QPushButton* makeSettingsLink(QWidget* parent);
    [[nodiscard]] QLabel* makeRunsLabel(const api::Preset& sample, QWidget* parent) const;
    QWidget* makeOwnCard();
    void addOwnRow(QVBoxLayout& layout, const char* icon, const QString& name, const QString& about, QPushButton* button);
    QLayout* makePreviews();
    QLayout* makeHints();
    QWidget* makeFilesCard();
    QWidget* makeRecentCard(const QStringList& files);
    void addRecentRow(QVBoxLayout& layout, const QString& path);
    QLayout* makeFileButtons(QWidget* parent);
    QWidget* makeComputerCard();
    ElidedLabel* addComputerRow(QVBoxLayout& layout, const char* icon, const QString& name, const QString& value);
    void chooseMovielens();

    const Theme& m_theme;
    EngineSession& m_session;
    PageHeader* m_header;
    QPushButton* m_train = nullptr;
    QBoxLayout* m_columns = nullptr;
    std::vector<QWidget*> m_sideCards; ///< of the right column
    ElidedLabel* m_models = nullptr;
};

} // namespace cpw::ui
