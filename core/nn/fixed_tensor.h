// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// A tensor that a module computes once and never learns (indices, masks): in no checkpoint, and moved once to the device of the
/// first reader.
class FixedTensor {
public:
    FixedTensor() = default;
    explicit FixedTensor(at::Tensor values) : m_values(std::move(values)) {}

    [[nodiscard]] const at::Tensor& on(c10::Device device) {
        if (m_values.device() != device)
            m_values = m_values.to(device);
        return m_values;
    }

private:
    at::Tensor m_values;
};

} // namespace cpw::nn
