// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/data_reading.h"
#include "app/cli/table_printer.h"
#include "app/cli/tokenizer_opening.h"
#include "core/base/file_io.h"
#include "core/base/text_format.h"
#include "core/text/token_store.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>

namespace cpw::cli {
namespace {

using nlohmann::json;

struct TokenizeOptions {
    std::string plm;
    std::filesystem::path file;
    bool endsWithZero = false; ///< texts end with a zero byte, so that they may hold line breaks
};

Result<void> tokenizeLines(std::istream& input, char end, const text::Tokenizer& tokenizer, CommandContext& context) {
    auto all = json::array();
    for (std::string line; std::getline(input, line, end);) {
        auto document = tokenizedJson(tokenizer, line);
        if (context.common.isJson)
            all.push_back(std::move(document));
        else
            fmt::print("{}\n", document.dump(-1, ' ', false, json::error_handler_t::replace));
    }
    if (context.common.isJson)
        return context.print(all, [] { return std::string(); });
    if (std::fflush(stdout) != 0)
        return tl::unexpected(systemError("write", "standard output"));
    return {};
}

Result<void> tokenize(const TokenizeOptions& options, CommandContext& context) {
    CPW_TRY(tokenizer, openTokenizer(options.plm, context));
    const char end = options.endsWithZero ? '\0' : '\n';
    if (options.file.empty())
        return tokenizeLines(std::cin, end, *tokenizer, context);
    std::ifstream file(options.file, std::ios::binary);
    std::error_code ignored;
    if (!file || std::filesystem::is_directory(options.file, ignored))
        return tl::unexpected(systemError("open", options.file));
    return tokenizeLines(file, end, *tokenizer, context);
}

void addTokenize(CLI::App& program, const CommandRegistrar& registrar) {
    auto options = std::make_shared<TokenizeOptions>();
    auto& context = registrar.context();
    auto* app = registrar.command(program, "tokenize", "Turn lines into tokens: one line in, one JSON line out",
                                  "  echo \"Genre is Drama.\" | clickprompt tokenize --plm ./minilm\n"
                                  "  clickprompt tokenize --plm vocab.txt --file lines.txt",
                                  [options, &context] { return tokenize(*options, context); });
    app->add_option("--plm", options->plm, "Model folder, imported model, tokenizer.json or vocab.txt (lower case)")->required()->type_name("P");
    app->add_option("--file", options->file, "Lines to read; standard input when not given")->type_name("FILE");
    app->add_flag("--null", options->endsWithZero, "Texts end with a zero byte instead of a line break, as from find -print0");
}

struct PreviewOptions {
    std::string data;
    std::string segment;
    std::string plm;
    std::string rows = "0:5";
    int vocabularySize = spec::TokenizerSpec{}.vocabularySize;
};

std::string fieldText(std::int16_t field, const std::vector<std::string>& names) {
    if (field == text::kTemplateText)
        return "(template)";
    if (field == text::kSpecialToken)
        return "(special)";
    return names[static_cast<std::size_t>(field)];
}

json rowJson(const text::TokenStore& store, std::uint64_t row, const std::vector<std::string>& names) {
    std::vector<std::int32_t> ids(store.length(row));
    std::vector<std::int16_t> fields(ids.size());
    store.assemble(row, ids, fields);
    auto tokens = json::array(), tokenFields = json::array();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        tokens.push_back(store.tokenizer().piece(ids[i]));
        tokenFields.push_back(fieldText(fields[i], names));
    }
    return {{"row", row}, {"sentence", store.sentence(row)}, {"ids", ids}, {"tokens", std::move(tokens)}, {"fields", std::move(tokenFields)}};
}

std::string rowText(const json& row) {
    auto text = fmt::format("Row {}: {}\n", row["row"].get<std::uint64_t>(), row["sentence"].get<std::string>());
    std::string lastField, line;
    for (std::size_t i = 0; i < row["tokens"].size(); ++i) {
        const auto field = row["fields"][i].get<std::string>();
        if (field != lastField && !line.empty()) {
            text += fmt::format("  {:>14}: {}\n", lastField, line);
            line.clear();
        }
        lastField = field;
        line += (line.empty() ? "" : " ") + row["tokens"][i].get<std::string>();
    }
    return text + fmt::format("  {:>14}: {}\n", lastField, line);
}

std::string histogramText(const std::map<std::size_t, std::size_t>& lengths) {
    static constexpr double kWidest = 50;
    std::size_t most = 1;
    for (const auto& [length, count] : lengths)
        most = std::max(most, count);
    std::string text = "Tokens of a row, over all rows:\n";
    for (const auto& [length, count] : lengths)
        text += fmt::format("{:>6} {:>10}  {}\n", length, withThousands(static_cast<std::int64_t>(count)),
                            std::string(static_cast<std::size_t>(kWidest * static_cast<double>(count) / static_cast<double>(most)), '#'));
    return text;
}

std::string segmentsText(const json& segments) {
    std::string text = "Mean tokens of a segment, over all rows:\n";
    for (const auto& segment : segments)
        text += fmt::format("{:>16} {:>8.2f}\n", segment["field"].get<std::string>(), segment["mean_tokens"].get<double>());
    return text;
}

Result<std::shared_ptr<const text::Tokenizer>> previewTokenizer(const PreviewOptions& options, const data::EncodedDataset& dataset,
                                                                const spec::TemplateSpec& wording, const CommandContext& context) {
    if (!options.plm.empty())
        return openTokenizer(options.plm, context);
    spec::TokenizerSpec trained;
    trained.vocabularySize = options.vocabularySize;
    return text::trainTokenizer(dataset, wording, trained, {});
}

Result<void> previewTemplate(const PreviewOptions& options, CommandContext& context) {
    CPW_TRY(rows, parseRowRange(options.rows));
    CPW_TRY(data, findData(options.data, context));
    CPW_TRY(dataset, encodedDataset(data, cacheFolderOf(context.common.project), context));
    if (rows.end > dataset->rows())
        return badInput("--rows {}: {} has {} rows; give a range within 0:{}", options.rows, options.data, dataset->rows(), dataset->rows());
    spec::TemplateSpec wording;
    if (!options.segment.empty())
        wording.segment = options.segment;
    CPW_TRY(tokenizer, previewTokenizer(options, *dataset, wording, context));
    CPW_TRY(store, text::buildTokenStore(dataset, wording, tokenizer, 0, {}));
    std::vector<std::string> names;
    for (const auto& field : dataset->fields)
        names.push_back(field.name);
    std::map<std::size_t, std::size_t> lengths;
    for (std::size_t row = 0; row < dataset->rows(); ++row)
        ++lengths[store->length(row)];
    auto shown = json::array(), histogram = json::array();
    for (auto row = rows.first; row < rows.end; ++row)
        shown.push_back(rowJson(*store, row, names));
    for (const auto& [length, count] : lengths)
        histogram.push_back({{"tokens", length}, {"rows", count}});
    auto segments = json::array();
    for (const auto& total : store->segmentTotals())
        segments.push_back({{"field", names[total.field]}, {"mean_tokens", static_cast<double>(total.tokens) / static_cast<double>(std::max<std::size_t>(1, dataset->rows()))}});
    const json document = {{"vocabulary_size", tokenizer->vocabularySize()}, {"rows", shown}, {"lengths", histogram}, {"segments", segments}};
    return context.print(document, [&] {
        std::string text;
        for (const auto& row : shown)
            text += rowText(row) + '\n';
        return text + histogramText(lengths) + segmentsText(segments);
    });
}

void addPreview(CLI::App& program, const CommandRegistrar& registrar) {
    auto options = std::make_shared<PreviewOptions>();
    auto& context = registrar.context();
    auto* group = registrar.group(program, "template", "How rows become sentences");
    auto* app = registrar.command(*group, "preview", "Show sentences, their tokens with the field of each, and the lengths of all rows",
                                  "  clickprompt template preview sample --rows 0:3\n"
                                  "  clickprompt template preview sample --template \"<field>: <value>;\" --plm ./minilm",
                                  [options, &context] { return previewTemplate(*options, context); });
    app->add_option("data", options->data, "A data set of the project file, or sample")->required();
    app->add_option("--template", options->segment, "Text of one field, with <field> and <value>; \"<field> is <value>.\" when not given");
    app->add_option("--plm", options->plm, "Model folder, imported model, tokenizer.json or vocab.txt; a vocabulary trained on the data when not given");
    app->add_option("--vocabulary-size", options->vocabularySize, "Of a trained vocabulary")->check(CLI::Range(64, 1000000));
    app->add_option("--rows", options->rows, "Rows to show; 0:5 when not given")->type_name("A:B");
}

} // namespace

void addTextCommands(CLI::App& program, const CommandRegistrar& registrar) {
    addTokenize(program, registrar);
    addPreview(program, registrar);
}

} // namespace cpw::cli
