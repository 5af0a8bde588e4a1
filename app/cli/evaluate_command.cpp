// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/evaluation_report.h"
#include "app/cli/model_opening.h"

namespace cpw::cli {
namespace {

struct EvaluateOptions {
    ModelChoice model;
    std::string split = "test";
    std::string tail;
    std::string against;
    std::size_t mostSlices = 20;
    engine::EvaluationRequest request;
};

engine::SplitPart partOf(const std::string& split) {
    return split == "train" ? engine::SplitPart::Train : split == "valid" ? engine::SplitPart::Valid : engine::SplitPart::Test;
}

/// "user,item" into the request.
Result<void> readTail(const std::string& text, engine::EvaluationRequest& request) {
    if (text.empty())
        return {};
    const auto comma = text.find(',');
    if (comma == std::string::npos || comma == 0 || comma + 1 == text.size() || text.find(',', comma + 1) != std::string::npos)
        return fail(ErrorCode::Usage,
                    "--tail \"{}\" does not name two fields; expected those of users and items, such as user,item", text);
    request.tailUsers = text.substr(0, comma);
    request.tailItems = text.substr(comma + 1);
    return {};
}

/// The other run's scores of the same rows, with its best checkpoint.
Result<AgainstReport> compareWith(const EvaluateOptions& options, const engine::ScoredPart& scored, CommandContext& context) {
    CPW_TRY(other, openModel({options.against, "best", options.model.device}, context));
    CPW_TRY(otherScored, other->scorePart(partOf(options.split)));
    auto areas = engine::compareScores(scored, otherScored);
    if (!areas)
        return withContext(std::move(areas.error()), "--against " + options.against);
    return AgainstReport{options.against, *areas, data::logLossFromLogits(otherScored.logits, otherScored.labels)};
}

Result<void> evaluate(const EvaluateOptions& options, CommandContext& context) {
    auto request = options.request;
    request.part = partOf(options.split);
    CPW_TRY_VOID(readTail(options.tail, request));
    CPW_TRY(session, openModel(options.model, context));
    CPW_TRY(scored, session->scorePart(request.part));
    CPW_TRY(evaluation, session->measure(scored, request));
    auto document = evaluationJson(evaluation);
    document["run"] = options.model.run;
    document["split"] = options.split;
    document["step"] = session->step();
    std::string more;
    if (!options.against.empty()) {
        CPW_TRY(against, compareWith(options, scored, context));
        document["against"] = againstJson(against, evaluation);
        more = againstText(against, evaluation);
    }
    return context.print(document, [&] { return evaluationText(evaluation, options.mostSlices) + more; });
}

} // namespace

void addEvaluateCommand(CLI::App& program, const CommandRegistrar& registrar) {
    auto options = std::make_shared<EvaluateOptions>();
    auto& context = registrar.context();
    auto* app = registrar.command(program, "evaluate", "AUC, log loss, calibration and slices of a trained model",
                                  "  clickprompt evaluate r-0001\n"
                                  "  clickprompt evaluate r-0001 --checkpoint last --split valid\n"
                                  "  clickprompt evaluate r-0001 --by shelf --by user --tail user,book --bootstrap 1000\n"
                                  "  clickprompt evaluate r-0002 --against r-0001",
                                  [options, &context] { return evaluate(*options, context); });
    addModelOptions(*app, options->model);
    auto& request = options->request;
    app->add_option("--split", options->split, "train, valid or test")->check(CLI::IsMember({"train", "valid", "test"}));
    app->add_option("--by", request.by,
                    "Measures for each value of this field, and gAUC over its values; may be given several times")
        ->type_name("FIELD")
        ->allow_extra_args(false);
    app->add_option("--tail", options->tail, "Measures for rare and other users and items: the two fields")
        ->type_name("USERS,ITEMS");
    app->add_option("--tail-share", request.tailShare,
                    "Rare are this share of the values, by their training rows; 0.1 when not given");
    app->add_option("--bins", request.bins, "Bins of the calibration, equally wide; 10 when not given");
    app->add_option("--bootstrap", request.bootstrapDraws,
                    "Intervals of AUC, PR-AUC and log loss by this many draws of the rows; 1000 is usual");
    app->add_option("--bootstrap-seed", request.bootstrapSeed, "Seed of the draws");
    app->add_option("--against", options->against,
                    "Another run: paired DeLong test and RelaImpr on the same rows, its best checkpoint")
        ->type_name("RUN");
    app->add_option("--top", options->mostSlices, "Slices of a field to print; 20 when not given, --json has all");
}

} // namespace cpw::cli
