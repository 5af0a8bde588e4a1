// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect_page.h"

#include "ui/pages/inspect/head_grid.h"
#include "ui/pages/inspect/inspect_slots.h"
#include "ui/pages/inspect/row_view.h"
#include "ui/pages/inspect/tables_dialog.h"
#include "ui/pages/inspect/view_figure.h"
#include "ui/text/format.h"
#include "ui/widgets/figure_dialog.h"
#include "ui/widgets/figure_file.h"
#include "ui/widgets/segmented_buttons.h"

#include <QAction>
#include <QComboBox>
#include <QSaveFile>
#include <QSpinBox>
#include <QStackedLayout>

#include <algorithm>

// InspectPage: views, what it is compared with, commands and export.
namespace cpw::ui {

InspectPage::View InspectPage::view() const {
    return static_cast<View>(m_views->currentIndex());
}

InspectView& InspectPage::currentView() const {
    return *static_cast<InspectView*>(m_views->currentWidget());
}

void InspectPage::showView(View view) {
    m_viewButtons->setCurrent(static_cast<int>(view));
    m_views->setCurrentIndex(static_cast<int>(view));
    if (m_run)
        rankAgain();
}

void InspectPage::pin() {
    if (!m_row || !m_recorded)
        return;
    Second second{question(true), variantName()};
    second.question.model.step = m_recorded->stamp.step; // a run in training goes on
    if (m_recorded->stamp.isLive)
        second.question.model.step = model().step;
    m_second = std::move(second);
    fillSecondBox();
    askSecond();
    tellViews();
}

void InspectPage::compareWith(const api::ModelAt& model, const QString& name) {
    m_second = Second{{.model = model}, name};
    fillSecondBox();
    askSecond();
    tellViews();
}

void InspectPage::unpin() {
    m_second.reset();
    m_slots->second.cancel();
    fillSecondBox();
    askSecond();
    tellViews();
}

/// Nothing, what is pinned, the checkpoints of this run, and other runs of the same data set by what they offer best.
void InspectPage::fillSecondBox() {
    m_secondBox->clear();
    m_slots->offered.clear();
    m_secondBox->addItem(tr("compare with nothing"));
    if (!m_run)
        return;
    const auto offer = [this](const QString& words, const QString& name, const api::ModelAt& model) {
        m_secondBox->addItem(words);
        m_slots->offered.emplace_back(name, model);
    };
    const QString own = qstr(api::toText(*m_run));
    for (const auto& mark : m_marks) {
        const QString step = tr("step %1").arg(countText(mark.step));
        offer(tr("B: %1").arg(step), QStringLiteral("%1, %2").arg(own, step), {*m_run, mark.step});
    }
    const auto here = std::ranges::find(m_slots->runs, *m_run, [](const RunPointer& each) { return each->summary.id; });
    for (const auto& known : m_slots->runs) {
        const auto& run = known->summary;
        if (run.id != *m_run && here != m_slots->runs.end() && run.dataset == (*here)->summary.dataset && run.step > 0 && !run.origin) {
            const QString name = QStringLiteral("%1 %2").arg(qstr(api::toText(run.id)), qstr(run.name));
            offer(tr("B: %1").arg(name), name, {run.id});
        }
    }
    if (!m_second)
        return;
    const auto shown = std::ranges::find_if(m_slots->offered, [this](const auto& each) {
        return each.second == m_second->question.model && m_second->question.edits.empty() && m_second->question.maskedHeads.empty();
    });
    if (shown != m_slots->offered.end())
        return m_secondBox->setCurrentIndex(static_cast<int>(shown - m_slots->offered.begin()) + 1);
    offer(tr("B: %1").arg(m_second->name), m_second->name, m_second->question.model);
    m_secondBox->setCurrentIndex(m_secondBox->count() - 1);
}

QAction* InspectPage::addCommand(const char* id, const QString& text, const QKeySequence& keys, void (InspectPage::*slot)()) {
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(id));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    return action;
}

