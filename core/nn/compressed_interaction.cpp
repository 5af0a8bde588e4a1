// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/compressed_interaction.h"

#include "core/nn/init.h"
#include "core/nn/matrix_product.h"

#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>

namespace cpw::nn {
namespace {

/// Numbers of the products kept at a time: on a processor what stays in its cache, on a card what fills it with work.
constexpr std::int64_t kProcessorNumbers = 1 << 18;
constexpr std::int64_t kCardNumbers = 1 << 26;

/// One layer over columns n = (row of the batch, d): fields [F, N], maps [M, N] to [units, N]. The products of all fields with
/// all maps exist for a part of the columns only, and are made again in the backward pass.
class MapProducts : public torch::autograd::Function<MapProducts> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& fields, const at::Tensor& maps,
                              const at::Tensor& weight, const at::Tensor& bias) {
        context->save_for_backward({fields, maps, weight});
        auto output = at::empty({weight.size(0), fields.size(1)}, fields.options());
        auto products = at::empty({weight.size(1) * partOf(fields, weight)}, fields.options());
        for (std::int64_t begin = 0; begin < fields.size(1); begin += partOf(fields, weight)) {
            const auto part = multiply(fields, maps, weight, begin, products); // [F * M, n]
            auto target = output.narrow(1, begin, part.size(1));
            at::addmm_out(target, bias.unsqueeze(1), weight, part);
        }
        return output;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &fields = saved[0], &maps = saved[1], &weight = saved[2];
        const auto gradient = gradients[0].to(fields.scalar_type()); // [units, N]
        const auto fieldCount = fields.size(0), mapCount = maps.size(0);
        auto ofFields = at::empty_like(fields), ofMaps = at::empty_like(maps), ofWeight = at::zeros_like(weight);
        const auto step = partOf(fields, weight);
        auto products = at::empty({weight.size(1) * step}, fields.options());
        auto ofProducts = at::empty_like(products);
        for (std::int64_t begin = 0; begin < fields.size(1); begin += step) {
            auto part = multiply(fields, maps, weight, begin, products); // [F * M, n]
            const auto count = part.size(1);
            const auto above = gradient.narrow(1, begin, count); // [units, n]
            ofWeight.addmm_(above, part.t());
            auto below = ofProducts.narrow(0, 0, part.numel()).view({part.size(0), count});
            at::mm_out(below, weight.t(), above);
            const auto cube = below.view({fieldCount, mapCount, count}), buffer = part.view({fieldCount, mapCount, count});
            auto fieldPart = ofFields.narrow(1, begin, count), mapPart = ofMaps.narrow(1, begin, count);
            auto scratch = buffer;
            at::mul_out(scratch, cube, maps.narrow(1, begin, count).unsqueeze(0));
            at::sum_out(fieldPart, scratch, 1);
            at::mul_out(scratch, cube, fields.narrow(1, begin, count).unsqueeze(1));
            at::sum_out(mapPart, scratch, 0);
        }
        return {ofFields, ofMaps, ofWeight, gradient.sum(1)};
    }

private:
    static std::int64_t partOf(const at::Tensor& fields, const at::Tensor& weight) {
        const auto numbers = fields.is_cpu() ? kProcessorNumbers : kCardNumbers;
        return std::clamp<std::int64_t>(numbers / weight.size(1), 64, std::max<std::int64_t>(64, fields.size(1)));
    }

    /// Columns from `begin` on, as many as the buffer takes: [F * M, n], field slow.
    static at::Tensor multiply(const at::Tensor& fields, const at::Tensor& maps, const at::Tensor& weight, std::int64_t begin,
                               const at::Tensor& buffer) {
        const auto count = std::min(partOf(fields, weight), fields.size(1) - begin);
        auto products = buffer.narrow(0, 0, weight.size(1) * count).view({fields.size(0), maps.size(0), count});
        at::mul_out(products, fields.narrow(1, begin, count).unsqueeze(1), maps.narrow(1, begin, count).unsqueeze(0));
        return products.flatten(0, 1);
    }
};

} // namespace

CompressedInteractionImpl::CompressedInteractionImpl(std::int64_t fields, const std::vector<std::int64_t>& units) {
    std::int64_t maps = fields;
    for (const auto width : units) {
        auto layer = register_module(std::to_string(m_weights.size()), std::make_shared<torch::nn::Module>());
        m_weights.push_back(layer->register_parameter("weight", at::empty({width, fields * maps})));
        m_biases.push_back(layer->register_parameter("bias", at::empty({width})));
        const double bound = 1 / std::sqrt(static_cast<double>(fields * maps)); // the start of a convolution
        initUniform(m_weights.back(), bound);
        initUniform(m_biases.back(), bound);
        maps = width;
    }
}

at::Tensor CompressedInteractionImpl::forward(const at::Tensor& embeddings) {
    const auto rows = embeddings.size(0), size = embeddings.size(2);
    const auto fields = embeddings.transpose(0, 1).flatten(1); // [F, B * D]
    auto maps = fields;
    std::vector<at::Tensor> pooled;
    for (std::size_t i = 0; i + 1 < m_weights.size(); ++i) {
        maps = MapProducts::apply(fields, maps, m_weights[i], m_biases[i]); // [units, B * D]
        pooled.push_back(maps.view({maps.size(0), rows, size}).sum(2).t()); // [B, units]
    }
    const auto last = maps.view({maps.size(0), rows, size}).permute({1, 2, 0}); // [B, D, M]
    const auto products = at::bmm(embeddings, last).flatten(1);                 // [B, F * M]
    pooled.push_back(nn::linear(products, m_weights.back(), m_biases.back() * static_cast<double>(size)));
    return at::cat(pooled, 1);
}

} // namespace cpw::nn
