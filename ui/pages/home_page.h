// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/engine_session.h"
#include "ui/theme/theme.h"

#include <QStringList>
#include <QWidget>

class QLayout;
class QVBoxLayout;
class QPushButton;

namespace cpw::ui {

class PageHeader;

/// Where work starts: the built-in sample, own data, files, what this computer has. Asks the window for everything that opens or
/// starts something; owned by it.
class HomePage : public QWidget {
    Q_OBJECT
public:
    HomePage(const Theme& theme, EngineSession& session, QWidget* parent = nullptr);

    void setRecentFiles(const QStringList& files);
    [[nodiscard]] QPushButton* trainButton() const { return m_train; } ///< null: this build has no sample preset

Q_SIGNALS:
    void trainSampleRequested();
    void movielensRequested(const QString& folder);
    void importRequested();
    void openRequested();
    void newRequested();
    void fileChosen(const QString& path);

private:
    QWidget* makeSampleCard(const api::Preset& sample);
    QWidget* makeOwnDataCard();
    QLayout* makePreviews();
    QWidget* makeFilesCard();
    QWidget* makeComputerCard();
    void addComputerRow(QVBoxLayout& layout, const char* icon, const QString& name, const QString& value);
    void chooseMovielens();

    const Theme& m_theme;
    EngineSession& m_session;
    PageHeader* m_header;
    QPushButton* m_train = nullptr;
    QVBoxLayout* m_recent = nullptr;
    QWidget* m_noRecent = nullptr;
};

} // namespace cpw::ui
