// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// Fills in place, from the default generator, without recording gradients.

/// While it lives, what this thread fills is zero and nothing is drawn: for a model whose weights come from a file, beside a run in
/// training that draws its dropout from the same generator.
class NoDraws {
public:
    NoDraws();
    ~NoDraws();
    NoDraws(const NoDraws&) = delete;
    NoDraws& operator=(const NoDraws&) = delete;

private:
    bool m_wasOn;
};

/// Normal with variance 2 / (fan in + fan out), for a weight [out, in] (Glorot and Bengio 2010).
void initXavierNormal(const at::Tensor& weight);
/// Normal around 0; a spread of 0 gives zeros and draws nothing.
void initNormal(const at::Tensor& weight, double spread);
/// Uniform between -bound and bound.
void initUniform(const at::Tensor& weight, double bound);
void initConstant(const at::Tensor& tensor, double value);

} // namespace cpw::nn
