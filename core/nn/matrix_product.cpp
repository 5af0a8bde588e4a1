// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/matrix_product.h"

#include "core/nn/float_on_processor.h"
#include "core/nn/output_gradient.h"
#include "core/nn/vector_gelu.h"
#include "core/nn/vector_tanh.h"

#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

namespace cpw::nn {
namespace {

/// Multiplications below which the call into oneDNN costs more than it gains.
constexpr std::int64_t kFewestMultiplications = 1 << 19;

using LinearPointwise = at::Tensor(const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&, std::string_view,
                                   c10::List<std::optional<at::Scalar>>, std::optional<std::string_view>);

using LinearBinary = at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&, std::string_view);

/// An operator behind compiled linear layers. They are not part of the public C++ API: when a build of LibTorch lacks one, or has it
/// with another signature, nothing is found and LibTorch's own product is used.
template <class Signature>
std::optional<c10::TypedOperatorHandle<Signature>> findOperator(const char* name, const char* overload) {
    const auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!handle || !handle->hasKernelForDispatchKey(c10::DispatchKey::CPU))
        return std::nullopt;
    try {
        return handle->typed<Signature>();
    } catch (const c10::Error&) {
        return std::nullopt;
    }
}

const std::optional<c10::TypedOperatorHandle<LinearPointwise>>& linearPointwise() {
    static const auto kOperator = findOperator<LinearPointwise>("mkldnn::_linear_pointwise", "");
    return kOperator;
}

const std::optional<c10::TypedOperatorHandle<LinearBinary>>& linearBinary() {
    static const auto kOperator = findOperator<LinearBinary>("mkldnn::_linear_pointwise", "binary");
    return kOperator;
}

bool isForOneDnn(const at::Tensor& left, const at::Tensor& right, std::int64_t multiplications) {
    return multiplications >= kFewestMultiplications && isFloatOnProcessor(left) && isFloatOnProcessor(right) &&
           linearPointwise().has_value();
}

/// Row-major or column-major without gaps: for other strides oneDNN 3.12 falls back to a kernel a hundred times slower.
at::Tensor withoutGaps(const at::Tensor& matrix) {
    return matrix.is_contiguous() || matrix.t().is_contiguous() ? matrix : matrix.contiguous();
}

enum class After { Nothing, Relu, Tanh, Gelu };

/// Numbers of a tanh that are worth a thread.
constexpr std::int64_t kNumbersPerTask = 1 << 14;

/// Calls work(first, count) for all of `count` numbers.
template <class Work>
void forNumbers(std::int64_t count, const Work& work) {
    at::parallel_for(0, count / kNumbersPerTask + 1, 1, [&](std::int64_t first, std::int64_t last) {
        const auto begin = first * kNumbersPerTask, end = std::min(count, last * kNumbersPerTask);
        work(begin, end - begin);
    });
}

void takeTanh(const at::Tensor& contiguous) {
    auto* const numbers = contiguous.mutable_data_ptr<float>();
    forNumbers(contiguous.numel(), [&](std::int64_t first, std::int64_t count) { tanhInPlace(numbers + first, count); });
}

void takeGelu(const at::Tensor& contiguous) {
    auto* const numbers = contiguous.mutable_data_ptr<float>();
    forNumbers(contiguous.numel(), [&](std::int64_t first, std::int64_t count) { geluInPlace(numbers + first, count); });
}

/// GELU of the numbers, which become its slope.
at::Tensor geluLeavingSlope(const at::Tensor& contiguous) {
    const auto result = at::empty_like(contiguous);
    auto* const numbers = contiguous.mutable_data_ptr<float>();
    auto* const output = result.mutable_data_ptr<float>();
    forNumbers(contiguous.numel(),
               [&](std::int64_t first, std::int64_t count) { geluAndSlope(numbers + first, output + first, count); });
    return result;
}

/// left [M, K], right [N, K].
at::Tensor product(const at::Tensor& left, const at::Tensor& right, const std::optional<at::Tensor>& bias, After after = After::Nothing) {
    if (isForOneDnn(left, right, left.numel() * right.size(0)))
        return linearPointwise()->call(withoutGaps(left), withoutGaps(right), bias, after == After::Relu ? "relu" : "none",
                                       c10::List<std::optional<at::Scalar>>(), "");
    const auto result = at::linear(left, right, bias);
    return after == After::Relu ? at::relu(result) : result;
}

GradientFactor factorOf(After after) {
    switch (after) {
    case After::Nothing: return GradientFactor::None;
    case After::Relu: return GradientFactor::WherePositive;
    case After::Tanh: return GradientFactor::TanhSlope;
    case After::Gelu:
        return GradientFactor::Other;
    }
    return GradientFactor::None;
}

