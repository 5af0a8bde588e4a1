// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/fast_field_pairs.h"

#include "core/nn/eight_lanes.h"
#include "core/nn/float_on_processor.h"
#include "core/nn/small_product.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cstring>

namespace cpw::nn {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr std::int64_t kRowsPerTask = 64;

void copyNumbers(const float* from, float* to, std::int64_t count) {
    std::memcpy(to, from, static_cast<std::size_t>(count) * sizeof(float));
}

/// Sizes of a row of the result.
struct JoinShape {
    std::int64_t fields; ///< F
    std::int64_t size;   ///< D

    [[nodiscard]] std::int64_t padded() const { return roundedUpToLanes(fields); } // F'
    [[nodiscard]] std::int64_t flat() const { return fields * size; }
    [[nodiscard]] std::int64_t width() const { return flat() + fields * (fields - 1) / 2; } // F * D + P
};

/// One part of the embeddings and where it stands among all.
template <class Number>
struct Part {
    Number* numbers;
    std::int64_t first;
    std::int64_t fields;
};

/// Inner products of the embeddings [F, D] at the head of a row to its end. transposed [D, F'] with zeros, products [8, F'].
void addInnerProducts(const JoinShape& shape, float* row, float* transposed, float* products) {
    const auto fields = shape.fields, size = shape.size, padded = shape.padded();
    transposeRows(row, size, fields, size, transposed, padded);
    float* to = row + shape.flat();
    for (std::int64_t block = 0; block < fields; block += kLanes) { // columns before the block belong to pairs that are there already
        const auto rows = std::min(kLanes, fields - block);
        writeProduct({row + block * size, size, 1, transposed + block, padded, products, padded, rows, padded - block, size});
        for (std::int64_t i = 0; i < rows; ++i) {
            const auto count = fields - block - i - 1;
            copyNumbers(products + i * padded + i + 1, to, count);
            to += count;
        }
    }
}

/// The gradient of pair (i, j) goes to both of its fields: a symmetric matrix [F, F'] with an empty diagonal.
void mirrorGradient(const JoinShape& shape, const float* ofPairs, float* symmetric) {
    const auto padded = shape.padded();
    for (std::int64_t i = 0; i < shape.fields; ++i) {
        const auto count = shape.fields - i - 1;
        copyNumbers(ofPairs, symmetric + i * padded + i + 1, count);
        for (std::int64_t j = 0; j < count; ++j)
            symmetric[(i + 1 + j) * padded + i] = ofPairs[j];
        ofPairs += count;
    }
}

JoinShape shapeOf(at::TensorList parts) {
    JoinShape shape{0, parts.front().size(2)};
    for (const auto& part : parts)
        shape.fields += part.size(1);
    return shape;
}

class JoinWithInnerProducts : public torch::autograd::Function<JoinWithInnerProducts> {
public:
    static at::Tensor forward(AutogradContext* context, at::TensorList parts) {
        const auto shape = shapeOf(parts);
        const auto rows = parts.front().size(0);
        std::vector<at::Tensor> whole; // without gaps
        std::vector<Part<const float>> from;
        std::vector<std::int64_t> fields;
        for (std::int64_t first = 0; const auto& part : parts) {
            whole.push_back(part.contiguous());
            from.push_back({whole.back().const_data_ptr<float>(), first, part.size(1)});
            fields.push_back(part.size(1));
            first += part.size(1);
        }
        const auto output = at::empty({rows, shape.width()}, whole.front().options());
        auto* const to = output.mutable_data_ptr<float>();
        at::parallel_for(0, rows, kRowsPerTask, [&](std::int64_t begin, std::int64_t end) {
            const auto scratch = at::zeros({(shape.size + kLanes) * shape.padded()}, output.options());
            auto* const transposed = scratch.mutable_data_ptr<float>();
            for (auto row = begin; row < end; ++row) {
                auto* const line = to + row * shape.width();
                for (const auto& part : from)
                    copyNumbers(part.numbers + row * part.fields * shape.size, line + part.first * shape.size, part.fields * shape.size);
                addInnerProducts(shape, line, transposed, transposed + shape.size * shape.padded());
            }
        });
        context->save_for_backward({output});
        context->saved_data["fields"] = fields;
        context->saved_data["size"] = shape.size;
        return output;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto output = context->get_saved_variables()[0], gradient = gradients[0].contiguous(); // [B, F * D + P]
        const auto counts = context->saved_data["fields"].toIntVector();
        JoinShape shape{0, context->saved_data["size"].toInt()};
        const auto rows = output.size(0);
        variable_list result;
        std::vector<Part<float>> to;
        for (const auto count : counts) {
            result.push_back(at::empty({rows, count, shape.size}, output.options()));
            to.push_back({result.back().mutable_data_ptr<float>(), shape.fields, count});
            shape.fields += count;
        }
        const auto* const joined = output.const_data_ptr<float>();
        const auto* const ofJoined = gradient.const_data_ptr<float>();
        at::parallel_for(0, rows, kRowsPerTask, [&](std::int64_t begin, std::int64_t end) {
            const auto symmetric = at::zeros({shape.fields * shape.padded()}, output.options());
            for (auto row = begin; row < end; ++row)
                ofRow(shape, joined + row * shape.width(), ofJoined + row * shape.width(), symmetric.mutable_data_ptr<float>(), to, row);
        });
        return result;
    }

private:
    static void ofRow(const JoinShape& shape, const float* joined, const float* ofJoined, float* symmetric, const std::vector<Part<float>>& to,
                      std::int64_t row) {
        const auto size = shape.size, padded = shape.padded();
        mirrorGradient(shape, ofJoined + shape.flat(), symmetric);
        for (const auto& part : to) {
            float* const ofPart = part.numbers + row * part.fields * size;
            copyNumbers(ofJoined + part.first * size, ofPart, part.fields * size);
            addProduct({symmetric + part.first * padded, padded, 1, joined, size, ofPart, size, part.fields, size, shape.fields});
        }
    }
};

} // namespace

bool isFastJoin(at::TensorList parts) {
    return !isAutocastOnProcessor() && parts.front().size(2) % kLanes == 0 && std::ranges::all_of(parts, isFloatOnProcessor);
}

at::Tensor joinWithInnerProducts(at::TensorList parts) {
    return JoinWithInnerProducts::apply(parts);
}

} // namespace cpw::nn
