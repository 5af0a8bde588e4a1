// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clickprompt/click_prompt_model.h"
#include "core/train/host_batch.h"

namespace cpw::train {

/// Tensors over a micro-batch. On the processor they take the vectors over without a copy; on a card the copy is asynchronous
/// from pinned memory. `uniqueIds` is the step's list on the device, undefined without row-wise updates.
[[nodiscard]] clickprompt::ModelBatch toDevice(HostBatch batch, const at::Tensor& uniqueIds, const at::Device& device);

/// The step's distinct ids [U] on the device; undefined when empty.
[[nodiscard]] at::Tensor uniqueIdsToDevice(std::vector<std::int64_t> ids, const at::Device& device);

} // namespace cpw::train
