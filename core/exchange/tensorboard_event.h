// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::exchange {

/// One number of a summary. Values that are no single number (histograms, pictures, texts) have none.
struct SummaryValue {
    std::string tag;
    std::optional<double> number;
    bool isTensor = false;     ///< the number came as a tensor: it is a scalar only where the plugin says so
    std::string plugin;        ///< "scalars", "hparams" ...; as a rule only in the first value of a tag
    std::string pluginContent; ///< of hparams
};

/// What an event file holds in one record, as far as curves need it.
struct TensorBoardEvent {
    double wallTime = 0; ///< seconds since 1970
    std::int64_t step = 0;
    std::string fileVersion; ///< "brain.Event:2": of the first record
    bool isSessionStart = false; ///< the program began anew at this step: what came later does not count
    std::vector<SummaryValue> values;
};

/// The settings and the end of a session as the hparams plugin writes them down.
struct HparamsContent {
    std::map<std::string, std::string> settings;
    std::optional<double> startSeconds; ///< since 1970
    std::optional<double> endSeconds;
    std::optional<int> endStatus; ///< 1 success, 2 failure, 3 running
};

/// Reads tensorflow.Event from a record of an event file. Fails on bytes that are no message.
[[nodiscard]] Result<TensorBoardEvent> parseEvent(std::string_view record);
/// Reads tensorboard.hparams.HParamsPluginData; none where the bytes are no message.
[[nodiscard]] std::optional<HparamsContent> parseHparams(std::string_view content);

} // namespace cpw::exchange
