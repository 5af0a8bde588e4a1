// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"
#include "core/train/host_batch.h"

#include <functional>
#include <string>

namespace cpw::train {

/// A step that does not fit the memory of a card is done again with micro-batches of half the rows and twice their number: the
/// same rows, masks and counts, so the same step to rounding; dropout is drawn by the number of the micro-batch and differs.
/// Later steps keep the smaller size. Does nothing but pass on where it does not watch. Trainer thread only.
class MemoryFallback {
public:
    /// Does the whole step; may be called again after it has thrown.
    using Attempt = std::function<void(HostStep step)>;

    /// `onHalved` hears each halving in a sentence.
    MemoryFallback(const at::Device& device, bool isWatching, std::function<void(const std::string&)> onHalved);

    /// Halvings of an earlier part of the run.
    void restore(int halvings) { m_halvings = halvings; }
    [[nodiscard]] int halvings() const { return m_halvings; }

    /// Runs `attempt` until it fits. Rethrows what is no lack of memory, and the lack when one row does not fit.
    void run(HostStep step, const Attempt& attempt);

private:
    [[nodiscard]] static HostStep halved(const HostStep& step);
    [[nodiscard]] static std::int64_t largestBatch(const HostStep& step);
    void emptyCache() const;

    at::Device m_device;
    bool m_isWatching;
    std::function<void(const std::string&)> m_onHalved;
    int m_halvings = 0;
};

} // namespace cpw::train
