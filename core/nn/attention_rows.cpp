// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/attention_rows.h"

#include "core/nn/eight_lanes.h"
#include "core/nn/small_product.h"
#include "core/nn/softmax_rows.h"
#include "core/nn/vector_clones.h"

#include <algorithm>
#include <cstring>

namespace cpw::nn {
namespace {

/// gradients of the weights to those of the unscaled scores: w (g - sum of w g) scale.
CPW_VECTOR_CLONES void softmaxGradientRows(const float* weights, float* gradients, std::int64_t fields, std::int64_t padded, float scale) {
    for (std::int64_t row = 0; row < fields; ++row) {
        const float* weight = weights + row * padded;
        float* gradient = gradients + row * padded;
        Eight sum = {};
        for (std::int64_t column = 0; column < padded; column += kLanes) {
            Eight w, g;
            loadLanes(w, weight + column);
            loadLanes(g, gradient + column);
            sum += w * g;
        }
        addAcross(sum);
        for (std::int64_t column = 0; column < padded; column += kLanes) {
            Eight w, g;
            loadLanes(w, weight + column);
            loadLanes(g, gradient + column);
            storeLanes(w * (g - sum) * scale, gradient + column);
        }
    }
}

CPW_VECTOR_CLONES void reluInPlace(float* values, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i)
        values[i] = values[i] < 0 ? 0.0F : values[i]; // keeps what is not a number
}

CPW_VECTOR_CLONES void keepWherePositive(const float* __restrict gradient, const float* __restrict output, float* __restrict kept,
                                         std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i)
        kept[i] = output[i] > 0 ? gradient[i] : 0.0F;
}

void copyRows(const float* from, std::int64_t fromStride, float* to, std::int64_t toStride, std::int64_t rows, std::int64_t columns) {
    if (rows > 1 && fromStride == columns && toStride == columns)
        return copyRows(from, rows * columns, to, rows * columns, 1, rows * columns);
    for (std::int64_t row = 0; row < rows; ++row)
        std::memcpy(to + row * toStride, from + row * fromStride, static_cast<std::size_t>(columns) * sizeof(float));
}

/// One head of one row: its first numbers. Keys are among the projected numbers or are the input.
struct Head {
    const float* query;
    const float* key;
    std::int64_t keyStride;
    const float* value;
};

Head headOf(const AttentionShape& shape, const float* input, const float* projected, std::int64_t head) {
    const float* const value = projected + shape.valueAt() + head * shape.headSize;
    const float* const query = projected + head * shape.keySize();
    if (shape.keys == AttentionKeys::Input)
        return {query, input, shape.inputSize, value};
    return {query, query + shape.size(), shape.width(), value};
}

void mixHead(const AttentionShape& shape, const Head& head, float* weights, float* output, float* keyTransposed) {
    const auto fields = shape.fields, padded = shape.paddedFields(), width = shape.width(), size = shape.size(), keySize = shape.keySize();
    transposeRows(head.key, head.keyStride, fields, keySize, keyTransposed, padded); // [size, F']
    writeProduct({head.query, width, 1, keyTransposed, padded, weights, padded, fields, padded, keySize});
    softmaxRows(weights, fields, fields, padded, shape.scale);
    const SmallProduct mixed{weights, padded, 1, head.value, width, output, size, fields, shape.headSize, fields};
    if (shape.residual == AttentionResidual::None)
        writeProduct(mixed);
    else
        addProduct(mixed);
}

/// Where a pass keeps what one head needs.
struct HeadScratch {
    float* valueTransposed; ///< [size, F']
    float* ofScores;        ///< [F, F']
};

