// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/engine/inspected_model.h"
#include "core/engine/live_weights.h"

#include <deque>
#include <filesystem>
#include <functional>

namespace cpw::engine {

/// The models that inspection has opened: the last three, and the prepared data of the last two runs. Any thread; opening one does
/// not keep questions about another waiting.
class ModelShelf {
public:
    ModelShelf(api::RunStore& store, LiveWeights* live) : m_store(store), m_live(live) {}

    [[nodiscard]] Result<std::shared_ptr<const InspectedData>> data(api::RunId run, std::stop_token stop);
    [[nodiscard]] Result<std::shared_ptr<InspectedModel>> model(const api::ModelAt& at, std::stop_token stop);
    [[nodiscard]] Result<std::vector<api::CheckpointMark>> checkpoints(api::RunId run) const;

private:
    template <class T>
    struct Slot {
        std::string key;
        std::mutex mutex; ///< held while it opens
        std::shared_ptr<T> value;
    };
    template <class T>
    using Slots = std::deque<std::shared_ptr<Slot<T>>>; // last used first

    template <class T>
    std::shared_ptr<Slot<T>> slotOf(Slots<T>& slots, const std::string& key, std::size_t most);
    [[nodiscard]] Result<std::filesystem::path> folderAt(const api::ModelAt& at) const;
    [[nodiscard]] Result<std::shared_ptr<InspectedModel>> openFolder(api::RunId run, const std::filesystem::path& folder, std::stop_token stop);
    /// Null: the run does not train here.
    [[nodiscard]] Result<std::shared_ptr<InspectedModel>> openLive(api::RunId run, std::stop_token stop);

    api::RunStore& m_store;
    LiveWeights* m_live;
    std::mutex m_mutex; ///< of the lists, never held while something opens
    Slots<const InspectedData> m_data;
    Slots<InspectedModel> m_models;
};

} // namespace cpw::engine
