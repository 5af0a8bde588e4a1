// SPDX-License-Identifier: GPL-3.0-or-later
// A config.json is honoured or refused; what is honoured has sizes that fit together, and writing it gives the same again.
#include "core/plm/plm_config.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using cpw::fuzz::require;
    const auto config = cpw::plm::PlmConfig::fromJson(std::string(cpw::fuzz::textOf(data, size)));
    if (!config) {
        require(!config.error().text().empty());
        return 0;
    }
    require(config->hidden > 0 && config->layers > 0 && config->heads > 0 && config->hidden % config->heads == 0 && config->vocabularySize > 0);
    require(config->hiddenDropout >= 0 && config->hiddenDropout < 1 && config->layerNormEpsilon >= 0);
    const auto text = config->toJson();
    const auto again = cpw::plm::PlmConfig::fromJson(text);
    require(again.has_value() && again->toJson() == text);
    return 0;
}
