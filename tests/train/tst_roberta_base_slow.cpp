// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "tests/support/stage_runs.h"

#include "core/engine/stage_estimate.h"
#include "core/plm/weight_saving.h"
#include "core/train/memory_trace.h"
#include "tests/support/test_data.h"

#include <cmath>

using namespace cpw;
using spec::StageKind;
using tests::RecordingObserver;
using tests::runAll;

namespace {

namespace fs = std::filesystem;

constexpr const char* kRobertaBase = R"({"architectures": ["RobertaForMaskedLM"], "attention_probs_dropout_prob": 0.1,
    "bos_token_id": 0, "eos_token_id": 2, "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "hidden_size": 768,
    "initializer_range": 0.02, "intermediate_size": 3072, "layer_norm_eps": 1e-05, "max_position_embeddings": 514,
    "model_type": "roberta", "num_attention_heads": 12, "num_hidden_layers": 12, "pad_token_id": 1, "type_vocab_size": 1,
    "vocab_size": 50265})";

/// A folder of roberta-base's shape with random weights, and the small tokenizer of the golden files.
void writeRobertaBase(const fs::path& folder) {
    const auto config = plm::PlmConfig::fromJson(kRobertaBase);
    if (!config)
        throw std::runtime_error(config.error().text());
    fs::create_directories(folder);
    at::manual_seed(1);
    const auto saved = plm::saveHuggingFaceFolder(folder, plm::BertEncoder(*config, 0), plm::MlmHead(*config), {});
    if (!saved)
        throw std::runtime_error(saved.error().text());
    for (const char* file : {"vocab.json", "merges.txt"})
        fs::copy_file(fs::path(cpw::test::dataPath("/golden/families/roberta")) / file, folder / file);
}

} // namespace

class RobertaBaseTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStepIsEstimatedAndDone() {
        const QTemporaryDir folder;
        const auto modelFolder = fs::path(folder.path().toStdString()) / "roberta-base";
        writeRobertaBase(modelFolder);
        auto spec = tests::smallSpec({StageKind::PaMlm});
        spec.plm.folder = modelFolder.string();
        spec.data.maximumRows = 120; // its validation is most of what this test costs
        spec.stages[0].batch = 8;
        spec.stages[0].maximumSteps = 1;
        spec.prompts.count = 5;

        const auto estimate = engine::estimateRun(spec, {.mostSteps = 1});
        QVERIFY2(estimate.has_value(), estimate ? "" : estimate.error().text().c_str());
        const auto& stage = estimate->stages.front();
        const std::map<std::string, std::int64_t> parameters(stage.parameters.begin(), stage.parameters.end());
        QCOMPARE(parameters.at("encoder"), 124'055'040); // without the pooler that nothing uses
        QCOMPARE(parameters.at("mlm_head"), 642'393);
        QCOMPARE(stage.measuredSteps, 1);
        const std::map<std::string, std::uint64_t> memory(stage.memory.begin(), stage.memory.end());
        QVERIFY(memory.at("weights") > 4 * 124'697'433ULL && memory.at("optimizer") > 7 * 124'055'040ULL);

        const auto setup = tests::assemble(spec, folder);
        train::MemoryTrace trace(at::kCPU);
        RecordingObserver observer;
        QCOMPARE(runAll(setup, observer), train::StageEnd::Finished);
        const auto& losses = observer.curves["train/loss"];
        QCOMPARE(losses.size(), 1U);
        QVERIFY2(std::abs(losses[0].value - std::log(50265)) < 0.5, qPrintable(QString::number(losses[0].value)));
        double foretold = 0;
        for (const char* part : {"weights", "gradients", "optimizer", "activations", "masked-language logits", "copy at the end"})
            foretold += static_cast<double>(memory.at(part));
        const auto used = static_cast<double>(trace.peakBytes());
        QVERIFY2(std::abs(foretold - used) < 0.25 * used, qPrintable(QString("%1 foretold, %2 used").arg(foretold).arg(used)));
    }
};

QTEST_APPLESS_MAIN(RobertaBaseTest)
#include "tst_roberta_base_slow.moc"
