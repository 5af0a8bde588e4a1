// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/sql/sql_examples.h"

#include "ui/docks/sql/sql_view.h"

namespace cpw::ui {

std::vector<SqlExample> sqlExamples() {
    return {
        {SqlView::tr("Runs by test AUC"), QStringLiteral("SELECT run.id, run.name, run.backbone, run.seed, r.value AS auc\n"
                                                         "FROM run JOIN run_result r ON r.run = run.id AND r.name = 'test/auc'\n"
                                                         "ORDER BY auc DESC")},
        {SqlView::tr("Mean and spread over seeds"), QStringLiteral("SELECT run.name, count(*) AS seeds, avg(r.value) AS mean, min(r.value) AS lowest, max(r.value) AS highest\n"
                                                                   "FROM run JOIN run_result r ON r.run = run.id AND r.name = 'test/auc'\n"
                                                                   "GROUP BY run.name ORDER BY mean DESC")},
        {SqlView::tr("Settings as columns"), QStringLiteral("SELECT run.id, run.name, json ->> '$.backbone.id' AS backbone, json ->> '$.prompts.count' AS prompts,\n"
                                                            "  json ->> '$.stages[0].batch' AS batch\n"
                                                            "FROM run JOIN spec ON spec.run = run.id")},
        {SqlView::tr("Points of one curve"), QStringLiteral("SELECT step, epoch, value\n"
                                                            "FROM point WHERE run = 1 AND metric = 'valid/auc'\n"
                                                            "ORDER BY step")},
        {SqlView::tr("Lowest training loss of each run"), QStringLiteral("SELECT run, count(*) AS points, min(value) AS lowest\n"
                                                                         "FROM point WHERE metric = 'train/loss'\n"
                                                                         "GROUP BY run ORDER BY lowest")},
        {SqlView::tr("Hours by backbone"), QStringLiteral("SELECT backbone, count(*) AS runs, round(sum(seconds) / 3600, 2) AS hours\n"
                                                          "FROM run GROUP BY backbone ORDER BY hours DESC")},
        {SqlView::tr("What happened last"), QStringLiteral("SELECT datetime(time_ns / 1000000000, 'unixepoch', 'localtime') AS time, run, kind, text\n"
                                                           "FROM event ORDER BY id DESC LIMIT 50")},
    };
}

} // namespace cpw::ui
