// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/paired_groups.h"
#include "core/compare/settings.h"
#include "ui/models/runs_model.h"
#include "ui/session/engine_session.h"

#include <QAbstractItemModel>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace cpw::ui {

/// Runs that are compared as one: the same settings but for the seed, or the same value of a chosen setting.
struct RunGroup {
    std::string key;
    QString name;
    std::vector<int> rows; ///< of the RunsModel; one row: the run itself, without children
    int color = 0;         ///< of the run palette
    compare::Summary auc;
    compare::Summary logLoss;
    std::vector<compare::SeedDifference> differences; ///< of the test AUC against the baseline, by seed
};

/// The difference from the baseline of one row, for painting.
struct DifferenceCell {
    bool isBaseline = false;
    std::optional<double> mean;
    std::optional<double> half; ///< of the 95 % interval; none below three pairs
    double low = 0;             ///< common scale of the column
    double high = 0;
};

/// The runs that fit the filter as a tree: groups, and below them their runs. Reads a RunsModel, which stays the only place of the
/// summaries. Changes of structure reset the model; a changed run changes cells. GUI thread; never asks the store.
class RunTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Name, State, Settings, Data, Backbone, Stages, Seed, TestAuc, Difference, LogLoss, Curve, Steps, Time, Created, Tags, Note, ColumnCount };
    enum Role { RunIdRole = Qt::UserRole, StateRole, ColorRole, IsPlottedRole, DifferenceRole, SparkRole, IsGroupRole };
    using Fits = std::function<bool(const api::RunSummary& run, const compare::Settings* settings)>;

    explicit RunTreeModel(RunsModel& runs, QObject* parent = nullptr);

    void setFilter(Fits fits);
    /// Empty: all settings but the seed. "run": each run by itself. Otherwise the dotted path of a setting.
    void setGroupKey(const std::string& key);
    /// Key of a group; empty: none.
    void setBaseline(const std::string& key);
    [[nodiscard]] const std::string& baseline() const { return m_baseline; }
    void addDetails(const std::vector<RunDetails>& details);
    void setSpark(api::RunId run, std::vector<float> values);
    [[nodiscard]] bool hasSpark(api::RunId run) const { return m_sparks.contains(run.value); }
    /// Groups whose curves are drawn: their circles are filled.
    void setPlotted(std::set<std::string> keys);
    /// Takes filter, groups and order up again.
    void rebuild();

    [[nodiscard]] const std::vector<RunGroup>& groups() const { return m_groups; }
    [[nodiscard]] int shownRuns() const;
    [[nodiscard]] const RunGroup* group(const QModelIndex& index) const; ///< of a group or of a run in it
    [[nodiscard]] std::vector<api::RunId> runsOf(const QModelIndex& index) const;
    [[nodiscard]] const compare::Settings* settings(api::RunId run) const; ///< null: not read
    [[nodiscard]] const std::set<std::string>& settingNames() const { return m_settingNames; }
    [[nodiscard]] const std::vector<std::string>& differingSettings() const { return m_differing; }
    [[nodiscard]] const api::RunSummary& run(int row) const { return m_runs.runAt(row); }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    [[nodiscard]] static bool isNumber(int column);

Q_SIGNALS:
    void nameEdited(cpw::api::RunId run, const QString& name);
    void tagsEdited(cpw::api::RunId run, const std::vector<std::string>& tags);

private:
    struct SortKey {
        double number = 0;
        QString text;
    };
    void collectGroups();
    void measure(RunGroup& group);
    void measureDifferences();
    void sortGroups();
    void changeRun(int row, int sourceColumn);
    [[nodiscard]] std::string keyOf(const api::RunSummary& run) const;
    [[nodiscard]] int colorOf(const std::string& key);
    [[nodiscard]] QString nameOf(const RunGroup& group) const;
    [[nodiscard]] QString groupText(const RunGroup& group, int column) const;
    [[nodiscard]] QString runText(int row, int column, bool isChild) const;
    [[nodiscard]] QString stateText(const RunGroup& group) const;
    [[nodiscard]] QString settingsText(api::RunId run) const;
    [[nodiscard]] SortKey sortKey(const RunGroup& group, int row) const;
    [[nodiscard]] DifferenceCell difference(const RunGroup& group, int row) const;
    [[nodiscard]] QVariant spark(const RunGroup& group, int row) const;
    [[nodiscard]] bool isLess(const SortKey& a, const SortKey& b) const;
    /// Row of the RunsModel of a leaf; -1: a group.
    [[nodiscard]] int sourceRow(const QModelIndex& index) const;

    RunsModel& m_runs;
    Fits m_fits;
    std::string m_groupKey;
    std::string m_baseline;
    std::vector<RunGroup> m_groups;
    std::unordered_map<std::int64_t, RunDetails> m_details;
    std::unordered_map<std::string, std::shared_ptr<const compare::Settings>> m_distinct; ///< by group hash
    std::shared_ptr<const compare::Settings> m_firstSettings;                              ///< what the others are held against
    std::unordered_map<std::int64_t, std::vector<float>> m_sparks;
    std::map<std::string, int> m_colors; ///< given in order of first sight, kept
    std::set<std::string> m_plotted;
    std::set<std::string> m_settingNames;
    std::vector<std::string> m_differing;
    double m_lowDifference = 0;
    double m_highDifference = 0;
    int m_sortColumn = Created;
    Qt::SortOrder m_order = Qt::DescendingOrder;
};

} // namespace cpw::ui

Q_DECLARE_METATYPE(cpw::ui::DifferenceCell)
