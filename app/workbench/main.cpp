// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/kernel_cache.h"
#include "app/shared/one_heap.h"
#include "app/shared/passive_threads.h"
#include "app/shared/reference_kernels.h"
#include "app/workbench/composition.h"
#include "app/workbench/screenshots.h"
#include "app/workbench/startup_report.h"
#include "core/base/log.h"
#include "ui/language.h"
#include "ui/preferences/preferences_window.h"
#include "ui/session/latency_monitor.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTimer>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <optional>
#include <string_view>

namespace {

using namespace cpw;

struct Options {
    QString file;
    std::optional<ui::ThemeMode> theme;
    std::optional<ui::PageId> page;
    bool trainsSample = false;
    QString screenshot;
    QString screenshotFolder;
    double screenshotSeconds = 1;
    bool reportsStart = false;
    bool reportsLatency = false;
};

Result<Options> readOptions(const QApplication& app) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Train ClickPrompt models and watch them."));
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("Workbench file (.cpw) to open; made when missing."),
                                 QStringLiteral("[FILE.cpw]"));
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("Colours: system, light, dark, light-contrast or dark-contrast."),
                                   QStringLiteral("mode"));
    const QCommandLineOption page(QStringLiteral("page"),
                                  QStringLiteral("Page to show first: home, data, templates, experiment, live, runs or inspect."),
                                  QStringLiteral("page"));
    const QCommandLineOption sample(QStringLiteral("train-sample"), QStringLiteral("Train the built-in sample at once."));
    const QCommandLineOption screenshot(QStringLiteral("screenshot"), QStringLiteral("Write a picture of the window and quit."),
                                        QStringLiteral("FILE.png"));
    const QCommandLineOption after(QStringLiteral("after"), QStringLiteral("Seconds before the picture is taken (1)."),
                                   QStringLiteral("seconds"), QStringLiteral("1"));
    const QCommandLineOption latency(QStringLiteral("latency-report"),
                                     QStringLiteral("At the end print how long the window took to answer."));
    const QCommandLineOption screenshots(QStringLiteral("screenshots"),
                                         QStringLiteral("Train the built-in sample, write pictures of every page and quit."),
                                         QStringLiteral("FOLDER"));
    const QCommandLineOption start(QStringLiteral("startup-report"),
                                   QStringLiteral("Print the time to the first paint and the memory then, and quit."));
    parser.addOptions({theme, page, sample, screenshot, after, latency, screenshots, start});
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(app);

    Options options;
    if (parser.positionalArguments().size() > 1)
        return fail(ErrorCode::Usage, "{} files given, expected one", parser.positionalArguments().size());
    options.file = parser.positionalArguments().value(0);
    options.theme = ui::themeModeFromText(parser.value(theme));
    if (parser.isSet(theme) && !options.theme)
        return fail(ErrorCode::Usage, "--theme is \"{}\", expected system, light, dark, light-contrast or dark-contrast", parser.value(theme).toStdString());
    options.page = ui::pageFromName(parser.value(page));
    if (parser.isSet(page) && !options.page)
        return fail(ErrorCode::Usage, "--page is \"{}\", expected the name of a page, such as live",
                    parser.value(page).toStdString());
    bool isNumber = false;
    options.screenshotSeconds = parser.value(after).toDouble(&isNumber);
    if (!isNumber || options.screenshotSeconds < 0)
        return fail(ErrorCode::Usage, "--after is \"{}\", expected seconds", parser.value(after).toStdString());
    options.trainsSample = parser.isSet(sample);
    options.screenshot = parser.value(screenshot);
    options.screenshotFolder = parser.value(screenshots);
    options.reportsStart = parser.isSet(start);
    options.reportsLatency = parser.isSet(latency);
    return options;
}

/// The file given, else the one opened last, else one in the user's data folder.
QString fileToOpen(const Options& options, QSettings& settings) {
    if (!options.file.isEmpty())
        return options.file;
    const QStringList recent = ui::RecentFiles(settings).list();
    if (!recent.isEmpty())
        return recent.first();
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    folder.mkpath(QStringLiteral("."));
    return folder.filePath(QStringLiteral("workbench.cpw"));
}

