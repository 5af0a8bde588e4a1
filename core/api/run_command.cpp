// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/run_command.h"

#include <charconv>
#include <cmath>
#include <vector>

namespace cpw::api {
namespace {

enum class Argument { None, Number, Part };

struct CommandForm {
    CommandKind kind;
    const char* words;
    Argument argument;
};

constexpr CommandForm kForms[] = {
    {CommandKind::Pause, "pause", Argument::None},
    {CommandKind::Resume, "resume", Argument::None},
    {CommandKind::Step, "step", Argument::Number},
    {CommandKind::SetLearningRatePlm, "set learning_rate_plm", Argument::Number},
    {CommandKind::SetLearningRateCtr, "set learning_rate_ctr", Argument::Number},
    {CommandKind::SetLearningRateHeads, "set learning_rate_heads", Argument::Number},
    {CommandKind::SetWeightDecay, "set weight_decay", Argument::Number},
    {CommandKind::SetClipNorm, "set clip_norm", Argument::Number},
    {CommandKind::Freeze, "freeze", Argument::Part},
    {CommandKind::Unfreeze, "unfreeze", Argument::Part},
    {CommandKind::EvaluateNow, "evaluate", Argument::None},
    {CommandKind::CheckpointNow, "checkpoint", Argument::None},
    {CommandKind::StopAndSave, "stop", Argument::None},
    {CommandKind::Discard, "discard", Argument::None},
};

std::string formsText() {
    std::string text;
    for (const auto& form : kForms) {
        text += (text.empty() ? "" : ", ") + std::string(form.words);
        if (form.argument == Argument::Number)
            text += " N";
        else if (form.argument == Argument::Part)
            text += " plm|ctr";
    }
    return text;
}

} // namespace

std::string toText(const RunCommand& command) {
    for (const auto& form : kForms) {
        if (form.kind != command.kind)
            continue;
        switch (form.argument) {
        case Argument::None: return form.words;
        case Argument::Number: return fmt::format("{} {}", form.words, command.value);
        case Argument::Part: return fmt::format("{} {}", form.words, command.part);
        }
    }
    return {};
}

Result<RunCommand> commandFromText(std::string_view text) {
    for (const auto& form : kForms) {
        const std::string_view words(form.words);
        if (!text.starts_with(words))
            continue;
        auto rest = text.substr(words.size());
        if (form.argument == Argument::None && rest.empty())
            return RunCommand{form.kind, 0, {}};
        if (!rest.starts_with(' '))
            continue;
        rest.remove_prefix(1);
        RunCommand command{form.kind, 0, {}};
        if (form.argument == Argument::Part && (rest == "plm" || rest == "ctr")) {
            command.part = rest;
            return command;
        }
        const auto [end, code] = std::from_chars(rest.data(), rest.data() + rest.size(), command.value);
        const bool isWhole = command.value >= 1 && command.value <= 1e9 && command.value == std::floor(command.value);
        const bool isNumber = code == std::errc{} && end == rest.data() + rest.size() && std::isfinite(command.value) && command.value >= 0;
        const bool isFitting = form.kind != CommandKind::Step || isWhole;
        if (form.argument == Argument::Number && isNumber && isFitting)
            return command;
    }
    return fail(ErrorCode::Usage, "\"{}\" is not a command; known: {}", text, formsText());
}

} // namespace cpw::api
