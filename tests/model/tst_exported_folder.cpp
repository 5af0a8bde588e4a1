// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_check.h"
#include "tests/support/reference_python.h"

#include "core/plm/safetensors.h"
#include "core/plm/weight_loading.h"
#include "core/plm/weight_saving.h"
#include "tests/support/test_data.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace cpw;
using namespace cpw::testing;

namespace {

namespace fs = std::filesystem;
const fs::path kFamilies = cpw::test::dataPath("/golden/families");

struct Model {
    plm::BertEncoder encoder{nullptr};
    plm::MlmHead head{nullptr};
};

Model loadModel(const fs::path& folder) {
    const auto config = *plm::PlmConfig::load(folder);
    Model model{plm::BertEncoder(config, 0), plm::MlmHead(config)};
    const auto report = plm::loadHuggingFaceFolder(folder, model.encoder, model.head);
    if (!report)
        throw std::runtime_error(report.error().text());
    model.encoder->eval();
    return model;
}

/// Weights that no file holds yet.
Model changedModel(const fs::path& folder) {
    auto model = loadModel(folder);
    const at::NoGradGuard noGrad;
    at::manual_seed(5);
    for (auto parameter : model.encoder->parameters())
        parameter.add_(at::randn_like(parameter) * 0.05);
    for (auto parameter : model.head->parameters())
        parameter.add_(at::randn_like(parameter) * 0.05);
    return model;
}

plm::NamedTensors outputsOf(Model& model, const plm::NamedTensors& cases) {
    const at::NoGradGuard noGrad;
    const plm::TokenBatch tokens{cases.at("token_ids"), cases.at("token_mask").to(at::kBool)};
    const auto states = model.encoder->forward(tokens, {}, {.positions = {}, .hiddenStates = true}).hiddenStates;
    return {{"token_ids", cases.at("token_ids")},
            {"token_mask", cases.at("token_mask")},
            {"hidden_states", at::stack(states)},
            {"mlm_logits", model.head->logits(states.back(), model.encoder->wordEmbeddings())}};
}

QStringList families() {
    return QDir(QString::fromStdString(kFamilies.string())).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

} // namespace

/// A written folder read again, by us and, where the reference Python is installed, by transformers.
class ExportedFolderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY(families().size() >= 7);
        for (const auto& name : families()) {
            const auto source = kFamilies / name.toStdString();
            const auto target = fs::path(m_folder.path().toStdString()) / name.toStdString();
            fs::create_directories(target);
            auto model = changedModel(source);
            QVERIFY(plm::saveHuggingFaceFolder(target, model.encoder, model.head, {{"note", "x"}}).has_value());
            const auto cases = plm::loadSafetensors(source / "cases.safetensors");
            QVERIFY(plm::saveSafetensors(target / "acts.safetensors", outputsOf(model, cases->tensors), {}).has_value());
        }
    }

    void readingItAgainGivesTheSameNumbers() {
        for (const auto& name : families()) {
            const auto folder = fs::path(m_folder.path().toStdString()) / name.toStdString();
            auto again = loadModel(folder);
            const auto acts = plm::loadSafetensors(folder / "acts.safetensors");
            for (const auto& [key, tensor] : outputsOf(again, acts->tensors))
                QVERIFY2(tensor.equal(acts->tensors.at(key)), qPrintable(name + ": " + key.c_str()));
        }
    }

    void namesAndShapesAreThoseThatTransformersWrote() {
        for (const auto& name : families()) {
            const auto written = plm::loadSafetensors(fs::path(m_folder.path().toStdString()) / name.toStdString() / "model.safetensors");
            const auto theirs = plm::loadSafetensors(kFamilies / name.toStdString() / "model.safetensors");
            QCOMPARE(written->metadata.at("format"), std::string("pt"));
            QCOMPARE(written->tensors.size(), theirs->tensors.size());
            for (const auto& [key, tensor] : theirs->tensors) {
                QVERIFY2(written->tensors.contains(key), qPrintable(name + ": " + key.c_str()));
                QVERIFY2(written->tensors.at(key).sizes() == tensor.sizes(), qPrintable(name + ": " + key.c_str()));
            }
        }
    }

    void transformersComputesTheSame() {
        QStringList folders;
        for (const auto& name : families())
            folders << m_folder.filePath(name);
        const auto answer = runReference("exported_folder.py", folders);
        if (!answer)
            QSKIP(kNoReference);
        QVERIFY2(answer->isDone, answer->errors.constData());
        QCOMPARE(answer->output.count(": equal"), families().size());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(ExportedFolderTest)
#include "tst_exported_folder.moc"
