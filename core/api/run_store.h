// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/imported_run.h"
#include "core/api/run_event.h"
#include "core/api/run_id.h"
#include "core/api/run_spec.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cpw::api {

enum class RunState { Waiting, Running, Paused, Finished, Stopped, Interrupted, Failed, Discarded };

/// Where a fork comes from.
struct ForkOrigin {
    RunId run;
    std::int64_t step = 0; ///< of the parent's checkpoint
    bool operator==(const ForkOrigin&) const = default;
};

/// One line of the runs table.
struct RunSummary {
    RunId id;
    std::string name;
    std::string specHash;
    RunState state = RunState::Waiting;
    std::string dataset;  ///< "Bookshop"
    std::string backbone; ///< id
    std::string stages;   ///< "pa_mlm, finetune_ctr"
    std::uint64_t seed = 0;
    std::int64_t step = 0; ///< last recorded
    double seconds = 0;    ///< training time so far
    Clock::time_point created;
    std::map<std::string, double> results; ///< last value of each test/ and best valid/ metric: "test/auc" ...
    std::string note;
    std::vector<std::string> tags;
    std::string error; ///< of a failed run
    std::optional<ForkOrigin> parent; ///< of a fork whose parent is still in the file
    std::string groupHash;    ///< see api::groupHash; empty: the spec cannot be read
    std::string settingsHash; ///< see api::settingsHash
    int color = -1;           ///< see kRunColors; -1: not given yet
    bool isHidden = false;    ///< its circle was clicked away: not drawn beside others
    std::optional<ImportOrigin> origin; ///< of a run that another program trained: it has no spec
};

/// Colours of runs: seven of the palette, each as a whole, a dashed and a dotted line. Runs of a group share theirs.
inline constexpr int kRunColors = 21;

struct MetricPoint {
    std::int64_t step = 0;
    double epoch = 0;
    double value = 0;
    Clock::time_point time;
    int stage = 0;
};

/// All points of one metric of one run, in order of recording.
struct MetricSeries {
    std::string name;
    std::vector<MetricPoint> points;
};

/// Some neighbouring points of a curve, enough to draw them in one pixel column. NaN is counted and otherwise left out: minimum
/// and maximum are NaN only when every value is.
struct MetricBucket {
    std::int64_t firstStep = 0;
    std::int64_t lastStep = 0;
    std::uint32_t points = 0;
    std::uint32_t notNumbers = 0;
    double minimum = 0;
    double maximum = 0;
    double last = 0; ///< value of the last point, NaN included
    bool operator==(const MetricBucket&) const = default;
};

/// An event that is not a metric point, as stored.
struct StoredEvent {
    std::int64_t step = 0;
    Clock::time_point time;
    std::string kind; ///< "command", "checkpoint", "stage_started", "log" ...
    std::string text; ///< one sentence
    LogLevel level = LogLevel::Info;
};

/// A run that another program trained, or this one into another file, as far as the file can hold it.
struct ForeignRun {
    ImportOrigin origin;
    std::string name;
    RunState state = RunState::Finished;
    std::map<std::string, std::string> settings; ///< as its program wrote them down
    std::vector<std::string> tags;
    std::string note;
    Clock::time_point created;
    double seconds = 0;
    std::vector<MetricSeries> metrics; ///< by rising step
    std::vector<StoredEvent> events;
};

/// One file of runs. Writing goes through one recorder thread; queries use a connection of the calling thread's own.
/// Implemented by db; everything above speaks to this interface.
class RunStore {
public:
    virtual ~RunStore() = default;

    // Writing, from any thread
    [[nodiscard]] virtual Result<RunId> createRun(const RunSpec& spec) = 0;
    /// The same for a run that goes on from a checkpoint of another one.
    [[nodiscard]] virtual Result<RunId> createFork(const RunSpec& spec, const ForkOrigin& origin) = 0;
    /// Queued and committed within 250 ms or 500 events, whichever comes first. A write that fails (disk full) is kept and tried
    /// again; see failure().
    virtual void record(const RunEvent& event) = 0;
    /// Waits until everything recorded so far is committed.
    [[nodiscard]] virtual Result<void> flush() = 0;
    /// The error that stops recording at present, if any.
    [[nodiscard]] virtual std::optional<Error> failure() const = 0;
    [[nodiscard]] virtual Result<void> setNote(RunId run, const std::string& note) = 0;
    [[nodiscard]] virtual Result<void> setTags(RunId run, const std::vector<std::string>& tags) = 0;
    [[nodiscard]] virtual Result<void> renameRun(RunId run, const std::string& name) = 0;
    /// Of all these runs at once; colors 0 to kRunColors - 1.
    [[nodiscard]] virtual Result<void> setColor(const std::vector<RunId>& runs, int color) = 0;
    [[nodiscard]] virtual Result<void> setHidden(const std::vector<RunId>& runs, bool isHidden) = 0;
    /// Removes the run, its curves and its folder.
    [[nodiscard]] virtual Result<void> deleteRun(RunId run) = 0;
    /// Points of `fromStep` on and later are dropped: a resumed run repeats them.
    [[nodiscard]] virtual Result<void> rewindRun(RunId run, std::int64_t fromStep) = 0;

    // Runs that other programs trained
    /// Adds the run, or brings the one of the same origin up to date. Name, note and tags are then left alone: people change them.
    [[nodiscard]] virtual Result<ImportedAs> importRun(const ForeignRun& run) = 0;
    /// The settings of an imported run; none of a run of this program, which has a spec.
    [[nodiscard]] virtual Result<std::map<std::string, std::string>> importedSettings(RunId run) const = 0;

