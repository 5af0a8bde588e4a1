// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

#include <map>
#include <string>

namespace cpw::nn {

/// Parameters and buffers (running statistics) of a module by name, detached, sharing memory: what a model file holds.
[[nodiscard]] inline std::map<std::string, at::Tensor> moduleState(const torch::nn::Module& module) {
    std::map<std::string, at::Tensor> state;
    for (const auto& item : module.named_parameters())
        state[item.key()] = item.value().detach();
    for (const auto& item : module.named_buffers())
        state[item.key()] = item.value().detach();
    return state;
}

} // namespace cpw::nn
