// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/import_panel.h"

#include "core/base/text_format.h"
#include "ui/pages/data/split_editor.h"
#include "ui/text/core_text.h"
#include "ui/text/format.h"
#include "ui/text/percent.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/segmented_buttons.h"
#include "ui/widgets/shared_columns.h"
#include "ui/widgets/wrapped_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

// ImportPanel: what the user corrects, and reading. Its widgets: import_panel_widgets.cpp.
namespace cpw::ui {
namespace {

constexpr std::size_t kPreviewRows = 50;
constexpr std::size_t kShownRefused = 3;
constexpr int kRowsOfDelimited = 3; ///< of the columns' form: separator, header, encoding
constexpr int kLeastColumn = 60;
constexpr int kWidestColumn = 240;

template <class T>
T optionOr(const OptionValues& values, const char* key, T fallback) {
    const auto found = values.find(key);
    const T* value = found == values.end() ? nullptr : std::get_if<T>(&found->second);
    return value ? *value : fallback;
}

QString kindTitle(api::ColumnKind kind) {
    switch (kind) {
    case api::ColumnKind::Text: return RawPreviewModel::tr("text");
    case api::ColumnKind::WholeNumber: return RawPreviewModel::tr("whole number");
    case api::ColumnKind::Number: return RawPreviewModel::tr("number");
    case api::ColumnKind::Time: return RawPreviewModel::tr("time");
    }
    return {};
}

} // namespace

void RawPreviewModel::setPreview(api::RawPreview preview) {
    beginResetModel();
    m_preview = std::move(preview);
    endResetModel();
}

int RawPreviewModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_preview.rows.size());
}

int RawPreviewModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_preview.columns.size());
}

QVariant RawPreviewModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& column = m_preview.columns[static_cast<std::size_t>(index.column())];
    const auto& cell = m_preview.rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return qstr(cell);
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (column.kind == api::ColumnKind::Text ? Qt::AlignLeft : Qt::AlignRight));
    return {};
}

QVariant RawPreviewModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const auto& column = m_preview.columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.isUsed ? qstr(column.name) : tr("(%1)").arg(qstr(column.name));
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (column.kind == api::ColumnKind::Text ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole)
        return tr("%1: %2, distinct values shown: %3").arg(qstr(column.name), kindTitle(column.kind)).arg(column.distinct);
    return {};
}

void ImportPanel::openEmpty() {
    m_guessSlot.cancel();
    m_previewSlot.cancel();
    m_spec = {};
    m_spec.source = "csv";
    m_reasons->setFullText(tr("Choose a file of rows or the folder of a data set; what it is will be found out."));
    m_name->clear();
    m_preview.setPreview({});
    m_refused->hide();
    m_previewState->setText(tr("the first %1 rows appear here").arg(kPreviewRows));
    showProblem({});
    fill();
    m_path->setFocus(Qt::OtherFocusReason);
}

void ImportPanel::openPath(const QString& path) {
    m_path->setText(path);
    showProblem({});
    m_preview.setPreview({});
    m_previewState->setText(tr("Looking at %1").arg(path));
    m_guessSlot.ask([path = path.toStdString()](const api::DataDesk& desk, const std::stop_token&) { return desk.guess(path); },
                    [this, path](Result<api::DataGuess> guess) {
                        if (!guess) {
                            m_spec = {};
                            m_spec.source = "csv";
                            m_spec.path = path.toStdString();
                            fill();
                            m_previewState->clear();
                            return showProblem(errorText(guess.error()));
                        }
                        QStringList reasons;
                        for (const auto& reason : guess->reasons)
                            reasons << coreText(reason);
                        takeSpec(guess->spec, reasons);
                    });
}

void ImportPanel::openSpec(const QString& name, const spec::DataSpec& spec) {
    takeSpec(spec, {});
    m_name->setText(name);
}

void ImportPanel::takeSpec(const spec::DataSpec& spec, const QStringList& reasons) {
    m_spec = spec;
    m_reasons->setFullText(reasons.join(QLatin1Char('\n')));
    m_name->setText(qstr(spec.dataset));
    fill();
    setStep(Files);
    askPreview();
}

