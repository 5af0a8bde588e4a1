// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/run_filter.h"
#include "ui/models/run_grouping.h"
#include "ui/models/runs_model.h"
#include "ui/session/engine_session.h"

#include <QAbstractItemModel>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace cpw::ui {

/// The difference from the baseline of one row, for painting.
struct DifferenceCell {
    bool isBaseline = false;
    std::optional<double> mean;
    std::optional<double> half; ///< of the 95 % interval; none below three pairs
    double low = 0;             ///< common scale of the column
    double high = 0;
};

/// The runs that fit the filter as a tree: groups, and below them their runs. Reads a RunsModel, which stays the only place of the
/// summaries. Changes of structure reset the model; a changed run changes cells. Up to kRunsAtOnce runs are grouped in the call, more
/// on a worker thread, and the old rows stay until the new ones are there. Sorting needs one number for each run, which is kept for
/// each column: it is made likewise, the rows are then moved in the call. GUI thread; never asks the store.
class RunTreeModel : public QAbstractItemModel, public RunColumns {
    Q_OBJECT
public:
    enum Role { RunIdRole = Qt::UserRole, StateRole, LookRole, IsPlottedRole, DifferenceRole, SparkRole, IsGroupRole };
    using FitsRun = GroupingQuestion::FitsRun;
    static constexpr std::size_t kRunsAtOnce = 20'000;

    explicit RunTreeModel(RunsModel& runs, QObject* parent = nullptr);

    void setFilter(compare::RunFilter filter);
    /// Small letters; each is to be somewhere in what a row says.
    void setFilter(std::vector<std::string> words);
    /// Any other question to each run by itself; empty: all runs.
    void setFilter(FitsRun fits);
    /// Empty: all settings but the seed. {"run"}: each run by itself. Otherwise dotted paths of settings.
    void setGroupKeys(std::vector<std::string> keys);
    [[nodiscard]] const std::vector<std::string>& groupKeys() const { return m_keys; }
    /// Key of a group; empty: none.
    void setBaseline(const std::string& key);
    [[nodiscard]] const std::string& baseline() const { return m_question.baseline; }
    void addSettings(const std::vector<KnownSettings>& settings);
    void setSpark(api::RunId run, std::vector<float> values);
    /// Groups whose curves are drawn: their circles are filled.
    void setPlotted(std::set<std::string> keys);
    /// Takes filter, groups and order up again.
    void rebuild();
    /// Waits for a worker: other groups or another order are being made.
    [[nodiscard]] bool isGrouping() const { return m_isGrouping || m_isOrdering; }

    [[nodiscard]] const std::vector<RunGroup>& groups() const { return m_grouping.groups; }
    [[nodiscard]] int shownRuns() const { return m_grouping.shownRuns; }
    [[nodiscard]] const RunGroup* group(const QModelIndex& index) const; ///< of a group or of a run in it
    [[nodiscard]] std::vector<api::RunId> runsOf(const QModelIndex& index) const;
    [[nodiscard]] const api::RunSummary& firstOf(const QModelIndex& index) const;
    [[nodiscard]] api::RunId firstRunOf(const QModelIndex& index) const { return firstOf(index).id; }
    [[nodiscard]] const compare::Settings* settings(const api::RunSummary& run) const { return m_question.settingsOf(run); } ///< null: not read
    [[nodiscard]] const std::set<std::string>& settingNames() const { return m_settingNames; }
    [[nodiscard]] const std::vector<std::string>& differingSettings() const { return m_question.differing; }
    [[nodiscard]] const GroupingQuestion& question() const { return m_question; }
    /// Of a row of a group's rows.
    [[nodiscard]] const api::RunSummary& run(int row) const { return m_question.run(row); }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    [[nodiscard]] static bool isNumber(int column) { return isNumberColumn(column); }

Q_SIGNALS:
    void nameEdited(cpw::api::RunId run, const QString& name);
    void tagsEdited(cpw::api::RunId run, const std::vector<std::string>& tags);

private:
    void compareWithFirst(const compare::Settings& settings, std::set<std::string>& differing);
    void ask();
    void askOrder();
    void take(Grouping& grouping);
    void applyOrder();
    void forgetWhatIsOfTheRuns();
    void changeRun(int row);
    [[nodiscard]] QString groupText(const RunGroup& group, int column) const;
    [[nodiscard]] QString runText(int row, int column, bool isChild) const;
    [[nodiscard]] QString stateText(const RunGroup& group) const;
    [[nodiscard]] QString seedText(const RunGroup& group) const;
    [[nodiscard]] QString displayText(const QModelIndex& index) const;
    [[nodiscard]] QVariant toolTip(const QModelIndex& index) const;
    [[nodiscard]] DifferenceCell difference(const RunGroup& group, int row) const;
    [[nodiscard]] QVariant spark(const RunGroup& group, int row) const;
    /// Row of the list of a leaf; -1: a group.
    [[nodiscard]] int sourceRow(const QModelIndex& index) const;
    void tellAll(int firstColumn, int lastColumn);

    RunsModel& m_runs;
    GroupingQuestion m_question; ///< that m_grouping is the answer to, but for a pending one
    Grouping m_grouping;
    std::vector<std::string> m_keys;
    bool m_filterReadsSettings = false; ///< what fits changes when settings come
    bool m_isGrouping = false;
    bool m_isOrdering = false;
    std::array<std::shared_ptr<const OrderKeys>, ColumnCount> m_orderKeys; ///< of m_question.runs; null: not made yet
    std::vector<api::RunId> m_changedMeanwhile; ///< since the pending question was asked
    std::uint64_t m_ticket = 0; ///< of the newest question to the worker
    std::shared_ptr<const compare::Settings> m_firstSettings; ///< what the others are held against
    std::unordered_map<std::int64_t, std::vector<float>> m_sparks;
    std::set<std::string> m_plotted;
    std::set<std::string> m_settingNames;
};

} // namespace cpw::ui

Q_DECLARE_METATYPE(cpw::ui::DifferenceCell)
Q_DECLARE_METATYPE(cpw::ui::RunLook)
