// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/model_shelf.h"

#include "core/train/checkpoint.h"

#include <algorithm>

namespace cpw::engine {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kModels = 3;
constexpr std::size_t kDataSets = 2;

/// Another checkpoint at the same place (a resumed run writes its steps again) is another key.
std::string keyOf(const fs::path& folder) {
    std::error_code code;
    const auto written = fs::last_write_time(folder / "manifest.json", code);
    return fmt::format("{} {}", folder.string(), written.time_since_epoch().count());
}

} // namespace

template <class T>
std::shared_ptr<ModelShelf::Slot<T>> ModelShelf::slotOf(Slots<T>& slots, const std::string& key, std::size_t most) {
    std::lock_guard lock(m_mutex);
    auto found = std::ranges::find_if(slots, [&key](const auto& slot) { return slot->key == key; });
    std::shared_ptr<Slot<T>> slot;
    if (found != slots.end()) {
        slot = *found;
        slots.erase(found);
    } else {
        slot = std::make_shared<Slot<T>>();
        slot->key = key;
    }
    slots.push_front(slot);
    if (slots.size() > most)
        slots.pop_back();
    return slot;
}

Result<std::shared_ptr<const InspectedData>> ModelShelf::data(api::RunId run, std::stop_token stop) {
    const auto slot = slotOf(m_data, api::toText(run), kDataSets);
    std::lock_guard lock(slot->mutex);
    if (!slot->value) {
        CPW_TRY(opened, InspectedData::open(m_store, run, std::move(stop)));
        slot->value = std::move(opened);
    }
    return slot->value;
}

Result<std::vector<api::CheckpointMark>> ModelShelf::checkpoints(api::RunId run) const {
    CPW_TRY(summary, m_store.run(run)); // an unknown run is an error, a run without checkpoints is not
    if (summary.origin)
        CPW_TRY_VOID(m_store.spec(run)); // says why there is nothing to look into
    const auto folder = m_store.runFolder(run) / "checkpoints";
    const auto best = train::readPointer(folder, "best");
    const auto last = train::readPointer(folder, "last");
    std::vector<api::CheckpointMark> marks;
    for (const auto& place : train::listCheckpoints(folder)) {
        const auto manifest = train::readManifest(place.folder);
        if (!manifest)
            continue; // removed by the run meanwhile, or damaged: opening it says so
        marks.push_back({place.step, manifest->stage, best && *best == place.folder, last && *last == place.folder,
                         manifest->kind != spec::StageKind::FinetuneCtr, manifest->kind != spec::StageKind::PaMlm});
    }
    return marks;
}

Result<fs::path> ModelShelf::folderAt(const api::ModelAt& at) const {
    CPW_TRY(summary, m_store.run(at.run));
    const auto folder = m_store.runFolder(at.run) / "checkpoints";
    if (!at.step) {
        for (const auto* pointer : {"best", "last"})
            if (auto named = train::readPointer(folder, pointer))
                return *named;
        return badInput("{} has no checkpoint yet; the first comes after the first epoch", api::toText(at.run));
    }
    const auto places = train::listCheckpoints(folder);
    for (auto place = places.rbegin(); place != places.rend(); ++place)
        if (place->step <= *at.step)
            return place->folder;
    return badInput("{} has no checkpoint at step {} or before; {}", api::toText(at.run), *at.step,
                    places.empty() ? "it has none yet" : fmt::format("the first one is of step {}", places.front().step));
}

Result<std::shared_ptr<InspectedModel>> ModelShelf::openFolder(api::RunId run, const fs::path& folder, std::stop_token stop) {
    const auto slot = slotOf(m_models, keyOf(folder), kModels);
    std::lock_guard lock(slot->mutex);
    if (slot->value)
        return slot->value;
    CPW_TRY(prepared, data(run, std::move(stop)));
    CPW_TRY(checkpoint, train::readCheckpoint(folder, /*withOptimizer=*/false));
    const auto& manifest = checkpoint.manifest;
    CPW_TRY(opened, InspectedModel::make(std::move(prepared), {{manifest.runStep, manifest.stage, false, 0}, manifest.kind,
                                                               std::move(checkpoint.model), folder.string()}));
    slot->value = std::move(opened);
    return slot->value;
}

Result<std::shared_ptr<InspectedModel>> ModelShelf::openLive(api::RunId run, std::stop_token stop) {
    if (!m_live)
        return std::shared_ptr<InspectedModel>();
    const auto slot = slotOf(m_models, "live " + api::toText(run), kModels);
    std::lock_guard lock(slot->mutex);
    RunWorker::KnownWeights known;
    if (slot->value)
        known = {slot->value->stamp().stage, slot->value->stamp().step};
    CPW_TRY(answer, m_live->takeWeights(run, known, stop));
    if (!answer.isTraining)
        slot->value.reset(); // a later run of the same number must not find it
    if (!answer.copy)
        return slot->value;
    CPW_TRY(prepared, data(run, std::move(stop)));
    auto& copy = *answer.copy;
    CPW_TRY(opened, InspectedModel::make(std::move(prepared), {{copy.runStep, copy.stage, true, 0}, copy.kind, std::move(copy.weights),
                                                               fmt::format("step {} of {}", copy.runStep, api::toText(run))}));
    slot->value = std::move(opened);
    return slot->value;
}

Result<std::shared_ptr<InspectedModel>> ModelShelf::model(const api::ModelAt& at, std::stop_token stop) {
    if (!at.step) {
        CPW_TRY(live, openLive(at.run, stop));
        if (live)
            return live;
    }
    CPW_TRY(folder, folderAt(at));
    auto opened = openFolder(at.run, folder, std::move(stop));
    if (!opened)
        return withContext(std::move(opened.error()), api::toText(at.run));
    return opened;
}

} // namespace cpw::engine
