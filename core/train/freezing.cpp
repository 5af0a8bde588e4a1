// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/freezing.h"

#include <algorithm>
#include <charconv>

namespace cpw::train {
namespace {

using clickprompt::ClickPromptModelImpl;
using clickprompt::Part;

constexpr std::string_view kEmbeddings = "encoder.embeddings.";
constexpr std::string_view kLayers = "encoder.encoder.layer.";

/// "encoder.encoder.layer.3.output.dense.weight" is of layer 3; -1 for what is of no layer.
int layerOf(std::string_view parameter) {
    int layer = -1;
    if (parameter.starts_with(kLayers))
        std::from_chars(parameter.data() + kLayers.size(), parameter.data() + parameter.size(), layer);
    return layer;
}

} // namespace

Freezing::Freezing(clickprompt::ClickPromptModel model, const spec::FreezeSpec& spec) : m_model(std::move(model)), m_spec(spec) {
    const auto tables = m_model->embeddingTables();
    for (const auto& item : m_model->named_parameters())
        for (const auto& table : tables)
            if (table->table.is_same(item.value()))
                m_tables.push_back(item.key());
}

void Freezing::begin(LiveValues& values) const {
    values.isPlmFrozen = m_spec.languageModel;
    values.isCtrFrozen = m_spec.freezesWholeCtr();
}

bool Freezing::isTable(const std::string& parameter) const {
    return std::find(m_tables.begin(), m_tables.end(), parameter) != m_tables.end();
}

bool Freezing::isFrozen(const std::string& parameter, const LiveValues& values) const {
    switch (ClickPromptModelImpl::partOf(parameter)) {
    case Part::Encoder: {
        const auto layer = layerOf(parameter);
        return values.isPlmFrozen || (m_spec.plmEmbeddings && parameter.starts_with(kEmbeddings)) ||
               (layer >= 0 && layer < m_spec.plmLayers);
    }
    case Part::MlmHead:
        return values.isPlmFrozen;
    case Part::Backbone:
        return values.isCtrFrozen || (!m_spec.freezesWholeCtr() && (isTable(parameter) ? m_spec.ctrEmbeddings : m_spec.ctrTrunk));
    case Part::CtrHead:
    case Part::Projector:
    case Part::PlmHead:
    case Part::Fusion:
        return false;
    }
    return false;
}

void Freezing::applyModes(const LiveValues& values) const {
    auto model = m_model; // the holder is const here, the model it holds is not
    model->train();
    if (m_spec.keepsDropout)
        return;
    const auto parameters = model->named_parameters();
    for (const auto& module : model->named_modules(/*name_prefix=*/{}, /*include_self=*/false)) {
        bool isWhollyFrozen = false;
        for (const auto& item : parameters) {
            if (!item.key().starts_with(module.key() + '.'))
                continue;
            isWhollyFrozen = isFrozen(item.key(), values);
            if (!isWhollyFrozen)
                break;
        }
        if (isWhollyFrozen)
            module.value()->eval();
    }
}

} // namespace cpw::train
