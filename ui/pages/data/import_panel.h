// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/catalog.h"
#include "ui/session/data_session.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace cpw::ui {

class SegmentedButtons;
class SharedColumns;
class SplitEditor;
class WrappedLabel;

/// The first rows of raw data, for the import. GUI thread.
class RawPreviewModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit RawPreviewModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setPreview(api::RawPreview preview);
    [[nodiscard]] const api::RawPreview& preview() const { return m_preview; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    api::RawPreview m_preview;
};

/// Brings a table in, as a state of the Data page: what a file or folder seems to be is guessed and shown with its first rows, and
/// everything can be corrected in four steps before the whole of it is read.
class ImportPanel : public QWidget {
    Q_OBJECT
public:
    enum Step { Files, Columns, Label, Split, StepCount };

    ImportPanel(const Theme& theme, DataSession& session, const api::Catalog& catalog, QWidget* parent = nullptr);

    /// Nothing is chosen yet.
    void openEmpty();
    /// Guesses what is at the path and shows its first rows.
    void openPath(const QString& path);
    /// Shows the settings of a data set that is known already.
    void openSpec(const QString& name, const spec::DataSpec& spec);
    void setStep(Step step);
    [[nodiscard]] const spec::DataSpec& spec() const { return m_spec; }
    [[nodiscard]] RawPreviewModel& previewModel() { return m_preview; }
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QPushButton& skipButton() { return *m_skip; }
    [[nodiscard]] QPushButton& importButton() { return *m_import; }
    [[nodiscard]] bool isBusy() const { return m_guessSlot.isBusy() || m_previewSlot.isBusy() || m_readSlot.isBusy(); }

Q_SIGNALS:
    /// Read and complete; `name` as the user wants it.
    void imported(const QString& name, const cpw::spec::DataSpec& spec, const cpw::api::DataFacts& facts);
    void cancelled();

private:
    QWidget* makeSteps();
    QWidget* makeFilesStep();
    QWidget* makeColumnsStep();
    QWidget* makeLabelStep();
    QWidget* makeSplitStep();
    QWidget* makePreview();
    QWidget* makeButtons();
    void chooseFile(bool isFolder);
    void takeSpec(const spec::DataSpec& spec, const QStringList& reasons);
    void fill();
    void setOption(const char* key, std::optional<OptionValue> value);
    void readLabel();
    void toggleColumn(int column);
    void askPreview();
    void showPreview();
    void showProblem(const QString& text);
    void skipBadLines();
    static constexpr int kMostSkipped = 1000; ///< by one click; the command line allows any number

    void read();
    void updateSteps();

    const Theme& m_theme;
    const api::Catalog& m_catalog;
    DataSession& m_session;
    DeskSlot m_guessSlot;
    DeskSlot m_previewSlot;
    DeskSlot m_readSlot;
    spec::DataSpec m_spec;
    QTimer m_previewTimer;
    RawPreviewModel m_preview;
    bool m_isFilling = false;
    SegmentedButtons* m_steps = nullptr;
    QStackedWidget* m_forms = nullptr;
    QLineEdit* m_path = nullptr;
    QLineEdit* m_name = nullptr;
    QComboBox* m_source = nullptr;
    WrappedLabel* m_sourceHelp = nullptr;
    WrappedLabel* m_reasons = nullptr;
    QFormLayout* m_columnsForm = nullptr;
    QComboBox* m_separator = nullptr;
    QCheckBox* m_header = nullptr;
    QComboBox* m_encoding = nullptr;
    QLabel* m_columnsHelp = nullptr;
    QComboBox* m_labelColumn = nullptr;
    QDoubleSpinBox* m_positiveFrom = nullptr;
    QLineEdit* m_dropped = nullptr;
    SplitEditor* m_split = nullptr;
    QCheckBox* m_allValues = nullptr;
    QTableView* m_table = nullptr;
    SharedColumns* m_columns = nullptr;
    QLabel* m_previewState = nullptr;
    QLabel* m_refused = nullptr;
    QWidget* m_problemRow = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_skip = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_progressText = nullptr;
    QPushButton* m_import = nullptr;
};

} // namespace cpw::ui
