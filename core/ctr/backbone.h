// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"
#include "core/base/result.h"
#include "core/nn/field_embedding.h"
#include "core/nn/torch_pch.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::ctr {

/// What a backbone is built for.
struct CtrShape {
    std::int64_t fieldCount = 0;
    std::int64_t featureCount = 0; ///< rows of the embedding table, out-of-vocabulary ids included

    /// Before a data set is read: checks leave out what depends on it.
    [[nodiscard]] static CtrShape unknown() { return {-1, -1}; }
    [[nodiscard]] bool isKnown() const { return fieldCount >= 0; }
};

/// One pass gives both what the prompts are made from and what the CTR logit is made from.
struct BackboneOutput {
    at::Tensor representation; ///< [B, R], q of the paper: what feeds the last linear layer
    at::Tensor headInput;      ///< [B, G], input of the CTR head, mostly the representation; undefined with headInputSize 0
    at::Tensor logitOffset;    ///< [B, 1] added to the head's logit (DeepFM's linear and FM terms), or undefined; without a
                               ///< head input the whole logit
};

/// The CTR model without its last layer. Checkpoint names below "backbone.".
class BackboneImpl : public torch::nn::Module {
public:
    virtual BackboneOutput forward(const nn::FieldBatch& batch) = 0;
    [[nodiscard]] virtual std::int64_t representationSize() const = 0;
    /// 0 where the backbone forms the whole logit itself.
    [[nodiscard]] virtual std::int64_t headInputSize() const = 0;
    [[nodiscard]] virtual std::vector<nn::EmbeddingTable> embeddingTables() = 0;
    /// Dropout that a stage asks for. Above 0 it takes the place of the backbone's own dropout, 0 gives that back.
    virtual void setDropout(double probability) = 0;
    /// Of the field embeddings, where the backbone has them. Below 0: the backbone's own.
    virtual void setEmbeddingDropout(double probability) = 0;
};
using BackbonePtr = std::shared_ptr<BackboneImpl>;

/// A line of the registry. `make` expects options that passed `check`.
struct BackboneEntry {
    std::string id;
    std::string title;
    std::vector<OptionSchema> options;
    std::function<std::vector<Problem>(const CtrShape&, const OptionValues&, const std::string& path)> check;
    std::function<BackbonePtr(const CtrShape&, const OptionValues&)> make;
};

/// Every backbone, in one explicit list (backbone_registry.cpp).
[[nodiscard]] const std::vector<BackboneEntry>& backbones();
/// Error lists the known ids.
[[nodiscard]] Result<const BackboneEntry*> findBackbone(std::string_view id);

} // namespace cpw::ctr
