// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/row_look.h"

#include "core/engine/attention_facts.h"
#include "core/engine/score_facts.h"
#include "core/text/shown_piece.h"
#include "core/text/token_store.h"

#include <algorithm>

namespace cpw::engine {

api::RowLook rowLook(InspectedModel& model, std::uint64_t row, const RowInputs& inputs, const clickprompt::Intervention& change) {
    const auto& data = model.data();
    const auto acts = model.observe(inputs.batch, {.wantsAttention = model.usesText(), .intervention = change});
    api::RowLook look;
    look.part = data.partOf(row);
    look.isPositive = data.dataset().labels[static_cast<std::size_t>(row)] > 0.5F;
    for (std::size_t f = 0; f < inputs.ids.size(); ++f) {
        const auto ids = data.vocabulary().encodeList(f, inputs.ids[f]);
        look.values.push_back({inputs.ids[f], inputs.words[f], std::ranges::find(ids, 0) == ids.end(), data.trainingRows(f, inputs.ids[f])});
    }
    look.logit = acts.logits.joint.item<double>();
    look.probability = probabilityOf(look.logit);
    const auto fusion = model.network().options().fusion;
    if (!model.usesText() || fusion != spec::FusionKind::PlmOnly)
        look.ctrLogit = acts.logits.ctr.item<double>();
    look.norms = meanNorms(PromptTensors::of(acts));
    look.layers = model.layers();
    look.heads = model.heads();
    if (!model.usesText())
        return look;
    if (fusion != spec::FusionKind::CtrOnly)
        look.plmLogit = acts.logits.plm.item<double>();
    look.sentence = inputs.sentence;
    const auto& tokenizer = data.setup().tokens->tokenizer();
    for (std::size_t t = 0; t < inputs.tokens.size(); ++t)
        look.tokens.push_back({text::shownPiece(tokenizer, inputs.tokens[t]), inputs.tokenFields[t], tokenizer.isContinuation(inputs.tokens[t]), false});
    const auto weights = acts.attention.select(1, 0); // [L, H, T, K + T]
    look.headFacts = headFactsOf(weights, weights.size(3) - weights.size(2));
    return look;
}

} // namespace cpw::engine
