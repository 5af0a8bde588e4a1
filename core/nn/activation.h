// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"
#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// Nonlinearity of a tower layer. gelu is the exact one (erf), leaky_relu has the slope 0.01, elu the scale 1.
enum class Activation { Relu, LeakyRelu, Gelu, Tanh, Sigmoid, Silu, Elu };

[[nodiscard]] at::Tensor activate(const at::Tensor& input, Activation kind);

} // namespace cpw::nn

template <>
struct cpw::EnumNames<cpw::nn::Activation> {
    using Kind = cpw::nn::Activation;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Relu, "relu"},       {Kind::LeakyRelu, "leaky_relu"},
                                                              {Kind::Gelu, "gelu"},       {Kind::Tanh, "tanh"},
                                                              {Kind::Sigmoid, "sigmoid"}, {Kind::Silu, "silu"},
                                                              {Kind::Elu, "elu"}};
};
