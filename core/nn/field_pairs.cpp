// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/field_pairs.h"

#include "core/nn/fast_field_pairs.h"

#include <torch/csrc/autograd/custom_function.h>

namespace cpw::nn {
namespace {

at::Tensor columns(const at::Tensor& matrix, const at::Tensor& index) {
    return at::index(matrix, {std::nullopt, index});
}

/// Products of all fields with all, of which the upper triangle is kept. The gradient of pair (i, j) goes to both of its fields:
/// a symmetric matrix, read through an index as well, times the embeddings. Autograd's own backward of an index would add up
/// element by element.
class InnerProducts : public torch::autograd::Function<InnerProducts> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& embeddings, const at::Tensor& upper,
                              const at::Tensor& mirrored) {
        context->save_for_backward({embeddings, mirrored});
        const auto products = at::bmm(embeddings, embeddings.transpose(1, 2)); // [B, F, F]
        return columns(products.flatten(1), upper);                            // [B, P]
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto& embeddings = saved[0];
        const auto rows = embeddings.size(0), fields = embeddings.size(1);
        const auto ofPairs = gradients[0].to(embeddings.scalar_type());                     // [B, P]
        const auto padded = at::cat({ofPairs, at::zeros({rows, 1}, ofPairs.options())}, 1); // [B, P + 1]
        const auto symmetric = columns(padded, saved[1]).view({rows, fields, fields});
        return {at::bmm(symmetric, embeddings), {}, {}};
    }
};

} // namespace

FieldPairs::FieldPairs(std::int64_t fields) {
    std::vector<std::int64_t> first, second, upper;
    std::vector<std::int64_t> mirrored(static_cast<std::size_t>(fields * fields), count(fields));
    for (std::int64_t i = 0; i < fields; ++i)
        for (std::int64_t j = i + 1; j < fields; ++j) {
            const auto pair = static_cast<std::int64_t>(first.size());
            mirrored[static_cast<std::size_t>(i * fields + j)] = mirrored[static_cast<std::size_t>(j * fields + i)] = pair;
            first.push_back(i);
            second.push_back(j);
            upper.push_back(i * fields + j);
        }
    m_first = FixedTensor(at::tensor(first, at::kLong));
    m_second = FixedTensor(at::tensor(second, at::kLong));
    m_upper = FixedTensor(at::tensor(upper, at::kLong));
    m_mirrored = FixedTensor(at::tensor(mirrored, at::kLong));
}

at::Tensor FieldPairs::innerProducts(const at::Tensor& embeddings) {
    const auto device = embeddings.device();
    return InnerProducts::apply(embeddings, m_upper.on(device), m_mirrored.on(device));
}

at::Tensor FieldPairs::withInnerProducts(at::TensorList parts) {
    return isFastJoin(parts) ? joinWithInnerProducts(parts) : withInnerProductsByTensors(parts);
}

at::Tensor FieldPairs::withInnerProductsByTensors(at::TensorList parts) {
    const auto all = at::cat(parts, 1);                        // [B, F, D]
    return at::cat({all.flatten(1), innerProducts(all)}, 1); // [B, F * D + P]
}

} // namespace cpw::nn
