// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/load_report.h"

#include <fmt/ranges.h>

#include <map>
#include <set>

namespace cpw::train {
namespace {

using clickprompt::ClickPromptModelImpl;
using clickprompt::Part;

/// "encoder" of "encoder.embeddings.word_embeddings.weight".
std::string partName(const std::string& parameter) {
    return parameter.substr(0, parameter.find('.'));
}

std::map<std::string, std::vector<std::string>> byPart(const std::vector<std::string>& names) {
    std::map<std::string, std::vector<std::string>> parts;
    for (const auto& name : names)
        parts[partName(name)].push_back(name);
    return parts;
}

std::set<std::string> partsOf(const std::vector<std::string>& names) {
    std::set<std::string> parts;
    for (const auto& name : names)
        parts.insert(partName(name));
    return parts;
}

/// Names of one kind; a part that has none of another kind is written as a whole.
std::string namesText(const std::vector<std::string>& names, const std::set<std::string>& otherParts) {
    std::vector<std::string> texts;
    for (const auto& [part, members] : byPart(names)) {
        if (otherParts.contains(part) || members.size() == 1)
            texts.insert(texts.end(), members.begin(), members.end());
        else
            texts.push_back(fmt::format("{}.* ({})", part, members.size()));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::set<std::string> joined(std::initializer_list<const std::vector<std::string>*> lists) {
    std::set<std::string> parts;
    for (const auto* list : lists)
        parts.merge(partsOf(*list));
    return parts;
}

std::string countsText(const std::vector<std::string>& names) {
    std::vector<std::string> texts;
    for (const auto& [part, members] : byPart(names))
        texts.push_back(fmt::format("{} {}", part, members.size()));
    return fmt::format("{} {} loaded{}", names.size(), names.size() == 1 ? "tensor" : "tensors",
                       texts.empty() ? "" : fmt::format(" ({})", fmt::join(texts, ", ")));
}

/// Heads start anew in each finetune; everything else is what an earlier stage is there for.
bool mayBeFresh(const std::string& parameter) {
    switch (ClickPromptModelImpl::partOf(parameter)) {
    case Part::CtrHead:
    case Part::PlmHead:
    case Part::MlmHead:
    case Part::Fusion:
        return true;
    case Part::Backbone:
    case Part::Projector:
    case Part::Encoder:
        return false;
    }
    return false;
}

void addComplaint(std::vector<std::string>& complaints, const char* kind, const std::vector<std::string>& names,
                  const std::set<std::string>& otherParts) {
    if (!names.empty())
        complaints.push_back(fmt::format("{}: {}", kind, namesText(names, otherParts)));
}

} // namespace

std::string summaryOf(const LoadReport& report) {
    auto text = countsText(report.loaded);
    const auto add = [&text](const char* kind, const std::string& names) {
        if (!names.empty())
            text += fmt::format("; {}: {}", kind, names);
    };
    add("fresh", namesText(report.missing, joined({&report.loaded, &report.mismatched})));
    add("of another shape and fresh", fmt::format("{}", fmt::join(report.mismatched, ", ")));
    add("left out", namesText(report.unexpected, joined({&report.loaded, &report.missing, &report.mismatched})));
    return text;
}

std::string summaryOf(const plm::WeightReport& report) {
    auto text = countsText(report.loaded);
    if (!report.hasMlmHead)
        text += "; fresh: mlm_head.*, which the folder does not have";
    if (!report.notNeeded.empty())
        text += fmt::format("; not needed: {}", fmt::join(report.notNeeded, ", "));
    return text;
}

std::string partialText(const LoadReport& report) {
    const auto touched = joined({&report.loaded, &report.mismatched});
    const auto present = joined({&report.loaded, &report.mismatched, &report.missing});
    std::vector<std::string> missing, unexpected;
    for (const auto& name : report.missing)
        if (!mayBeFresh(name) || touched.contains(partName(name)))
            missing.push_back(name);
    for (const auto& name : report.unexpected)
        if (!ClickPromptModelImpl::findPart(name) || present.contains(partName(name)))
            unexpected.push_back(name);
    std::vector<std::string> complaints;
    addComplaint(complaints, "missing", missing, touched);
    addComplaint(complaints, "of another shape", report.mismatched, present);
    addComplaint(complaints, "of no use here", unexpected, present);
    return fmt::format("{}", fmt::join(complaints, "; "));
}

} // namespace cpw::train
