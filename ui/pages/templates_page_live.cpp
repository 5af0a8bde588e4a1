// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/spec_json.h"
#include "ui/pages/page_header.h"
#include "ui/pages/templates_page.h"
#include "ui/text/core_text.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/length_histogram.h"
#include "ui/widgets/token_chips.h"
#include "ui/widgets/wrapped_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTableView>
#include <QTableWidget>

#include <algorithm>

// TemplatesPage: what is asked of the desk and shown of its answers.
namespace cpw::ui {
namespace {

constexpr std::size_t kShownValues = 200;
constexpr std::size_t kNamedSegments = 3;
constexpr std::size_t kFirstFurther = 4; ///< of the previews: the rows after the next

/// "title 8.2, user 3.0, age 2.5": the longest ones.
QString longestSegments(std::vector<api::SegmentMean> segments) {
    std::stable_sort(segments.begin(), segments.end(), [](const auto& a, const auto& b) { return a.tokens > b.tokens; });
    QStringList named;
    for (std::size_t i = 0; i < std::min(kNamedSegments, segments.size()); ++i)
        named << qstr(segments[i].field) + QLatin1Char(' ') + QString::number(segments[i].tokens, 'f', 1);
    return named.join(QStringLiteral(", "));
}

} // namespace

void TemplatesPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    openData();
}

api::TextSettings TemplatesPage::settings() const {
    api::TextSettings settings{m_data, m_document.spec(), m_draft.spec().plm, {}, m_draft.spec().seed};
    for (const auto& stage : m_draft.spec().stages)
        if (stage.kind == spec::StageKind::PaMlm)
            settings.masking = stage.masking;
    return settings;
}

/// The fields are those of the draft's data set; another one begins the document anew.
void TemplatesPage::openData() {
    m_data = m_draft.spec().data;
    m_isFilling = true;
    m_maximum->setValue(m_draft.spec().plm.maximumTokens);
    m_isFilling = false;
    const auto key = api::jsonText(api::toJson(m_data));
    if (key == m_openedData) {
        askAll(); // the language model, the masking or the limit may be others
        return;
    }
    m_openedData = key;
    m_lengthState->setFullText(tr("Reading %1").arg(sourceTitle(m_data.dataset.empty() ? m_data.source : m_data.dataset)));
    m_fieldsSlot.ask(
        [data = m_data](const api::DataDesk& desk, const std::stop_token& stop) { return desk.describe(data, {}, stop); },
        [this](Result<api::DataFacts> read) {
            if (!read) {
                m_openedData.clear();
                m_lengthState->setFullText({});
                m_document.open({}, {});
                return showProblem(errorText(read.error()), true);
            }
            m_rows = read->rows;
            m_row = 0;
            m_longest = 0;
            const auto& text = m_draft.spec().text;
            m_facts = std::move(read->fields);
            std::vector<std::string> fields;
            for (const auto& field : m_facts)
                fields.push_back(field.name);
            m_document.open(text, fields);
            updateHeader();
        });
}

void TemplatesPage::showDocument() {
    if (!m_isFilling) {
        m_isFilling = true;
        if (m_text->toPlainText() != m_document.text())
            m_text->setPlainText(m_document.text());
        m_isFilling = false;
    }
    m_hasError = false;
    showProblem({}, false);
    showValues();
    m_timer.start();
    updateHeader();
}

void TemplatesPage::takeText() {
    if (m_isFilling)
        return;
    m_isFilling = true; // what is typed is not rewritten under the cursor
    const auto taken = m_document.setText(m_text->toPlainText());
    m_isFilling = false;
    if (!taken)
        showProblem(errorText(taken.error()), true);
    else if (m_hasError)
        showDocument();
}

void TemplatesPage::showProblem(const QString& text, bool isError) {
    m_hasError = isError && !text.isEmpty();
    setStyleProperty(m_problem, "tone", m_hasError ? QStringLiteral("err") : text.isEmpty() ? QStringLiteral("ok") : QStringLiteral("warn"));
    const auto used = m_document.spec().fields.size();
    m_problem->setText(text.isEmpty() ? tr("%1 of %2 fields are in the sentence, each once.").arg(used).arg(m_document.fields().size()) : sentenceText(text));
    m_use->setEnabled(!m_hasError && !m_document.fields().empty());
    m_save->setEnabled(!m_hasError && !m_document.fields().empty() && !m_session.isReadOnly());
}

QString TemplatesPage::problem() const {
    return m_hasError ? m_problem->text() : QString();
}

