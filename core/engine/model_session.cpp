// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/model_session.h"

#include "core/api/spec_json.h"
#include "core/base/file_io.h"
#include "core/data/field_encoder.h"
#include "core/engine/run_assembly.h"
#include "core/nn/module_state.h"
#include "core/plm/weight_loading.h"
#include "core/train/checkpoint.h"
#include "core/train/collator.h"
#include "core/train/device_batch.h"
#include "core/train/scoring.h"
#include "core/train/stage_chain.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace cpw::engine {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kMostActivationRows = 4096; // hidden states of more rows do not fit memory in one piece
constexpr std::size_t kScoreBatch = 512;

/// These are in model.safetensors, under Hugging Face's names.
bool isOfLanguageModel(const std::string& parameter) {
    const auto part = clickprompt::ClickPromptModelImpl::findPart(parameter);
    return part == clickprompt::Part::Encoder || part == clickprompt::Part::MlmHead;
}

class CheckpointSession final : public ModelSession {
public:
    CheckpointSession(api::RunSpec spec, train::TrainSetup setup, train::Manifest manifest, clickprompt::ClickPromptModel model)
        : m_spec(std::move(spec)), m_setup(std::move(setup)), m_manifest(std::move(manifest)), m_model(std::move(model)),
          m_vocabulary(data::FieldVocabulary::fromDataset(*m_setup.dataset)) {
        m_model->eval();
    }

    const api::RunSpec& spec() const override { return m_spec; }
    std::int64_t step() const override { return m_manifest.runStep; }
    bool usesText() const override { return m_manifest.kind != spec::StageKind::FinetuneCtr; }
    Result<ScoredPart> scorePart(SplitPart part) override;
    Result<Evaluation> measure(const ScoredPart& scored, const EvaluationRequest& request) const override;
    Result<ScoredRows> score(const std::vector<std::vector<std::string>>& rows) override;
    std::vector<std::string> fieldNames() const override;
    Result<void> writeActivations(const ActivationRequest& request, const fs::path& output) override;
    Result<void> exportModel(const fs::path& folder) override;

private:
    [[nodiscard]] Result<void> needsClickHead() const;
    /// Positions that prompts leave to the text.
    [[nodiscard]] std::int64_t textPositions() const {
        const bool isShifted = m_spec.prompts.positions == spec::PromptPositions::ShiftedByPrompts;
        return m_setup.model.plm->textPositions() - (isShifted ? m_spec.prompts.count : 0);
    }
    void addFieldIds(const std::vector<std::string>& row, train::HostBatch& batch, ScoredRows& scored) const;
    [[nodiscard]] Result<train::HostBatch> rawBatch(std::span<const std::vector<std::string>> rows, ScoredRows& scored) const;

    api::RunSpec m_spec;
    train::TrainSetup m_setup;
    train::Manifest m_manifest;
    clickprompt::ClickPromptModel m_model;
    data::FieldVocabulary m_vocabulary;
};

Result<void> CheckpointSession::needsClickHead() const {
    if (m_manifest.kind == spec::StageKind::PaMlm)
        return badInput("the checkpoint is of a PA-MLM stage, which has not learnt clicks yet; finetune the run first");
    return {};
}

Result<ScoredPart> CheckpointSession::scorePart(SplitPart part) {
    CPW_TRY_VOID(needsClickHead());
    const auto& rows = rowsOf(m_setup.dataset->split, part);
    if (rows.empty())
        return badInput("this part of the split has no rows; choose another or change data.split");
    const auto started = std::chrono::steady_clock::now();
    ScoredPart scored{rows, *train::scoreRows(m_model, m_setup, usesText(), rows, {}), {}, 0};
    for (const auto row : rows)
        scored.labels.push_back(m_setup.dataset->labels[row]);
    scored.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return scored;
}

Result<Evaluation> CheckpointSession::measure(const ScoredPart& scored, const EvaluationRequest& request) const {
    return evaluateScores(scored, *m_setup.dataset, request);
}

std::vector<std::string> CheckpointSession::fieldNames() const {
    std::vector<std::string> names;
    for (const auto& field : m_setup.dataset->fields)
        names.push_back(field.name);
    return names;
}

void CheckpointSession::addFieldIds(const std::vector<std::string>& row, train::HostBatch& batch, ScoredRows& scored) const {
    for (std::size_t f = 0; f < row.size(); ++f) {
        const auto& field = m_setup.dataset->fields[f];
        auto ids = m_vocabulary.encodeList(f, row[f]);
        scored.unknownValues[f].second += std::find(ids.begin(), ids.end(), 0) != ids.end() ? 1 : 0;
        for (auto& id : ids)
            id += field.offset;
        batch.fieldIds.push_back(ids.front());
        if (field.coding.kind == data::FieldKind::List)
            batch.addBag(ids, field.coding.pooling);
    }
}

