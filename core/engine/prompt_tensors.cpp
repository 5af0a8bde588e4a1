// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/prompt_tensors.h"

namespace cpw::engine {
namespace {

/// [L, B, H, K, D] to [L, B, K, H * D] and back.
at::Tensor withoutHeads(const at::Tensor& tensor) {
    return tensor.defined() ? tensor.transpose(2, 3).flatten(3) : tensor;
}

at::Tensor withHeads(const at::Tensor& tensor, std::int64_t heads) {
    return tensor.unflatten(3, {heads, -1}).transpose(2, 3);
}

PromptTensors arranged(const at::Tensor& keys, const at::Tensor& values, const at::Tensor& hidden, const at::Tensor& input) {
    if (keys.defined())
        return {withoutHeads(keys), withoutHeads(values), keys.size(2), false};
    if (hidden.defined())
        return {hidden, {}, 0, false};
    return {input.defined() ? input.unsqueeze(0) : input, {}, 0, true};
}

/// A measure of the norms over the rows, for keys and values.
template <class Measure>
api::PromptNorms normsBy(const PromptTensors& prompts, Measure measure) {
    if (prompts.isEmpty())
        return {};
    const auto of = [&](const at::Tensor& tensor) { return floatsOf(measure(tensor.norm(2, 3))); }; // [L, B, K] to [L, K]
    return {static_cast<int>(prompts.layers()), static_cast<int>(prompts.count()), of(prompts.keys),
            prompts.values.defined() ? of(prompts.values) : std::vector<float>{}};
}

} // namespace

std::vector<float> floatsOf(const at::Tensor& tensor) {
    const auto plain = tensor.to(at::kCPU, at::kFloat).contiguous();
    return {plain.const_data_ptr<float>(), plain.const_data_ptr<float>() + plain.numel()};
}

PromptTensors PromptTensors::of(const plm::SoftPrompts& prompts) {
    return arranged(prompts.prefix().allKeys(), prompts.prefix().allValues(), prompts.allLayerHidden(), prompts.inputStates());
}

PromptTensors PromptTensors::of(const clickprompt::Activations& activations) {
    return arranged(activations.promptKeys, activations.promptValues, activations.promptHidden, activations.promptInput);
}

plm::SoftPrompts PromptTensors::toPrompts() const {
    if (isEmpty())
        return {};
    if (isInput)
        return plm::SoftPrompts::input(keys.select(0, 0));
    if (!values.defined())
        return plm::SoftPrompts::layerHidden(keys);
    return plm::PromptPrefix(withHeads(keys, heads), withHeads(values, heads));
}

at::Tensor PromptTensors::joined() const {
    return values.defined() ? at::cat({keys, values}, 3) : keys;
}

at::Tensor PromptTensors::flat() const {
    return joined().transpose(0, 1).flatten(1); // [B, L * K * width]
}

PromptTensors meanOver(const PromptTensors& prompts) {
    auto mean = prompts;
    mean.keys = prompts.keys.mean(1, /*keepdim=*/true);
    if (prompts.values.defined())
        mean.values = prompts.values.mean(1, true);
    return mean;
}

api::PromptNorms meanNorms(const PromptTensors& prompts) {
    return normsBy(prompts, [](const at::Tensor& norms) { return norms.mean(1); });
}

api::PromptNorms normDeviations(const PromptTensors& prompts) {
    return normsBy(prompts, [](const at::Tensor& norms) {
        return norms.size(1) > 1 ? norms.std(std::vector<std::int64_t>{1}, /*unbiased=*/true) : at::zeros_like(norms.select(1, 0));
    });
}

} // namespace cpw::engine
