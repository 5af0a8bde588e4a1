// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/cross_network.h"

#include "core/nn/output_gradient.h"

#include <torch/csrc/autograd/custom_function.h>

namespace cpw::nn {
namespace {

using torch::autograd::variable_list;

/// One layer: x' = x + v * (W x + b). The backward pass reads the gradient once for both products and the bias, and the product
/// with W adds what passes by.
class FastCross : public torch::autograd::Function<FastCross> {
public:
    /// crossed and input [B, S], weight [S, S], bias [S].
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& crossed, const at::Tensor& input,
                              const at::Tensor& weight, const at::Tensor& bias) {
        const auto mapped = linearWithoutGradient(crossed, weight, bias); // [B, S]
        context->save_for_backward({crossed, input, weight, mapped});
        return at::addcmul(crossed, input, mapped);
    }

    static variable_list backward(torch::autograd::AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &crossed = saved[0], &input = saved[1], &weight = saved[2], &mapped = saved[3];
        const auto above = gradients[0].contiguous(); // [B, S]
        const auto ofMapped = outputGradient(above, GradientFactor::Other, input);
        return {productTransposedPlus(ofMapped.plain, weight.t(), above), above * mapped,
                productTransposed(ofMapped.transposed, crossed.t()), ofMapped.columnSums};
    }
};

/// The first layer, whose product W x0 + b is there: x' = x0 + x0 * mapped.
class FirstCross : public torch::autograd::Function<FirstCross> {
public:
    /// input and mapped [B, S].
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input, const at::Tensor& mapped) {
        context->save_for_backward({input, mapped});
        return at::addcmul(input, input, mapped);
    }

    static variable_list backward(torch::autograd::AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto& above = gradients[0]; // [B, S]
        return {at::addcmul(above, above, saved[1]), above * saved[0]};
    }
};

} // namespace

CrossNetworkImpl::CrossNetworkImpl(std::int64_t size, std::int64_t layers) {
    for (std::int64_t layer = 0; layer < layers; ++layer)
        m_layers.push_back(register_module(std::to_string(layer), Linear(size, size)));
}

at::Tensor CrossNetworkImpl::forward(const at::Tensor& input) {
    if (!input.is_contiguous() || !isFastLinear(input, m_layers.front()->weight))
        return forwardByLayers(input);
    return throughLayers(0, input, input);
}

at::Tensor CrossNetworkImpl::forward(EmbeddedInput& input) {
    const auto flat = input.flat(); // [B, size]
    if (!input.isByDistinctIds(m_layers.front()) || !flat.is_contiguous() || !isFastLinear(flat, m_layers.front()->weight))
        return forward(flat);
    return throughLayers(1, FirstCross::apply(flat, input.linear(m_layers.front())), flat);
}

at::Tensor CrossNetworkImpl::throughLayers(std::size_t first, at::Tensor crossed, const at::Tensor& input) const {
    for (auto layer = first; layer < m_layers.size(); ++layer)
        crossed = FastCross::apply(crossed, input, m_layers[layer]->weight, m_layers[layer]->bias);
    return crossed;
}

at::Tensor CrossNetworkImpl::forwardByLayers(const at::Tensor& input) const {
    auto crossed = input;
    for (const auto& layer : m_layers)
        crossed = at::addcmul(crossed, input, layer->forward(crossed));
    return crossed;
}

} // namespace cpw::nn