void InspectPage::makeActions() {
    const std::pair<const char*, QString> views[] = {{"inspect.view_row", tr("Inspect: the row in the model")},
                                                     {"inspect.view_variants", tr("Inspect: A and B side by side")},
                                                     {"inspect.view_errors", tr("Inspect: errors and slices")},
                                                     {"inspect.view_prompts", tr("Inspect: soft prompts over rows")},
                                                     {"inspect.view_embeddings", tr("Inspect: embeddings of a field")}};
    for (int i = 0; i < static_cast<int>(std::size(views)); ++i) {
        auto* action = new QAction(views[i].second, this);
        action->setObjectName(QLatin1String(views[i].first));
        connect(action, &QAction::triggered, this, [this, i] { showView(static_cast<View>(i)); });
        addAction(action);
    }
    addCommand("inspect.next_row", tr("Next row"), QKeySequence(Qt::Key_N), &InspectPage::nextRow);
    addCommand("inspect.previous_row", tr("Previous row"), QKeySequence(Qt::Key_P), &InspectPage::previousRow);
    addCommand("inspect.reset", tr("Take changes of the row back"), {}, &InspectPage::resetEdits);
    addCommand("inspect.mask_head", tr("Mask the chosen head, or unmask it"), {}, &InspectPage::maskChosenHead);
    addCommand("inspect.pin", tr("Pin as B"), QKeySequence(Qt::Key_B), &InspectPage::pin);
    addCommand("inspect.unpin", tr("Compare with nothing"), {}, &InspectPage::unpin);
    addCommand("inspect.export_figure", tr("Export figure of this view..."), QKeySequence(Qt::CTRL | Qt::Key_E), &InspectPage::exportFigure);
    addCommand("inspect.export_data", tr("Export data of this view..."), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), &InspectPage::exportData);
    addCommand("inspect.show_tables", tr("Show as tables"), QKeySequence(Qt::Key_T), &InspectPage::showTables);
}

void InspectPage::nextRow() {
    m_placeBox->stepUp();
}

void InspectPage::previousRow() {
    m_placeBox->stepDown();
}

void InspectPage::maskChosenHead() {
    if (m_recorded && m_recorded->layers > 0)
        toggleHead(m_rowView->heads().layer(), m_rowView->heads().head());
}

std::vector<ShownTable> InspectPage::tables() const {
    std::vector<ShownTable> tables;
    if (m_recorded) {
        ShownTable row{tr("Row"), {tr("Field"), tr("Recorded"), tr("Id"), tr("Text"), tr("Training rows")}, {}, 4};
        const auto& shown = m_edited ? *m_edited : *m_recorded;
        for (qsizetype field = 0; field < std::min<qsizetype>(m_fields.size(), static_cast<qsizetype>(shown.values.size())); ++field) {
            const auto& value = shown.values[static_cast<std::size_t>(field)];
            row.rows.push_back({m_fields[field], qstr(m_recorded->values[static_cast<std::size_t>(field)].id), qstr(value.id), qstr(value.words),
                                QVariant::fromValue<qulonglong>(value.trainingRows)});
        }
        tables.push_back(std::move(row));
        ShownTable probability{tr("Probability"), {QString(), tr("Probability"), tr("CTR side logit"), tr("Language model logit"), tr("Joint logit")}, {}, 4};
        const auto add = [&](const QString& name, const api::RowLook& look) {
            probability.rows.push_back({look.stamp.hasLearntClicks ? name : tr("%1, untrained").arg(name), look.probability,
                                        look.ctrLogit ? QVariant(*look.ctrLogit) : QVariant(), look.plmLogit ? QVariant(*look.plmLogit) : QVariant(), look.logit});
        };
        add(tr("As recorded"), *m_recorded);
        if (m_edited)
            add(tr("After the edit"), *m_edited);
        tables.push_back(std::move(probability));
    }
    for (auto& table : currentView().tables())
        tables.push_back(std::move(table));
    return tables;
}

bool InspectPage::writeData(const QString& path) const {
    const QByteArray bytes = path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) ? csvOf(tables()).toUtf8() : jsonOf(tables());
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

void InspectPage::exportFigure() {
    ViewFigure whole(currentView().figure(), tr("The whole view"));
    std::vector<Figure*> figures;
    for (auto* chart : currentView().charts())
        figures.push_back(chart);
    figures.push_back(&whole);
    if (const QString problem = ui::exportFigure(*this, figures, m_presets ? &*m_presets : nullptr); !problem.isEmpty())
        Q_EMIT problemFound(problem);
}

void InspectPage::exportData() {
    const QString path = askPath(*this, tr("Save data"), QStringLiteral("inspect"), {QStringLiteral("csv"), QStringLiteral("json")});
    if (!path.isEmpty() && !writeData(path))
        Q_EMIT problemFound(tr("The data cannot be written to %1. Choose a folder that can be written.").arg(path));
}

void InspectPage::showTables() {
    auto* dialog = new TablesDialog(m_theme, tables(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace cpw::ui
