// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/plm_config.h"

#include "core/base/file_io.h"
#include "core/plm/config_reader.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace cpw::plm {
namespace {

using nlohmann::json;

/// Keys that never change what an encoder computes from token ids: bookkeeping, generation, classification and training aids.
/// DistilBERT's sines are what its position table starts with; a file brings its own table.
const std::set<std::string, std::less<>> kIrrelevantKeys = {"architectures",
                                                            "attn_implementation",
                                                            "auto_map",
                                                            "bos_token_id",
                                                            "classifier_dropout",
                                                            "directionality",
                                                            "dtype",
                                                            "eos_token_id",
                                                            "finetuning_task",
                                                            "gradient_checkpointing",
                                                            "id2label",
                                                            "label2id",
                                                            "model_name",
                                                            "name_or_path",
                                                            "num_labels",
                                                            "output_attentions",
                                                            "output_hidden_states",
                                                            "output_past",
                                                            "pooler_fc_size",
                                                            "pooler_num_attention_heads",
                                                            "pooler_num_fc_layers",
                                                            "pooler_size_per_head",
                                                            "pooler_type",
                                                            "pre_trained", // TinyBERT
                                                            "problem_type",
                                                            "qa_dropout",
                                                            "return_dict",
                                                            "sep_token_id",
                                                            "seq_classif_dropout",
                                                            "task_specific_params",
                                                            "tokenizer_class",
                                                            "torch_dtype",
                                                            "torchscript",
                                                            "training", // TinyBERT
                                                            "transformers_version",
                                                            "use_cache",
                                                            "use_return_dict"};

/// A value of "model_type".
struct ModelType {
    const char* name;
    PlmFamily family;
    const char* architecture; ///< of the class with the masked-language head
    std::int64_t padId;       ///< what transformers takes when the key is absent
    std::int64_t typeVocabularySize;
};
constexpr std::array<ModelType, 4> kModelTypes = {{
    {"bert", PlmFamily::Bert, "BertForMaskedLM", 0, 2},
    {"camembert", PlmFamily::Roberta, "CamembertForMaskedLM", 1, 2},
    {"distilbert", PlmFamily::DistilBert, "DistilBertForMaskedLM", 0, 0},
    {"roberta", PlmFamily::Roberta, "RobertaForMaskedLM", 1, 2},
}};

/// Families that look alike and are not: what this encoder lacks for them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kOtherTypes = {{
    {"albert", "its layers share their weights and its embeddings are narrower"},
    {"deberta", "its attention is by relative positions"},
    {"deberta-v2", "its attention is by relative positions"},
    {"electra", "its embeddings are narrower and it has no masked-language head"},
    {"mobilebert", "its layers have bottlenecks"},
    {"modernbert", "its positions are rotations"},
    {"mpnet", "its attention is by relative positions"},
    {"xlm-roberta", "its SentencePiece tokenizer is not built"},
    {"xlnet", "it is no masked language model"},
}};

/// How a family names what all have.
struct FamilyKeys {
    const char* hidden;
    const char* layers;
    const char* heads;
    const char* feedForward;
    const char* activation;
    const char* hiddenDropout;
    const char* attentionDropout;
};
constexpr FamilyKeys kBertKeys = {
    "hidden_size", "num_hidden_layers",   "num_attention_heads",         "intermediate_size",
    "hidden_act",  "hidden_dropout_prob", "attention_probs_dropout_prob"};
constexpr FamilyKeys kDistilBertKeys = {"dim", "n_layers", "n_heads", "hidden_dim", "activation", "dropout", "attention_dropout"};

const FamilyKeys& keysOf(PlmFamily family) {
    return family == PlmFamily::DistilBert ? kDistilBertKeys : kBertKeys;
}

