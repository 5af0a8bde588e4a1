// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/pooler.h"

namespace cpw::plm {
namespace {

/// Index among the L + 1 hidden states of the layer that is averaged with the last; -1 for poolers of the last layer alone.
std::int64_t secondLayer(spec::Pooler pooler, std::int64_t layers) {
    switch (pooler) {
    case spec::Pooler::Cls:
    case spec::Pooler::Mean:
        return -1;
    case spec::Pooler::MeanFirstLast:
        return 1;
    case spec::Pooler::MeanTopTwo:
        return layers - 1;
    }
    return -1;
}

at::Tensor meanOfTwo(const at::Tensor& first, const at::Tensor& second) {
    return (first + second) * 0.5;
}

} // namespace

at::Tensor poolMean(const at::Tensor& hidden, const at::Tensor& mask) {
    if (!mask.defined())
        return hidden.mean(1);
    const auto weights = mask.to(hidden.scalar_type()).unsqueeze(2); // [B, T, 1]
    return (hidden * weights).sum(1) / weights.sum(1);               // [B, hidden]
}

EncoderWanted wantedBy(spec::Pooler pooler, std::int64_t layers) {
    EncoderWanted wanted;
    if (pooler == spec::Pooler::Cls)
        wanted.last = EncoderWanted::Last::First;
    const auto second = secondLayer(pooler, layers);
    if (second >= 0 && second < layers) // with one layer its first is its last: one layer's mean is exact
        wanted.alsoLayer = second;
    return wanted;
}

at::Tensor pool(spec::Pooler pooler, const EncoderOutput& encoded, const at::Tensor& mask) {
    if (pooler == spec::Pooler::Cls)
        return encoded.last; // [B, hidden]
    return poolMean(encoded.also.defined() ? meanOfTwo(encoded.also, encoded.last) : encoded.last, mask);
}

at::Tensor poolStates(spec::Pooler pooler, const std::vector<at::Tensor>& hiddenStates, const at::Tensor& mask) {
    if (pooler == spec::Pooler::Cls)
        return hiddenStates.back().select(1, 0); // [B, hidden]
    const auto second = secondLayer(pooler, static_cast<std::int64_t>(hiddenStates.size()) - 1);
    if (second < 0)
        return poolMean(hiddenStates.back(), mask);
    return poolMean(meanOfTwo(hiddenStates[static_cast<std::size_t>(second)], hiddenStates.back()), mask);
}

} // namespace cpw::plm