QString TemplatesPage::lengthText() const {
    return m_lengthState->text();
}

void TemplatesPage::askAll() {
    if (m_document.fields().empty() || m_hasError)
        return;
    m_checkSlot.ask([data = m_data, text = m_document.spec()](const api::DataDesk& desk, const std::stop_token& stop) { return desk.checkTemplate(data, text, stop); },
                    [this](Result<std::vector<Problem>> problems) {
                        if (!problems)
                            return showProblem(errorText(problems.error()), true);
                        const auto error = std::find_if(problems->begin(), problems->end(), [](const Problem& problem) { return problem.isError; });
                        if (error != problems->end())
                            return showProblem(coreText(error->message), true);
                        QStringList notes;
                        for (const auto& problem : *problems)
                            notes << coreText(problem.message);
                        showProblem(notes.join(QStringLiteral("; ")), false);
                    });
    askPreviews();
    askLengths();
}

void TemplatesPage::askPreviews() {
    askPreview(0, m_row, false);
    askPreview(1, m_rows > 0 ? (m_row + 1) % m_rows : 0, false);
    askPreview(2, m_longest, false);
    askPreview(3, m_row, true);
    for (std::size_t place = kFirstFurther; place < m_previews.size(); ++place) {
        const std::uint64_t distance = place - kFirstFurther + 2; // those after the next
        const bool isThere = m_rows > distance;
        m_previews[place].title->setVisible(isThere);
        m_previews[place].chips->setVisible(isThere);
        if (isThere)
            askPreview(place, (m_row + distance) % m_rows, false);
    }
}

void TemplatesPage::askPreview(std::size_t place, std::uint64_t row, bool isMasked) {
    auto& preview = m_previews[place];
    preview.slot->ask([settings = settings(), row, isMasked](const api::DataDesk& desk, const std::stop_token& stop) { return desk.tokens(settings, row, isMasked, stop); },
                      [this, place](Result<api::ShownSentence> shown) {
                          auto& target = m_previews[place];
                          if (!shown) {
                              target.chips->setTokens({});
                              return target.title->setText(sentenceText(errorText(shown.error())));
                          }
                          const QString number = countText(static_cast<std::int64_t>(shown->row));
                          const QString count = countText(static_cast<std::int64_t>(shown->tokens.size()));
                          target.title->setText(place == 3   ? tr("Row %1 as PA-MLM sees it; other tokens at every visit").arg(number)
                                                : place == 2 ? tr("Row %1, the longest: %2 tokens").arg(number, count)
                                                             : tr("Row %1: %2 tokens").arg(number, count));
                          target.chips->setTokens(std::move(shown->tokens));
                      });
}

void TemplatesPage::askLengths() {
    m_lengthState->setFullText(tr("Counting tokens"));
    struct Counted {
        api::TokenLengths lengths;
        std::size_t limit = 0;
        std::size_t positions = 0;
    };
    m_lengthsSlot.ask(
        [owner = QPointer<QObject>(this), this_ = this, settings = settings(), session = &m_session](const api::DataDesk& desk,
                                                                                                  const std::stop_token& stop) -> Result<Counted> {
            auto partial = DeskSlot::partial(*session, owner, stop, [this_](const api::TokenLengths& lengths) { this_->showLengths(lengths, false); });
            CPW_TRY(limit, desk.tokenLimit(settings.plm));
            auto unlimited = settings.plm;
            unlimited.maximumTokens = 0;
            CPW_TRY(positions, desk.tokenLimit(unlimited));
            CPW_TRY(lengths, desk.lengths(settings, partial, stop));
            return Counted{std::move(lengths), limit, positions};
        },
        [this](Result<Counted> counted) {
            if (!counted) {
                m_histogram->clear();
                return m_lengthState->setFullText(sentenceText(errorText(counted.error())));
            }
            m_limit = counted->limit;
            m_positions = counted->positions;
            showLengths(counted->lengths, true);
            std::map<std::string, double> means;
            for (const auto& segment : counted->lengths.segments)
                means[segment.field] = segment.tokens;
            m_document.setTokenMeans(std::move(means));
            if (std::exchange(m_longest, counted->lengths.longestRow) != counted->lengths.longestRow)
                askPreview(2, m_longest, false);
        });
}

