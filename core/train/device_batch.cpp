// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/device_batch.h"

namespace cpw::train {
namespace {

template <class T>
at::Tensor take(std::vector<T> values, at::IntArrayRef sizes, at::ScalarType type, const at::Device& device) {
    if (values.empty())
        return {};
    auto* owner = new std::vector<T>(std::move(values)); // freed by the tensor's deleter below
    auto tensor = at::from_blob(owner->data(), sizes, [owner](void*) { delete owner; }, at::TensorOptions().dtype(type));
    if (device.is_cpu())
        return tensor;
    return tensor.pin_memory().to(device, /*non_blocking=*/true);
}

} // namespace

clickprompt::ModelBatch toDevice(HostBatch batch, const at::Tensor& uniqueIds, const at::Device& device) {
    clickprompt::ModelBatch result;
    const auto masked = static_cast<std::int64_t>(batch.maskedTargets.size());
    result.fields.ids = take(std::move(batch.fieldIds), {batch.rows, batch.fields}, at::kLong, device);
    result.fields.uniqueIds = uniqueIds;
    result.fields.inverse = take(std::move(batch.inverse), {batch.rows, batch.fields}, at::kLong, device);
    if (const auto bagFields = static_cast<std::int64_t>(batch.bagFields.size()); bagFields > 0) {
        auto& bags = result.fields.bags;
        const auto ids = static_cast<std::int64_t>(batch.bagIds.size());
        bags.fields = take(std::move(batch.bagFields), {bagFields}, at::kLong, device);
        bags.ids = take(std::move(batch.bagIds), {ids}, at::kLong, device);
        bags.inverse = take(std::move(batch.bagInverse), {ids}, at::kLong, device);
        bags.offsets = take(std::move(batch.bagOffsets), {batch.rows * bagFields}, at::kLong, device);
        bags.weights = take(std::move(batch.bagWeights), {ids}, at::kFloat, device);
    }
    result.tokens.ids = take(std::move(batch.tokenIds), {batch.rows, batch.tokens}, at::kLong, device);
    result.tokens.mask = take(std::move(batch.tokenMask), {batch.rows, batch.tokens}, at::kBool, device);
    result.labels = take(std::move(batch.labels), {batch.rows}, at::kFloat, device);
    result.maskedPositions = take(std::move(batch.maskedPositions), {masked}, at::kLong, device);
    result.maskedTargets = take(std::move(batch.maskedTargets), {masked}, at::kLong, device);
    return result;
}

at::Tensor uniqueIdsToDevice(std::vector<std::int64_t> ids, const at::Device& device) {
    const auto count = static_cast<std::int64_t>(ids.size());
    return take(std::move(ids), {count}, at::kLong, device);
}

} // namespace cpw::train
