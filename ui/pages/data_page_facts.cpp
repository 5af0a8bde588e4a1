// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/fields_card.h"
#include "ui/pages/data/import_panel.h"
#include "ui/pages/data/rows_card.h"
#include "ui/pages/data/split_card.h"
#include "ui/pages/data_page.h"
#include "ui/pages/page_header.h"
#include "ui/text/core_text.h"
#include "ui/text/format.h"
#include "ui/text/percent.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QListView>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

// DataPage: the data set that is shown, and what is done with it.
namespace cpw::ui {
namespace {

constexpr int kReportWidth = 620, kReportHeight = 420;

/// What became of the lines; the reasons are in the report.
QString countsText(const api::DataFacts& facts) {
    const auto count = [](std::uint64_t value) { return countText(static_cast<std::int64_t>(value)); };
    if (facts.linesRead == 0)
        return DataPage::tr("%1 rows.").arg(count(facts.rows));
    const auto counted = facts.rows + facts.droppedByLabel;
    if (facts.linesRead <= counted)
        return DataPage::tr("%1 lines read, %2 rows kept, %3 left out by their label.").arg(count(facts.linesRead), count(facts.rows), count(facts.droppedByLabel));
    return DataPage::tr("%1 lines read, %2 rows kept, %3 left out by their label, %4 for other reasons.")
        .arg(count(facts.linesRead), count(facts.rows), count(facts.droppedByLabel), count(facts.linesRead - counted));
}

} // namespace

bool DataPage::isImporting() const {
    return m_stack->currentWidget() == m_import;
}

void DataPage::importPath(const QString& path) {
    m_stack->setCurrentWidget(m_import);
    m_import->setStep(ImportPanel::Files);
    if (path.isEmpty())
        m_import->openEmpty();
    else
        m_import->openPath(path);
    updateHeader();
}

void DataPage::importAgain() {
    m_stack->setCurrentWidget(m_import);
    m_import->openSpec(m_name, m_data);
    updateHeader();
}

void DataPage::chooseDataset(const QString& name) {
    const int row = m_model.rowOf(name);
    if (row >= 0)
        m_list->setCurrentIndex(m_model.index(row));
    else
        m_wanted = name; // the list is still being read
}

void DataPage::showRow(int row) {
    const auto& item = m_model.item(row);
    const bool isSame = item.name == m_name && m_facts;
    m_name = item.name;
    if (isSame)
        return updateHeader();
    m_data = item.data;
    m_stack->setCurrentWidget(m_factsPage);
    read();
}

void DataPage::read() {
    m_facts.reset();
    m_fields->clear();
    m_rows->clear();
    m_split->clear();
    m_split->editor().setSplit(m_data.split);
    m_reportLine->setText(tr("Reading %1").arg(m_name));
    m_progress->setValue(0);
    m_progress->show();
    updateHeader();
    const auto tell = [this](double share) {
        m_progress->setValue(wholePercent(share));
        m_reportLine->setText(share < 1 ? tr("Reading %1").arg(m_name) : tr("Splitting and encoding"));
    };
    m_factsSlot.ask(
        [owner = QPointer<QObject>(this), data = m_data, tell, session = &m_session](const api::DataDesk& desk, const std::stop_token& stop) {
            auto partial = DeskSlot::partial(*session, owner, stop, tell);
            return desk.describe(data, [partial](const std::string&, double share) { partial(share); }, stop);
        },
        [this](Result<api::DataFacts> facts) {
            m_progress->hide();
            if (facts)
                return takeFacts(*facts);
            m_reportLine->setText(sentenceText(errorText(facts.error())));
            setStyleProperty(m_reportLine, "tone", QStringLiteral("err"));
            updateHeader();
        });
}

void DataPage::takeFacts(const api::DataFacts& facts) {
    m_facts = facts;
    setStyleProperty(m_reportLine, "tone", {});
    m_progress->hide();
    m_fields->setFacts(facts, wordedFields());
    QStringList columns;
    for (const auto& field : facts.fields)
        columns << qstr(field.name);
    if (const QString order = qstr(m_data.split.orderColumn); !order.isEmpty() && !columns.contains(order))
        columns << order; // divides the rows and is no field
    m_split->editor().setColumns(columns);
    m_split->editor().setSplit(m_data.split);
    m_split->setFacts(facts);
    m_reportLine->setText(countsText(facts));
    m_rows->setDataset(m_data, m_draft.spec().data.source == m_data.source && m_draft.spec().data.path == m_data.path ? m_draft.spec().text : spec::TemplateSpec());
    updateHeader();
}

void DataPage::takeImport(const QString& name, const spec::DataSpec& spec, const api::DataFacts& facts) {
    m_stack->setCurrentWidget(m_factsPage);
    m_name = name;
    m_data = spec;
    m_wanted = name;
    m_rows->clear(); // those of the data set before
    takeFacts(facts);
    if (!m_session.isReadOnly())
        m_session.saveDataset(name, spec, facts.json);
}

void DataPage::changeSplit(const spec::SplitSpec& split) {
    m_data.split = split;
    m_fields->clear();
    m_factsSlot.ask([data = m_data](const api::DataDesk& desk, const std::stop_token& stop) { return desk.describe(data, {}, stop); },
                    [this](Result<api::DataFacts> facts) {
                        if (!facts) {
                            m_reportLine->setText(sentenceText(errorText(facts.error())));
                            setStyleProperty(m_reportLine, "tone", QStringLiteral("err"));
                            m_facts.reset();
                            return updateHeader();
                        }
                        takeFacts(*facts);
                        if (!m_session.isReadOnly() && m_data.source != "sample")
                            m_session.saveDataset(m_name, m_data, facts->json);
                    });
}

/// All of what the import told, which the line on the page has no room for.
void DataPage::showReport() {
    if (!m_facts)
        return;
    QStringList lines{m_reportLine->text()};
    for (const auto& note : m_facts->notes)
        lines << sentenceText(coreText(note));
    for (const auto& warning : m_facts->warnings)
        lines << sentenceText(coreText(warning));
    auto* window = new QDialog(this);
    window->setWindowTitle(tr("Import report of %1").arg(m_name));
    window->setObjectName(QStringLiteral("data.report_window"));
    window->setAttribute(Qt::WA_DeleteOnClose);
    auto* layout = new QVBoxLayout(window);
    auto* text = new QPlainTextEdit(lines.join(QStringLiteral("\n\n")), window);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setAccessibleName(window->windowTitle());
    layout->addWidget(text);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, window);
    buttons->button(QDialogButtonBox::Close)->setIcon({}); // that of the style is of another look
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, window, &QDialog::reject);
    layout->addWidget(buttons);
    window->resize(scaled(kReportWidth), scaled(kReportHeight));
    window->show();
}