std::vector<FixedKey> fixedKeys(const PlmConfig& config) {
    const char* const onlyEncoders = "only encoders are built";
    const char* const oneWidth = "a separate embedding size is not built";
    std::vector<FixedKey> keys = {
        {"position_embedding_type", "absolute", "relative positions are not built"},
        {"is_decoder", false, onlyEncoders},
        {"is_encoder_decoder", false, onlyEncoders},
        {"add_cross_attention", false, onlyEncoders},
        {"cross_attention_hidden_size", nullptr, onlyEncoders},
        {"tie_encoder_decoder", false, onlyEncoders},
        {"tie_word_embeddings", true, "the masked-language head shares the word embeddings"},
        {"chunk_size_feed_forward", 0, "feed-forward is not chunked"},
        {"pruned_heads", json::object(), "pruned heads are not built"},
        {"quantization_config", nullptr, "quantised weights cannot be trained"},
        {"embedding_size", config.hidden, oneWidth},
        {"emb_size", config.hidden, oneWidth}, // TinyBERT
        {"cell", json::object(), "searched layers are not built"},
        {"structure", json::array(), "searched layers are not built"},
    };
    if (config.family == PlmFamily::DistilBert)
        keys.push_back({"tie_weights_", true, "the masked-language head shares the word embeddings"});
    return keys;
}

const std::vector<std::string>& activations() {
    static const std::vector<std::string> kNames = {"gelu", "gelu_new", "gelu_pytorch_tanh", "relu", "silu", "swish"};
    return kNames;
}

std::string modelTypeNames() {
    std::vector<std::string_view> names;
    for (const auto& type : kModelTypes)
        names.emplace_back(type.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

/// "model_type", or where an old file has none, what the name of its class tells: "RobertaForMaskedLM".
std::string modelTypeOf(const json& document) {
    if (const auto type = document.value("model_type", json()); type.is_string())
        return type.get<std::string>();
    const auto classes = document.value("architectures", json());
    if (document.contains("model_type") || !classes.is_array() || classes.empty() || !classes[0].is_string())
        return {};
    const auto name = classes[0].get<std::string>();
    for (const auto& type : kModelTypes) {
        const auto prefix = std::string_view(type.architecture).substr(0, std::string_view(type.architecture).find("For"));
        if (name.starts_with(std::string(prefix) + "For") || name == std::string(prefix) + "Model")
            return type.name;
    }
    return {};
}

Result<const ModelType*> findModelType(const json& document) {
    const auto name = modelTypeOf(document);
    for (const auto& type : kModelTypes)
        if (name == type.name)
            return &type;
    const auto shown = document.value("model_type", json()).dump();
    for (const auto& [other, why] : kOtherTypes)
        if (name == other)
            return badInput("\"model_type\" is {}, expected one of {}: {}; use a model of one of these", shown, modelTypeNames(), why);
    return badInput("\"model_type\" is {}, expected one of {}; use a model of one of these", shown, modelTypeNames());
}

void readSizes(ConfigReader& reader, PlmConfig& config) {
    const auto& keys = keysOf(config.family);
    reader.size("vocab_size", config.vocabularySize);
    reader.size(keys.hidden, config.hidden);
    reader.size(keys.layers, config.layers);
    reader.size(keys.heads, config.heads);
    reader.size(keys.feedForward, config.feedForward);
    reader.size("max_position_embeddings", config.maximumPositions);
    reader.wholeNumber("pad_token_id", config.padId, 0);
    if (config.heads > 0 && config.hidden % config.heads != 0)
        reader.complain(keys.hidden,
                        fmt::format("is {}, expected a multiple of the {} attention heads", config.hidden, config.heads));
    if (config.maximumPositions > 0 && config.textPositions() < 1)
        reader.complain("max_position_embeddings",
                        fmt::format("is {}, but texts start at position {}, one after \"pad_token_id\"", config.maximumPositions,
                                    config.firstPosition()));
}

void readRest(ConfigReader& reader, PlmConfig& config) {
    const auto& keys = keysOf(config.family);
    if (config.family == PlmFamily::DistilBert) {
        reader.anyFlag("sinusoidal_pos_embds");
    } else {
        reader.wholeNumber("type_vocab_size", config.typeVocabularySize, 1);
        reader.number("layer_norm_eps", config.layerNormEpsilon, 1);
    }
    reader.number("initializer_range", config.initializerRange, 10);
    reader.number(keys.hiddenDropout, config.hiddenDropout, 1);
    reader.number(keys.attentionDropout, config.attentionDropout, 1);
    reader.choice(keys.activation, config.activation, activations());
}

} // namespace

std::string PlmConfig::toJson() const {
    const auto& keys = keysOf(family);
    const auto type = std::find_if(kModelTypes.begin(), kModelTypes.end(), [this](const auto& t) { return modelType == t.name; });
    json document = {{"architectures", {type == kModelTypes.end() ? kModelTypes[0].architecture : type->architecture}},
                     {"model_type", modelType},
                     {"vocab_size", vocabularySize},
                     {keys.hidden, hidden},
                     {keys.layers, layers},
                     {keys.heads, heads},
                     {keys.feedForward, feedForward},
                     {"max_position_embeddings", maximumPositions},
                     {"pad_token_id", padId},
                     {"initializer_range", initializerRange},
                     {keys.hiddenDropout, hiddenDropout},
                     {keys.attentionDropout, attentionDropout},
                     {keys.activation, activation},
                     {"tie_word_embeddings", true}};
    if (family != PlmFamily::DistilBert) {
        document["type_vocab_size"] = typeVocabularySize;
        document["layer_norm_eps"] = layerNormEpsilon;
        document["position_embedding_type"] = "absolute";
    }
    return document.dump(2) + '\n';
}

Result<PlmConfig> PlmConfig::fromJson(const std::string& text) {
    const auto document = json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!document.is_object())
        return badInput("config.json is not a JSON object; give the folder of a Hugging Face model");
    CPW_TRY(type, findModelType(document));
    PlmConfig config;
    config.family = type->family;
    config.modelType = type->name;
    config.padId = type->padId;
    config.typeVocabularySize = type->typeVocabularySize;
    config.hiddenDropout = 0.1; // what transformers takes when the key is absent
    config.attentionDropout = 0.1;
    ConfigReader reader(document);
    std::string ignored;
    reader.choice("model_type", ignored, {type->name});
    readSizes(reader, config);
    readRest(reader, config);
    for (const auto& key : fixedKeys(config))
        reader.fixed(key);
    reader.refuseUnknown(kIrrelevantKeys);
    if (!reader.problems().empty())
        return badInput("{}", fmt::join(reader.problems(), "; "));
    return config;
}

