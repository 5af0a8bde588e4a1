// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/compare/run_filter.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace cpw::compare {

/// Values of many runs as plain arrays, one a key, so that a filter neither looks up a name in each run nor reads one text twice. An
/// array is made when it is first asked for, and kept. From any thread; the runs never change.
class RunValues {
public:
    using RunAt = std::function<const api::RunSummary&(std::size_t)>;
    /// `runAt` keeps the runs.
    RunValues(std::size_t count, RunAt runAt) : m_count(count), m_runAt(std::move(runAt)) {}

    struct Column {
        std::vector<double> numbers;      ///< one a run, NaN: missing; empty: texts
        std::vector<std::uint32_t> codes; ///< one a run, into `texts`
        std::vector<std::string> texts;   ///< each once
    };
    [[nodiscard]] std::size_t size() const { return m_count; }
    [[nodiscard]] std::shared_ptr<const Column> column(const RunKey& key) const;

private:
    std::size_t m_count;
    RunAt m_runAt;
    mutable std::mutex m_mutex;
    mutable std::vector<std::pair<RunKey, std::shared_ptr<const Column>>> m_columns; ///< few
};

} // namespace cpw::compare
