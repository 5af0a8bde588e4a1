// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/run_store.h"

#include <utility>

namespace cpw::api {
namespace {

constexpr std::pair<RunState, const char*> kStates[] = {
    {RunState::Waiting, "waiting"},         {RunState::Running, "running"}, {RunState::Paused, "paused"},
    {RunState::Finished, "finished"},       {RunState::Stopped, "stopped"}, {RunState::Interrupted, "interrupted"},
    {RunState::Failed, "failed"},           {RunState::Discarded, "discarded"},
};

} // namespace

const char* toText(RunState state) {
    for (const auto& [candidate, text] : kStates)
        if (candidate == state)
            return text;
    return "";
}

std::optional<RunState> runStateFromText(std::string_view text) {
    for (const auto& [state, name] : kStates)
        if (text == name)
            return state;
    return std::nullopt;
}

} // namespace cpw::api
