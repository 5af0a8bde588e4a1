// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/pages/runs/compare_view.h"
#include "ui/pages/runs_page.h"
#include "ui/text/format.h"
#include "ui/text/percent.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>
#include <chrono>

// MainWindow: runs of other programs come in, runs go out as documents.
namespace cpw::ui {
namespace {

constexpr auto kProgressInterval = std::chrono::milliseconds(100);

/// Hands on what is told at most ten times a second; called on the thread that imports.
template <class Tell>
auto nowAndThen(Tell tell) {
    return [tell = std::move(tell), last = std::chrono::steady_clock::time_point{}](const std::string& what, double share) mutable {
        const auto now = std::chrono::steady_clock::now();
        if (now - last < kProgressInterval)
            return;
        last = now;
        tell(std::pair(qstr(what), share));
    };
}

} // namespace

void MainWindow::makeExchangeActions() {
    const auto file = ActionCategory::File;
    QAction* folder = m_actions.add({"file.import_runs", tr("&Import runs from a folder..."), file, {}, "import"}, this, [this] { chooseRuns(true); });
    QAction* single = m_actions.add({"file.import_runs_file", tr("Import runs from a &file..."), file, {}, "import"}, this, [this] { chooseRuns(false); });
    folder->setToolTip(tr("A folder of TensorBoard or MLflow"));
    single->setToolTip(tr("An event file, MLflow's SQLite file, or a CSV file with a column step"));
    QAction* document = m_actions.add({"runs.export_document", tr("Export runs as JSON..."), ActionCategory::Compare, {}, "save"}, this, &MainWindow::exportRuns);
    document->setToolTip(tr("All that the file knows of the chosen runs as one document"));
    for (QAction* action : {folder, single})
        setActionEnabled(*action, m_exchange && !m_session.isReadOnly(),
                         m_exchange ? tr("The file is open for reading only.") : tr("This program cannot import runs."));
    const auto update = [this, document] {
        setActionEnabled(*document, m_exchange && !exportedRuns().empty(), tr("No run is chosen."));
    };
    connect(&m_selection, &Selection::runsChanged, document, update);
    connect(&m_selection, &Selection::currentRunChanged, document, update);
    update();
    if (!m_exchange)
        return;
    m_importSlot = std::make_unique<ExchangeSlot>(*m_exchange, *this);
    m_exportSlot = std::make_unique<ExchangeSlot>(*m_exchange, *this);
}

void MainWindow::chooseRuns(bool isFolder) {
    const QString path =
        isFolder
            ? QFileDialog::getExistingDirectory(this, tr("Import runs from a folder"), QFileInfo(m_session.file()).absolutePath())
            : QFileDialog::getOpenFileName(this, tr("Import runs from a file"), QFileInfo(m_session.file()).absolutePath(),
                                           tr("Runs (*tfevents* *.db *.sqlite *.csv *.tsv *.json);;All files (*)"));
    if (!path.isEmpty())
        importRuns(path);
}

void MainWindow::importRuns(const QString& path) {
    if (path.isEmpty())
        return chooseRuns(true);
    if (!m_importSlot || m_session.isReadOnly())
        return showProblem(tr("Runs cannot be imported: the file is open for reading only."));
    if (m_importSlot->isBusy())
        return showProblem(tr("Runs are being imported. Stop that first, or wait until it is done."));
    const QString name = QFileInfo(path).fileName();
    const auto stop = [this, name] {
        m_importSlot->cancel();
        m_session.requestRuns();
        showNote(tr("The import of %1 was stopped. Runs taken until then are in the file.").arg(name));
    };
    showProblem({});
    showNote(tr("Importing runs from %1").arg(name), tr("Stop"), stop);
    m_importSlot->ask(
        [this, path = path.toStdString(), name, stop, guard = QPointer<QObject>(this)](const api::RunExchange& exchange, const std::stop_token& token) {
            auto tell = ExchangeSlot::partial(*m_exchange, guard, token, [this, name, stop](const std::pair<QString, double>& progress) {
                showNote(tr("Importing runs from %1: %2, %3 %").arg(name, progress.first).arg(wholePercent(progress.second)), tr("Stop"), stop);
            });
            return exchange.importRuns({path, {}, {}}, {nowAndThen(std::move(tell)), token});
        },
        [this, name](Result<api::ImportReport> report) {
            m_session.requestRuns();
            if (report)
                return showImport(*report);
            showNote({});
            showProblem(tr("The runs of %1 are not imported: %2").arg(name, errorText(report.error())));
        });
}

void MainWindow::showImport(const api::ImportReport& report) {
    const auto count = [&](api::ImportOutcome outcome) {
        return std::count_if(report.runs.begin(), report.runs.end(), [outcome](const auto& run) { return run.outcome == outcome; });
    };
    const QString program = qstr(api::programTitle(api::toText(report.kind)));
    QStringList parts;
    if (const auto added = count(api::ImportOutcome::Added))
        parts << (added == 1 ? tr("1 run of %1 imported").arg(program) : tr("%1 runs of %2 imported").arg(countText(added), program));
    if (const auto updated = count(api::ImportOutcome::Updated))
        parts << (!parts.isEmpty() ? tr("%1 brought up to date").arg(countText(updated))
                  : updated == 1   ? tr("1 run of %1 brought up to date").arg(program)
                                   : tr("%1 runs of %2 brought up to date").arg(countText(updated), program));
    if (const auto unchanged = count(api::ImportOutcome::Unchanged))
        parts << (parts.isEmpty() ? tr("all runs of %1 are in the file already (%2)").arg(program, countText(unchanged))
                                  : tr("%1 here already").arg(countText(unchanged)));
    QString text = parts.isEmpty() ? tr("No runs of %1 were found.").arg(program) : sentenceText(parts.join(QStringLiteral(", ")));
    for (const auto& note : report.notes)
        text += QLatin1Char(' ') + sentenceText(qstr(note));
    if (entry(PageId::Runs)->widget)
        for (const auto& run : report.runs)
            if (run.outcome == api::ImportOutcome::Updated)
                runsPage().compareView().refresh(run.run);
    const bool isShown = m_page == PageId::Runs || report.runs.empty();
    showNote(text, isShown ? QString() : tr("Show runs"), [this] { showPage(PageId::Runs); });
}

/// The Live page has runs with stages; curves of others are on the Runs page.
void MainWindow::showImportedRun(const api::RunSummary& run) {
    showNote(tr("%1 was imported from %2. Its curves are compared here; it cannot be resumed or looked into.")
                 .arg(qstr(api::toText(run.id)), qstr(api::programTitle(run.origin->program))));
}

std::vector<api::RunId> MainWindow::exportedRuns() const {
    if (!m_selection.runs().empty())
        return m_selection.runs();
    const auto current = m_selection.currentRun();
    return current ? std::vector{*current} : std::vector<api::RunId>{};
}

void MainWindow::exportRuns() {
    const auto runs = exportedRuns();
    if (runs.empty() || !m_exportSlot)
        return;
    const QString name = runs.size() == 1 ? qstr(api::toText(runs.front())) : tr("runs");
    const QString proposed = QFileInfo(m_session.file()).absoluteDir().filePath(name + QStringLiteral(".json"));
    QString path = QFileDialog::getSaveFileName(this, tr("Export runs as JSON"), proposed, QStringLiteral("JSON (*.json)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".json");
    writeDocument(path);
}

void MainWindow::writeDocument(const QString& path) {
    const auto runs = exportedRuns();
    const QString what = runs.size() == 1 ? qstr(api::toText(runs.front())) : tr("%1 runs").arg(countText(static_cast<std::int64_t>(runs.size())));
    showNote(tr("Writing %1 to %2").arg(what, path), tr("Stop"), [this] {
        m_exportSlot->cancel();
        showNote(tr("Nothing was written."));
    });
    m_exportSlot->ask(
        [runs, path = path.toStdString()](const api::RunExchange& exchange, const std::stop_token& stop) { return exchange.exportDocument(runs, path, stop); },
        [this, path, what](const Result<void>& written) {
            showNote(written ? tr("%1 written to %2.").arg(what, path) : QString());
            if (!written)
                showProblem(tr("The runs are not written: %1").arg(errorText(written.error())));
        });
}

bool MainWindow::isDropOfRuns(const QString& path) const {
    return m_exchange && !m_session.isReadOnly() && m_exchange->kindOf(path.toStdString()).has_value();
}

QString MainWindow::dropText(const QString& path) const {
    const QString name = QFileInfo(path).fileName();
    if (path.endsWith(QLatin1String(".cpw"), Qt::CaseInsensitive))
        return tr("Drop to open %1").arg(name);
    return isDropOfRuns(path) ? tr("Drop to import the runs of %1").arg(name) : tr("Drop to import %1 as a table").arg(name);
}

} // namespace cpw::ui