/// A linear layer and what comes after it.
class FastLinear : public torch::autograd::Function<FastLinear> {
public:
    /// input [M, in], weight [out, in].
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input, const at::Tensor& weight,
                              const std::optional<at::Tensor>& bias, After after) {
        auto output = product(input, weight, bias, after == After::Relu ? after : After::Nothing);
        auto slopeSource = output; // what the backward pass multiplies by, or knows it from
        if (after == After::Tanh)
            takeTanh(output);
        if (after == After::Gelu)
            output = geluLeavingSlope(slopeSource);
        context->save_for_backward(after == After::Nothing ? torch::autograd::variable_list{input, weight}
                                                           : torch::autograd::variable_list{input, weight, slopeSource});
        context->saved_data["has_bias"] = bias.has_value();
        context->saved_data["after"] = static_cast<std::int64_t>(after);
        return output;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto after = static_cast<After>(context->saved_data["after"].toInt());
        const bool wantsWeight = context->needs_input_grad(1);
        const bool wantsBias = context->saved_data["has_bias"].toBool() && context->needs_input_grad(2);
        torch::autograd::variable_list result(4);
        OutputGradient gradient{gradients[0], {}, {}}; // [M, out]
        if (wantsWeight || wantsBias || after != After::Nothing)
            gradient = outputGradient(gradients[0].contiguous(), factorOf(after), after == After::Nothing ? at::Tensor() : saved[2]);
        if (context->needs_input_grad(0))
            result[0] = product(gradient.plain, saved[1].t(), std::nullopt); // [M, in]
        if (wantsWeight)
            result[1] = product(gradient.transposed, saved[0].t(), std::nullopt); // [out, in]
        if (wantsBias)
            result[2] = gradient.columnSums;
        return result;
    }
};

/// [..., in] to [..., out].
at::Tensor fastLinear(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias, After after) {
    // LibTorch 2.13: an undefined tensor among the inputs of a Function fails with "tensor does not have a device".
    const auto givenBias = bias.defined() ? std::optional(bias) : std::nullopt;
    const auto rows = input.reshape({-1, weight.size(1)}); // [M, in]
    auto outputSizes = input.sizes().vec();
    outputSizes.back() = weight.size(0);
    return FastLinear::apply(rows, weight, givenBias, after).view(outputSizes);
}

} // namespace

at::Tensor productTransposed(const at::Tensor& left, const at::Tensor& right) {
    const at::NoGradGuard noGrad;
    return product(left, right, std::nullopt);
}

at::Tensor productTransposedPlus(const at::Tensor& left, const at::Tensor& right, const at::Tensor& addend) {
    const at::NoGradGuard noGrad;
    if (isForOneDnn(left, right, left.numel() * right.size(0)) && isFloatOnProcessor(addend) && linearBinary().has_value())
        return linearBinary()->call(withoutGaps(left), addend.contiguous(), withoutGaps(right), std::nullopt, "add");
    return at::addmm(addend, left, right.t());
}

at::Tensor linearWithoutGradient(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias) {
    const at::NoGradGuard noGrad;
    return product(input, weight, bias.defined() ? std::optional(bias) : std::nullopt);
}

bool isFastLinear(const at::Tensor& input, const at::Tensor& weight) {
    // Under autocast LibTorch casts both sides, and oneDNN takes the product from there.
    return !isAutocastOnProcessor() && isForOneDnn(input, weight, input.numel() * weight.size(0));
}

at::Tensor linear(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias) {
    return isFastLinear(input, weight) ? fastLinear(input, weight, bias, After::Nothing)
                                       : at::linear(input, weight, bias.defined() ? std::optional(bias) : std::nullopt);
}

at::Tensor linearRelu(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias) {
    return isFastLinear(input, weight) ? fastLinear(input, weight, bias, After::Relu) : at::relu(linear(input, weight, bias));
}

at::Tensor linearTanh(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias) {
    return isFastLinear(input, weight) ? fastLinear(input, weight, bias, After::Tanh) : at::tanh(linear(input, weight, bias));
}

at::Tensor linearGelu(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias) {
    if (!isFastLinear(input, weight))
        return at::gelu(linear(input, weight, bias));
    if (at::GradMode::is_enabled())
        return fastLinear(input, weight, bias, After::Gelu);
    auto output = linear(input, weight, bias);
    takeGelu(output);
    return output;
}

} // namespace cpw::nn
