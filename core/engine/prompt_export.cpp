// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/prompt_export.h"

#include "core/engine/model_shelf.h"
#include "core/engine/prompt_survey.h"

namespace cpw::engine {

Result<PromptExport> exportPrompts(api::RunStore& store, const api::ModelAt& at, const std::string& part, std::size_t rows,
                                   const std::filesystem::path& output) {
    useFewThreads();
    ModelShelf shelf(store, nullptr);
    CPW_TRY(model, shelf.model(at, {}));
    CPW_TRY(found, surveyedPrompts(*model, part, rows));
    std::vector<std::int64_t> numbers(found.rows.begin(), found.rows.end());
    std::vector<float> labels;
    for (const auto row : found.rows)
        labels.push_back(model->data().dataset().labels[row]);
    const auto byRow = [](const at::Tensor& tensor) { return tensor.transpose(0, 1).contiguous(); }; // [N, L, K, hidden]
    plm::NamedTensors tensors{{"rows", at::tensor(numbers, at::kLong)}, {"labels", at::tensor(labels)}};
    const bool hasValues = found.prompts.values.defined();
    tensors[hasValues ? "keys" : "states"] = byRow(found.prompts.keys);
    if (hasValues)
        tensors["values"] = byRow(found.prompts.values);
    const auto step = model->stamp().step;
    CPW_TRY_VOID(plm::saveSafetensors(output, tensors,
                                      {{"run", api::toText(at.run)}, {"step", std::to_string(step)}, {"part", part},
                                       {"rows_total", std::to_string(found.rowsTotal)}}));
    return PromptExport{step, found.rows.size(), found.rowsTotal, static_cast<int>(found.prompts.layers()),
                        static_cast<int>(found.prompts.count()), hasValues};
}

} // namespace cpw::engine
