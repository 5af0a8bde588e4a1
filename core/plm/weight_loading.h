// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/plm/encoder.h"
#include "core/plm/mlm_head.h"
#include "core/plm/safetensors.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cpw::plm {

/// What became of the tensors of a file and of the parameters, by name.
struct WeightReport {
    std::vector<std::string> loaded;     ///< our names
    std::vector<std::string> missing;    ///< our names without a tensor
    std::vector<std::string> unexpected; ///< tensors that belong to nothing
    std::vector<std::string> mismatched; ///< "name: found [..], expected [..]"
    std::vector<std::string> notNeeded;  ///< tensors known to be of no use here (pooler, position_ids)
    bool hasMlmHead = false;             ///< false: the file has no masked-language head and a given one kept its fresh weights
};

/// Copies the weights of a Hugging Face folder into the encoder and, when given and among them, the masked-language head.
/// Any parameter without its tensor, any wrong shape and any unknown tensor is an error that names them; nothing is
/// changed then.
[[nodiscard]] Result<WeightReport> loadHuggingFaceFolder(const std::filesystem::path& folder, BertEncoder encoder, MlmHead head);
/// The same from tensors already read.
[[nodiscard]] Result<WeightReport> loadHuggingFaceWeights(const NamedTensors& tensors, BertEncoder encoder, MlmHead head);

} // namespace cpw::plm
