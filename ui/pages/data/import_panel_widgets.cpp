// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/import_panel.h"
#include "ui/pages/data/split_editor.h"
#include "ui/text/core_text.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/segmented_buttons.h"
#include "ui/widgets/shared_columns.h"
#include "ui/widgets/wrapped_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

// ImportPanel: its widgets.
namespace cpw::ui {
namespace {

constexpr int kPreviewMilliseconds = 200;
constexpr int kLabelWidth = 160;
constexpr int kEditorWidth = 320;

QFormLayout* makeForm(QWidget* page) {
    auto* form = new QFormLayout(page);
    form->setContentsMargins(12, 12, 12, 12);
    form->setHorizontalSpacing(metric::kMargin);
    form->setVerticalSpacing(metric::kGap);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    return form;
}

/// 4, not 4.000.
class ShortNumberBox : public QDoubleSpinBox {
public:
    using QDoubleSpinBox::QDoubleSpinBox;
    [[nodiscard]] QString textFromValue(double value) const override {
        QLocale plain = locale();
        plain.setNumberOptions(QLocale::OmitGroupSeparator);
        return plain.toString(value, 'f', QLocale::FloatingPointShortest);
    }
};

/// A labelled editor; the label names the editor for screen readers too.
void addRow(QFormLayout& form, const QString& title, QWidget* editor, const QString& help = {}) {
    auto* label = makeLabel("", title, form.parentWidget());
    label->setFixedWidth(scaled(kLabelWidth));
    label->setBuddy(editor);
    editor->setAccessibleName(title);
    if (help.isEmpty())
        return form.addRow(label, editor);
    auto* row = new QWidget(form.parentWidget());
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kCardGap);
    layout->addWidget(editor);
    layout->addWidget(makeLabel("help", help, row), 1);
    form.addRow(label, row);
}

} // namespace

ImportPanel::ImportPanel(const Theme& theme, DataSession& session, const api::Catalog& catalog, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_catalog(catalog), m_session(session), m_guessSlot(session, *this), m_previewSlot(session, *this),
      m_readSlot(session, *this) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kCardGap);
    layout->addWidget(makeSteps());
    layout->addWidget(makePreview(), 1);
    layout->addWidget(makeButtons());
    m_previewTimer.setSingleShot(true);
    m_previewTimer.setInterval(kPreviewMilliseconds);
    connect(&m_previewTimer, &QTimer::timeout, this, &ImportPanel::askPreview);
    fill();
}

QWidget* ImportPanel::makeSteps() {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 10, 12, 10);
    m_steps = new SegmentedButtons({tr("1 Files"), tr("2 Columns"), tr("3 Label"), tr("4 Split")}, card);
    bar->addWidget(m_steps);
    bar->addStretch(1);
    layout->addLayout(bar);
    layout->addWidget(makeFrame("line", card));
    m_forms = new QStackedWidget(card);
    m_forms->addWidget(makeFilesStep());
    m_forms->addWidget(makeColumnsStep());
    m_forms->addWidget(makeLabelStep());
    m_forms->addWidget(makeSplitStep());
    layout->addWidget(m_forms);
    connect(m_steps, &SegmentedButtons::chosen, m_forms, &QStackedWidget::setCurrentIndex);
    return card;
}

QWidget* ImportPanel::makeFilesStep() {
    auto* page = new QWidget(m_forms);
    auto* form = makeForm(page);
    auto* place = new QWidget(page);
    auto* row = new QHBoxLayout(place);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::kGap);
    m_path = new QLineEdit(place);
    m_path->setMinimumWidth(scaled(kEditorWidth));
    m_path->setPlaceholderText(tr("Path of a file or folder"));
    auto* file = makeButton(m_theme, tr("File..."), "file", "", place);
    auto* folder = makeButton(m_theme, tr("Folder..."), "folder", "", place);
    row->addWidget(m_path);
    row->addWidget(file);
    row->addWidget(folder);
    addRow(*form, tr("Raw data"), place);
    m_path->setAccessibleName(tr("Raw data"));
    connect(m_path, &QLineEdit::editingFinished, this, [this] {
        if (m_path->text() != qstr(m_spec.path) && !m_path->text().isEmpty())
            openPath(m_path->text());
    });
    connect(file, &QPushButton::clicked, this, [this] { chooseFile(false); });
    connect(folder, &QPushButton::clicked, this, [this] { chooseFile(true); });
    m_source = new QComboBox(page);
    for (const auto& source : m_catalog.sources)
        m_source->addItem(coreText(source.title), qstr(source.id));
    addRow(*form, tr("Kind"), m_source);
    m_sourceHelp = new WrappedLabel("help", page);
    m_sourceHelp->setMinimumWidth(scaled(2 * kEditorWidth));
    form->addRow(QString(), m_sourceHelp);
    connect(m_source, &QComboBox::activated, this, [this] {
        m_spec.source = m_source->currentData().toString().toStdString();
        m_spec.sourceOptions.clear();
        m_spec.fields.clear();
        fill();
        askPreview();
    });
    m_name = new QLineEdit(page);
    m_name->setFixedWidth(scaled(kEditorWidth));
    addRow(*form, tr("Name here"), m_name);
    m_reasons = new WrappedLabel("help", page);
    m_reasons->setMinimumWidth(scaled(2 * kEditorWidth));
    m_reasons->keepLines(2);
    form->addRow(makeLabel("help", tr("Why"), page), m_reasons);
    return page;
}

