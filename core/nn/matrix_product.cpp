// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/matrix_product.h"

#include <ATen/autocast_mode.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/csrc/autograd/custom_function.h>

namespace cpw::nn {
namespace {

/// Multiplications below which the call into oneDNN costs more than it gains.
constexpr std::int64_t kSmallest = 1 << 19;

using LinearPointwise = at::Tensor(const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&, std::string_view,
                                   c10::List<std::optional<at::Scalar>>, std::optional<std::string_view>);

/// The operator behind compiled linear layers. It is not part of the public C++ API: when a build of LibTorch lacks it, or has it
/// with another signature, nothing is found and LibTorch's own product is used.
std::optional<c10::TypedOperatorHandle<LinearPointwise>> findOperator() {
    const auto handle = c10::Dispatcher::singleton().findSchema({"mkldnn::_linear_pointwise", ""});
    if (!handle || !handle->hasKernelForDispatchKey(c10::DispatchKey::CPU))
        return std::nullopt;
    try {
        return handle->typed<LinearPointwise>();
    } catch (const c10::Error&) {
        return std::nullopt;
    }
}

const std::optional<c10::TypedOperatorHandle<LinearPointwise>>& linearPointwise() {
    static const auto kOperator = findOperator();
    return kOperator;
}

bool isFloatOnProcessor(const at::Tensor& tensor) {
    return tensor.is_cpu() && tensor.scalar_type() == at::kFloat;
}

bool isForOneDnn(const at::Tensor& left, const at::Tensor& right, std::int64_t multiplications) {
    return multiplications >= kSmallest && isFloatOnProcessor(left) && isFloatOnProcessor(right) && linearPointwise().has_value();
}

/// Row-major or column-major without gaps: for other strides oneDNN 3.12 falls back to a kernel a hundred times slower.
at::Tensor withoutGaps(const at::Tensor& matrix) {
    return matrix.is_contiguous() || matrix.t().is_contiguous() ? matrix : matrix.contiguous();
}

/// left [M, K], right [N, K].
at::Tensor product(const at::Tensor& left, const at::Tensor& right, const std::optional<at::Tensor>& bias) {
    if (isForOneDnn(left, right, left.numel() * right.size(0)))
        return linearPointwise()->call(withoutGaps(left), withoutGaps(right), bias, "none",
                                       c10::List<std::optional<at::Scalar>>(), "");
    return at::linear(left, right, bias);
}

class FastLinear : public torch::autograd::Function<FastLinear> {
public:
    /// input [M, in], weight [out, in].
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input, const at::Tensor& weight,
                              const std::optional<at::Tensor>& bias) {
        context->save_for_backward({input, weight});
        context->saved_data["has_bias"] = bias.has_value();
        return product(input, weight, bias);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto& gradient = gradients[0]; // [M, out]
        torch::autograd::variable_list result(3);
        if (context->needs_input_grad(0))
            result[0] = product(gradient, saved[1].t(), std::nullopt); // [M, in]
        if (context->needs_input_grad(1))
            result[1] = product(gradient.t(), saved[0].t(), std::nullopt); // [out, in]
        if (context->saved_data["has_bias"].toBool() && context->needs_input_grad(2))
            result[2] = gradient.sum(0);
        return result;
    }
};

} // namespace

at::Tensor productTransposed(const at::Tensor& left, const at::Tensor& right) {
    const at::NoGradGuard noGrad;
    return product(left, right, std::nullopt);
}

at::Tensor linear(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias) {
    // LibTorch 2.13: an undefined tensor among the inputs of a Function fails with "tensor does not have a device".
    const auto givenBias = bias.defined() ? std::optional(bias) : std::nullopt;
    // Under autocast LibTorch casts both sides, and oneDNN takes the product from there.
    if (at::autocast::is_autocast_enabled(at::kCPU) || !isForOneDnn(input, weight, input.numel() * weight.size(0)))
        return at::linear(input, weight, givenBias);
    const auto rows = input.reshape({-1, weight.size(1)}); // [M, in]
    auto outputSizes = input.sizes().vec();
    outputSizes.back() = weight.size(0);
    return FastLinear::apply(rows, weight, givenBias).view(outputSizes);
}

} // namespace cpw::nn
