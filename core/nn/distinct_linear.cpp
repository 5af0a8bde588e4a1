// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/distinct_linear.h"

#include "core/nn/distinct_rows.h"
#include "core/nn/small_product.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <vector>

namespace cpw::nn {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Rows of sums that are worth a thread.
constexpr std::int64_t kSummedRowsPerTask = 256;
/// Columns that a thread masks and adds up: a line of a cache for each row.
constexpr std::int64_t kColumnsPerTask = 64;

/// The rows of the places, [P, D]; what lies in empty places is of no consequence, zeros.
at::Tensor rowsInPlaces(const at::Tensor& gathered, const at::Tensor& order) {
    const auto size = gathered.size(1);
    auto result = at::zeros({order.size(0), size}, gathered.options().requires_grad(false));
    const auto* from = gathered.const_data_ptr<float>();
    const auto* place = order.const_data_ptr<std::int64_t>();
    auto* to = result.mutable_data_ptr<float>();
    for (std::int64_t i = 0; i < order.size(0); ++i, to += size)
        if (place[i] >= 0)
            std::copy_n(from + place[i] * size, size, to);
    return result;
}

/// Writes rows [P, D] of the places to where `order` has them in gathered rows [U, D].
void scatterPlaces(const at::Tensor& inPlaces, const std::int64_t* order, float* to) {
    const auto size = inPlaces.size(1);
    const auto* from = inPlaces.const_data_ptr<float>();
    for (std::int64_t i = 0; i < inPlaces.size(0); ++i, from += size)
        if (order[i] >= 0)
            std::copy_n(from, size, to + order[i] * size);
}

/// Calls work(field, first place, count) for every field of the batch.
template <class Work>
void forFields(const at::Tensor& fieldStarts, const Work& work) {
    const auto* starts = fieldStarts.const_data_ptr<std::int64_t>();
    for (std::int64_t field = 0; field + 1 < fieldStarts.size(0); ++field)
        work(field, starts[field], starts[field + 1] - starts[field]);
}

struct MaskedGradient {
    at::Tensor plain;      ///< [B, N]
    at::Tensor columnSums; ///< [N]
};

/// output: of a relu, or undefined.
MaskedGradient maskedGradient(const at::Tensor& gradient, const at::Tensor& output) {
    const auto width = gradient.size(1);
    MaskedGradient result{output.defined() ? at::empty_like(gradient) : gradient, at::empty({width}, gradient.options())};
    const MaskedSums given{gradient.const_data_ptr<float>(), output.defined() ? output.const_data_ptr<float>() : nullptr,
                           output.defined() ? result.plain.mutable_data_ptr<float>() : nullptr,
                           result.columnSums.mutable_data_ptr<float>(), width};
    at::parallel_for(0, (width + kColumnsPerTask - 1) / kColumnsPerTask, 1, [&](std::int64_t first, std::int64_t last) {
        for (auto column = first * kColumnsPerTask; column < std::min(width, last * kColumnsPerTask); column += kColumnsPerTask)
            maskAndSum(given, gradient.size(0), column, std::min(width, column + kColumnsPerTask));
    });
    return result;
}

/// Gradients of the places' products, and the same transposed: a field's [N, P_f] behind the other's.
struct PlaceGradients {
    at::Tensor plain;      ///< [P, N]
    at::Tensor transposed; ///< [P * N]
};

PlaceGradients placeGradients(const at::Tensor& gradient, const at::Tensor& fieldStarts, const at::Tensor& starts,
                              const at::Tensor& rows) {
    const auto places = starts.size(0) - 1, width = gradient.size(1);
    PlaceGradients result{at::empty({places, width}, gradient.options()), at::empty({places * width}, gradient.options())};
    const ListSums sums{gradient.const_data_ptr<float>(), rows.const_data_ptr<std::int32_t>(),
                        starts.const_data_ptr<std::int32_t>(), width};
    auto* const plain = result.plain.mutable_data_ptr<float>();
    auto* const transposed = result.transposed.mutable_data_ptr<float>();
    const auto* const fields = fieldStarts.const_data_ptr<std::int64_t>();
    // A block of places is of one field, for a field's are a multiple of it.
    at::parallel_for(
        0, places / kPlacesOfField, kSummedRowsPerTask / kPlacesOfField, [&](std::int64_t firstBlock, std::int64_t lastBlock) {
            for (auto place = firstBlock * kPlacesOfField; place < lastBlock * kPlacesOfField; place += kPlacesOfField) {
                auto some = sums;
                some.starts += place;
                addLists(some, kPlacesOfField, plain + place * width);
                const auto* const field = std::upper_bound(fields, fields + fieldStarts.size(0), place) - 1;
                transposeRows(plain + place * width, width, kPlacesOfField, width, transposed + *field * width + place - *field,
                              field[1] - *field);
            }
        });
    return result;
}

class DistinctLinear : public torch::autograd::Function<DistinctLinear> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& gathered, const at::Tensor& weight,
                              const std::optional<at::Tensor>& bias, const IdGroups& groups, bool isRelu) {
        const auto size = gathered.size(1), width = weight.size(0), fields = groups.places.size(1);
        const auto inPlaces = rowsInPlaces(gathered, groups.order);                            // [P, D]
        const auto ofFields = weight.view({width, fields, size}).transpose(0, 1).contiguous(); // [F, N, D]
        std::vector<at::Tensor> parts;                                                         // [P_f, N] of each field
        std::vector<const float*> partNumbers;
        forFields(groups.fieldStarts, [&](std::int64_t field, std::int64_t first, std::int64_t count) {
            parts.push_back(productTransposed(inPlaces.narrow(0, first, count), ofFields[field]).contiguous());
            partNumbers.push_back(parts.back().const_data_ptr<float>());
        });
        const auto output = at::empty({groups.places.size(0), width}, inPlaces.options());
        const PartSums sums{partNumbers.data(),
                            groups.places.const_data_ptr<std::int32_t>(),
                            fields,
                            width,
                            bias ? bias->const_data_ptr<float>() : nullptr,
                            isRelu};
        auto* const to = output.mutable_data_ptr<float>();
        at::parallel_for(0, output.size(0), kSummedRowsPerTask, [&](std::int64_t first, std::int64_t last) {
            auto some = sums;
            some.places += first * fields;
            addParts(some, last - first, to + first * width);
        });
        context->save_for_backward(
            {inPlaces, ofFields, groups.order, groups.fieldStarts, groups.starts, groups.rows, isRelu ? output : at::Tensor()});
        context->saved_data["distinct"] = gathered.size(0);
        context->saved_data["has_bias"] = bias.has_value();
        return output;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &inPlaces = saved[0], &ofFields = saved[1], &order = saved[2], &fieldStarts = saved[3];
        const auto fields = ofFields.size(0), width = ofFields.size(1), size = ofFields.size(2);
        const auto masked = maskedGradient(gradients[0].contiguous(), saved[6]);
        const auto ofPlaces = placeGradients(masked.plain, fieldStarts, saved[4], saved[5]);
        const bool wantsRows = context->needs_input_grad(0), wantsWeight = context->needs_input_grad(1);
        variable_list result(5);
        if (wantsRows)
            result[0] = at::zeros({context->saved_data["distinct"].toInt(), size}, inPlaces.options());
        if (wantsWeight)
            result[1] = at::empty({width, fields, size}, inPlaces.options());
        forFields(fieldStarts, [&](std::int64_t field, std::int64_t first, std::int64_t count) {
            if (wantsRows)
                scatterPlaces(productTransposed(ofPlaces.plain.narrow(0, first, count), ofFields[field].t()),
                              order.const_data_ptr<std::int64_t>() + first, result[0].mutable_data_ptr<float>());
            if (wantsWeight)
                result[1].select(1, field).copy_(
                    productTransposed(ofPlaces.transposed.narrow(0, first * width, count * width).view({width, count}),
                                      inPlaces.narrow(0, first, count).t()));
        });
        if (wantsWeight)
            result[1] = result[1].view({width, fields * size});
        if (context->saved_data["has_bias"].toBool() && context->needs_input_grad(2))
            result[2] = masked.columnSums;
        return result;
    }
};

} // namespace

bool isDistinctWorthwhile(std::int64_t distinct, std::int64_t rows, std::int64_t fields, std::int64_t size) {
    // Adding a row's parts forward and its gradient backward takes as long as products with so many numbers of an id (measured
    // where products run at 230 GFLOP/s; slower ones make it pay earlier).
    constexpr std::int64_t kSumsWorth = 16;
    return distinct * size + rows * fields * kSumsWorth < rows * fields * size;
}

at::Tensor distinctLinear(const at::Tensor& gathered, const IdGroups& groups, const at::Tensor& weight, const at::Tensor& bias,
                          bool isRelu) {
    return DistinctLinear::apply(gathered, weight, bias.defined() ? std::optional(bias) : std::nullopt, groups, isRelu);
}

} // namespace cpw::nn