    // Commands for runs of another process
    [[nodiscard]] virtual Result<void> postCommand(RunId run, const RunCommand& command) = 0;
    [[nodiscard]] virtual Result<std::vector<RunCommand>> takeCommands(RunId run) = 0;

    // Reading, from any thread
    [[nodiscard]] virtual Result<std::vector<RunSummary>> runs() const = 0;
    /// The `count` runs with the highest numbers, by rising number.
    [[nodiscard]] virtual Result<std::vector<RunSummary>> newestRuns(std::size_t count) const = 0;
    /// Those that wait, run or pause, and those that did so when their process ended; by number.
    [[nodiscard]] virtual Result<std::vector<RunSummary>> liveRuns() const = 0;
    [[nodiscard]] virtual Result<RunSummary> run(RunId run) const = 0;
    [[nodiscard]] virtual Result<RunSpec> spec(RunId run) const = 0;
    /// What a run was made with, as the file has it.
    struct RecordedSettings {
        RunId run;
        std::string specText;                        ///< JSON; empty: of an imported run
        std::map<std::string, std::string> imported; ///< as its program wrote them down
    };
    /// Of many runs in one question; those that are not there are left out.
    [[nodiscard]] virtual Result<std::vector<RecordedSettings>> recordedSettings(const std::vector<RunId>& runs) const = 0;
    [[nodiscard]] virtual Result<std::vector<std::string>> metricNames(RunId run) const = 0;
    [[nodiscard]] virtual Result<MetricSeries> metric(RunId run, const std::string& name) const = 0;
    /// A curve of any length for a plot of `wanted` columns: at least so many buckets (where it has the points), at most 16 times
    /// as many and one tail more.
    [[nodiscard]] virtual Result<std::vector<MetricBucket>> metricBuckets(RunId run, const std::string& name, std::size_t wanted) const = 0;
    [[nodiscard]] virtual Result<std::vector<StoredEvent>> events(RunId run) const = 0;

    // Data sets known in the file (name -> spec), for `data import` and `data list`
    [[nodiscard]] virtual Result<void> saveDataset(const std::string& name, const spec::DataSpec& data,
                                                   const std::string& factsJson) = 0;
    struct DatasetRecord {
        std::string name;
        spec::DataSpec data;
        std::string factsJson; ///< rows, fields, splits as data describe prints them
        Clock::time_point created;
    };
    [[nodiscard]] virtual Result<std::vector<DatasetRecord>> datasets() const = 0;
    /// Forgets the data set; runs of it and the raw files stay.
    [[nodiscard]] virtual Result<void> removeDataset(const std::string& name) = 0;

    // Templates by name, each with its versions from 1
    struct TemplateRecord {
        std::string name;
        int version = 0;
        spec::TemplateSpec text;
        Clock::time_point created;
    };
    /// Newest version of a name first, names sorted.
    [[nodiscard]] virtual Result<std::vector<TemplateRecord>> templates() const = 0;
    /// The next version of the name; the newest one again when the text is the same.
    [[nodiscard]] virtual Result<int> saveTemplate(const std::string& name, const spec::TemplateSpec& text) = 0;

    // Runs that are prepared but not submitted, in the order in which they will start
    struct QueueEntry {
        std::int64_t id = 0; ///< never used again
        RunSpec spec;
        std::string problem; ///< why it could not be started; empty: it waits
        Clock::time_point created;
    };
    [[nodiscard]] virtual Result<std::vector<QueueEntry>> queue() const = 0;
    /// At the end; ids in the order of the specs.
    [[nodiscard]] virtual Result<std::vector<std::int64_t>> addToQueue(const std::vector<RunSpec>& specs) = 0;
    /// A changed entry waits again. Fails when it is not there any more.
    [[nodiscard]] virtual Result<void> changeInQueue(std::int64_t id, const RunSpec& spec) = 0;
    [[nodiscard]] virtual Result<void> setQueueProblem(std::int64_t id, const std::string& problem) = 0;
    /// Takes an entry out to start it: exactly one process that asks gets it. None: it is gone.
    [[nodiscard]] virtual Result<std::optional<QueueEntry>> takeFromQueue(std::int64_t id) = 0;
    [[nodiscard]] virtual Result<void> removeFromQueue(const std::vector<std::int64_t>& ids) = 0;
    /// Entries in the order of `ids`; those it does not name follow in the order they had.
    [[nodiscard]] virtual Result<void> orderQueue(const std::vector<std::int64_t>& ids) = 0;

    // Texts kept with the file, such as layouts ("layout") and drafts
    [[nodiscard]] virtual Result<void> setSetting(const std::string& name, const std::string& value) = 0;
    /// None: never set.
    [[nodiscard]] virtual Result<std::optional<std::string>> setting(const std::string& name) const = 0;

    /// Writes a consistent copy of the file as it is now, and of the folder beside it but its caches, which are made again where
    /// they are missing. `target` is replaced; a folder of its name must not exist. May take long: not on the GUI thread.
    [[nodiscard]] virtual Result<void> saveCopy(const std::filesystem::path& target) = 0;

    // Places
    [[nodiscard]] virtual std::filesystem::path file() const = 0;
    /// Checkpoints and logs of a run: "<file>.d/r-0001". Not created here.
    [[nodiscard]] virtual std::filesystem::path runFolder(RunId run) const = 0;
    /// Finished stages by stage hash: "<file>.d/stages".
    [[nodiscard]] virtual std::filesystem::path stagesFolder() const = 0;
    /// Encoded data sets: "<file>.d/cache".
    [[nodiscard]] virtual std::filesystem::path cacheFolder() const = 0;
    [[nodiscard]] virtual bool isReadOnly() const = 0;
};

[[nodiscard]] const char* toText(RunState state);
[[nodiscard]] std::optional<RunState> runStateFromText(std::string_view text);

} // namespace cpw::api
