// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/weight_loading.h"

#include "core/plm/weight_files.h"
#include "core/plm/weight_names.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace cpw::plm {
namespace {

namespace fs = std::filesystem;

std::map<std::string, at::Tensor> parametersOf(BertEncoder encoder, MlmHead head) {
    std::map<std::string, at::Tensor> parameters;
    for (const auto& item : encoder->named_parameters())
        parameters["encoder." + item.key()] = item.value();
    if (head)
        for (const auto& item : head->named_parameters())
            parameters["mlm_head." + item.key()] = item.value();
    return parameters;
}

/// At most five names, so that a file of another model does not fill the screen.
std::string firstNames(const std::vector<std::string>& names) {
    constexpr std::size_t kShown = 5;
    auto text = fmt::format(
        "{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, names.size())), ", "));
    return names.size() > kShown ? fmt::format("{} and {} more", text, names.size() - kShown) : text;
}

struct Matched {
    WeightReport report;
    std::map<std::string, at::Tensor> sources; ///< our name to the file's tensor
    std::map<std::string, std::pair<std::string, at::Tensor>> tied; ///< file name to our name and a copy that must equal it
};

Matched match(const NamedTensors& tensors, const std::map<std::string, at::Tensor>& parameters, PlmFamily family, bool hasHead) {
    Matched matched;
    for (const auto& [fileName, tensor] : tensors) {
        const auto weight = classifyWeight(family, fileName);
        const bool isOfHead = weight.name.starts_with("mlm_head.") || weight.kind == WeightName::Kind::TiedDecoder;
        if (weight.kind == WeightName::Kind::NotNeeded || (isOfHead && !hasHead))
            matched.report.notNeeded.push_back(fileName);
        else if (weight.kind == WeightName::Kind::TiedDecoder)
            matched.tied[fileName] = {weight.name, tensor};
        else if (weight.kind == WeightName::Kind::Parameter && parameters.contains(weight.name) &&
                 !matched.sources.contains(weight.name))
            matched.sources[weight.name] = tensor;
        else
            matched.report.unexpected.push_back(fileName);
        matched.report.hasMlmHead = matched.report.hasMlmHead || (isOfHead && hasHead);
    }
    for (const auto& [fileName, copy] : matched.tied) // some files hold the copy alone
        matched.sources.try_emplace(copy.first, copy.second);
    return matched;
}

void compareShapes(Matched& matched, const std::map<std::string, at::Tensor>& parameters) {
    for (const auto& [name, parameter] : parameters) {
        const auto source = matched.sources.find(name);
        const bool isOptional = name.starts_with("mlm_head.") && !matched.report.hasMlmHead;
        if (source == matched.sources.end() && !isOptional)
            matched.report.missing.push_back(name);
        else if (source != matched.sources.end() && source->second.sizes() != parameter.sizes())
            matched.report.mismatched.push_back(fmt::format("{}: found [{}], expected [{}]", name,
                                                            fmt::join(source->second.sizes(), ", "),
                                                            fmt::join(parameter.sizes(), ", ")));
        else if (source != matched.sources.end() && !source->second.is_floating_point())
            matched.report.mismatched.push_back(fmt::format("{}: whole numbers, expected floating-point ones", name));
    }
}

Result<void> refusePartial(const WeightReport& report) {
    std::vector<std::string> complaints;
    if (!report.missing.empty())
        complaints.push_back(fmt::format("{} weights are missing ({})", report.missing.size(), firstNames(report.missing)));
    if (!report.mismatched.empty())
        complaints.push_back(fmt::format("{} weights have another shape than config.json says ({})", report.mismatched.size(),
                                         firstNames(report.mismatched)));
    if (!report.unexpected.empty())
        complaints.push_back(fmt::format("{} tensors belong to no part of this encoder ({})", report.unexpected.size(),
                                         firstNames(report.unexpected)));
    if (complaints.empty())
        return {};
    return badInput("{}; nothing was loaded, check that config.json and the weights are of one model",
                    fmt::join(complaints, "; "));
}

/// A file may repeat the tied decoder; a decoder with values of its own would be lost silently.
Result<void> checkTied(const Matched& matched) {
    for (const auto& [fileName, copy] : matched.tied)
        if (!copy.second.equal(matched.sources.at(copy.first)))
            return badInput("{} differs from {}, but here the decoder is tied to the word embeddings; untied heads are not built",
                            fileName, copy.first);
    return {};
}

} // namespace

Result<WeightReport> loadHuggingFaceWeights(const NamedTensors& tensors, BertEncoder encoder, MlmHead head) {
    const auto parameters = parametersOf(encoder, head);
    auto matched = match(tensors, parameters, encoder->config().family, static_cast<bool>(head));
    compareShapes(matched, parameters);
    CPW_TRY_VOID(refusePartial(matched.report));
    CPW_TRY_VOID(checkTied(matched));
    const at::NoGradGuard noGrad;
    for (const auto& [name, source] : matched.sources) {
        parameters.at(name).copy_(source);
        matched.report.loaded.push_back(name);
    }
    return std::move(matched.report);
}

Result<WeightReport> loadHuggingFaceFolder(const fs::path& folder, BertEncoder encoder, MlmHead head) {
    CPW_TRY(tensors, readModelWeights(folder));
    auto report = loadHuggingFaceWeights(tensors, encoder, head);
    if (!report)
        return withContext(std::move(report.error()), folder.string());
    return report;
}

} // namespace cpw::plm
