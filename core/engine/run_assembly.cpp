// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run_assembly.h"

#include "core/api/spec_json.h"
#include "core/base/exact_number.h"
#include "core/base/file_io.h"
#include "core/data/dataset_cache.h"
#include "core/data/field_encoder.h"
#include "core/text/mlm_masking.h"
#include "core/text/tokenizer_choice.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>

#include <thread>

namespace cpw::engine {
namespace {

Result<plm::PlmConfig> makePlmConfig(const api::RunSpec& spec, const text::Tokenizer& tokenizer) {
    if (spec.plm.folder.empty())
        return plm::PlmConfig::fromScratch(spec.plm.scratch, tokenizer.vocabularySize());
    CPW_TRY(config, plm::PlmConfig::load(spec.plm.folder));
    if (tokenizer.vocabularySize() > config.vocabularySize)
        return badInput("the tokenizer has {} pieces, the language model in {} only {} word embeddings; use the tokenizer of the same model",
                        tokenizer.vocabularySize(), spec.plm.folder, config.vocabularySize);
    if (config.family == plm::PlmFamily::Roberta && tokenizer.specials().pad != config.padId)
        return badInput("the tokenizer's padding is token {}, \"pad_token_id\" in {}/config.json is {}, and positions are counted by it; use the "
                        "tokenizer of the same model",
                        tokenizer.specials().pad, spec.plm.folder, config.padId);
    return config;
}

/// What a trained model needs to score new rows without the raw data. Written once for each run.
Result<void> savePreparation(const train::TrainSetup& setup) {
    const auto folder = setup.runFolder / "preparation";
    std::error_code code;
    if (std::filesystem::is_directory(folder, code))
        return {};
    CPW_TRY_VOID(makeFolders(setup.runFolder));
    return writeFolderAtomically(folder, [&](const std::filesystem::path& temporary) -> Result<void> {
        CPW_TRY_VOID(data::FieldVocabulary::fromDataset(*setup.dataset).save(temporary / "field_vocabulary.json"));
        if (setup.tokens)
            CPW_TRY_VOID(setup.tokens->tokenizer().save(temporary));
        return {};
    });
}

Result<void> addText(const api::RunSpec& spec, train::TrainSetup& setup, const std::function<void(const std::string&, double)>& onPreparing,
                     std::stop_token stop) {
    onPreparing("Making the tokenizer", 0.6);
    CPW_TRY(tokenizer, text::makeTokenizer(spec.plm, *setup.dataset, spec.text, stop));
    CPW_TRY(config, makePlmConfig(spec, *tokenizer));
    const bool isShifted = spec.prompts.positions == spec::PromptPositions::ShiftedByPrompts;
    const auto positions = config.textPositions() - (isShifted ? spec.prompts.count : 0);
    if (positions < 1)
        return badInput("prompts.count is {}, but the language model has only {} positions; use fewer prompts or unshifted positions",
                        spec.prompts.count, config.textPositions());
    const auto limit = spec.plm.maximumTokens > 0 ? std::min<std::int64_t>(positions, spec.plm.maximumTokens) : positions;
    onPreparing("Tokenising the sentences", 0.75);
    auto tokens = text::buildTokenStore(setup.dataset, spec.text, tokenizer, static_cast<std::size_t>(limit), stop);
    if (!tokens && isShifted)
        return withContext(std::move(tokens.error()), fmt::format("prompts.positions is shifted_by_prompts, which leaves {} of {} positions to the text",
                                                                  positions, config.textPositions()));
    if (!tokens)
        return tl::unexpected(std::move(tokens.error()));
    setup.tokens = std::move(*tokens);
    setup.model.plm = std::move(config);
    setup.plmFolder = spec.plm.folder;
    return {};
}

/// A CTR logit made from prompts needs the sizes of the language model even where no stage builds one.
Result<clickprompt::PromptSizes> promptSizes(const spec::PlmSpec& spec) {
    if (spec.folder.empty())
        return clickprompt::PromptSizes{spec.scratch.layers, spec.scratch.hidden, spec.scratch.heads};
    CPW_TRY(config, plm::PlmConfig::load(spec.folder));
    return clickprompt::PromptSizes::of(config);
}

/// What of the stages only the data set and its sentences can tell.
Result<void> checkStages(const train::TrainSetup& setup) {
    for (std::size_t i = 0; i < setup.stages.size(); ++i) {
        const auto& stage = setup.stages[i];
        if (stage.kind == spec::StageKind::PaMlm)
            if (const auto rates = text::fieldRatesOf(stage.masking, setup.dataset->table->columnNames()); !rates)
                return withContext(rates.error(), fmt::format("stages.{}", i));
        if (stage.shufflesFields && setup.tokens && !setup.tokens->canReorder())
            return badInput("stages.{}.shuffle_fields is on, but with this template and tokenizer the tokens of a field depend on its place "
                            "in the sentence; turn it off, or use a WordPiece tokenizer and word each field as a sentence of its own",
                            i);
        if (stage.stopping.metric == "expected_auc" && setup.dataset->table->truth.size() == 0)
            return badInput("stages.{}.stopping.metric is expected_auc, but {} has no known truth; use auc or log_loss", i,
                            setup.dataset->table->title);
    }
    return {};
}

std::optional<at::ScalarType> computeTypeOf(api::Precision precision) {
    switch (precision) {
    case api::Precision::Float32: return std::nullopt;
    case api::Precision::BFloat16: return at::kBFloat16;
    case api::Precision::Float16: return at::kHalf;
    }
    return std::nullopt;
}

} // namespace

Result<train::TrainSetup> assembleRun(const api::RunSpec& spec, const AssemblyPlaces& places,
                                      const std::function<void(const std::string&, double)>& onPreparing, std::stop_token stop) {
    CPW_TRY_VOID(deviceFromText(spec.device));
    CPW_TRY(source, data::findDatasetSource(spec.data.source));
    const auto reading = "Reading " + source->title;
    onPreparing(reading, 0);
    const data::ReadContext context{[&](const data::ReadProgress& progress) {
                                        if (progress.bytesTotal > 0)
                                            onPreparing(reading, 0.5 * static_cast<double>(progress.bytesDone) / static_cast<double>(progress.bytesTotal));
                                    },
                                    stop};
    CPW_TRY(read, data::loadOrRead(*source, spec.data, places.cacheFolder, context));
    auto tablePlaces = places;
    tablePlaces.ids.file = data::idsBeside(read).file;
    return assembleTable(std::move(read.table), spec, tablePlaces, onPreparing, stop);
}

Result<train::TrainSetup> assembleTable(std::shared_ptr<const data::Table> table, const api::RunSpec& spec, const AssemblyPlaces& places,
                                        const std::function<void(const std::string&, double)>& onPreparing, std::stop_token stop) {
    train::TrainSetup setup;
    CPW_TRY(device, deviceFromText(spec.device));
    setup.device = device;
    onPreparing("Splitting and encoding", 0.5);
    const auto title = table->title;
    CPW_TRY(dataset, data::encodeDataset(std::move(table), spec.data, places.ids));
    setup.dataset = std::move(dataset);
    setup.model.shape = {static_cast<std::int64_t>(setup.dataset->fieldCount()), setup.dataset->featureCount()};
    setup.model.backbone = spec.backbone;
    setup.model.prompts = spec.prompts;
    setup.model.pooler = spec.plm.pooler;
    setup.model.fusion = spec.fusion;
    setup.allowsPartialStart = spec.initialisation.allowsPartial;
    setup.stages = spec.stages;
    setup.seed = spec.seed;
    setup.computeType = computeTypeOf(spec.precision);
    setup.specJson = api::toJson(spec).dump();
    for (std::size_t i = 0; i < spec.stages.size(); ++i)
        setup.stageHashes.push_back(api::stageHash(spec, i));
    setup.runFolder = places.runFolder;
    setup.stagesFolder = places.stagesFolder;
    if (spec.usesText())
        CPW_TRY_VOID(addText(spec, setup, onPreparing, stop));
    if (!spec.usesText() && spec.prompts.ctrLogit != spec::CtrLogit::Trunk) {
        CPW_TRY(sizes, promptSizes(spec.plm));
        setup.model.promptSizes = sizes;
    }
    CPW_TRY_VOID(checkStages(setup));
    const auto problems = clickprompt::checkOptions(setup.model);
    if (api::hasErrors(problems))
        return tl::unexpected(api::problemsError(problems));
    if (setup.dataset->split.train.empty())
        return badInput("the training part of {} has no rows; change data.split or data.label", title);
    if (!places.runFolder.empty())
        CPW_TRY_VOID(savePreparation(setup));
    onPreparing("Ready", 1);
    return setup;
}

Result<at::Device> deviceFromText(const std::string& text) {
    if (text == "cpu")
        return at::Device(at::kCPU);
    int index = 0;
    if (text != "cuda") {
        const auto number = text.starts_with("cuda:") ? exactNumber<int>(std::string_view(text).substr(5)) : std::nullopt;
        if (!number || *number < 0)
            return badInput("device is \"{}\", expected cpu, cuda or cuda:N", text);
        index = *number;
    }
    const int count = at::globalContext().hasCUDA() ? at::detail::getCUDAHooks().deviceCount() : 0;
    if (index >= count)
        return badInput("device is \"{}\", but this machine offers {}; use --device cpu, or a CUDA build of LibTorch on a machine with a card", text,
                        count == 0 ? std::string("no CUDA card") : fmt::format("{} CUDA cards, cuda:0 to cuda:{}", count, count - 1));
    return at::Device(at::kCUDA, static_cast<at::DeviceIndex>(index));
}

void applyComputing(int threads, bool allowsTf32) {
    at::set_num_threads(threadsFor(threads));
    at::globalContext().setFloat32MatmulPrecision(allowsTf32 ? "high" : "highest");
}

int threadsFor(int wanted) {
    if (wanted > 0)
        return wanted;
    const auto cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    return cores > 2 ? cores - 1 : cores;
}

} // namespace cpw::engine
