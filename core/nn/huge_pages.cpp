// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/huge_pages.h"

#include <cstdint>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace cpw::nn {
namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;
constexpr std::size_t kSmallestAdvised = 16 * kHugePage; // smaller ones fit the second-level cache of page addresses nearly

} // namespace

void preferHugePages([[maybe_unused]] const at::Tensor& tensor) {
#ifdef __linux__
    if (!tensor.is_cpu() || tensor.nbytes() < kSmallestAdvised)
        return;
    const auto begin = reinterpret_cast<std::uintptr_t>(tensor.data_ptr());
    const auto first = (begin + kHugePage - 1) / kHugePage * kHugePage;
    const auto last = (begin + tensor.nbytes()) / kHugePage * kHugePage;
    static_cast<void>(::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE));
#endif
}

} // namespace cpw::nn
