// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/encoded_dataset.h"
#include "core/spec/model_spec.h"
#include "core/text/tokenizer.h"

#include <memory>
#include <stop_token>

namespace cpw::text {

/// The tokenizer of a run: that of the model's folder, a file's, or one trained on the sentences of the training rows.
[[nodiscard]] Result<std::shared_ptr<const Tokenizer>> makeTokenizer(const spec::PlmSpec& plm, const data::EncodedDataset& dataset,
                                                                     const spec::TemplateSpec& wording, std::stop_token stop);

} // namespace cpw::text
