// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/screenshots.h"

#include "app/workbench/composition.h"
#include "ui/pages/inspect/row_view.h"
#include "ui/pages/inspect_page.h"
#include "ui/pages/runs_page.h"
#include "ui/palette/command_palette.h"
#include "ui/preferences/preferences_window.h"
#include "ui/widgets/run_tree.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPixmap>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <functional>

namespace cpw::workbench {
namespace {

constexpr int kWidth = 1440;
constexpr int kHeight = 900;
constexpr int kSettleMilliseconds = 1500; ///< charts redraw 40 ms after a change, tables are read and tokens counted on workers
constexpr int kPatienceSeconds = 1800;
constexpr std::int64_t kShownStep = 600; ///< of the stage that trains in the picture of the Live page

void wait(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

bool waitUntil(const std::function<bool()>& isReached) {
    QElapsedTimer clock;
    clock.start();
    while (!isReached()) {
        if (clock.elapsed() > kPatienceSeconds * 1000)
            return false;
        wait(50);
    }
    return true;
}

class Tour {
public:
    Tour(ui::Theme& theme, const QDir& folder, std::shared_ptr<spdlog::logger> logger)
        : m_theme(theme), m_folder(folder), m_settings(m_project.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat),
          m_composition(theme, m_language, m_settings, std::move(logger)) {}

    Result<void> run() {
        m_theme.setMode(ui::ThemeMode::Light);
        m_settings.setValue(QLatin1String(ui::preference::kAreMovesKnown), true); // the line would stand over every page
        CPW_TRY_VOID(m_composition.open(m_project.filePath(QStringLiteral("bookshop.cpw"))));
        m_composition.window().resize(kWidth, kHeight);
        CPW_TRY_VOID(takeEmptyPages());
        CPW_TRY_VOID(trainAndWatch());
        CPW_TRY_VOID(takeFilledPages());
        return takeErrors();
    }

private:
    /// `scale` 2 draws everything twice as fine, as on a screen of 200 %.
    Result<void> take(const QString& name, int scale = 1) {
        wait(kSettleMilliseconds);
        ui::MainWindow& window = m_composition.window();
        QPixmap image(window.size() * scale);
        image.setDevicePixelRatio(scale);
        window.render(&image);
        const QString path = m_folder.filePath(name + QStringLiteral(".png"));
        if (!image.save(path))
            return fail(ErrorCode::Store, "{} cannot be written; choose a folder that can be written", path.toStdString());
        std::fprintf(stderr, "%s\n", qPrintable(path));
        return {};
    }

    Result<void> takeEmptyPages() {
        for (const auto& page : m_composition.window().pages()) {
            m_composition.window().showPage(page.id);
            CPW_TRY_VOID(take(ui::pageName(page.id) + QStringLiteral("-empty")));
        }
        return {};
    }

    /// Trains the arms of the sample; the picture of the Live page is of the last one while it trains.
    Result<void> trainAndWatch() {
        ui::MainWindow& window = m_composition.window();
        window.trainSample();
        if (!window.problem().isEmpty())
            return fail(ErrorCode::RunFailed, "{}", window.problem().toStdString());
        auto& session = m_composition.session();
        const auto waiting = session.waitingRuns();
        const auto shown = waiting.empty() ? *session.activeRun() : waiting.back();
        window.selection().chooseRun(shown);
        const bool isSeen = waitUntil([&] {
            const ui::RunFeed* feed = session.knownFeed(shown);
            if (!feed || !session.hasWork() || feed->currentStage() < 0)
                return feed && !session.hasWork();
            const auto& stage = feed->stages()[static_cast<std::size_t>(feed->currentStage())];
            return stage.state == ui::StageState::Running && stage.stageStep >= kShownStep;
        });
        if (!isSeen)
            return fail(ErrorCode::RunFailed, "the sample did not reach step {} in {} s", kShownStep, kPatienceSeconds);
        window.showPage(ui::PageId::Live);
        CPW_TRY_VOID(take(QStringLiteral("live-running")));
        if (!waitUntil([&] { return !session.hasWork(); }))
            return fail(ErrorCode::RunFailed, "the sample was not trained in {} s", kPatienceSeconds);
        return {};
    }

    /// Chooses all runs where they are compared, and waits where a row is looked into until all of it is there.
    void fill() {
        if (auto* runs = m_composition.window().findChild<ui::RunsPage*>(); runs && runs->isVisible())
            runs->table().selectAll();
        if (auto* inspect = m_composition.window().findChild<ui::InspectPage*>(); inspect && inspect->isVisible())
            waitUntil([&] { return !inspect->rowView().headEffect().isEmpty(); });
    }

    Result<void> takeFilledPages() {
        ui::MainWindow& window = m_composition.window();
        for (const auto& page : window.pages()) {
            window.showPage(page.id);
            const QString name = ui::pageName(page.id);
            fill();
            CPW_TRY_VOID(take(name + QStringLiteral("-light")));
            CPW_TRY_VOID(take(name + QStringLiteral("-200"), 2));
            m_theme.setMode(ui::ThemeMode::Dark);
            CPW_TRY_VOID(take(name + QStringLiteral("-dark")));
            m_theme.setMode(ui::ThemeMode::Light);
        }
        window.commandPalette().open(QStringLiteral("stop"));
        CPW_TRY_VOID(take(QStringLiteral("palette-light")));
        window.commandPalette().dismiss();
        return {};
    }

    /// What each page looks like when the thing last asked for could not be done.
    Result<void> takeErrors() {
        ui::MainWindow& window = m_composition.window();
        for (const auto& page : window.pages()) {
            window.trainMovielens(m_project.filePath(QStringLiteral("ml-1m"))); // not there
            window.showPage(page.id);
            CPW_TRY_VOID(take(ui::pageName(page.id) + QStringLiteral("-error")));
        }
        return {};
    }

    ui::Theme& m_theme;
    QDir m_folder;
    QTemporaryDir m_project;
    QSettings m_settings;
    ui::Language m_language;
    Composition m_composition;
};

} // namespace

Result<void> takeScreenshots(ui::Theme& theme, const QString& folder, std::shared_ptr<spdlog::logger> logger) {
    const QDir target(folder);
    if (!target.mkpath(QStringLiteral(".")))
        return fail(ErrorCode::Store, "{} cannot be made; choose a folder that can be written", folder.toStdString());
    Tour tour(theme, target, std::move(logger));
    return tour.run();
}

} // namespace cpw::workbench
