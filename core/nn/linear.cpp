// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/linear.h"

#include "core/nn/init.h"

namespace cpw::nn {

LinearImpl::LinearImpl(std::int64_t inputSize, std::int64_t outputSize, Bias biasKind) {
    weight = register_parameter("weight", at::empty({outputSize, inputSize}));
    if (biasKind == Bias::With)
        bias = register_parameter("bias", at::empty({outputSize}));
    reset();
}

void LinearImpl::reset() {
    initXavierNormal(weight);
    if (bias.defined())
        initConstant(bias, 0);
}

void LinearImpl::reset(double spread) {
    initNormal(weight, spread);
    if (bias.defined())
        initConstant(bias, 0);
}

} // namespace cpw::nn
