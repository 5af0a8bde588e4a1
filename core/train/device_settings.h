// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

#include <optional>

namespace cpw::train {

/// Autocast to `type`, where there is one, for forward passes while it lives. Never around backward.
class AutocastScope {
public:
    AutocastScope(const at::Device& device, std::optional<at::ScalarType> type);
    ~AutocastScope();
    AutocastScope(const AutocastScope&) = delete;
    AutocastScope& operator=(const AutocastScope&) = delete;

private:
    at::DeviceType m_type;
    bool m_isEnabled;
    bool m_wasEnabled = false;
};

/// Seeds the default generators so that everything drawn next is a function of (seed, stream, index): weights, dropout.
/// A resumed run needs no saved random state.
void seedTorch(std::uint64_t seed, std::uint64_t stream, std::uint64_t index);

} // namespace cpw::train
