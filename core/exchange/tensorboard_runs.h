// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/import_sink.h"

#include <filesystem>
#include <string_view>

namespace cpw::exchange {

/// "events.out.tfevents.1700000000.host": the name of an event file holds this.
[[nodiscard]] bool isEventFileName(std::string_view name);

/// Every folder with event files, at any depth, is a run. Three habits of the programs that write them are followed:
/// - "train" and "validation" below a folder are one run with curves "train/..." and "valid/..." (Keras);
/// - one folder below a run whose name is a number, where add_hparams puts its values, belongs to that run (PyTorch);
/// - hparams of a folder hold for the runs below it.
[[nodiscard]] Result<void> readTensorBoard(const std::filesystem::path& path, ImportSink& sink);

} // namespace cpw::exchange