void ImportPanel::fill() {
    m_isFilling = true;
    m_path->setText(qstr(m_spec.path));
    m_source->setCurrentIndex(m_source->findData(qstr(m_spec.source)));
    const auto& options = m_spec.sourceOptions;
    const QString separator = qstr(optionOr<std::string>(options, "separator", m_spec.source == "tsv" ? "\t" : ","));
    const int known = m_separator->findData(separator);
    if (known >= 0)
        m_separator->setCurrentIndex(known);
    else
        m_separator->setEditText(separator);
    m_header->setChecked(optionOr(options, "header", true));
    m_encoding->setCurrentIndex(std::max(0, m_encoding->findData(qstr(optionOr<std::string>(options, "encoding", "utf8")))));
    const bool isDelimited = m_spec.source == "csv" || m_spec.source == "tsv";
    for (int row = 0; row < kRowsOfDelimited; ++row)
        m_columnsForm->setRowVisible(row, isDelimited);
    for (const auto& source : m_catalog.sources)
        if (source.id == m_spec.source)
            m_sourceHelp->setFullText(source.help.empty() ? QString() : tr("Expected: %1.").arg(coreText(source.help)));
    m_positiveFrom->setValue(m_spec.label.positiveFrom);
    QStringList dropped;
    for (const double value : m_spec.label.droppedValues)
        dropped << QLocale::c().toString(value, 'g', 6);
    m_dropped->setText(dropped.join(QStringLiteral(", ")));
    m_split->setSplit(m_spec.split);
    m_allValues->setChecked(m_spec.vocabulary == spec::VocabularyOf::All);
    m_isFilling = false;
    updateSteps();
}

void ImportPanel::setOption(const char* key, std::optional<OptionValue> value) {
    if (m_isFilling)
        return;
    if (value)
        m_spec.sourceOptions[key] = std::move(*value);
    else
        m_spec.sourceOptions.erase(key);
    m_previewTimer.start();
}

void ImportPanel::readLabel() {
    if (m_isFilling)
        return;
    m_spec.label.column = m_labelColumn->currentData().toString().toStdString();
    m_spec.label.positiveFrom = m_positiveFrom->value();
    m_spec.label.droppedValues.clear();
    bool isList = true;
    for (const QString& part : m_dropped->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        bool isNumber = false;
        m_spec.label.droppedValues.push_back(QLocale::c().toDouble(part.trimmed(), &isNumber));
        isList = isList && isNumber;
    }
    setStyleProperty(m_dropped, "state", isList ? QString() : QStringLiteral("error"));
    m_dropped->setToolTip(isList ? QString() : tr("Numbers with commas between them, such as 3 or 2.5, 3."));
    m_import->setEnabled(isList);
    m_previewTimer.start();
}

/// The fields are all columns until the first one is left out.
void ImportPanel::toggleColumn(int column) {
    const auto& columns = m_preview.preview().columns;
    if (column < 0 || static_cast<std::size_t>(column) >= columns.size())
        return;
    const auto& name = columns[static_cast<std::size_t>(column)].name;
    if (name == m_spec.label.column || name == m_spec.split.orderColumn)
        return;
    if (m_spec.fields.empty())
        for (const auto& other : columns)
            if (other.isUsed)
                m_spec.fields.push_back(other.name);
    const auto found = std::find(m_spec.fields.begin(), m_spec.fields.end(), name);
    if (found == m_spec.fields.end())
        m_spec.fields.push_back(name);
    else if (m_spec.fields.size() > 1)
        m_spec.fields.erase(found);
    askPreview();
}

void ImportPanel::askPreview() {
    m_previewTimer.stop();
    m_previewState->setText(tr("Reading the first rows"));
    m_previewSlot.ask([spec = m_spec](const api::DataDesk& desk, const std::stop_token& stop) { return desk.preview(spec, kPreviewRows, stop); },
                      [this](Result<api::RawPreview> preview) {
                          m_previewState->clear();
                          if (!preview) {
                              m_preview.setPreview({});
                              m_refused->hide();
                              return showProblem(errorText(preview.error()));
                          }
                          showProblem({});
                          m_preview.setPreview(std::move(*preview));
                          showPreview();
                      });
}

