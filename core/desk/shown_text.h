// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"
#include "core/data/encoded_dataset.h"
#include "core/text/tokenizer.h"

#include <memory>
#include <stop_token>

namespace cpw::desk {

[[nodiscard]] Result<std::vector<api::SentencePart>> sentenceOf(const data::EncodedDataset& dataset, const spec::TemplateSpec& text, std::uint64_t row);
[[nodiscard]] Result<api::ShownSentence> shownTokens(const data::EncodedDataset& dataset, const api::TextSettings& settings,
                                                     const text::Tokenizer& tokenizer, std::uint64_t row, bool isMasked);
[[nodiscard]] Result<api::TokenLengths> countLengths(std::shared_ptr<const data::EncodedDataset> dataset, const api::TextSettings& settings,
                                                     std::shared_ptr<const text::Tokenizer> tokenizer,
                                                     const std::function<void(const api::TokenLengths&)>& onPartial, std::stop_token stop);
/// Problems of a template, paths below "text".
[[nodiscard]] std::vector<Problem> templateProblems(const std::vector<std::string>& fields, const spec::TemplateSpec& text);

} // namespace cpw::desk
