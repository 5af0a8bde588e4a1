// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/fast_field_attention.h"

#include "core/nn/eight_lanes.h"
#include "core/nn/float_on_processor.h"
#include "core/nn/small_product.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

namespace cpw::nn {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Rows whose gradients of the map are added up in one place. Fixed, so that the order of the sums is the same for all threads.
constexpr std::int64_t kAttentionPart = 64;
/// Numbers of a map that stays in the second cache.
constexpr std::int64_t kLargestMap = 1 << 16;

void keep(AutogradContext& context, const AttentionShape& shape) {
    context.saved_data["heads"] = shape.heads;
    context.saved_data["head_size"] = shape.headSize;
    context.saved_data["residual"] = static_cast<std::int64_t>(shape.residual);
    context.saved_data["keys"] = static_cast<std::int64_t>(shape.keys);
    context.saved_data["scale"] = static_cast<double>(shape.scale);
}

AttentionShape keptAttention(AutogradContext& context, const at::Tensor& input) {
    return {input.size(1),
            input.size(2),
            context.saved_data["heads"].toInt(),
            context.saved_data["head_size"].toInt(),
            static_cast<AttentionResidual>(context.saved_data["residual"].toInt()),
            static_cast<AttentionKeys>(context.saved_data["keys"].toInt()),
            static_cast<float>(context.saved_data["scale"].toDouble())};
}

/// [B, F * S] whose rows are without gaps.
at::Tensor withWholeRows(const at::Tensor& gradient) {
    const bool isWhole = gradient.stride(2) == 1 && gradient.stride(1) == gradient.size(2);
    return isWhole ? gradient : gradient.contiguous();
}

/// Calls work(first row, rows) for blocks of [first, last).
template <class Work>
void forBlocks(const AttentionShape& shape, std::int64_t first, std::int64_t last, const Work& work) {
    for (auto row = first; row < last; row += shape.blockRows())
        work(row, std::min(shape.blockRows(), last - row));
}

class FastFieldAttention : public torch::autograd::Function<FastFieldAttention> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& map, const AttentionShape& shape) {
        const auto rows = input.size(0), parts = (rows + kAttentionPart - 1) / kAttentionPart;
        const auto transposed = map.t().contiguous(); // [in, W]
        const auto projected = at::empty({rows, shape.fields, shape.width()}, input.options());
        const auto weights = at::empty({rows, shape.weightCount()}, input.options());
        const auto output = at::empty({rows, shape.fields, shape.size()}, input.options());
        const AttentionForward all{input.const_data_ptr<float>(), transposed.const_data_ptr<float>(), projected.mutable_data_ptr<float>(),
                                   weights.mutable_data_ptr<float>(), output.mutable_data_ptr<float>()};
        at::parallel_for(0, parts, 1, [&](std::int64_t first, std::int64_t last) {
            const auto scratch = at::zeros({forwardScratch(shape)}, input.options());
            forBlocks(
                shape, first * kAttentionPart, std::min(rows, last * kAttentionPart), [&](std::int64_t row, std::int64_t count) {
                    const auto field = row * shape.fields;
                    attendForward(shape,
                                  {all.input + field * shape.inputSize, all.mapTransposed, all.projected + field * shape.width(),
                                   all.weights + row * shape.weightCount(), all.output + field * shape.size()},
                                  count, scratch.mutable_data_ptr<float>());
                });
        });
        keep(*context, shape);
        context->save_for_backward({input, map, projected, weights, output});
        return output;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &input = saved[0], &map = saved[1], &weights = saved[3], &output = saved[4];
        const auto shape = keptAttention(*context, input);
        const auto gradient = withWholeRows(gradients[0]);
        const auto rows = input.size(0), parts = (rows + kAttentionPart - 1) / kAttentionPart;
        const auto ofInput = at::empty_like(input);                                                      // [B, F, in]
        const auto ofMaps = at::zeros({parts, shape.inputSize, shape.width()}, input.options());         // [parts, in, W]
        const AttentionBackward all{input.const_data_ptr<float>(),  map.const_data_ptr<float>(),
                                    saved[2].const_data_ptr<float>(), weights.const_data_ptr<float>(),
                                    output.const_data_ptr<float>(), gradient.const_data_ptr<float>(),
                                    gradient.stride(0),             ofInput.mutable_data_ptr<float>(),
                                    ofMaps.mutable_data_ptr<float>()};
        at::parallel_for(0, parts, 1, [&](std::int64_t first, std::int64_t last) {
            const auto scratch = at::zeros({backwardScratch(shape)}, input.options());
            for (auto part = first; part < last; ++part)
                forBlocks(shape, part * kAttentionPart, std::min(rows, (part + 1) * kAttentionPart),
                          [&](std::int64_t row, std::int64_t count) {
                              attendBackward(shape, atRow(all, shape, row, part), count, scratch.mutable_data_ptr<float>());
                          });
        });
        return {ofInput, ofMaps.sum(0).t(), {}};
    }

