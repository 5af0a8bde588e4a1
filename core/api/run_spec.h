// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spec/data_spec.h"
#include "core/spec/initialisation_spec.h"
#include "core/spec/model_spec.h"
#include "core/spec/stage_spec.h"
#include "core/spec/text_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cpw::api {

enum class Precision { Float32, BFloat16, Float16 };

/// Everything that decides a run's numbers, and nothing else decides them. Plain values; compare, copy and store at will.
struct RunSpec {
    std::string name; ///< shown to people; not part of the hash
    spec::DataSpec data;
    spec::TemplateSpec text;
    spec::PlmSpec plm;
    spec::EntrySpec backbone{"dcn_v2", {}};
    spec::PromptSpec prompts;
    spec::FusionKind fusion = spec::FusionKind::Sum;
    spec::InitialisationSpec initialisation;
    std::vector<spec::StageSpec> stages;
    std::uint64_t seed = 1;
    std::string device = "cpu"; ///< "cpu", "cuda" or "cuda:1"
    int threads = 0;            ///< of torch; 0: all cores but one when there are more than two
    Precision precision = Precision::Float32;
    bool allowsTf32 = false; ///< in products of float32 matrices on a card

    /// True when a stage needs the language model.
    [[nodiscard]] bool usesText() const {
        for (const auto& stage : stages)
            if (stage.kind != spec::StageKind::FinetuneCtr)
                return true;
        return false;
    }
};

template <class Visitor>
void describe(Visitor& visit, RunSpec& o) {
    visit(o.name, {.key = "name", .title = "Name", .help = "Shown in tables; does not change the result.", .effect = Effect::Now});
    visit.group("data", "Data", o.data);
    visit.group("text", "Template", o.text);
    visit.group("plm", "Language model", o.plm);
    visit.entry("backbone", "CTR backbone", o.backbone);
    visit.group("prompts", "Prompts", o.prompts);
    visit(o.fusion, {.key = "fusion", .title = "Fusion", .help = "How the two logits are joined."});
    visit.group("initialisation", "Initialisation", o.initialisation);
    visit.list("stages", "Stages", o.stages);
    visit(o.seed, {.key = "seed", .title = "Seed", .help = "Of weights, batch order, masking and dropout.", .minimum = 0});
    visit(o.device, {.key = "device", .title = "Device", .help = "cpu, cuda or cuda:1."});
    visit(o.threads, {.key = "threads", .title = "Threads", .help = "0: all cores but one when there are more than two.", .minimum = 0, .maximum = 1024});
    visit(o.precision, {.key = "precision", .title = "Precision", .help = "Of matrix products and attention; weights and sums stay float32. float16 needs a CUDA card, bfloat16 one or a processor that is faster with it."});
    visit(o.allowsTf32, {.key = "tf32", .title = "TF32", .help = "Products of float32 matrices on a CUDA card with ten bits after the point: faster, less exact."});
}

} // namespace cpw::api

template <>
struct cpw::EnumNames<cpw::api::Precision> {
    using Kind = cpw::api::Precision;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Float32, "float32"}, {Kind::BFloat16, "bfloat16"},
                                                           {Kind::Float16, "float16"}};
};
