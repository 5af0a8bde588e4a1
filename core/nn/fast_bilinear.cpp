// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/fast_bilinear.h"

#include "core/nn/cross_rows.h"
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

/// Rows that are worked on together: their products stay in the second cache.
constexpr std::int64_t kBlockRows = 32;
/// Rows whose gradients of the matrices are added up in one place. Fixed, so that the order of the sums is the same for all threads.
constexpr std::int64_t kBilinearPart = 4 * kBlockRows;

struct BilinearShape {
    std::int64_t fields; ///< F
    std::int64_t size;   ///< D
    BilinearKind kind;

    [[nodiscard]] std::int64_t half() const { return FieldPairs::count(fields) * size; } // P * D
    /// Where the matrix of a pair begins.
    [[nodiscard]] std::int64_t matrixOf(std::int64_t i, std::int64_t pair) const {
        return (kind == BilinearKind::All ? 0 : kind == BilinearKind::Each ? i : pair) * size * size;
    }
    /// Whether pair (i, j) is the first, or the last, that takes a mapped field.
    [[nodiscard]] bool startsMap(std::int64_t i, std::int64_t j) const { return kind == BilinearKind::Interaction || j == i + 1; }
    [[nodiscard]] bool endsMap(std::int64_t j) const { return kind == BilinearKind::Interaction || j + 1 == fields; }
};

/// Some rows of the batch.
struct BilinearRows {
    const float* embeddings; ///< [rows, F, D]
    const float* importance; ///< [rows, F]
    std::int64_t rows;
};

CrossRows pairOf(const BilinearShape& shape, const BilinearRows& at, std::int64_t i, std::int64_t j, const float* mapped) {
    return {at.rows,           shape.size,        mapped,       at.embeddings + j * shape.size, shape.fields * shape.size,
            at.importance + i, at.importance + j, shape.fields, 2 * shape.half()};
}

/// mapped [rows, D] = v_i times a matrix [D, D] that lies transposed.
SmallProduct mapOf(const BilinearShape& shape, const BilinearRows& at, std::int64_t i, const float* transposed, float* mapped) {
    const auto size = shape.size;
    return {at.embeddings + i * size, shape.fields * size, 1, transposed, size, mapped, size, at.rows, size, size};
}

/// Calls work(i, j, pair) for every pair in order.
template <class Work>
void forPairs(const BilinearShape& shape, const Work& work) {
    for (std::int64_t i = 0, pair = 0; i < shape.fields; ++i)
        for (std::int64_t j = i + 1; j < shape.fields; ++j, ++pair)
            work(i, j, pair);
}

void multiplyBlock(const BilinearShape& shape, const BilinearRows& at, const float* transposed, float* output, float* mapped) {
    forPairs(shape, [&](std::int64_t i, std::int64_t j, std::int64_t pair) {
        if (shape.startsMap(i, j))
            writeProduct(mapOf(shape, at, i, transposed + shape.matrixOf(i, pair), mapped));
        crossRows(pairOf(shape, at, i, j, mapped), output + pair * shape.size, output + shape.half() + pair * shape.size);
    });
}

/// What the way back of some rows reads and writes beside them.
struct BilinearBackward {
    const float* weight;     ///< the matrices
    const float* transposed; ///< the same, each transposed
    const float* gradient;   ///< [rows, 2 * P * D]
    float* ofEmbeddings;     ///< [rows, F, D], added to
    float* ofWeight;         ///< added to
    float* ofImportance;     ///< [rows, F], added to
};

void multiplyBlockBack(const BilinearShape& shape, const BilinearRows& at, const BilinearBackward& back, float* scratch) {
    const auto size = shape.size, stride = shape.fields * size;
    float *const mapped = scratch, *const ofMapped = scratch + kBlockRows * size; // [rows, D]
    forPairs(shape, [&](std::int64_t i, std::int64_t j, std::int64_t pair) {
        const auto matrix = shape.matrixOf(i, pair);
        if (shape.startsMap(i, j)) {
            writeProduct(mapOf(shape, at, i, back.transposed + matrix, mapped));
            std::fill_n(ofMapped, at.rows * size, 0.0F);
        }
        const float* ofPlain = back.gradient + pair * size;
        crossRowsBack(pairOf(shape, at, i, j, mapped), ofPlain, ofPlain + shape.half(),
                      {ofMapped, back.ofEmbeddings + j * size, back.ofImportance + i, back.ofImportance + j});
        if (!shape.endsMap(j))
            return;
        addProduct({ofMapped, size, 1, back.weight + matrix, size, back.ofEmbeddings + i * size, stride, at.rows, size, size});
        addProduct({ofMapped, 1, size, at.embeddings + i * size, stride, back.ofWeight + matrix, size, size, size, at.rows});
    });
}

