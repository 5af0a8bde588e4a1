// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/imported_run.h"

#include "core/base/hash.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cpw::api {

std::string groupHash(const ImportOrigin& origin, const std::map<std::string, std::string>& settings) {
    auto text = origin.program + (settings.empty() ? "\n" + origin.id : std::string());
    for (const auto& [name, value] : settings)
        if (std::find(kSeedSettings.begin(), kSeedSettings.end(), name) == kSeedSettings.end())
            text += fmt::format("\n{}:{}={}:{}", name.size(), name, value.size(), value);
    return hashText(hash64(text));
}

std::string programTitle(const std::string& program) {
    static constexpr std::pair<const char*, const char*> kTitles[] = {
        {"tensorboard", "TensorBoard"}, {"mlflow", "MLflow"}, {"csv", "CSV"}, {"clickprompt", "ClickPrompt Workbench"}};
    for (const auto& [id, title] : kTitles)
        if (program == id)
            return title;
    return program;
}

} // namespace cpw::api