void ImportPanel::showPreview() {
    const auto& preview = m_preview.preview();
    m_previewState->setText(preview.isWhole ? tr("all %1 rows, %2").arg(preview.rows.size()).arg(qstr(bytesText(preview.bytes)))
                                            : tr("the first %1 rows of %2").arg(preview.rows.size()).arg(qstr(bytesText(preview.bytes))));
    QStringList names;
    m_isFilling = true;
    m_labelColumn->clear();
    m_labelColumn->addItem(tr("the source's own"), QString());
    for (const auto& column : preview.columns) {
        names << qstr(column.name);
        m_labelColumn->addItem(qstr(column.name), qstr(column.name));
    }
    m_labelColumn->setCurrentIndex(std::max(0, m_labelColumn->findData(qstr(m_spec.label.column))));
    m_split->setColumns(names);
    m_split->setSplit(m_spec.split);
    m_isFilling = false;
    QStringList refused;
    for (std::size_t i = 0; i < std::min(kShownRefused, preview.refused.size()); ++i)
        refused << tr("Line %1: %2").arg(preview.refused[i].line).arg(coreText(preview.refused[i].reason)) + QStringLiteral("\n    ") +
                       qstr(preview.refused[i].text);
    if (preview.refused.size() > kShownRefused)
        refused << tr("More such lines: %1").arg(preview.refused.size() - kShownRefused);
    m_refused->setText(refused.join(QLatin1Char('\n')));
    m_refused->setVisible(!refused.isEmpty());
    m_columns->setSharesOfTexts(scaled(kLeastColumn), scaled(kWidestColumn));
    updateSteps();
}

void ImportPanel::showProblem(const QString& text) {
    m_problem->setText(sentenceText(text));
    m_problemRow->setVisible(!text.isEmpty());
    const auto source = std::find_if(m_catalog.sources.begin(), m_catalog.sources.end(), [this](const api::CatalogEntry& entry) { return entry.id == m_spec.source; });
    const bool canSkip = source != m_catalog.sources.end() && std::any_of(source->options.begin(), source->options.end(),
                                                                          [](const OptionSchema& option) { return option.key == "skip_bad_lines"; });
    m_skip->setVisible(canSkip && !m_spec.sourceOptions.contains("skip_bad_lines") && text.contains(QLatin1String("skip_bad_lines")));
}

void ImportPanel::skipBadLines() {
    m_spec.sourceOptions["skip_bad_lines"] = std::int64_t{kMostSkipped};
    read();
}

QString ImportPanel::problem() const {
    return m_problemRow->isHidden() ? QString() : m_problem->text();
}

void ImportPanel::read() {
    auto spec = m_spec;
    spec.dataset = m_name->text().trimmed().toStdString();
    m_import->setEnabled(false);
    m_progress->setValue(0);
    m_progress->show();
    m_progressText->setText(tr("Reading"));
    showProblem({});
    const auto tell = [this](double share) {
        m_progress->setValue(wholePercent(share));
        m_progressText->setText(share < 1 ? tr("Reading, %1 %").arg(wholePercent(share)) : tr("Splitting and encoding"));
    };
    m_readSlot.ask(
        [owner = QPointer<QObject>(this), spec, tell, session = &m_session](const api::DataDesk& desk, const std::stop_token& stop) {
            auto partial = DeskSlot::partial(*session, owner, stop, tell);
            return desk.describe(spec, [partial](const std::string&, double share) { partial(share); }, stop);
        },
        [this, spec](Result<api::DataFacts> facts) {
            m_import->setEnabled(true);
            m_progress->hide();
            m_progressText->clear();
            if (!facts)
                return showProblem(errorText(facts.error()));
            const QString name = spec.dataset.empty() ? qstr(facts->title) : qstr(spec.dataset);
            auto named = spec;
            named.dataset = name.toStdString();
            Q_EMIT imported(name, named, *facts);
        });
}

} // namespace cpw::ui