void TemplatesPage::showLengths(const api::TokenLengths& lengths, bool isWhole) {
    m_lengths = lengths;
    m_histogram->setLimit(m_limit);
    m_histogram->setLengths(lengths);
    showLengthFixes(isWhole ? lengthFixes(lengths, {m_limit, m_positions, m_draft.spec().plm.folder.empty()}) : std::vector<LengthFix>());
    if (!isWhole)
        return m_lengthState->setFullText(tr("%1 of %2 rows counted").arg(countText(static_cast<std::int64_t>(lengths.rows)), countText(static_cast<std::int64_t>(lengths.rowsTotal))));
    const auto above = lengths.above(m_limit);
    const double mean = lengths.mean();
    const double waste = lengths.counts.empty() ? 0 : 1 - mean / static_cast<double>(lengths.counts.size() - 1);
    QString segments = longestSegments(lengths.segments);
    if (lengths.segments.size() > kNamedSegments)
        segments = tr("%1 and %n other segments", nullptr, static_cast<int>(lengths.segments.size() - kNamedSegments)).arg(segments);
    const QString rows = tr("all %1 rows, %2").arg(countText(static_cast<std::int64_t>(lengths.rows)), qstr(lengths.tokenizer)) +
                         QStringLiteral("; ") + tr("mean %1: %2; padding to the longest %3 %").arg(QString::number(mean, 'f', 1), segments, QString::number(100 * waste, 'f', 0));
    m_lengthState->setFullText(above == 0 ? rows + QStringLiteral("; ") + tr("no row is over the limit of %1").arg(m_limit)
                                      : rows + QStringLiteral("; ") + tr("%1 rows are over the limit of %2 and would stop a run")
                                                                          .arg(countText(static_cast<std::int64_t>(above)))
                                                                          .arg(m_limit));
    m_lengthState->setToolTip(tr("%1 tokens a row on average. Padded to the longest row, %2 % of all positions would be padding; batches of rows of equal "
                                 "length, as training makes them, need next to none.")
                                  .arg(QString::number(mean, 'f', 1), QString::number(100 * waste, 'f', 1)));
    setStyleProperty(m_lengthState, "tone", above == 0 ? QString() : QStringLiteral("err"));
}

void TemplatesPage::showLengthFixes(const std::vector<LengthFix>& fixes) {
    auto& row = static_cast<QHBoxLayout&>(*m_lengthFixes->layout());
    while (QLayoutItem* item = row.takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater(); // the one that was clicked may be among them
        delete item;
    }
    for (const auto& fix : fixes) {
        auto* button = makeButton(m_theme, fix.text, "", "", m_lengthFixes);
        button->setToolTip(fix.toolTip);
        connect(button, &QPushButton::clicked, this, [this, fix] { applyLengthFix(fix); });
        row.addWidget(button);
    }
    row.addStretch(1);
    m_lengthFixes->setVisible(!fixes.empty());
}

QList<QPushButton*> TemplatesPage::lengthFixButtons() const {
    QList<QPushButton*> buttons;
    for (int i = 0; i < m_lengthFixes->layout()->count(); ++i)
        if (auto* button = qobject_cast<QPushButton*>(m_lengthFixes->layout()->itemAt(i)->widget()))
            buttons << button;
    return buttons;
}

void TemplatesPage::applyLengthFix(const LengthFix& fix) {
    switch (fix.kind) {
    case LengthFixKind::RaiseMaximum:
        return (void)m_draft.setValue("plm.maximum_tokens", std::to_string(fix.tokens), tr("Maximum of tokens"));
    case LengthFixKind::RaisePositions:
        return (void)m_draft.setValue("plm.scratch.maximum_positions", std::to_string(fix.tokens), tr("Positions of the language model"));
    case LengthFixKind::LeaveOut:
        return m_document.setInText(m_document.rowOf(fix.field), false);
    }
}

void TemplatesPage::stepRow(std::int64_t by) {
    if (m_rows == 0)
        return;
    const auto rows = static_cast<std::int64_t>(m_rows);
    m_row = static_cast<std::uint64_t>((static_cast<std::int64_t>(m_row) + by + rows) % rows);
    askPreviews();
}

void TemplatesPage::drawRow() {
    constexpr std::uint64_t kStride = 7919; // a prime: every row comes before one comes again, unless it divides their number
    stepRow(static_cast<std::int64_t>(m_rows > kStride ? kStride : 1));
}

