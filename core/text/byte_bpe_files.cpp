// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing byte-level vocabularies in Hugging Face's files.
#include "core/text/byte_bpe_files.h"

#include "core/base/file_io.h"
#include "core/text/byte_bpe.h"
#include "core/text/tokenizer_json.h"

#include <algorithm>

namespace cpw::text {

Result<std::pair<std::string, std::string>> parseMerge(std::string_view line, std::size_t number, const std::string& file) {
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || line.find(' ', space + 1) != std::string_view::npos || space == 0 ||
        space + 1 == line.size())
        return badInput("{}: merge {} is \"{}\", expected two pieces with one space between them", file, number,
                        line.substr(0, 80));
    return std::pair(std::string(line.substr(0, space)), std::string(line.substr(space + 1)));
}

Result<std::vector<std::pair<std::string, std::string>>> parseMerges(std::string_view text, const std::string& file) {
    std::vector<std::pair<std::string, std::string>> merges;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.starts_with("#version") || (line.empty() && text.empty()))
            continue;
        CPW_TRY(merge, parseMerge(line, merges.size() + 1, file));
        merges.push_back(std::move(merge));
    }
    return merges;
}

Result<std::shared_ptr<const Tokenizer>> parseByteBpe(std::string_view vocabulary, std::string_view merges,
                                                      const TokenizerConfig& config, const std::string& source) {
    const Json json = Json::parse(vocabulary, nullptr, false);
    if (json.is_discarded())
        return badInput("{}: vocab.json is not JSON", source);
    ByteBpeParts parts;
    CPW_TRY(pieces, piecesOf(json, source + ": vocab.json"));
    CPW_TRY(pairs, parseMerges(merges, source + ": merges.txt"));
    CPW_TRY(addsPrefix, flagAt(config.json, "add_prefix_space", false, config.file));
    CPW_TRY(trims, flagAt(config.json, "trim_offsets", true, config.file));
    parts.pieces = std::move(pieces);
    parts.merges = std::move(pairs);
    parts.rules = {addsPrefix, trims, addsPrefix};
    CPW_TRY_VOID(readConfiguredSpecials(config, parts.specials));
    // RoBERTa's mask takes the space before it unless a file says otherwise.
    if (!parts.specials.find(parts.specials.mask))
        parts.specials.added.push_back({.content = parts.specials.mask, .isSpecial = true, .stripsLeft = true});
    return ByteBpe::make(std::move(parts), source);
}

Result<void> ByteBpe::save(const std::filesystem::path& folder) const {
    CPW_TRY_VOID(makeFolders(folder));
    Json vocabulary = Json::object();
    for (std::size_t id = 0; id < m_modelSize; ++id)
        vocabulary[m_pieces[id]] = id;
    std::string mergeLines = "#version: 0.2\n";
    Json mergeList = Json::array();
    for (const auto& [left, right] : m_merges) {
        mergeLines.append(left).append(1, ' ').append(right).append(1, '\n');
        mergeList.push_back(left + ' ' + right);
    }
    const auto literal = [this](std::int32_t id) { return m_pieces[static_cast<std::size_t>(id)]; };
    const auto pair = [&](std::int32_t id) { return Json::array({literal(id), id}); };
    const Json tokenizer = {
        {"version", "1.0"},
        {"added_tokens", toJson(m_added)},
        {"normalizer", nullptr},
        {"pre_tokenizer",
         {{"type", "ByteLevel"},
          {"add_prefix_space", m_rules.addsPrefixSpace},
          {"trim_offsets", m_rules.trimsOffsets},
          {"use_regex", true}}},
        {"post_processor",
         {{"type", "RobertaProcessing"},
          {"sep", pair(m_specials.last)},
          {"cls", pair(m_specials.first)},
          {"trim_offsets", m_rules.trimsOffsets},
          {"add_prefix_space", m_rules.keepsAddedSpaceOffset}}},
        {"decoder", {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", true}, {"use_regex", true}}},
        {"model",
         {{"type", "BPE"},
          {"dropout", nullptr},
          {"unk_token", m_unknownOfModel.empty() ? Json() : Json(m_unknownOfModel)},
          {"continuing_subword_prefix", ""},
          {"end_of_word_suffix", ""},
          {"fuse_unk", false},
          {"byte_fallback", false},
          {"ignore_merges", false},
          {"vocab", vocabulary},
          {"merges", mergeList}}}};
    const Json config = {{"tokenizer_class", "RobertaTokenizer"},  {"add_prefix_space", m_rules.addsPrefixSpace},
                         {"pad_token", literal(m_specials.pad)},   {"unk_token", literal(m_specials.unknown)},
                         {"cls_token", literal(m_specials.first)}, {"sep_token", literal(m_specials.last)},
                         {"bos_token", literal(m_specials.first)}, {"eos_token", literal(m_specials.last)},
                         {"mask_token", literal(m_specials.mask)}};
    CPW_TRY_VOID(writeTextAtomically(folder / "vocab.json", vocabulary.dump() + "\n"));
    CPW_TRY_VOID(writeTextAtomically(folder / "merges.txt", mergeLines));
    CPW_TRY_VOID(writeTextAtomically(folder / "tokenizer_config.json", config.dump(2) + "\n"));
    return writeTextAtomically(folder / "tokenizer.json", tokenizer.dump() + "\n");
}

} // namespace cpw::text
