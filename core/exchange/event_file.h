// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/exchange/tensorboard_event.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace cpw::exchange {

/// The curves and settings in the event files of one folder, which one program wrote one after the other. Made by who imports; one
/// thread.
class EventFolder {
public:
    /// How reading a file ended.
    struct FileEnd {
        bool isWhole = true;
        bool isEventFile = false; ///< its first record says so
        std::string note;         ///< why it is not whole: "stops at byte 120 of 124 ..."
    };

    /// Called now and then with the bytes read; an error ends the reading and is given back.
    using Progress = std::function<Result<void>(std::uint64_t bytes)>;

    /// Files in the order in which they were written. What comes before a broken record is kept.
    [[nodiscard]] Result<FileEnd> read(std::string_view bytes, const Progress& progress);

    [[nodiscard]] const std::map<std::string, api::MetricSeries>& curves() const { return m_curves; }
    [[nodiscard]] const HparamsContent& hparams() const { return m_hparams; }
    [[nodiscard]] double firstSeconds() const { return m_first; }
    [[nodiscard]] double lastSeconds() const { return m_last; }
    /// Values that are no single numbers: pictures, histograms, texts.
    [[nodiscard]] std::uint64_t otherValues() const { return m_otherValues; }

private:
    void take(const TensorBoardEvent& event);
    void takeValue(const TensorBoardEvent& event, const SummaryValue& value);
    /// Drops the points of `step` and later: the program that wrote them was started again before it.
    void rewind(std::int64_t step);

    std::map<std::string, api::MetricSeries> m_curves; ///< by tag
    std::map<std::string, std::string> m_plugins;      ///< by tag, from its first value
    HparamsContent m_hparams;
    double m_first = 0;
    double m_last = 0;
    std::uint64_t m_otherValues = 0;
};

} // namespace cpw::exchange