QWidget* ImportPanel::makeColumnsStep() {
    auto* page = new QWidget(m_forms);
    auto* form = m_columnsForm = makeForm(page);
    m_separator = new QComboBox(page);
    m_separator->setEditable(true);
    m_separator->setMinimumWidth(scaled(120));
    const std::pair<QString, QString> separators[] = {{tr("comma"), QStringLiteral(",")},  {tr("tab"), QStringLiteral("\t")},
                                                      {tr("semicolon"), QStringLiteral(";")}, {tr("bar"), QStringLiteral("|")},
                                                      {QStringLiteral("::"), QStringLiteral("::")}};
    for (const auto& [title, text] : separators)
        m_separator->addItem(title, text);
    addRow(*form, tr("Separator"), m_separator, tr("Any text; values in double quotes may hold it."));
    connect(m_separator, &QComboBox::currentTextChanged, this, [this](const QString& text) {
        const int known = m_separator->findText(text);
        const QString separator = known >= 0 ? m_separator->itemData(known).toString() : text;
        if (!separator.isEmpty())
            setOption("separator", OptionValue(separator.toStdString()));
    });
    m_header = new QCheckBox(tr("The first line holds the names"), page);
    m_header->setObjectName(QStringLiteral("header"));
    addRow(*form, tr("Header"), m_header);
    connect(m_header, &QCheckBox::toggled, this, [this](bool isOn) { setOption("header", OptionValue(isOn)); });
    m_encoding = new QComboBox(page);
    m_encoding->addItem(QStringLiteral("UTF-8"), QStringLiteral("utf8"));
    m_encoding->addItem(QStringLiteral("Latin-1"), QStringLiteral("latin1"));
    addRow(*form, tr("Encoding"), m_encoding);
    connect(m_encoding, &QComboBox::activated, this, [this] { setOption("encoding", OptionValue(m_encoding->currentData().toString().toStdString())); });
    m_columnsHelp = makeLabel("help", tr("Click the head of a column below to leave it out or take it in again; names in brackets are no fields."), page);
    form->addRow(QString(), m_columnsHelp);
    return page;
}

QWidget* ImportPanel::makeLabelStep() {
    auto* page = new QWidget(m_forms);
    auto* form = makeForm(page);
    m_labelColumn = new QComboBox(page);
    m_labelColumn->setMinimumWidth(scaled(160));
    addRow(*form, tr("Label column"), m_labelColumn, tr("Numbers: ratings, or 0 and 1."));
    m_positiveFrom = new ShortNumberBox(page);
    m_positiveFrom->setRange(-1e9, 1e9);
    m_positiveFrom->setDecimals(3);
    m_positiveFrom->setMinimumWidth(scaled(120));
    addRow(*form, tr("A click is from"), m_positiveFrom, tr("A raw value of at least this is positive."));
    m_dropped = new QLineEdit(page);
    m_dropped->setFixedWidth(scaled(160));
    addRow(*form, tr("Left out"), m_dropped, tr("Rows with these raw values, such as 3."));
    connect(m_labelColumn, &QComboBox::activated, this, &ImportPanel::readLabel);
    connect(m_positiveFrom, &QDoubleSpinBox::valueChanged, this, &ImportPanel::readLabel);
    connect(m_dropped, &QLineEdit::textEdited, this, &ImportPanel::readLabel);
    return page;
}

