// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/inspect_json.h"
#include "core/base/exact_number.h"
#include "core/engine/inspector.h"
#include "core/engine/prompt_export.h"

#include <algorithm>
#include <climits>

namespace cpw::cli {
namespace {

/// The options that the three commands share.
struct AskedModel {
    std::string run;
    std::string checkpoint = "best";
};

struct InspectOptions {
    AskedModel model;
    std::uint64_t row = 0;
    std::vector<std::string> edits, idEdits, wordEdits;
    std::string prompts;
    std::optional<int> layer, prompt;
    std::vector<std::string> maskedHeads;
    std::optional<int> attention;
    std::string contributions;
    std::string masked;
};

struct PromptsOptions {
    AskedModel model;
    std::string split = "test";
    std::string output;
    std::string by;
    std::size_t rows = 256;
};

struct ErrorsOptions {
    AskedModel model;
    std::string split = "test";
    std::string by;
    std::string against;
    std::size_t top = 20;
};

/// The store, the inspector and the weights that were named.
struct Looking {
    std::unique_ptr<db::SqliteStore> store;
    std::unique_ptr<api::Inspector> inspector;
    api::ModelAt at;
    std::vector<std::string> fields;
};

Result<std::int64_t> stepOf(const AskedModel& asked, const std::vector<api::CheckpointMark>& marks) {
    if (marks.empty())
        return badInput("{} has no checkpoint yet; the first comes after the first epoch", asked.run);
    if (asked.checkpoint == "best" || asked.checkpoint == "last") {
        const auto named = std::ranges::find_if(marks, asked.checkpoint == "best" ? &api::CheckpointMark::isBest : &api::CheckpointMark::isLast);
        return named == marks.end() ? marks.back().step : named->step;
    }
    const auto step = exactNumber<std::int64_t>(asked.checkpoint);
    if (!step)
        return fail(ErrorCode::Usage, "--checkpoint {} is no step; expected best, last or the step of a checkpoint", asked.checkpoint);
    return *step;
}

Result<Looking> open(const AskedModel& asked, CommandContext& context) {
    CPW_TRY(run, parseRunId(asked.run));
    CPW_TRY(store, context.openForReading());
    Looking looking{std::move(store), nullptr, {run}, {}};
    looking.inspector = engine::makeInspector(*looking.store, nullptr);
    CPW_TRY(marks, looking.inspector->checkpoints(run));
    CPW_TRY(step, stepOf(asked, marks));
    looking.at.step = step;
    CPW_TRY(fields, looking.inspector->fieldNames(run, {}));
    looking.fields = std::move(fields);
    return looking;
}

Result<int> fieldOf(const std::vector<std::string>& fields, const std::string& name) {
    if (const auto found = std::ranges::find(fields, name); found != fields.end())
        return static_cast<int>(found - fields.begin());
    std::string known;
    for (const auto& field : fields)
        known += (known.empty() ? "" : ", ") + field;
    return badInput("\"{}\" is not a field of this run; known: {}", name, known);
}

api::ContributionMethod methodOf(const std::string& name) {
    return name == "gradient" ? api::ContributionMethod::GradientTimesInput
           : name == "leave_one_out" ? api::ContributionMethod::LeaveOneOut
                                     : api::ContributionMethod::IntegratedGradients;
}

/// The tokens of a field, masked together.
Result<api::MaskedPredictions> maskedField(const Looking& looking, const api::RowQuestion& question, const api::RowLook& look, const std::string& name) {
    CPW_TRY(field, fieldOf(looking.fields, name));
    std::vector<int> positions;
    for (std::size_t t = 0; t < look.tokens.size(); ++t)
        if (look.tokens[t].field == field)
            positions.push_back(static_cast<int>(t));
    if (positions.empty())
        return badInput("the sentence of row {} has no token of {} to mask", question.row, name);
    return looking.inspector->masked(question, positions, 5, {});
}

std::string maskedText(const api::MaskedPredictions& found) {
    std::string text;
    for (std::size_t i = 0; i < found.withPrompts.size(); ++i) {
        const auto& used = found.withPrompts[i];
        text += fmt::format("  masked \"{}\": {:.4f} (rank {}) with prompts, {:.4f} without; guesses", used.truth, used.probability, used.rank,
                            found.withoutPrompts[i].probability);
        for (const auto& guess : used.guesses)
            text += fmt::format(" {} {:.3f}", guess.text, guess.probability);
        text += "\n";
    }
    return text;
}

Result<std::uint64_t> numberOf(std::string_view text, const std::string& wrong) {
    const auto number = exactNumber<std::uint64_t>(text);
    if (!number)
        return fail(ErrorCode::Usage, "{}", wrong);
    return *number;
}

/// "leave_out", "average", or the row whose prompts take the place of the row's own.
Result<api::PromptChange> promptChangeOf(const InspectOptions& options) {
    using Kind = api::PromptChange::Kind;
    api::PromptChange change{Kind::LeaveOut, options.layer, options.prompt};
    if (options.prompts == "leave_out")
        return change;
    change.kind = Kind::Average;
    if (options.prompts == "average")
        return change;
    change.kind = Kind::FromRow;
    CPW_TRY(row, numberOf(options.prompts, fmt::format("--prompts {} is unknown; expected leave_out, average or the number of a row", options.prompts)));
    change.row = row;
    return change;
}

Result<api::HeadMask> headOf(const std::string& text) {
    const auto wrong = fmt::format("--mask-head {} is no head; expected LAYER.HEAD, both from 0", text);
    const auto dot = text.find('.');
    CPW_TRY(layer, numberOf(std::string_view(text).substr(0, dot), wrong));
    CPW_TRY(head, numberOf(dot == std::string::npos ? std::string_view() : std::string_view(text).substr(dot + 1), wrong));
    return api::HeadMask{static_cast<int>(std::min<std::uint64_t>(layer, INT_MAX)), static_cast<int>(std::min<std::uint64_t>(head, INT_MAX))};
}

Result<api::RowQuestion> questionOf(const InspectOptions& options, const Looking& looking) {
    api::RowQuestion question{.model = looking.at, .row = options.row};
    for (const auto& [edits, side] : {std::pair(&options.edits, api::EditSide::Both), std::pair(&options.idEdits, api::EditSide::Ids),
                                      std::pair(&options.wordEdits, api::EditSide::Text)})
        for (const auto& edit : *edits) {
            CPW_TRY(assignment, parseAssignment(edit));
            CPW_TRY(field, fieldOf(looking.fields, assignment.path));
            question.edits.push_back({field, assignment.value, side});
        }
    if (!options.prompts.empty()) {
        CPW_TRY(change, promptChangeOf(options));
        question.prompts.push_back(change);
    } else if (options.layer || options.prompt) {
        return fail(ErrorCode::Usage, "--layer and --prompt say which soft prompts change; add --prompts {}", "leave_out, average or a row");
    }
    for (const auto& text : options.maskedHeads) {
        CPW_TRY(head, headOf(text));
        question.maskedHeads.push_back(head);
    }
    return question;
}

Result<void> inspect(const InspectOptions& options, CommandContext& context) {
    CPW_TRY(looking, open(options.model, context));
    CPW_TRY(question, questionOf(options, looking));
    CPW_TRY(look, looking.inspector->look(question, {}));
    auto document = lookJson(look, looking.fields);
    document["run"] = options.model.run;
    document["row"] = options.row;
    auto text = lookText(look, looking.fields);
    const api::RowQuestion plain{.model = looking.at, .row = options.row};
    if (question != plain) {
        CPW_TRY(recorded, looking.inspector->look(plain, {}));
        document["recorded"] = {{"logit", recorded.logit}, {"probability", recorded.probability}};
        text += fmt::format("the row as recorded: probability {:.4f}, changed by {:+.4f}\n", recorded.probability, look.probability - recorded.probability);
    }
    if (options.attention) {
        CPW_TRY(attention, looking.inspector->attention(question, *options.attention, {}));
        document["attention"] = attentionJson(attention);
        text += fmt::format("attention of layer {}: {} heads, {} tokens, {} prompts; --json has the weights\n", *options.attention, attention.heads,
                            attention.tokens, attention.prompts);
    }
    if (!options.contributions.empty()) {
        CPW_TRY(found, looking.inspector->contributions(question, methodOf(options.contributions), {}));
        document["contributions"] = contributionsJson(found, looking.fields);
        text += contributionsText(found, looking.fields);
    }
    if (!options.masked.empty()) {
        CPW_TRY(found, maskedField(looking, question, look, options.masked));
        document["masked"] = {{"with_prompts", maskedJson(found.withPrompts)},
                              {"without_prompts", maskedJson(found.withoutPrompts)}};
        text += maskedText(found);
    }
    return context.print(document, [&] { return text; });
}

Result<void> prompts(const PromptsOptions& options, CommandContext& context) {
    CPW_TRY(looking, open(options.model, context));
    const auto part = options.split == "valid" ? std::string("validation") : options.split;
    std::optional<int> group;
    if (!options.by.empty()) {
        CPW_TRY(field, fieldOf(looking.fields, options.by));
        group = field;
    }
    CPW_TRY(survey, looking.inspector->survey(looking.at, part, options.rows, group, {}));
    auto document = surveyJson(survey);
    auto text = fmt::format("{} of {} rows, {} layers, {} prompts\nmean cosine {:.4f}, first two components {:.1f} % and {:.1f} % of the variance\n",
                            survey.rows.size(), survey.rowsTotal, survey.mean.layers, survey.mean.prompts, survey.cosine, 100 * survey.shares[0],
                            100 * survey.shares[1]);
    if (!options.output.empty()) {
        CPW_TRY(written, engine::exportPrompts(*looking.store, looking.at, part, options.rows, options.output));
        document["output"] = options.output;
        text += fmt::format("{} rows written: {}\n", written.rows, options.output);
    }
    return context.print(document, [&] { return text; });
}

std::string errorsText(const api::RowRanking& ranking, const api::SliceReport& report) {
    auto text = fmt::format("largest errors of {} rows\n", ranking.matching);
    for (const auto& row : ranking.rows) {
        text += fmt::format("  row {}: label {}, probability {:.4f},", row.row, row.isPositive ? 1 : 0, row.probability);
        for (const auto& value : row.values)
            text += " " + value;
        text += "\n";
    }
    for (const auto& slice : report.slices) {
        text += fmt::format("  {}: {} rows, AUC {}, log loss {:.4f}, calibration error {:.4f}", slice.name, slice.rows,
                            slice.auc ? fmt::format("{:.4f}", *slice.auc) : "-", slice.logLoss, slice.calibrationError);
        text += slice.secondLogLoss ? fmt::format("; the other {:.4f}\n", *slice.secondLogLoss) : "\n";
    }
    return text;
}

Result<void> errors(const ErrorsOptions& options, CommandContext& context) {
    CPW_TRY(looking, open(options.model, context));
    const auto part = options.split == "valid" ? std::string("validation") : options.split;
    api::SliceQuestion slices{.model = looking.at, .part = part};
    if (!options.by.empty() && options.by != "tail") {
        CPW_TRY(field, fieldOf(looking.fields, options.by));
        slices.field = field;
    }
    if (!options.against.empty()) {
        CPW_TRY(other, parseRunId(options.against));
        slices.second = api::ModelAt{other};
    }
    CPW_TRY(ranking, looking.inspector->rank({.model = looking.at, .part = part, .count = options.top}, {}));
    CPW_TRY(report, looking.inspector->slices(slices, {}));
    auto document = slicesJson(report);
    document["errors"] = rankingJson(ranking);
    document["step"] = *looking.at.step;
    return context.print(document, [&] { return errorsText(ranking, report); });
}

void addModelOptions(CLI::App& app, AskedModel& asked) {
    app.add_option("run", asked.run, "The run")->required();
    app.add_option("--checkpoint", asked.checkpoint, "best, last or the step of a checkpoint")->type_name("best|last|STEP");
}

void addSplit(CLI::App& app, std::string& split) {
    app.add_option("--split", split, "train, valid or test")->check(CLI::IsMember({"train", "valid", "test"}));
}

void addInspect(CLI::App& program, const CommandRegistrar& registrar) {
    auto options = std::make_shared<InspectOptions>();
    auto& context = registrar.context();
    auto* app = registrar.command(program, "inspect", "What a trained model makes of one row",
                                  "  clickprompt inspect r-0001 --row 42\n"
                                  "  clickprompt inspect r-0001 --row 42 --set-field shelf=poetry --contributions integrated_gradients\n"
                                  "  clickprompt inspect r-0001 --row 42 --prompts average --layer 0 --mask-head 1.0\n"
                                  "  clickprompt inspect r-0001 --row 42 --attention 0 --masked shelf --json",
                                  [options, &context] { return inspect(*options, context); });
    addModelOptions(*app, options->model);
    app->add_option("--row", options->row, "Row of the table, from 0")->required();
    app->add_option("--set-field", options->edits, "Another value for a field; may be given several times")->type_name("FIELD=VALUE")->allow_extra_args(false);
    app->add_option("--set-id", options->idEdits, "Another value on the side of the ids alone")->type_name("FIELD=VALUE")->allow_extra_args(false);
    app->add_option("--set-words", options->wordEdits, "Another value in the text alone")->type_name("FIELD=VALUE")->allow_extra_args(false);
    app->add_option("--prompts", options->prompts, "Soft prompts left out, their average over training rows, or those of another row")
        ->type_name("leave_out|average|ROW");
    app->add_option("--layer", options->layer, "Changes the soft prompts of this layer alone, from 0");
    app->add_option("--prompt", options->prompt, "Changes this soft prompt alone, from 0");
    app->add_option("--mask-head", options->maskedHeads, "A head whose output is set to zero; may be given several times")
        ->type_name("LAYER.HEAD")
        ->allow_extra_args(false);
    app->add_option("--attention", options->attention, "Weights of this layer, from 0")->type_name("LAYER");
    app->add_option("--contributions", options->contributions, "What each field adds to the logit")
        ->check(CLI::IsMember({"integrated_gradients", "gradient", "leave_one_out"}));
    app->add_option("--masked", options->masked, "Mask the tokens of this field and have them filled in")->type_name("FIELD");
}

} // namespace

void addInspectCommands(CLI::App& program, const CommandRegistrar& registrar) {
    addInspect(program, registrar);
    auto& context = registrar.context();
    auto surveyed = std::make_shared<PromptsOptions>();
    auto* survey = registrar.command(program, "prompts", "Soft prompts of many rows: a survey, and the tensors as a file",
                                     "  clickprompt prompts r-0001 --split test --output prompts.safetensors\n"
                                     "  clickprompt prompts r-0001 --rows 1000 --by shelf --json",
                                     [surveyed, &context] { return prompts(*surveyed, context); });
    addModelOptions(*survey, surveyed->model);
    addSplit(*survey, surveyed->split);
    survey->add_option("--output", surveyed->output, "rows, labels, and keys and values or states")->type_name("FILE.safetensors");
    survey->add_option("--rows", surveyed->rows, "Rows, evenly spread over the part; 256 when not given");
    survey->add_option("--by", surveyed->by, "Groups by the values of this field")->type_name("FIELD");
    auto wrong = std::make_shared<ErrorsOptions>();
    auto* app = registrar.command(program, "errors", "Rows with the largest errors, and measures of slices",
                                  "  clickprompt errors r-0001\n"
                                  "  clickprompt errors r-0002 --by shelf --against r-0001",
                                  [wrong, &context] { return errors(*wrong, context); });
    addModelOptions(*app, wrong->model);
    addSplit(*app, wrong->split);
    app->add_option("--by", wrong->by, "Slices by the values of this field, or tail: rare and frequent values of the two largest fields")->type_name("FIELD|tail");
    app->add_option("--against", wrong->against, "Another run on the same rows, its best checkpoint")->type_name("RUN");
    app->add_option("--top", wrong->top, "Rows to show; 20 when not given");
}

} // namespace cpw::cli
