// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_event.h"
#include "core/api/run_spec.h"
#include "core/api/run_store.h"

#include <QString>

#include <cstdint>
#include <string>

namespace cpw::ui {

/// How a number of a chart or table is written.
enum class ValueStyle { Loss, Auc, Rate, Share };

[[nodiscard]] inline QString qstr(const std::string& text) {
    return QString::fromStdString(text);
}

/// "1,122".
[[nodiscard]] QString countText(std::int64_t value);
/// Loss four decimals, AUC five ("> 0.99999" just below 1), rates as 2.6e-4, "NaN", "+inf", "-inf"; the same digits in a column.
[[nodiscard]] QString valueText(double value, ValueStyle style);
/// A difference with its sign: "+0.0098".
[[nodiscard]] QString signedText(double value, int digits);
/// Shortest exact-enough form for a chip: "1e-3", "2.5e-4", "0.5"; what is below 1 never as 1.
[[nodiscard]] QString shortNumber(double value);
/// "12 min left", "40 s".
[[nodiscard]] QString durationText(double seconds);
/// Rounded for forecasts: "40 s", "3 min", "1 h 05 min".
[[nodiscard]] QString aboutText(double seconds);
/// "14:33:38" in local time.
[[nodiscard]] QString clockText(api::Clock::time_point time);
/// "2026-05-04 14:33"; today's only as time.
[[nodiscard]] QString dateTimeText(api::Clock::time_point time);

[[nodiscard]] QString stageTitle(spec::StageKind kind);
/// "PA-MLM, CTR only" from the ids of a RunSummary ("pa_mlm, finetune_ctr").
[[nodiscard]] QString stagesText(const std::string& ids);
[[nodiscard]] QString stateTitle(api::RunState state);
/// "DCNv2" for dcn_v2; an unknown id stays as it is.
[[nodiscard]] QString backboneTitle(const std::string& id);
[[nodiscard]] QString sourceTitle(const std::string& id);
/// With a capital at the start and a full stop at the end.
[[nodiscard]] QString sentenceText(const QString& text);
/// What is worth knowing of an error, for one line.
[[nodiscard]] QString errorText(const Error& error);

} // namespace cpw::ui