/// Gradients of one head's query, key and value, which stand as these do. That of the input as a key is added to the input's.
void mixHeadBack(const AttentionShape& shape, const Head& head, const float* weights, const float* gradient, float* ofQuery, float* ofInput,
                 const HeadScratch& scratch) {
    const auto fields = shape.fields, padded = shape.paddedFields(), width = shape.width(), size = shape.size(), keySize = shape.keySize();
    float* const ofValue = ofQuery + (head.value - head.query);
    writeProduct({weights, 1, padded, gradient, size, ofValue, width, fields, shape.headSize, fields});
    transposeRows(head.value, width, fields, shape.headSize, scratch.valueTransposed, padded);
    writeProduct({gradient, size, 1, scratch.valueTransposed, padded, scratch.ofScores, padded, fields, padded, shape.headSize});
    softmaxGradientRows(weights, scratch.ofScores, fields, padded, shape.scale);
    writeProduct({scratch.ofScores, padded, 1, head.key, head.keyStride, ofQuery, width, fields, keySize, fields});
    if (shape.keys == AttentionKeys::Input)
        addProduct({scratch.ofScores, 1, padded, head.query, width, ofInput, keySize, fields, keySize, fields});
    else
        writeProduct({scratch.ofScores, 1, padded, head.query, width, ofQuery + size, width, fields, keySize, fields});
}

} // namespace

std::int64_t AttentionShape::paddedFields() const {
    return roundedUpToLanes(fields);
}

std::int64_t forwardScratch(const AttentionShape& shape) {
    return shape.keySize() * shape.paddedFields();
}

std::int64_t backwardScratch(const AttentionShape& shape) {
    const auto perHead = (shape.headSize + shape.fields) * shape.paddedFields();
    return perHead + shape.blockRows() * shape.fields * (shape.size() + shape.width());
}

void attendForward(const AttentionShape& shape, const AttentionForward& at, std::int64_t rows, float* scratch) {
    const auto fields = shape.fields, size = shape.size(), width = shape.width(), all = rows * fields;
    writeProduct({at.input, shape.inputSize, 1, at.mapTransposed, width, at.projected, width, all, width, shape.inputSize}); // [B, F, W]
    if (shape.residual == AttentionResidual::Input)
        copyRows(at.input, size, at.output, size, all, size);
    if (shape.residual == AttentionResidual::Mapped)
        copyRows(at.projected + shape.residualAt(), width, at.output, size, all, size);
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t h = 0; h < shape.heads; ++h)
            mixHead(shape, headOf(shape, at.input + row * fields * shape.inputSize, at.projected + row * fields * width, h),
                    at.weights + row * shape.weightCount() + h * fields * shape.paddedFields(),
                    at.output + row * fields * size + h * shape.headSize, scratch);
    reluInPlace(at.output, all * size);
}

void attendBackward(const AttentionShape& shape, const AttentionBackward& at, std::int64_t rows, float* scratch) {
    const auto fields = shape.fields, size = shape.size(), width = shape.width(), padded = shape.paddedFields(), input = shape.inputSize;
    const auto all = rows * fields;
    const HeadScratch own{scratch, scratch + shape.headSize * padded};
    float* const masked = own.ofScores + fields * padded; // [B, F, S]
    float* const ofProjected = masked + all * size;       // [B, F, W]
    for (std::int64_t row = 0; row < rows; ++row)
        keepWherePositive(at.gradient + row * at.gradientStride, at.output + row * fields * size, masked + row * fields * size, fields * size);
    if (shape.residual == AttentionResidual::Input)
        copyRows(masked, input, at.ofInput, input, all, input);
    else
        std::fill_n(at.ofInput, all * input, 0.0F);
    if (shape.residual == AttentionResidual::Mapped)
        copyRows(masked, size, ofProjected + shape.residualAt(), width, all, size);
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t h = 0; h < shape.heads; ++h)
            mixHeadBack(shape, headOf(shape, at.input + row * fields * input, at.projected + row * fields * width, h),
                        at.weights + row * shape.weightCount() + h * fields * padded, masked + row * fields * size + h * shape.headSize,
                        ofProjected + row * fields * width + h * shape.keySize(), at.ofInput + row * fields * input, own);
    addProduct({ofProjected, width, 1, at.map, input, at.ofInput, input, all, input, width});
    addProduct({at.input, 1, input, ofProjected, width, at.ofMapTransposed, width, input, width, all});
}

} // namespace cpw::nn