private:
    static AttentionBackward atRow(AttentionBackward at, const AttentionShape& shape, std::int64_t row, std::int64_t part) {
        const auto field = row * shape.fields;
        at.input += field * shape.inputSize;
        at.projected += field * shape.width();
        at.weights += row * shape.weightCount();
        at.output += field * shape.size();
        at.gradient += row * at.gradientStride;
        at.ofInput += field * shape.inputSize;
        at.ofMapTransposed += part * shape.inputSize * shape.width();
        return at;
    }
};

/// Wk^T Wq of each head by products whose bits do not depend on the number of threads, as a library's might.
class KeysTimesQueries : public torch::autograd::Function<KeysTimesQueries> {
public:
    /// query and key [heads * headSize, in]: [heads * in, in].
    static at::Tensor forward(AutogradContext* context, const at::Tensor& query, const at::Tensor& key, std::int64_t heads) {
        const auto in = query.size(1), depth = query.size(0) / heads;
        const auto result = at::empty({heads * in, in}, query.options());
        for (std::int64_t head = 0; head < heads; ++head) {
            const auto from = head * depth * in;
            writeProduct({key.const_data_ptr<float>() + from, 1, in, query.const_data_ptr<float>() + from, in,
                          result.mutable_data_ptr<float>() + head * in * in, in, in, in, depth});
        }
        context->save_for_backward({query, key});
        return result;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &query = saved[0], &key = saved[1];
        const auto gradient = gradients[0].contiguous(); // [heads * in, in]
        const auto in = query.size(1), heads = gradient.size(0) / in, depth = query.size(0) / heads;
        const auto transposed = gradient.view({heads, in, in}).transpose(1, 2).contiguous();
        const auto ofQuery = at::empty_like(query), ofKey = at::empty_like(key);
        for (std::int64_t head = 0; head < heads; ++head) {
            const auto from = head * depth * in, square = head * in * in;
            writeProduct({key.const_data_ptr<float>() + from, in, 1, gradient.const_data_ptr<float>() + square, in,
                          ofQuery.mutable_data_ptr<float>() + from, in, depth, in, in});
            writeProduct({query.const_data_ptr<float>() + from, in, 1, transposed.const_data_ptr<float>() + square, in,
                          ofKey.mutable_data_ptr<float>() + from, in, depth, in, in});
        }
        return {ofQuery, ofKey, {}};
    }
};

} // namespace

at::Tensor keysTimesQueries(const at::Tensor& query, const at::Tensor& key, std::int64_t heads) {
    return KeysTimesQueries::apply(query, key, heads);
}

bool isFastAttention(const at::Tensor& input, const at::Tensor& map, const AttentionShape& shape) {
    return isPlainFloat(input) && isPlainFloat(map) && !isAutocastOnProcessor() && shape.inputSize % kLanes == 0 &&
           shape.headSize % kLanes == 0 && shape.inputSize * shape.width() <= kLargestMap;
}

at::Tensor fastFieldAttention(const at::Tensor& input, const at::Tensor& map, const AttentionShape& shape) {
    return FastFieldAttention::apply(input, map, shape);
}

} // namespace cpw::nn
