// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/row_gather.h"

#include "core/nn/float_on_processor.h"
#include "core/nn/vector_clones.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

namespace cpw::nn {
namespace {

/// Below so many rows a second thread does not pay: each reads all ids.
constexpr std::int64_t kGatheredRowsPerTask = 4096;

/// Adds the gradients of ids in [first, last) to their rows, in the order of the ids.
CPW_VECTOR_CLONES void addRows(const float* __restrict gradient, const std::int64_t* __restrict ids, std::int64_t count, std::int64_t width,
                               std::int64_t first, std::int64_t last, float* __restrict rows) {
    for (std::int64_t i = 0; i < count; ++i) {
        if (ids[i] < first || ids[i] >= last)
            continue;
        const float* __restrict from = gradient + i * width;
        float* __restrict to = rows + ids[i] * width;
        for (std::int64_t k = 0; k < width; ++k)
            to[k] += from[k];
    }
}

class GatherRows : public torch::autograd::Function<GatherRows> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& rows, const at::Tensor& ids) {
        context->save_for_backward({ids});
        context->saved_data["rows"] = rows.size(0);
        return at::embedding(rows, ids);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients) {
        const auto ids = context->get_saved_variables()[0].contiguous();
        const auto gradient = gradients[0].contiguous(); // [..., W]
        const auto width = gradient.size(-1), rows = context->saved_data["rows"].toInt();
        auto ofRows = at::zeros({rows, width}, gradient.options());
        const auto *g = gradient.const_data_ptr<float>(), *const end = g + gradient.numel();
        const auto* id = ids.const_data_ptr<std::int64_t>();
        auto* sums = ofRows.mutable_data_ptr<float>();
        if (g != end) // a thread has whole rows, so that each is added up in the order of the ids
            at::parallel_for(0, rows, kGatheredRowsPerTask, [&](std::int64_t first, std::int64_t last) {
                addRows(g, id, ids.numel(), width, first, last, sums);
            });
        return {ofRows, {}};
    }
};

} // namespace

at::Tensor gatherRows(const at::Tensor& rows, const at::Tensor& ids) {
    const bool isPlain = isFloatOnProcessor(rows) && ids.scalar_type() == at::kLong;
    return isPlain && rows.requires_grad() && at::GradMode::is_enabled() ? GatherRows::apply(rows, ids) : at::embedding(rows, ids);
}

} // namespace cpw::nn
