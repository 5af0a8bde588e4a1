// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/reference_kernels.h"

#include <atomic>

namespace cpw {
namespace {

std::atomic<bool> isReferenceOn{false};

} // namespace

bool usesReferenceKernels() {
    return isReferenceOn.load(std::memory_order_relaxed);
}

void setReferenceKernels(bool isOn) {
    isReferenceOn.store(isOn, std::memory_order_relaxed);
}

} // namespace cpw
