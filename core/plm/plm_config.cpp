// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/plm_config.h"

#include "core/base/file_io.h"

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace cpw::plm {
namespace {

using nlohmann::json;

/// Keys that never change what an encoder computes from token ids: bookkeeping, generation, classification and training aids.
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
                                                            "problem_type",
                                                            "return_dict",
                                                            "sep_token_id",
                                                            "task_specific_params",
                                                            "tokenizer_class",
                                                            "torch_dtype",
                                                            "torchscript",
                                                            "transformers_version",
                                                            "use_cache",
                                                            "use_return_dict"};

/// Keys that change the numbers and of which this encoder has one value only.
struct FixedKey {
    const char* key;
    json expected;
    const char* why;
};
const std::vector<FixedKey>& fixedKeys() {
    static const std::vector<FixedKey> kKeys = {
        {"position_embedding_type", "absolute", "relative positions are not built"},
        {"is_decoder", false, "only encoders are built"},
        {"is_encoder_decoder", false, "only encoders are built"},
        {"add_cross_attention", false, "only encoders are built"},
        {"cross_attention_hidden_size", nullptr, "only encoders are built"},
        {"tie_encoder_decoder", false, "only encoders are built"},
        {"tie_word_embeddings", true, "the masked-language head shares the word embeddings"},
        {"chunk_size_feed_forward", 0, "feed-forward is not chunked"},
        {"pruned_heads", json::object(), "pruned heads are not built"},
        {"quantization_config", nullptr, "quantised weights cannot be trained"},
        {"embedding_size", nullptr, "a separate embedding size is not built"},
    };
    return kKeys;
}

const std::vector<std::string>& activations() {
    static const std::vector<std::string> kNames = {"gelu", "gelu_new", "gelu_pytorch_tanh", "relu"};
    return kNames;
}

/// Reads keys one by one and remembers which were asked for, so that what is left over can be refused.
class ConfigReader {
public:
    explicit ConfigReader(const json& document) : m_document(document) {}

    void wholeNumber(const char* key, std::int64_t& target, std::int64_t minimum, bool isRequired) {
        const auto* value = find(key, isRequired);
        if (!value)
            return;
        if (!value->is_number_integer() || value->get<std::int64_t>() < minimum || value->get<std::int64_t>() > kLargest)
            return complain(key,
                            fmt::format("is {}, expected a whole number between {} and {}", value->dump(), minimum, kLargest));
        target = value->get<std::int64_t>();
    }
    void number(const char* key, double& target, double limit) {
        const auto* value = find(key, false);
        if (!value)
            return;
        if (!value->is_number() || value->get<double>() < 0 || value->get<double>() >= limit)
            return complain(key, fmt::format("is {}, expected a number from 0 to below {}", value->dump(), limit));
        target = value->get<double>();
    }
    void choice(const char* key, std::string& target, const std::vector<std::string>& choices) {
        const auto* value = find(key, false);
        if (!value)
            return;
        if (!value->is_string() || std::find(choices.begin(), choices.end(), value->get<std::string>()) == choices.end())
            return complain(key, fmt::format("is {}, expected one of {}", value->dump(), fmt::join(choices, ", ")));
        target = value->get<std::string>();
    }
    void fixed(const FixedKey& fixedKey) {
        const auto* value = find(fixedKey.key, false);
        if (value && *value != fixedKey.expected && !(value->is_null()))
            complain(fixedKey.key, fmt::format("is {}, expected {} ({})", value->dump(), fixedKey.expected.dump(), fixedKey.why));
    }
    void refuseUnknown() {
        for (const auto& [key, value] : m_document.items())
            if (!m_asked.contains(key) && !kIrrelevantKeys.contains(key) && !key.starts_with('_'))
                complain(key,
                         "is not a key this encoder knows, and it may change what the model computes; remove it if it does not");
    }
    void complain(const std::string& key, const std::string& what) { m_problems.push_back('"' + key + "\" " + what); }
    [[nodiscard]] const std::vector<std::string>& problems() const { return m_problems; }

private:
    static constexpr std::int64_t kLargest = 1LL << 31;

    const json* find(const char* key, bool isRequired) {
        m_asked.insert(key);
        const auto found = m_document.find(key);
        if (found != m_document.end() && !(found->is_null() && !isRequired))
            return &*found;
        if (isRequired)
            complain(key, "is missing");
        return nullptr;
    }

    const json& m_document;
    std::set<std::string, std::less<>> m_asked;
    std::vector<std::string> m_problems;
};

void readSizes(ConfigReader& reader, PlmConfig& config) {
    reader.wholeNumber("vocab_size", config.vocabularySize, 1, true);
    reader.wholeNumber("hidden_size", config.hidden, 1, true);
    reader.wholeNumber("num_hidden_layers", config.layers, 1, true);
    reader.wholeNumber("num_attention_heads", config.heads, 1, true);
    reader.wholeNumber("intermediate_size", config.feedForward, 1, true);
    reader.wholeNumber("max_position_embeddings", config.maximumPositions, 1, true);
    reader.wholeNumber("type_vocab_size", config.typeVocabularySize, 1, false);
    reader.wholeNumber("pad_token_id", config.padId, 0, false);
    if (config.heads > 0 && config.hidden % config.heads != 0)
        reader.complain("hidden_size",
                        fmt::format("is {}, expected a multiple of the {} attention heads", config.hidden, config.heads));
}

} // namespace

std::string PlmConfig::toJson() const {
    const json document = {{"architectures", {"BertForMaskedLM"}},
                           {"model_type", modelType},
                           {"vocab_size", vocabularySize},
                           {"hidden_size", hidden},
                           {"num_hidden_layers", layers},
                           {"num_attention_heads", heads},
                           {"intermediate_size", feedForward},
                           {"max_position_embeddings", maximumPositions},
                           {"type_vocab_size", typeVocabularySize},
                           {"pad_token_id", padId},
                           {"layer_norm_eps", layerNormEpsilon},
                           {"initializer_range", initializerRange},
                           {"hidden_dropout_prob", hiddenDropout},
                           {"attention_probs_dropout_prob", attentionDropout},
                           {"hidden_act", activation},
                           {"position_embedding_type", "absolute"},
                           {"tie_word_embeddings", true}};
    return document.dump(2) + '\n';
}

Result<PlmConfig> PlmConfig::fromJson(const std::string& text) {
    const auto document = json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!document.is_object())
        return badInput("config.json is not a JSON object; give the folder of a Hugging Face BERT model");
    const auto type = document.value("model_type", json());
    if (type != "bert")
        return badInput("\"model_type\" is {}, expected \"bert\"; other families are not built yet", type.dump());
    PlmConfig config;
    config.hiddenDropout = 0.1; // what transformers takes when the key is absent
    config.attentionDropout = 0.1;
    ConfigReader reader(document);
    std::string ignored;
    reader.choice("model_type", ignored, {"bert"});
    readSizes(reader, config);
    reader.number("layer_norm_eps", config.layerNormEpsilon, 1);
    reader.number("initializer_range", config.initializerRange, 10);
    reader.number("hidden_dropout_prob", config.hiddenDropout, 1);
    reader.number("attention_probs_dropout_prob", config.attentionDropout, 1);
    reader.choice("hidden_act", config.activation, activations());
    for (const auto& key : fixedKeys())
        reader.fixed(key);
    reader.refuseUnknown();
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
