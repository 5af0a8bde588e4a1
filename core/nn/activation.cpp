// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/activation.h"

#include "core/base/expects.h"

namespace cpw::nn {

at::Tensor activate(const at::Tensor& input, Activation kind) {
    switch (kind) {
    case Activation::Relu:
        return at::relu(input);
    case Activation::LeakyRelu:
        return at::leaky_relu(input, 0.01);
    case Activation::Gelu:
        return at::gelu(input);
    case Activation::Tanh:
        return at::tanh(input);
    case Activation::Sigmoid:
        return at::sigmoid(input);
    case Activation::Silu:
        return at::silu(input);
    case Activation::Elu:
        return at::elu(input);
    }
    expects(false, "an activation numbered {}", static_cast<int>(kind));
    return input;
}

} // namespace cpw::nn