Result<train::HostBatch> CheckpointSession::rawBatch(std::span<const std::vector<std::string>> rows, ScoredRows& scored) const {
    train::HostBatch batch;
    batch.rows = static_cast<std::int64_t>(rows.size());
    batch.fields = static_cast<std::int64_t>(m_setup.dataset->fieldCount());
    for (const auto& lists : m_setup.dataset->lists)
        batch.bagFields.push_back(static_cast<std::int64_t>(lists.field));
    std::vector<std::vector<std::int32_t>> tokens;
    for (const auto& row : rows) {
        if (row.size() != m_setup.dataset->fieldCount())
            return badInput("a row has {} values, the model has {} fields", row.size(), m_setup.dataset->fieldCount());
        addFieldIds(row, batch, scored);
        batch.labels.push_back(0);
        if (usesText()) {
            std::vector<std::string> worded;
            for (std::size_t f = 0; f < row.size(); ++f)
                worded.push_back(m_vocabulary.wordedText(f, row[f]));
            CPW_TRY(sentence, text::tokenizeValues(fieldNames(), worded, m_spec.text, m_setup.tokens->tokenizer()));
            if (static_cast<std::int64_t>(sentence.ids.size()) > textPositions())
                return badInput("the sentence \"{}\" has {} tokens, the language model reads {}; shorten the values", sentence.sentence,
                                sentence.ids.size(), textPositions());
            tokens.push_back(std::move(sentence.ids));
        }
    }
    for (const auto& row : tokens)
        batch.tokens = std::max(batch.tokens, static_cast<std::int64_t>(row.size()));
    for (const auto& row : tokens) {
        batch.tokenIds.insert(batch.tokenIds.end(), row.begin(), row.end());
        batch.tokenMask.insert(batch.tokenMask.end(), row.size(), 1);
        const auto missing = static_cast<std::size_t>(batch.tokens) - row.size();
        batch.tokenIds.insert(batch.tokenIds.end(), missing, m_setup.tokens->tokenizer().specials().pad);
        batch.tokenMask.insert(batch.tokenMask.end(), missing, 0);
    }
    return batch;
}

Result<ScoredRows> CheckpointSession::score(const std::vector<std::vector<std::string>>& rows) {
    CPW_TRY_VOID(needsClickHead());
    const at::NoGradGuard noGrad;
    ScoredRows scored;
    for (const auto& name : fieldNames())
        scored.unknownValues.emplace_back(name, 0);
    for (std::size_t begin = 0; begin < rows.size(); begin += kScoreBatch) {
        const auto part = std::span(rows).subspan(begin, std::min(kScoreBatch, rows.size() - begin));
        CPW_TRY(host, rawBatch(part, scored));
        const auto batch = train::toDevice(std::move(host), {}, m_setup.device);
        const auto logits = (usesText() ? m_model->forwardJoint(batch) : m_model->forwardCtr(batch)).joint.to(at::kCPU, at::kDouble).contiguous();
        for (std::int64_t i = 0; i < logits.numel(); ++i)
            scored.probabilities.push_back(1.0 / (1.0 + std::exp(-logits.data_ptr<double>()[i])));
    }
    return scored;
}

Result<void> CheckpointSession::writeActivations(const ActivationRequest& request, const fs::path& output) {
    const auto rows = m_setup.dataset->rows();
    if (request.firstRow >= request.endRow || request.endRow > rows)
        return badInput("rows {}:{} were asked for, the table has rows 0:{}; give a range inside it", request.firstRow, request.endRow, rows);
    if (request.endRow - request.firstRow > kMostActivationRows)
        return badInput("{} rows were asked for, at most {} fit one file; ask for several ranges", request.endRow - request.firstRow, kMostActivationRows);
    std::vector<std::uint32_t> numbers;
    for (auto row = request.firstRow; row < request.endRow; ++row)
        numbers.push_back(static_cast<std::uint32_t>(row));
    train::Collator collator(m_setup.dataset, m_setup.tokens, {.withTokens = usesText()});
    auto step = collator.step({numbers}, 0, 0);
    auto host = std::move(step.microBatches.front());
    const auto tokens = host.tokens;
    std::vector<std::int64_t> tokenField(static_cast<std::size_t>(host.rows * tokens), -1);
    for (std::size_t b = 0; b < numbers.size() && usesText(); ++b) {
        std::vector<std::int32_t> ids(m_setup.tokens->length(numbers[b]));
        std::vector<std::int16_t> fields(ids.size());
        m_setup.tokens->assemble(numbers[b], ids, fields);
        for (std::size_t t = 0; t < fields.size(); ++t)
            tokenField[b * static_cast<std::size_t>(tokens) + t] = std::max<std::int64_t>(-1, fields[t]);
    }
    const auto rowCount = host.rows;
    const auto batch = train::toDevice(std::move(host), {}, m_setup.device);
    const auto acts = m_model->inspect(batch, usesText(), request.withAttention);
    plm::NamedTensors tensors{{"field_ids", batch.fields.ids}, {"labels", batch.labels}, {"representation", acts.representation}};
    const auto add = [&tensors](const char* name, const at::Tensor& tensor) {
        if (tensor.defined())
            tensors[name] = tensor;
    };
    if (usesText()) {
        tensors["token_ids"] = batch.tokens.ids;
        tensors["token_mask"] = batch.tokens.mask.defined() ? batch.tokens.mask : at::ones_like(batch.tokens.ids, at::kBool);
        tensors["token_field"] = at::tensor(tokenField, at::kLong).view({rowCount, tokens});
    }
    add("multi_value_fields", batch.fields.bags.fields);
    add("multi_value_ids", batch.fields.bags.ids);
    add("multi_value_offsets", batch.fields.bags.offsets);
    add("multi_value_weights", batch.fields.bags.weights);
    add("ctr_logit", acts.logits.ctr);
    add("plm_logit", acts.logits.plm);
    add("logit", acts.logits.joint);
    add("prompt_keys", acts.promptKeys);
    add("prompt_values", acts.promptValues);
    add("prompt_hidden", acts.promptHidden);
    add("prompt_input", acts.promptInput);
    add("hidden_states", acts.hiddenStates);
    add("attention", acts.attention);
    return plm::saveSafetensors(output, tensors,
                                {{"stage_hash", m_manifest.stageHash},
                                 {"spec_hash", api::specHash(m_spec)},
                                 {"step", std::to_string(m_manifest.runStep)},
                                 {"rows", fmt::format("{}:{}", request.firstRow, request.endRow)}});
}