void DataPage::use() {
    if (!m_facts || isImporting())
        return;
    auto used = m_data;
    if (used.dataset.empty() && used.source != "sample")
        used.dataset = m_name.toStdString();
    m_draft.setData(used);
    Q_EMIT datasetUsed();
}

void DataPage::goOn() {
    isImporting() ? m_import->importButton().click() : m_use->click();
}

void DataPage::askRemove() {
    const int row = m_list->currentIndex().row();
    if (row < 0 || m_model.item(row).isBuiltIn || m_session.isReadOnly())
        return;
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("Remove %1?").arg(m_name),
                                tr("The settings of %1 are forgotten. Its raw files and the runs that used it stay.").arg(m_name), QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("data.remove_question"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto* remove = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    connect(remove, &QAbstractButton::clicked, this, [this, name = m_name] { m_session.removeDataset(name); });
    box->open();
}

void DataPage::updateHeader() {
    if (isImporting()) {
        m_header->setTitle(tr("Import a table"));
        m_header->setFacts(tr("Nothing is changed in your files; what is wrong can be corrected at every step."));
    } else {
        m_header->setTitle(m_name);
        const QString place = m_data.path.empty() ? tr("Built into the program") : QDir::toNativeSeparators(qstr(m_data.path));
        m_header->setFacts(m_facts ? tr("%1, %2 rows, %3 fields").arg(place, countText(static_cast<std::int64_t>(m_facts->rows))).arg(m_facts->fields.size())
                                   : place);
    }
    const bool isBuiltIn = m_data.source == "sample";
    m_use->setVisible(!isImporting());
    m_use->setEnabled(m_facts.has_value());
    m_again->setVisible(!isImporting() && !isBuiltIn);
    m_remove->setVisible(!isImporting() && !isBuiltIn);
    m_remove->setEnabled(!m_session.isReadOnly());
}

QString DataPage::problem() const {
    return m_facts || m_factsSlot.isBusy() ? QString() : m_reportLine->text();
}

std::vector<std::string> DataPage::wordedFields() const {
    std::vector<std::string> fields;
    for (const auto& wording : m_draft.spec().text.fields)
        fields.push_back(wording.field);
    return fields;
}

} // namespace cpw::ui
