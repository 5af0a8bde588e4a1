// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/dataset_list_model.h"
#include "ui/session/data_session.h"
#include "ui/session/engine_session.h"
#include "ui/session/experiment_draft.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QAction;
class QLabel;
class QListView;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace cpw::ui {

class FieldsCard;
class ImportPanel;
class PageHeader;
class RowsCard;
class SplitCard;

/// Data sets of the file: their fields, split, rows and sentences, and the import of new ones. Every number comes from all rows.
/// Reads on workers; what the user chooses is shown as it comes.
class DataPage : public QWidget {
    Q_OBJECT
public:
    DataPage(const Theme& theme, EngineSession& engine, DataSession& session, ExperimentDraft& draft, QWidget* parent = nullptr);

    /// Begins an import; an empty path lets the user choose in the panel.
    void importPath(const QString& path);
    void chooseDataset(const QString& name);
    [[nodiscard]] QString dataset() const { return m_name; }
    [[nodiscard]] const api::DataFacts* facts() const { return m_facts ? &*m_facts : nullptr; }
    [[nodiscard]] bool isImporting() const;
    [[nodiscard]] ImportPanel& importPanel() { return *m_import; }
    [[nodiscard]] FieldsCard& fieldsCard() { return *m_fields; }
    [[nodiscard]] SplitCard& splitCard() { return *m_split; }
    [[nodiscard]] RowsCard& rowsCard() { return *m_rows; }
    [[nodiscard]] QListView& list() { return *m_list; }
    [[nodiscard]] QPushButton& useButton() { return *m_use; }
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    /// The draft has the data set now.
    void datasetUsed();
    void templateRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeList();
    QWidget* makeFacts();
    QWidget* makeReport();
    void makeActions();
    QAction* addPageAction(const char* id, const QString& text, const QKeySequence& keys, void (DataPage::*slot)());
    void showRow(int row);
    void read();
    void takeFacts(const api::DataFacts& facts);
    void takeImport(const QString& name, const spec::DataSpec& spec, const api::DataFacts& facts);
    void changeSplit(const spec::SplitSpec& split);
    void showReport();
    void use();
    /// The primary button of what is shown: Import, or Use in experiment.
    void goOn();
    void startImport() { importPath({}); }
    void importAgain();
    void askRemove();
    void drawRandom();
    void updateHeader();
    [[nodiscard]] std::vector<std::string> wordedFields() const;

    const Theme& m_theme;
    EngineSession& m_engine;
    DataSession& m_session;
    ExperimentDraft& m_draft;
    DeskSlot m_factsSlot;
    DatasetListModel m_model;
    QString m_name;
    spec::DataSpec m_data;
    std::optional<api::DataFacts> m_facts;
    QString m_wanted; ///< a name to select when the list has it
    PageHeader* m_header = nullptr;
    QPushButton* m_use = nullptr;
    QPushButton* m_again = nullptr;
    QPushButton* m_remove = nullptr;
    QListView* m_list = nullptr;
    QWidget* m_listCard = nullptr;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_factsPage = nullptr;
    QLabel* m_reportLine = nullptr;
    QProgressBar* m_progress = nullptr;
    FieldsCard* m_fields = nullptr;
    SplitCard* m_split = nullptr;
    RowsCard* m_rows = nullptr;
    ImportPanel* m_import = nullptr;
};

} // namespace cpw::ui
