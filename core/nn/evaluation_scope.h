// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// Evaluation mode and no gradients for as long as it lives; every module gets its own mode back (frozen parts of a model in
/// training are in evaluation mode already).
class EvaluationScope {
public:
    explicit EvaluationScope(torch::nn::Module& model) {
        for (const auto& module : model.modules())
            m_modes.emplace_back(module, module->is_training());
        model.eval();
    }
    ~EvaluationScope() {
        for (const auto& [module, wasTraining] : m_modes) // parents come first, so children overrule them
            module->train(wasTraining);
    }
    EvaluationScope(const EvaluationScope&) = delete;
    EvaluationScope& operator=(const EvaluationScope&) = delete;

private:
    std::vector<std::pair<std::shared_ptr<torch::nn::Module>, bool>> m_modes;
    at::NoGradGuard m_noGrad;
};

} // namespace cpw::nn