QWidget* ImportPanel::makeSplitStep() {
    auto* page = new QWidget(m_forms);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 12, 12, 12);
    m_split = new SplitEditor(page);
    layout->addWidget(m_split);
    layout->addWidget(makeLabel("help", tr("Splitting by time tells how a model will do on what comes later; at random it sees some of the future."), page));
    m_allValues = new QCheckBox(tr("Values that no training row has are known too"), page);
    m_allValues->setObjectName(QStringLiteral("allValues"));
    m_allValues->setToolTip(tr("As the paper's authors number them. Else such values share one id, as values will that come after training."));
    layout->addWidget(m_allValues);
    layout->addStretch(1);
    connect(m_allValues, &QCheckBox::toggled, this, [this](bool isOn) { m_spec.vocabulary = isOn ? spec::VocabularyOf::All : spec::VocabularyOf::Train; });
    connect(m_split, &SplitEditor::edited, this, [this](const spec::SplitSpec& split) {
        m_spec.split = split;
        m_previewTimer.start();
    });
    return page;
}

QWidget* ImportPanel::makePreview() {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    m_previewState = makeLabel("help", {}, card);
    layout->addWidget(makeCardHead(tr("Preview"), m_previewState, card));
    layout->addWidget(makeFrame("line", card));
    m_problemRow = new QWidget(card);
    auto* problem = new QHBoxLayout(m_problemRow);
    problem->setContentsMargins(12, 8, 12, 8);
    problem->addWidget(new IconLabel(m_theme, QStringLiteral("error"), Tone::Err, 16, m_problemRow), 0, Qt::AlignTop);
    m_problem = makeLabel("", {}, m_problemRow);
    m_problem->setWordWrap(true);
    setStyleProperty(m_problem, "tone", QStringLiteral("err"));
    problem->addWidget(m_problem, 1);
    m_skip = makeButton(m_theme, tr("Skip such lines"), "", "", m_problemRow);
    m_skip->setToolTip(tr("Leaves out up to %1 lines that cannot be read; the import report names them").arg(kMostSkipped));
    connect(m_skip, &QPushButton::clicked, this, &ImportPanel::skipBadLines);
    problem->addWidget(m_skip);
    layout->addWidget(m_problemRow);
    m_problemRow->hide();
    m_table = new QTableView(card);
    m_table->setModel(&m_preview);
    setUpPlainTable(*m_table, m_theme, tr("First rows"));
    m_columns = new SharedColumns(*m_table);
    m_table->horizontalHeader()->setSectionsClickable(true);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionClicked, this, &ImportPanel::toggleColumn);
    layout->addWidget(m_table, 1);
    m_refused = makeLabel("help", {}, card);
    m_refused->setContentsMargins(12, 8, 12, 8);
    m_refused->setWordWrap(true);
    m_refused->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setStyleProperty(m_refused, "tone", QStringLiteral("warn"));
    m_refused->hide();
    layout->addWidget(m_refused);
    return card;
}

QWidget* ImportPanel::makeButtons() {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kGap);
    m_progress = new QProgressBar(row);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the import"));
    m_progress->setFixedWidth(scaled(200));
    m_progress->hide();
    m_progressText = makeLabel("help", {}, row);
    auto* cancel = makeButton(m_theme, tr("Cancel"), "", "", row);
    m_import = makeButton(m_theme, tr("Import"), "import", "primary", row);
    layout->addWidget(m_progress);
    layout->addWidget(m_progressText, 1);
    layout->addWidget(cancel);
    layout->addWidget(m_import);
    connect(m_import, &QPushButton::clicked, this, &ImportPanel::read);
    connect(cancel, &QPushButton::clicked, this, [this] {
        if (m_readSlot.isBusy()) { // the settings stay as they are
            m_readSlot.cancel();
            m_progress->hide();
            m_progressText->clear();
            m_import->setEnabled(true);
            return;
        }
        m_guessSlot.cancel();
        m_previewSlot.cancel();
        Q_EMIT cancelled();
    });
    return row;
}

void ImportPanel::chooseFile(bool isFolder) {
    const QString start = m_path->text();
    const QString path = isFolder ? QFileDialog::getExistingDirectory(this, tr("Folder with raw data"), start)
                                  : QFileDialog::getOpenFileName(this, tr("File with rows"), start, tr("Tables (*.csv *.tsv *.txt *.dat *.json *.jsonl *.parquet *.gz *.zip);;All files (*)"));
    if (!path.isEmpty())
        openPath(path);
}

void ImportPanel::setStep(Step step) {
    m_steps->setCurrent(step);
    m_forms->setCurrentIndex(step);
}

void ImportPanel::updateSteps() {
    m_import->setEnabled(!m_spec.path.empty() || m_spec.source == "sample");
}

} // namespace cpw::ui
