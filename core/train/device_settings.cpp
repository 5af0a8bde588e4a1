// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/device_settings.h"

#include "core/base/random.h"

#include <ATen/Context.h>
#include <ATen/autocast_mode.h>

namespace cpw::train {

AutocastScope::AutocastScope(const at::Device& device, std::optional<at::ScalarType> type)
    : m_type(device.type()), m_isEnabled(type.has_value()) {
    if (!m_isEnabled)
        return;
    m_wasEnabled = at::autocast::is_autocast_enabled(m_type);
    at::autocast::set_autocast_enabled(m_type, true);
    at::autocast::set_autocast_dtype(m_type, *type);
    at::autocast::increment_nesting();
}

AutocastScope::~AutocastScope() {
    if (!m_isEnabled)
        return;
    if (at::autocast::decrement_nesting() == 0)
        at::autocast::clear_cache();
    at::autocast::set_autocast_enabled(m_type, m_wasEnabled);
}

void seedTorch(std::uint64_t seed, std::uint64_t stream, std::uint64_t index) {
    at::manual_seed(CounterRandom(seed, stream).bits(index) >> 1U);
}

} // namespace cpw::train
