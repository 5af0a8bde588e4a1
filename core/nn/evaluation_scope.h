// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// Evaluation mode for as long as it lives; every module gets its own mode back (frozen parts of a model in training are in
/// evaluation mode already).
class EvaluationMode {
public:
    explicit EvaluationMode(torch::nn::Module& model) {
        for (const auto& module : model.modules())
            m_modes.emplace_back(module, module->is_training());
        model.eval();
    }
    ~EvaluationMode() {
        for (const auto& [module, wasTraining] : m_modes) // parents come first, so children overrule them
            module->train(wasTraining);
    }
    EvaluationMode(const EvaluationMode&) = delete;
    EvaluationMode& operator=(const EvaluationMode&) = delete;

private:
    std::vector<std::pair<std::shared_ptr<torch::nn::Module>, bool>> m_modes;
};

/// The same without gradients.
class EvaluationScope {
public:
    explicit EvaluationScope(torch::nn::Module& model) : m_mode(model) {}

private:
    EvaluationMode m_mode;
    at::NoGradGuard m_noGrad;
};

} // namespace cpw::nn
