// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/state_dict_pickle.h"

#include "core/weights/pickle_machine.h"
#include "core/weights/visible_text.h"

#include <set>

namespace cpw::weights {
namespace {

constexpr std::size_t kLargestPickle = 16 << 20; ///< bytes; a thousand tensors take about 200,000

/// Names go into messages, tables and file headers: visible letters of ASCII, as module paths are.
Result<std::string_view> tensorName(std::string_view text) {
    constexpr std::size_t kLongestName = 1024;
    if (text.empty() || text.size() > kLongestName || visibleText(text) != text)
        return badInput("a tensor is named \"{}\", expected 1 to {} visible letters of ASCII", visibleText(text.substr(0, 60)),
                        kLongestName);
    return text;
}

} // namespace

Result<std::vector<PickledTensor>> parseStateDict(std::span<const std::byte> pickle) {
    if (pickle.size() > kLargestPickle)
        return badInput("a pickle of {} bytes, expected at most {}; the weights themselves lie outside of it", pickle.size(), kLargestPickle);
    PickleMachine machine(pickle);
    CPW_TRY(rootId, machine.run());
    const auto& values = machine.values();
    const auto& root = values.at(rootId);
    if (root.kind != PickleValue::Kind::Dict)
        return badInput("the file holds {}, expected a state dict: torch.save(model.state_dict(), ...)", kindText(root.kind));
    std::vector<PickledTensor> tensors;
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < root.items.size(); i += 2) {
        CPW_TRY(name, tensorName(values.at(root.items[i]).text));
        const auto kind = values.at(root.items[i + 1]).kind;
        if (kind != PickleValue::Kind::Tensor)
            return badInput("\"{}\" is {}, expected a tensor; save the state dict alone: torch.save(model.state_dict(), ...)", name,
                            kindText(kind));
        if (!names.insert(name).second)
            return badInput("\"{}\" is there twice; save the weights again", name);
        tensors.push_back(values.tensorAt(root.items[i + 1]));
        tensors.back().name = name;
    }
    return tensors;
}

} // namespace cpw::weights
