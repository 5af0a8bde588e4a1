// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/autocast_mode.h>

namespace cpw::nn {

/// Autocast is off on a device while it lives: for code that chooses its types itself.
class WithoutAutocast {
public:
    explicit WithoutAutocast(at::DeviceType device) : m_device(device), m_wasEnabled(at::autocast::is_autocast_enabled(device)) {
        at::autocast::set_autocast_enabled(device, false);
    }
    ~WithoutAutocast() { at::autocast::set_autocast_enabled(m_device, m_wasEnabled); }
    WithoutAutocast(const WithoutAutocast&) = delete;
    WithoutAutocast& operator=(const WithoutAutocast&) = delete;

private:
    at::DeviceType m_device;
    bool m_wasEnabled;
};

} // namespace cpw::nn