Result<void> CheckpointSession::exportModel(const fs::path& folder) {
    return writeFolderAtomically(folder, [this](const fs::path& temporary) -> Result<void> {
        const std::map<std::string, std::string> metadata{{"format", "pt"}, {"stage_hash", m_manifest.stageHash}};
        auto others = nn::moduleState(*m_model);
        std::erase_if(others, [](const auto& item) { return isOfLanguageModel(item.first); });
        CPW_TRY_VOID(plm::saveSafetensors(temporary / "clickprompt.safetensors", others, metadata));
        CPW_TRY_VOID(m_vocabulary.save(temporary / "field_vocabulary.json"));
        CPW_TRY_VOID(writeTextAtomically(temporary / "spec.json", api::toJson(m_spec).dump(2) + "\n"));
        if (!usesText())
            return {};
        CPW_TRY_VOID(m_model->savePretrained(temporary, metadata));
        return m_setup.tokens->tokenizer().save(temporary);
    });
}

} // namespace

Result<std::unique_ptr<ModelSession>> ModelSession::open(const fs::path& checkpointFolder, const Options& options) {
    CPW_TRY(checkpoint, train::readCheckpoint(checkpointFolder, /*withOptimizer=*/false));
    CPW_TRY(spec, api::checkedSpec(api::specFromText(checkpoint.manifest.specJson)));
    if (!options.device.empty())
        spec.device = options.device;
    applyComputing(options.threads > 0 ? options.threads : spec.threads, spec.allowsTf32);
    CPW_TRY(setup, assembleRun(spec, {{}, {}, options.cacheFolder}, [](const std::string&, double) {}, {}));
    CPW_TRY(model, train::makeStageModel(setup, checkpoint.manifest.kind));
    const auto report = train::loadParameters(model, checkpoint.model);
    if (!report.isExact())
        return badInput("{} does not fit the model of its spec: {}; the data set has changed since, or the checkpoint is damaged",
                        checkpointFolder.string(), report.firstFault());
    return std::make_unique<CheckpointSession>(std::move(spec), std::move(setup), std::move(checkpoint.manifest), std::move(model));
}

Result<fs::path> findCheckpoint(const fs::path& runFolder, CheckpointChoice choice) {
    const auto checkpoints = runFolder / "checkpoints";
    if (choice == CheckpointChoice::Best)
        if (auto best = train::readPointer(checkpoints, "best"))
            return *best;
    if (auto last = train::readPointer(checkpoints, "last"))
        return *last;
    return badInput("{} holds no checkpoint yet; the first comes after the first epoch", checkpoints.string());
}

Result<PlmInfo> describePlmFolder(const fs::path& folder) {
    CPW_TRY(config, plm::PlmConfig::load(folder));
    plm::BertEncoder encoder(config, 0);
    plm::MlmHead head(config);
    CPW_TRY(report, plm::loadHuggingFaceFolder(folder, encoder, head));
    PlmInfo info;
    info.modelType = config.modelType;
    info.vocabularySize = config.vocabularySize;
    info.hidden = config.hidden;
    info.layers = config.layers;
    info.heads = config.heads;
    info.feedForward = config.feedForward;
    info.maximumPositions = config.textPositions();
    for (const auto& parameter : encoder->parameters())
        info.parameters += parameter.numel();
    for (const auto& parameter : head->parameters())
        info.parameters += report.hasMlmHead ? parameter.numel() : 0;
    info.loaded = report.loaded;
    info.unexpected = report.notNeeded;
    info.missing = report.missing;
    if (!report.hasMlmHead)
        info.missing.emplace_back("mlm_head (drawn anew)");
    return info;
}

} // namespace cpw::engine