/// The most frequent values first, so that the words that matter are at hand.
void TemplatesPage::showValues() {
    const int row = m_segments->currentIndex().row();
    const auto* worded = m_document.wording(row);
    const QSignalBlocker blocker(m_values);
    if (!worded) {
        m_values->setRowCount(0);
        m_valuesTitle->setText(tr("Choose a segment to give its values other words."));
        return;
    }
    m_valuesTitle->setText(tr("Words for values of %1").arg(qstr(worded->field)));
    m_values->setRowCount(0);
    const auto add = [this](const std::string& raw, const std::string& words) {
        const int line = m_values->rowCount();
        m_values->insertRow(line);
        m_values->setItem(line, 0, new QTableWidgetItem(qstr(raw)));
        m_values->setItem(line, 1, new QTableWidgetItem(qstr(words)));
    };
    auto others = worded->values;
    for (const auto& field : m_facts)
        for (const auto& top : field.top)
            if (field.name == worded->field && !top.value.empty()) {
                const auto found = others.find(top.value);
                add(top.value, found == others.end() ? std::string() : found->second);
                others.erase(top.value);
            }
    for (const auto& [raw, words] : others)
        if (static_cast<std::size_t>(m_values->rowCount()) < kShownValues)
            add(raw, words);
    add({}, {}); // the next one
}

void TemplatesPage::takeValues() {
    std::map<std::string, std::string> values;
    const auto* worded = m_document.wording(m_segments->currentIndex().row());
    if (!worded)
        return;
    for (int line = 0; line < m_values->rowCount(); ++line) {
        const auto* raw = m_values->item(line, 0);
        const auto* words = m_values->item(line, 1);
        if (raw && words && !raw->text().isEmpty() && !words->text().isEmpty())
            values[raw->text().toStdString()] = words->text().toStdString();
    }
    if (values != worded->values) {
        const auto field = worded->field;
        m_document.setValues(m_segments->currentIndex().row(), values);
        m_segments->selectRow(m_document.rowOf(field));
    }
}

void TemplatesPage::moveSegment(int by) {
    const int row = m_segments->currentIndex().row();
    if (row < 0)
        return;
    const auto field = m_document.fieldOf(row);
    m_document.moveRow(row, by);
    m_segments->selectRow(m_document.rowOf(field));
}

void TemplatesPage::updateStored() {
    const QSignalBlocker blocker(m_stored);
    m_stored->clear();
    m_stored->addItem(tr("What is what"));
    for (const auto& stored : m_session.templates())
        m_stored->addItem(tr("%1, version %2").arg(qstr(stored.name)).arg(stored.version));
    int shown = m_name.isEmpty() ? 0 : -1;
    for (std::size_t i = 0; i < m_session.templates().size() && shown < 0; ++i)
        if (qstr(m_session.templates()[i].name) == m_name)
            shown = static_cast<int>(i) + 1;
    m_stored->setCurrentIndex(std::max(0, shown));
    updateHeader();
}

void TemplatesPage::openStored(int index) {
    const auto& stored = m_session.templates();
    if (index < 0 || static_cast<std::size_t>(index) > stored.size())
        return;
    const auto* chosen = index == 0 ? nullptr : &stored[static_cast<std::size_t>(index) - 1];
    m_name = chosen ? qstr(chosen->name) : QString();
    const auto fields = m_document.fields();
    m_document.open(chosen ? chosen->text : spec::TemplateSpec(), fields);
    updateHeader();
}

void TemplatesPage::askName() {
    if (m_session.isReadOnly() || m_hasError)
        return;
    m_nameEdit->setText(m_name.isEmpty() ? tr("My template") : m_name);
    m_nameBar->show();
    m_nameEdit->setFocus(Qt::OtherFocusReason);
    m_nameEdit->selectAll();
}

int TemplatesPage::versionOf(const QString& name) const {
    int version = 0;
    for (const auto& stored : m_session.templates())
        if (qstr(stored.name) == name)
            version = std::max(version, stored.version);
    return version;
}

void TemplatesPage::saveAs(const QString& name) {
    m_name = name;
    m_nameBar->hide();
    m_session.saveTemplate(name, m_document.spec());
    m_document.undoStack().setClean();
    updateHeader();
}

void TemplatesPage::useInExperiment() {
    if (m_hasError || m_document.fields().empty())
        return;
    m_draft.setText(m_document.spec());
    Q_EMIT templateUsed();
}

void TemplatesPage::updateHeader() {
    m_header->setTitle(m_name.isEmpty() ? tr("What is what") : m_name);
    const int version = versionOf(m_name);
    m_header->setFacts(version == 0 ? tr("\"Field is value.\" for every field of the data set, or as you change it")
                                    : tr("Version %1 is kept as it is; an edit is saved as version %2").arg(version).arg(version + 1));
}

} // namespace cpw::ui