QSettings userSettings() {
    return {QSettings::IniFormat, QSettings::UserScope, QStringLiteral("clickprompt"), QStringLiteral("workbench")};
}

/// The size of text and controls that the user chose, on top of the desktop's.
double savedTextScale(const QSettings& settings) {
    const int percent = settings.value(QLatin1String(ui::preference::kScale), 100).toInt();
    return percent >= 50 && percent <= 300 ? percent / 100.0 : 1;
}

int reportError(const Error& error) {
    std::fprintf(stderr, "error: %s\n", error.text().c_str());
    return exitCode(error.code);
}

void printLatency(const ui::LatencyMonitor& monitor) {
    std::fprintf(stderr, "event loop: %lld answers, worst %.1f ms, %lld over 50 ms\n", static_cast<long long>(monitor.samples()),
                 monitor.worstMilliseconds(), static_cast<long long>(monitor.samplesOver50()));
}

} // namespace

int main(int argc, char** argv) {
    app::restartWithPassiveThreads(argv);
    app::useOneHeap();
    app::boundKernelCache();
    app::readReferenceKernels();
    const bool takesScreenshots =
        std::any_of(argv, argv + argc, [](const char* text) { return std::string_view(text).substr(0, 13) == "--screenshots"; });
    if (takesScreenshots)
        qputenv("QT_QPA_PLATFORM", "offscreen"); // the same pictures on every desktop
    QApplication app(argc, argv);
    std::setlocale(LC_NUMERIC, "C"); // QApplication takes the user's; files and messages of the core use "." always
    QApplication::setApplicationName(QStringLiteral("ClickPrompt Workbench"));
    QApplication::setApplicationVersion(QStringLiteral(CPW_VERSION));
    const auto options = readOptions(app);
    if (!options)
        return reportError(options.error());

    QSettings settings = userSettings();
    const auto savedTheme = ui::themeModeFromText(settings.value(QStringLiteral("theme")).toString());
    ui::Theme theme(options->theme.value_or(savedTheme.value_or(ui::ThemeMode::System)));
    const QDir logs(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    logs.mkpath(QStringLiteral("."));
    const auto logger = makeLogger(
        "workbench", {.file = logs.filePath(QStringLiteral("workbench.log")).toStdString(), .consoleLevel = spdlog::level::warn});

    if (!options->screenshotFolder.isEmpty()) {
        const auto taken = workbench::takeScreenshots(theme, options->screenshotFolder, logger);
        return taken ? 0 : reportError(taken.error());
    }

    theme.setTextScale(savedTextScale(settings));
    ui::Language language;
    language.apply(settings);
    workbench::Composition composition(theme, language, settings, logger);
    const QString file = fileToOpen(*options, settings);
    if (auto opened = composition.open(file); !opened) {
        if (!QFileInfo(file).isFile() || !options->screenshot.isEmpty())
            return reportError(opened.error());
        composition.explain(file, opened.error());
    }
    if (options->reportsStart && composition.hasWindow())
        new workbench::StartupReport(composition.window(), [] { QApplication::quit(); });
    if (options->page && composition.hasWindow())
        composition.window().showPage(*options->page);
    if (options->trainsSample && composition.hasWindow())
        composition.window().trainSample();

    ui::LatencyMonitor monitor;
    QObject::connect(&monitor, &ui::LatencyMonitor::blocked, &app,
                     [&](double milliseconds) { logger->warn("the window took {:.0f} ms to answer", milliseconds); });
    if (options->reportsLatency)
        monitor.start();
    if (!options->screenshot.isEmpty())
        QTimer::singleShot(static_cast<int>(options->screenshotSeconds * 1000), &app, [&] {
            const bool isWritten = composition.window().grab().save(options->screenshot);
            if (!isWritten)
                std::fprintf(stderr, "error: the picture cannot be written to %s\n", qPrintable(options->screenshot));
            QApplication::exit(isWritten ? 0 : exitCode(ErrorCode::Store));
        });
    const int code = QApplication::exec();
    monitor.stop();
    if (options->reportsLatency)
        printLatency(monitor);
    return code;
}
