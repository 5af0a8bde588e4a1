// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/init.h"

#include "core/base/expects.h"

#include <cmath>

namespace cpw::nn {
namespace {

thread_local bool isWithoutDraws = false; // of the thread alone, and only inside a NoDraws

} // namespace

NoDraws::NoDraws() : m_wasOn(isWithoutDraws) {
    isWithoutDraws = true;
}

NoDraws::~NoDraws() {
    isWithoutDraws = m_wasOn;
}

void initXavierNormal(const at::Tensor& weight) {
    expects(weight.dim() == 2, "a weight of {} dimensions, expected [out, in]", weight.dim());
    initNormal(weight, std::sqrt(2.0 / static_cast<double>(weight.size(0) + weight.size(1))));
}

void initNormal(const at::Tensor& weight, double spread) {
    const at::NoGradGuard noGrad;
    if (spread == 0 || isWithoutDraws)
        weight.zero_();
    else
        weight.normal_(0, spread);
}

void initUniform(const at::Tensor& weight, double bound) {
    const at::NoGradGuard noGrad;
    if (isWithoutDraws)
        weight.zero_();
    else
        weight.uniform_(-bound, bound);
}

void initConstant(const at::Tensor& tensor, double value) {
    const at::NoGradGuard noGrad;
    tensor.fill_(value);
}

} // namespace cpw::nn
