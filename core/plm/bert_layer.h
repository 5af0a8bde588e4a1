// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/layer_norm.h"
#include "core/nn/linear.h"
#include "core/plm/plm_config.h"

#include <vector>

namespace cpw::plm {

/// What a layer's attention sees beside the hidden states.
struct AttentionContext {
    at::Tensor promptKeys;   ///< [B, H, K, D] or undefined
    at::Tensor promptValues; ///< [B, H, K, D] or undefined
    at::Tensor visible;      ///< [B, 1, 1, K + T] bool, true = may be attended to; undefined when everything may
    at::Tensor promptHidden; ///< [B, K, hidden] or undefined: prompts that pass through this layer's key and value maps
    at::Tensor headGates = {}; ///< [H] or undefined: what each head's output is multiplied by
};

struct LayerOutput {
    at::Tensor hidden;
    at::Tensor attention; ///< [B, H, T, K + T], only when asked
};

/// One post-norm BERT layer. Names: attention.self.{query,key,value}, attention.output.{dense,LayerNorm}, intermediate.dense,
/// output.{dense,LayerNorm}. All forward functions give the same numbers for the positions they compute. Where no gradient is
/// asked for, in single precision on a processor, loops of our own do what is between the products (docs/PERFORMANCE.md), equal
/// to rounding.
class BertLayerImpl : public torch::nn::Module {
public:
    explicit BertLayerImpl(const PlmConfig& config);
    void setDropout(double probability) { m_config.hiddenDropout = probability; }

    /// [B, T, hidden] to [B, T, hidden].
    LayerOutput forward(const at::Tensor& hidden, const AttentionContext& context, bool wantsAttention);
    /// The first position only: [B, T, hidden] to [B, hidden].
    at::Tensor forwardFirst(const at::Tensor& hidden, const AttentionContext& context);
    /// Some positions, flat b * T + t: [B, T, hidden] to [P, hidden].
    at::Tensor forwardAt(const at::Tensor& hidden, const AttentionContext& context, const at::Tensor& positions);

    /// States [.., hidden] through the layer's key (value) map.
    [[nodiscard]] at::Tensor keysOf(const at::Tensor& states) { return m_key->forward(states); }
    [[nodiscard]] at::Tensor valuesOf(const at::Tensor& states) { return m_value->forward(states); }

private:
    struct Attended {
        at::Tensor mixed;   ///< [B, Q, hidden]
        at::Tensor weights; ///< [B, H, Q, K + T] or undefined
    };
    [[nodiscard]] at::Tensor splitHeads(const at::Tensor& projected) const;
    [[nodiscard]] Attended attend(const at::Tensor& queryStates, const at::Tensor& hidden, const AttentionContext& context,
                                  bool wantsWeights);
    /// The same without gradients, a sentence at a time: nothing is joined with the prompts or copied into heads.
    [[nodiscard]] at::Tensor attendSentences(const at::Tensor& queryStates, const at::Tensor& hidden,
                                             const AttentionContext& context);
    [[nodiscard]] Attended attendExplicitly(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                                            const AttentionContext& context);
    /// Everything after attention, row by row: output map, norms, feed-forward.
    [[nodiscard]] at::Tensor finish(const at::Tensor& residual, const at::Tensor& mixed);
    /// The same without gradients, some rows at a time: what is between the products stays in the caches. [N, hidden] each.
    [[nodiscard]] at::Tensor finishRows(const at::Tensor& residual, const at::Tensor& mixed);
    /// The feed-forward part up to its activation: [..., hidden] to [..., feedForward].
    [[nodiscard]] at::Tensor innerOf(const at::Tensor& attended);
    [[nodiscard]] bool isForSentences(const at::Tensor& hidden, const AttentionContext& context) const;
    [[nodiscard]] bool isForRows(const at::Tensor& mixed) const;
    void reset(double spread);

    PlmConfig m_config;
    nn::Linear m_query, m_key, m_value;
    nn::Linear m_attentionDense;
    nn::LayerNorm m_attentionNorm;
    nn::Linear m_intermediate;
    nn::Linear m_outputDense;
    nn::LayerNorm m_outputNorm;
};
TORCH_MODULE(BertLayer);

/// The activation named in a config.json.
[[nodiscard]] at::Tensor activate(const at::Tensor& input, const std::string& name);
/// Rows of [N, width] by index [P]; an embedding lookup, whose backward is twice as fast as index_select's on a processor.
[[nodiscard]] at::Tensor gatherRows(const at::Tensor& rows, const at::Tensor& indices);

} // namespace cpw::plm
