// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/mlm_head.h"

#include "core/plm/bert_layer.h"

namespace cpw::plm {

MlmHeadImpl::MlmHeadImpl(const PlmConfig& config)
    : m_activation(config.headActivation()), m_dense(config.hidden, config.hidden), m_norm(config.hidden, config.layerNormEpsilon) {
    register_module("dense", m_dense);
    register_module("layer_norm", m_norm);
    m_bias = register_parameter("bias", at::zeros({config.vocabularySize}));
    m_dense->reset(config.initializerRange);
}

at::Tensor MlmHeadImpl::transform(const at::Tensor& hidden) {
    return m_norm->forward(activate(m_dense->forward(hidden), m_activation)); // [P, hidden]
}

CrossEntropy MlmHeadImpl::loss(const at::Tensor& hidden, const at::Tensor& wordEmbeddings, const at::Tensor& targets,
                               bool wantsCorrect) {
    return maskedCrossEntropy(transform(hidden), wordEmbeddings, m_bias, targets, wantsCorrect, m_buffer);
}

at::Tensor MlmHeadImpl::logits(const at::Tensor& hidden, const at::Tensor& wordEmbeddings) {
    return at::linear(transform(hidden), wordEmbeddings, m_bias); // [P, V]
}

} // namespace cpw::plm
