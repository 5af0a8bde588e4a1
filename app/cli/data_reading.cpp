// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/data_reading.h"

#include "app/cli/progress_bar.h"
#include "app/cli/signal_watch.h"
#include "app/cli/spec_assembly.h"
#include "core/base/file_io.h"
#include "core/base/text_format.h"
#include "core/data/dataset_cache.h"
#include "core/data/field_encoder.h"
#include "core/data/ranking_metrics.h"

#include <chrono>
#include <filesystem>

namespace cpw::cli {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// Turns the bytes and rows so far into a progress line.
class ReadingProgress {
public:
    ReadingProgress(std::string what, ProgressStyle style) : m_what(std::move(what)), m_bar(style) {}

    void show(const data::ReadProgress& progress) {
        const auto now = SteadyClock::now();
        if (progress.bytesTotal != m_bytesTotal) { // the next file
            m_bytesTotal = progress.bytesTotal;
            m_start = now;
        }
        if (now - m_lastShown < std::chrono::milliseconds(100))
            return;
        m_lastShown = now;
        const double seconds = std::chrono::duration<double>(now - m_start).count();
        const double share = progress.bytesTotal > 0 ? static_cast<double>(progress.bytesDone) / static_cast<double>(progress.bytesTotal) : 0;
        const auto bytes = fmt::format("{} of {}", bytesText(progress.bytesDone), bytesText(progress.bytesTotal));
        m_bar.show({m_what, bytes, share, seconds > 0 ? static_cast<double>(progress.rows) / seconds : 0, share > 0.01 ? seconds / share - seconds : -1});
    }

private:
    std::string m_what;
    ProgressBar m_bar;
    SteadyClock::time_point m_start = SteadyClock::now();
    SteadyClock::time_point m_lastShown = m_start;
    std::uint64_t m_bytesTotal = 0; // of the file that is being read
};

} // namespace

Result<data::ReadResult> readDataset(const spec::DataSpec& spec, const std::filesystem::path& cacheFolder, CommandContext& context) {
    CPW_TRY(source, data::findDatasetSource(spec.source));
    const SignalWatch signals;
    std::stop_source stop;
    ReadingProgress progress("reading " + source->title, ProgressBar::styleFor(context.common.isQuiet));
    const data::ReadContext reading{[&](const data::ReadProgress& state) {
                                        if (signals.count() > 0)
                                            stop.request_stop();
                                        progress.show(state);
                                    },
                                    stop.get_token()};
    return data::loadOrRead(*source, spec, cacheFolder, reading);
}

Result<std::shared_ptr<const data::EncodedDataset>> encodedDataset(const spec::DataSpec& spec, const std::filesystem::path& cacheFolder,
                                                                   CommandContext& context) {
    CPW_TRY(read, readDataset(spec, cacheFolder, context));
    return data::encodeDataset(read.table, spec, data::idsBeside(read));
}

Result<spec::DataSpec> findData(const std::string& name, CommandContext& context) {
    std::string known;
    std::error_code ignored;
    if (std::filesystem::exists(context.common.project, ignored)) {
        CPW_TRY(store, context.openForReading());
        CPW_TRY(records, store->datasets());
        for (const auto& record : records) {
            if (record.name == name)
                return record.data;
            known += record.name + ", ";
        }
    }
    if (name == "sample")
        return makeDataSpec("sample", {}, {});
    return badInput("{} holds no data set \"{}\"; known: {}sample; take one in with \"clickprompt data import SOURCE PATH --name {}\"",
                    context.common.project.string(), name, known, name);
}

std::filesystem::path cacheFolderOf(const std::filesystem::path& project) {
    return withEnding(project, ".d") / "cache";
}

std::optional<BayesBound> bayesBound(const data::EncodedDataset& dataset) {
    if (dataset.table->truth.size() != dataset.rows() || dataset.split.test.empty())
        return std::nullopt;
    std::vector<double> truth;
    std::vector<float> labels;
    for (const auto row : dataset.split.test) {
        truth.push_back(dataset.table->truth[row]);
        labels.push_back(dataset.labels[row]);
    }
    return BayesBound{data::areaUnderCurve(truth, labels), data::expectedAreaUnderCurve(truth, truth), data::logLoss(truth, labels), truth.size()};
}

} // namespace cpw::cli
