// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/weight_saving.h"

#include "core/base/expects.h"
#include "core/base/file_io.h"
#include "core/plm/safetensors.h"
#include "core/plm/weight_names.h"

namespace cpw::plm {
namespace {

void add(const torch::nn::Module& module, const std::string& prefix, PlmFamily family, NamedTensors& tensors) {
    for (const auto& item : module.named_parameters()) {
        const auto name = huggingFaceName(family, prefix + item.key());
        expects(name.has_value(), "parameter \"{}\" has no name in a Hugging Face file", prefix + item.key());
        tensors[*name] = item.value().detach();
    }
}

} // namespace

Result<void> saveHuggingFaceFolder(const std::filesystem::path& folder, BertEncoder encoder, MlmHead head,
                                   const std::map<std::string, std::string>& metadata) {
    NamedTensors tensors;
    add(*encoder, "encoder.", encoder->config().family, tensors);
    add(*head, "mlm_head.", encoder->config().family, tensors);
    auto described = metadata;
    described["format"] = "pt"; // transformers refuses files without it
    CPW_TRY_VOID(saveSafetensors(folder / "model.safetensors", tensors, described));
    return writeTextAtomically(folder / "config.json", encoder->config().toJson());
}

} // namespace cpw::plm