/// Calls work(first row, rows, part) for the blocks of some parts.
template <class Work>
void forBlocks(std::int64_t rows, std::int64_t firstPart, std::int64_t lastPart, const Work& work) {
    for (auto row = firstPart * kBilinearPart; row < std::min(rows, lastPart * kBilinearPart); row += kBlockRows)
        work(row, std::min(kBlockRows, rows - row), row / kBilinearPart);
}

class FastBilinear : public torch::autograd::Function<FastBilinear> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& embeddings, const at::Tensor& weight, const at::Tensor& importance,
                              BilinearKind kind) {
        const BilinearShape shape{embeddings.size(1), embeddings.size(2), kind};
        const auto rows = embeddings.size(0), parts = (rows + kBilinearPart - 1) / kBilinearPart;
        const auto transposed = weight.transpose(-1, -2).contiguous();
        const auto output = at::empty({rows, 2 * shape.half()}, embeddings.options());
        const auto *from = embeddings.const_data_ptr<float>(), *weights = transposed.const_data_ptr<float>();
        const auto* shares = importance.const_data_ptr<float>();
        auto* const to = output.mutable_data_ptr<float>();
        at::parallel_for(0, parts, 1, [&](std::int64_t first, std::int64_t last) {
            const auto mapped = at::empty({kBlockRows, shape.size}, embeddings.options());
            forBlocks(rows, first, last, [&](std::int64_t row, std::int64_t count, std::int64_t) {
                multiplyBlock(shape, {from + row * shape.fields * shape.size, shares + row * shape.fields, count}, weights,
                              to + row * 2 * shape.half(), mapped.mutable_data_ptr<float>());
            });
        });
        context->save_for_backward({embeddings, weight, transposed, importance});
        context->saved_data["kind"] = static_cast<std::int64_t>(kind);
        return output;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &embeddings = saved[0], &weight = saved[1], &importance = saved[3];
        const auto gradient = gradients[0].contiguous(); // [B, 2 * P * D]
        const BilinearShape shape{embeddings.size(1), embeddings.size(2), static_cast<BilinearKind>(context->saved_data["kind"].toInt())};
        const auto rows = embeddings.size(0), parts = (rows + kBilinearPart - 1) / kBilinearPart;
        const auto ofEmbeddings = at::zeros_like(embeddings), ofImportance = at::zeros_like(importance);
        const auto ofWeights = at::zeros({parts, weight.numel()}, weight.options());
        const BilinearRows from{embeddings.const_data_ptr<float>(), importance.const_data_ptr<float>(), rows};
        const BilinearBackward all{weight.const_data_ptr<float>(),           saved[2].const_data_ptr<float>(),
                                   gradient.const_data_ptr<float>(),         ofEmbeddings.mutable_data_ptr<float>(),
                                   ofWeights.mutable_data_ptr<float>(),      ofImportance.mutable_data_ptr<float>()};
        at::parallel_for(0, parts, 1, [&](std::int64_t first, std::int64_t last) {
            const auto scratch = at::empty({2 * kBlockRows * shape.size}, embeddings.options());
            forBlocks(rows, first, last, [&](std::int64_t row, std::int64_t count, std::int64_t part) {
                const auto field = row * shape.fields;
                multiplyBlockBack(shape, {from.embeddings + field * shape.size, from.importance + field, count},
                                  {all.weight, all.transposed, all.gradient + row * 2 * shape.half(), all.ofEmbeddings + field * shape.size,
                                   all.ofWeight + part * weight.numel(), all.ofImportance + field},
                                  scratch.mutable_data_ptr<float>());
            });
        });
        return {ofEmbeddings, ofWeights.sum(0).view(weight.sizes()), ofImportance, {}};
    }
};

} // namespace

bool isFastBilinear(const at::Tensor& embeddings, const at::Tensor& weight, const at::Tensor& importance) {
    return isPlainFloat(embeddings) && isPlainFloat(weight) && isPlainFloat(importance) && !isAutocastOnProcessor() &&
           embeddings.size(2) % kLanes == 0;
}

at::Tensor fastBilinear(const at::Tensor& embeddings, const at::Tensor& weight, const at::Tensor& importance, BilinearKind kind) {
    return FastBilinear::apply(embeddings, weight, importance, kind);
}

} // namespace cpw::nn
