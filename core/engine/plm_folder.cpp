// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plm_folder.h"

#include "core/plm/plm_config.h"

namespace cpw::engine {

Result<void> checkPlmConfig(const std::filesystem::path& folder) {
    CPW_TRY_VOID(plm::PlmConfig::load(folder));
    return {};
}

std::string adviceForMissingPlm(const std::filesystem::path& folder) {
    std::error_code ignored;
    if (std::filesystem::exists(folder, ignored))
        return {};
    return fmt::format("give a folder on this machine; for a model of a hub run \"clickprompt plm fetch {}\", or download its config.json, model.safetensors (or "
                       "pytorch_model.bin) and tokenizer files into one folder by hand",
                       folder.string());
}

} // namespace cpw::engine
