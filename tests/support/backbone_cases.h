// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expects.h"
#include "core/ctr/backbone.h"

#include <initializer_list>
#include <map>
#include <string>
#include <vector>

namespace cpw::testing {

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

inline const ctr::BackboneEntry& entryOf(const std::string& id) {
    const auto entry = ctr::findBackbone(id);
    expects(entry.has_value(), "{}", entry ? "" : entry.error().text());
    return **entry;
}

/// Three fields, fifteen ids, unless said otherwise. Options are checked as a run checks them.
inline ctr::BackbonePtr makeBackbone(const std::string& id, const OptionValues& options, ctr::CtrShape shape = {3, 15}) {
    const auto problems = entryOf(id).check(shape, options, "options");
    expects(problems.empty(), "{}: {}", id, problems.empty() ? "" : problems.front().message);
    return entryOf(id).make(shape, options);
}

inline OptionValues with(OptionValues values, const OptionValues& more) {
    for (const auto& [key, value] : more)
        values[key] = value;
    return values;
}

inline OptionValue list(std::vector<std::int64_t> numbers) {
    return numbers;
}

/// Settings of a few hundred parameters in which every branch of the backbone is there.
inline OptionValues smallOptions(const std::string& id) {
    const OptionValues embedding{{"embedding_size", std::int64_t(4)}, {"embedding_spread", 0.5}};
    const auto tower = with(embedding, {{"tower_width", std::int64_t(6)}, {"tower_layers", std::int64_t(2)}});
    if (id == "lr")
        return {};
    if (id == "fm")
        return with(embedding, {{"use_linear", true}});
    if (id == "fignn")
        return with(embedding, {{"steps", std::int64_t(2)}});
    if (id == "transformer")
        return with(embedding, {{"heads", std::int64_t(2)}});
    if (id == "dcn" || id == "dcn_v2" || id == "gdcn")
        return with(tower, {{"cross_layers", std::int64_t(2)}});
    if (id == "autoint")
        return with(tower,
                    {{"attention_layers", std::int64_t(2)}, {"heads", std::int64_t(2)}, {"attention_size", std::int64_t(3)}});
    if (id == "xdeepfm")
        return with(tower, {{"cin_maps", list({2, 3})}});
    if (id == "fgcnn")
        return with(tower, {{"channels", list({2, 3})}, {"kernels", list({3})}, {"new_maps", list({2, 1})}});
    if (id == "fibinet")
        return with(tower, {{"reduction", std::int64_t(1)}});
    if (id == "final_mlp")
        return with(tower, {{"gate_width", std::int64_t(5)},
                            {"heads", std::int64_t(2)},
                            {"tower_2_width", std::int64_t(4)},
                            {"tower_2_layers", std::int64_t(1)},
                            {"context_2", list({2, 0})}});
    return tower;
}

/// [4, 3]: some ids twice, within a row too.
inline at::Tensor someIds() {
    return at::tensor({0, 7, 12, 6, 11, 14, 3, 7, 13, 0, 8, 12}, at::kLong).view({4, 3});
}

inline Shapes shapesOf(const torch::nn::Module& module) {
    Shapes shapes;
    for (const auto& item : module.named_parameters())
        shapes[item.key()] = item.value().sizes().vec();
    for (const auto& item : module.named_buffers())
        shapes[item.key()] = item.value().sizes().vec();
    return shapes;
}

/// A scalar that reads every output of a backbone that is there.
template <class Mixture>
at::Tensor mixOutputs(const ctr::BackboneOutput& output, Mixture mixture) {
    auto loss = mixture(output.representation);
    if (output.headInput.defined())
        loss = loss + mixture(output.headInput) * 0.5;
    return output.logitOffset.defined() ? loss + mixture(output.logitOffset) : loss;
}

} // namespace cpw::testing

/// A row of test data for each backbone of the registry.
#define CPW_EACH_BACKBONE()                                                                                                      \
    do {                                                                                                                         \
        QTest::addColumn<QString>("id");                                                                                         \
        for (const auto& entry_ : cpw::ctr::backbones())                                                                         \
            QTest::newRow(entry_.id.c_str()) << QString::fromStdString(entry_.id);                                               \
    } while (false)