Result<PlmConfig> PlmConfig::load(const std::filesystem::path& folder) {
    const auto path = folder / "config.json";
    CPW_TRY(text, readText(path));
    auto config = fromJson(text);
    if (!config)
        return withContext(std::move(config.error()), path.string());
    return config;
}

Result<PlmConfig> PlmConfig::fromScratch(const spec::ScratchEncoder& spec, std::int64_t vocabularySize) {
    if (spec.heads < 1 || spec.hidden < 1 || spec.hidden % spec.heads != 0)
        return badInput("a hidden size of {} with {} heads, expected a multiple of the heads", spec.hidden, spec.heads);
    if (spec.layers < 1 || spec.feedForward < 1 || spec.maximumPositions < 1)
        return badInput("an encoder of {} layers, feed-forward size {} and {} positions, expected each at least 1", spec.layers,
                        spec.feedForward, spec.maximumPositions);
    if (vocabularySize < 1)
        return badInput("a vocabulary of {} pieces, expected at least 1", vocabularySize);
    PlmConfig config;
    config.vocabularySize = vocabularySize;
    config.hidden = spec.hidden;
    config.layers = spec.layers;
    config.heads = spec.heads;
    config.feedForward = spec.feedForward;
    config.maximumPositions = spec.maximumPositions;
    config.layerNormEpsilon = spec.layerNormEpsilon;
    config.initializerRange = spec.initializerRange;
    config.hiddenDropout = spec.hiddenDropout;
    config.attentionDropout = spec.attentionDropout;
    return config;
}

} // namespace cpw::plm
