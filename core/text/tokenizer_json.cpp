// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer_json.h"

#include "core/base/file_io.h"
#include "core/text/byte_bpe.h"
#include "core/text/byte_bpe_files.h"
#include "core/text/wordpiece.h"

namespace cpw::text {

namespace {

/// What a post-processor says.
struct Ending {
    std::string first; ///< empty: nothing said
    std::string last;
    std::optional<bool> trimsOffsets;
    std::optional<bool> addsPrefixSpace;
};

/// Refuses a field that is neither absent nor one of the allowed values.
Result<void> allowOnly(const Json& json, const char* key, std::initializer_list<Json> allowed, const std::string& file) {
    const Json& value = memberOf(json, key);
    if (value.is_null())
        return {};
    for (const Json& one : allowed)
        if (value == one)
            return {};
    return badInput("{}: {} is {}, which is not supported; expected {}", file, key, shown(value), shown(*allowed.begin()));
}

tl::unexpected<Error> unsupported(const std::string& file, const char* field, const Json& value, const char* expected) {
    return badInput("{}: {} is {}, which is not supported; expected {}", file, field, shown(value), expected);
}

/// The literal of ["[SEP]", 102].
Result<std::string> literalOfPair(const Json& processor, const char* key, const std::string& file) {
    const Json& pair = memberOf(processor, key);
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string())
        return unsupported(file, key, pair, "a token with its id");
    return pair[0].get<std::string>();
}

/// "[CLS] $A [SEP]" and nothing else.
Result<Ending> readTemplate(const Json& processor, const std::string& file) {
    constexpr const char* kExpected = "one special token, the text, one special token";
    const Json& single = memberOf(processor, "single");
    if (!single.is_array() || single.size() != 3)
        return unsupported(file, "post_processor.single", single, kExpected);
    const auto literalOf = [](const Json& part) { return textAt(memberOf(part, "SpecialToken"), "id"); };
    Ending ending{literalOf(single[0]), literalOf(single[2]), {}, {}};
    if (ending.first.empty() || ending.last.empty() || textAt(memberOf(single[1], "Sequence"), "id") != "A")
        return unsupported(file, "post_processor.single", single, kExpected);
    for (const std::string& literal : {ending.first, ending.last}) {
        const Json& token = memberOf(memberOf(processor, "special_tokens"), literal.c_str());
        const Json& tokens = memberOf(token, "tokens");
        if (tokens != Json::array({literal}))
            return unsupported(file, "post_processor.special_tokens", token, "each special token to stand for itself");
    }
    return ending;
}

Result<Ending> readPostProcessor(const Json& processor, const std::string& file) {
    const std::string type = textAt(processor, "type");
    if (processor.is_null())
        return Ending{};
    if (type == "TemplateProcessing")
        return readTemplate(processor, file);
    Ending ending;
    if (type == "BertProcessing" || type == "RobertaProcessing") {
        CPW_TRY(first, literalOfPair(processor, "cls", file));
        CPW_TRY(last, literalOfPair(processor, "sep", file));
        ending.first = std::move(first);
        ending.last = std::move(last);
    }
    if (type == "RobertaProcessing" || type == "ByteLevel") {
        CPW_TRY(trims, flagAt(processor, "trim_offsets", true, file));
        CPW_TRY(adds, flagAt(processor, "add_prefix_space", true, file));
        ending.trimsOffsets = trims;
        ending.addsPrefixSpace = adds;
    }
    if (ending.first.empty() && !ending.trimsOffsets)
        return unsupported(file, "post_processor", processor,
                           "TemplateProcessing, BertProcessing, RobertaProcessing or ByteLevel");
    return ending;
}

/// One post-processor, or a Sequence of at most one of each kind.
Result<Ending> readEnding(const Json& tokenizer, const std::string& file) {
    const Json& processor = memberOf(tokenizer, "post_processor");
    if (textAt(processor, "type") != "Sequence")
        return readPostProcessor(processor, file);
    Ending all;
    for (const Json& one : memberOf(processor, "processors")) {
        CPW_TRY(ending, readPostProcessor(one, file));
        const bool isRepeated = (!ending.first.empty() && !all.first.empty()) || (ending.trimsOffsets && all.trimsOffsets);
        if (isRepeated)
            return unsupported(file, "post_processor.processors", one, "one template and one trimming of offsets");
        if (!ending.first.empty())
            std::tie(all.first, all.last) = std::tie(ending.first, ending.last);
        if (ending.trimsOffsets)
            std::tie(all.trimsOffsets, all.addsPrefixSpace) = std::tie(ending.trimsOffsets, ending.addsPrefixSpace);
    }
    return all;
}

/// The special tokens by the file, the configuration beside it, and the family's habits, in this order.
Result<void> readSpecials(const Json& tokenizer, const TokenizerConfig& config, const Ending& ending, SpecialPieces& specials,
                          const std::string& file) {
    if (const std::string unknown = textAt(memberOf(tokenizer, "model"), "unk_token"); !unknown.empty())
        specials.unknown = unknown;
    if (const std::string pad = textAt(memberOf(tokenizer, "padding"), "pad_token"); !pad.empty())
        specials.pad = pad;
    CPW_TRY_VOID(readAddedTokens(memberOf(tokenizer, "added_tokens"), specials, file));
    CPW_TRY_VOID(readConfiguredSpecials(config, specials));
    if (!ending.first.empty()) {
        specials.first = ending.first;
        specials.last = ending.last;
    }
    return {};
}

Result<WordRules> readNormalizer(const Json& tokenizer, const TokenizerConfig& config, const std::string& file) {
    const Json& normalizer = memberOf(tokenizer, "normalizer");
    if (!normalizer.is_null() && textAt(normalizer, "type") != "BertNormalizer")
        return unsupported(file, "normalizer", normalizer, "type BertNormalizer");
    const bool isGiven = !normalizer.is_null();
    CPW_TRY(lowers, flagAt(normalizer, "lowercase", isGiven, file));
    CPW_TRY(lowersByConfig, flagAt(config.json, "do_lower_case", lowers, config.file));
    CPW_TRY(strips, flagAt(normalizer, "strip_accents", lowersByConfig, file));
    CPW_TRY(stripsByConfig, flagAt(config.json, "strip_accents", strips, config.file));
    CPW_TRY(separates, flagAt(normalizer, "handle_chinese_chars", isGiven, file));
    CPW_TRY(separatesByConfig, flagAt(config.json, "tokenize_chinese_chars", separates, config.file));
    CPW_TRY(cleans, flagAt(normalizer, "clean_text", isGiven, file));
    return WordRules{lowersByConfig, stripsByConfig, separatesByConfig, cleans};
}

Result<std::shared_ptr<const Tokenizer>> makeWordPieceOf(const Json& tokenizer, const TokenizerConfig& config,
                                                         const std::string& file) {
    const Json& model = memberOf(tokenizer, "model");
    CPW_TRY_VOID(allowOnly(model, "continuing_subword_prefix", {"##"}, file));
    const Json& limit = memberOf(model, "max_input_chars_per_word");
    if (!limit.is_null() && (!limit.is_number_unsigned() || limit.get<std::uint64_t>() < 1 || limit.get<std::uint64_t>() > 100))
        return unsupported(file, "max_input_chars_per_word", limit, "1 to 100");
    const Json& splitter = memberOf(tokenizer, "pre_tokenizer");
    if (textAt(splitter, "type") != "BertPreTokenizer")
        return unsupported(file, "pre_tokenizer", splitter, "type BertPreTokenizer");
    WordPieceParts parts;
    CPW_TRY(pieces, piecesOf(memberOf(model, "vocab"), file));
    CPW_TRY(rules, readNormalizer(tokenizer, config, file));
    CPW_TRY(ending, readEnding(tokenizer, file));
    CPW_TRY_VOID(readSpecials(tokenizer, config, ending, parts.specials, file));
    parts.pieces = std::move(pieces);
    parts.rules = rules;
    parts.maximumCharacters = limit.is_null() ? parts.maximumCharacters : limit.get<std::size_t>();
    return WordPiece::make(std::move(parts), file);
}

/// Merges as ["a b", ...] or [["a", "b"], ...].
Result<std::vector<std::pair<std::string, std::string>>> readMerges(const Json& list, const std::string& file) {
    if (!list.is_array())
        return unsupported(file, "merges", list, "a list of pairs");
    std::vector<std::pair<std::string, std::string>> merges;
    merges.reserve(list.size());
    for (const Json& entry : list) {
        if (entry.is_array() && entry.size() == 2 && entry[0].is_string() && entry[1].is_string()) {
            merges.emplace_back(entry[0].get<std::string>(), entry[1].get<std::string>());
            continue;
        }
        if (!entry.is_string())
            return badInput("{}: merge {} is {}, expected two pieces", file, merges.size() + 1, shown(entry));
        CPW_TRY(pair, parseMerge(entry.get_ref<const std::string&>(), merges.size() + 1, file));
        merges.push_back(std::move(pair));
    }
    return merges;
}

Result<void> checkByteModel(const Json& tokenizer, const std::string& file) {
    const Json& model = memberOf(tokenizer, "model");
    CPW_TRY_VOID(allowOnly(model, "dropout", {Json(), 0.0}, file));
    CPW_TRY_VOID(allowOnly(model, "continuing_subword_prefix", {""}, file));
    CPW_TRY_VOID(allowOnly(model, "end_of_word_suffix", {""}, file));
    CPW_TRY_VOID(allowOnly(model, "fuse_unk", {false}, file));
    CPW_TRY_VOID(allowOnly(model, "byte_fallback", {false}, file));
    CPW_TRY_VOID(allowOnly(model, "ignore_merges", {false}, file));
    if (const Json& normalizer = memberOf(tokenizer, "normalizer"); !normalizer.is_null())
        return unsupported(file, "normalizer", normalizer, "none for byte-level BPE");
    const Json& splitter = memberOf(tokenizer, "pre_tokenizer");
    if (textAt(splitter, "type") != "ByteLevel")
        return unsupported(file, "pre_tokenizer", splitter, "type ByteLevel");
    return allowOnly(splitter, "use_regex", {true}, file);
}

Result<std::shared_ptr<const Tokenizer>> makeByteBpeOf(const Json& tokenizer, const TokenizerConfig& config,
                                                       const std::string& file) {
    CPW_TRY_VOID(checkByteModel(tokenizer, file));
    const Json& model = memberOf(tokenizer, "model");
    ByteBpeParts parts;
    CPW_TRY(pieces, piecesOf(memberOf(model, "vocab"), file));
    CPW_TRY(merges, readMerges(memberOf(model, "merges"), file));
    CPW_TRY(ending, readEnding(tokenizer, file));
    CPW_TRY(addsPrefix, flagAt(memberOf(tokenizer, "pre_tokenizer"), "add_prefix_space", true, file));
    CPW_TRY(addsByConfig, flagAt(config.json, "add_prefix_space", addsPrefix, config.file));
    CPW_TRY_VOID(readSpecials(tokenizer, config, ending, parts.specials, file));
    parts.pieces = std::move(pieces);
    parts.merges = std::move(merges);
    parts.unknownOfModel = textAt(model, "unk_token");
    const bool isOverruled = addsByConfig != addsPrefix;
    parts.rules = {addsByConfig, ending.trimsOffsets.value_or(false),
                   isOverruled ? addsByConfig : ending.addsPrefixSpace.value_or(false)};
    return ByteBpe::make(std::move(parts), file);
}

/// The oldest files do not name the type of the model.
std::string modelType(const Json& model) {
    if (model.contains("type"))
        return textAt(model, "type");
    if (model.contains("merges"))
        return "BPE";
    return model.contains("max_input_chars_per_word") ? "WordPiece" : "";
}

Result<std::shared_ptr<const Tokenizer>> makeOf(const Json& tokenizer, const TokenizerConfig& config, const std::string& file) {
    const Json& model = memberOf(tokenizer, "model");
    if (!model.is_object())
        return unsupported(file, "model", model, "a WordPiece or BPE model");
    const std::string type = modelType(model);
    if (type == "WordPiece")
        return makeWordPieceOf(tokenizer, config, file);
    if (type == "BPE")
        return makeByteBpeOf(tokenizer, config, file);
    return unsupported(file, "model.type", memberOf(model, "type"), "WordPiece (BERT) or BPE (RoBERTa)");
}

} // namespace

Result<std::shared_ptr<const Tokenizer>> loadTokenizerJson(const std::filesystem::path& path, const TokenizerConfig& config) {
    CPW_TRY(json, readJsonObject(path));
    return makeOf(json, config, path.string());
}

Result<std::shared_ptr<const Tokenizer>> parseTokenizerJson(std::string_view text, const TokenizerConfig& config,
                                                            const std::string& file) {
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_object())
        return badInput("{} is not a JSON object; expected a tokenizer file of Hugging Face", file);
    return makeOf(json, config, file);
}

} // namespace cpw::text
