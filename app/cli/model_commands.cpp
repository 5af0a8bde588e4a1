// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/model_opening.h"
#include "app/cli/table_printer.h"

namespace cpw::cli {
namespace {

using nlohmann::json;

void addForward(CLI::App& program, const CommandRegistrar& registrar) {
    struct Options {
        ModelChoice model;
        std::string rows;
        std::filesystem::path output;
        bool withAttention = false;
    };
    auto options = std::make_shared<Options>();
    auto& context = registrar.context();
    auto* app = registrar.command(program, "forward", "Write what the model computes for some rows, as safetensors",
                                  "  clickprompt forward r-0001 --rows 0:64 --output acts.safetensors --attention",
                                  [options, &context]() -> Result<void> {
                                      CPW_TRY(rows, parseRowRange(options->rows));
                                      CPW_TRY(session, openModel(options->model, context));
                                      CPW_TRY_VOID(session->writeActivations({rows.first, rows.end, options->withAttention}, options->output));
                                      const json document = {{"output", options->output.string()}, {"rows", {rows.first, rows.end}}, {"step", session->step()}};
                                      return context.print(document, [&] {
                                          return fmt::format("{} rows: {}", rows.end - rows.first, options->output.string());
                                      });
                                  });
    addModelOptions(*app, options->model);
    app->add_option("--rows", options->rows, "Rows of the data set, from the first up to and without the second")->required()->type_name("A:B");
    app->add_option("--output", options->output, "File to write")->required()->type_name("FILE.safetensors");
    app->add_flag("--attention", options->withAttention, "The attention of every layer too");
}

void addModelExport(CLI::App& program, const CommandRegistrar& registrar) {
    struct Options {
        ModelChoice model;
        std::filesystem::path output;
    };
    auto options = std::make_shared<Options>();
    auto& context = registrar.context();
    auto* app = registrar.command(program, "export", "Write the model folder: weights, config, tokenizer, field vocabulary",
                                  "  clickprompt export r-0001 --output bookshop_model", [options, &context]() -> Result<void> {
                                      CPW_TRY(session, openModel(options->model, context));
                                      CPW_TRY_VOID(session->exportModel(options->output));
                                      return context.print({{"folder", options->output.string()}, {"step", session->step()}},
                                                           [&] { return options->output.string(); });
                                  });
    addModelOptions(*app, options->model);
    app->add_option("--output", options->output, "Folder to write")->required()->type_name("DIR");
}

std::map<std::string, spec::Pooler> poolersByName() {
    std::map<std::string, spec::Pooler> poolers;
    for (const auto& [pooler, name] : EnumNames<spec::Pooler>::kNames)
        poolers.emplace(name, pooler);
    return poolers;
}

void addBenchShape(CLI::App& app, engine::BenchShape& shape) {
    app.add_option("--batch", shape.batch, "Stages: rows of a step")->check(CLI::PositiveNumber);
    app.add_option("--steps", shape.steps, "Stages: steps that are timed; scoring: times the batch")->check(CLI::PositiveNumber);
    app.add_option("--layers", shape.layers, "Stages with text: layers of the language model")->check(CLI::PositiveNumber);
    app.add_option("--hidden", shape.hidden, "Stages with text: its width")->check(CLI::PositiveNumber);
    app.add_option("--prompts", shape.prompts, "Stages with text: prompts of a layer")->check(CLI::NonNegativeNumber);
    app.add_option("--pooler", shape.pooler, "Stages with text: cls, mean, mean_first_last or mean_top2")
        ->transform(CLI::CheckedTransformer(poolersByName()));
    app.add_option("--embedding", shape.embedding, "Numbers for each id")->check(CLI::PositiveNumber);
    app.add_option("--tower-layers", shape.towerLayers, "Layers of 256 of the tower")->check(CLI::PositiveNumber);
    app.add_option("--features", shape.features, "On made data with so many distinct values in 8 fields")->check(CLI::PositiveNumber);
    app.add_option("--made-rows", shape.rows, "Rows of the made data")->check(CLI::PositiveNumber);
    app.add_option("--tokens", shape.tokens, "Tokens of every sentence of the made data")->check(CLI::Range(3, 512));
}

void addBench(CLI::App& program, const CommandRegistrar& registrar) {
    auto options = std::make_shared<engine::BenchOptions>();
    auto& context = registrar.context();
    auto* app = registrar.command(
        program, "bench", "Measure the speed of each stage on this machine",
        "  clickprompt bench --threads 1\n"
        "  clickprompt bench --only pa_mlm_2x128 --movielens ~/ml-1m",
        [options, &context]() -> Result<void> {
            if (context.common.threads > 0)
                options->threads = context.common.threads;
            CPW_TRY(lines, engine::runBench(*options, [&](const engine::BenchLine& line) {
                        context.log().info("{}: {:.4g} {}", line.name, line.value, line.unit);
                    }));
            auto list = json::array();
            TextTable table({{"what"}, {"value", Align::Right}, {"unit"}, {"setting"}});
            for (const auto& line : lines) {
                list.push_back({{"name", line.name}, {"value", line.value}, {"unit", line.unit}, {"setting", line.setting}});
                if (line.perProcessorSecond > 0)
                    list.back()["per_processor_second"] = line.perProcessorSecond;
                if (line.peakResidentBytes > 0)
                    list.back()["peak_resident_bytes"] = line.peakResidentBytes;
                table.add({line.name, fmt::format("{:.4g}", line.value), line.unit, line.setting});
            }
            return context.print(list, [&] { return table.text(); });
        });
    app->add_option("--only", options->only, "One measurement by its name");
    app->add_option("--movielens", options->movielensFolder, "Folder of MovieLens-1M; the built-in sample when not given")->type_name("DIR");
    app->add_option("--vocab", options->vocabularyFile, "A vocab.txt; a vocabulary trained on the text when not given; tokenizer: also a folder or tokenizer.json")->type_name("FILE");
    addBenchShape(*app, options->shape);
    app->add_option("--sentences", options->sentencesFile, "tokenizer: write the measured sentences there, one a line")->type_name("FILE");
}

} // namespace

void addModelCommands(CLI::App& program, const CommandRegistrar& registrar) {
    addForward(program, registrar);
    addModelExport(program, registrar);
    addBench(program, registrar);
}

} // namespace cpw::cli
