// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_io.h"
#include "core/plm/weight_files.h"
#include "core/plm/weight_loading.h"
#include "tests/support/test_data.h"
#include "tests/support/zip_writer.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace cpw;
using namespace cpw::testing;

namespace {

namespace fs = std::filesystem;
const std::string kGolden = cpw::test::dataPath("/golden/");

/// pytorch_model.bin of float tensors, each in a storage of its own.
std::string archiveOf(const plm::NamedTensors& tensors) {
    std::vector<std::pair<std::string, std::string>> items, storages;
    for (const auto& [name, tensor] : tensors) {
        const auto key = std::to_string(storages.size());
        const auto values = tensor.contiguous();
        items.emplace_back(name, pickle::tensor(pickle::storage(key, "FloatStorage", tensor.numel()),
                                                {0, values.sizes().vec(), values.strides().vec()}));
        storages.emplace_back("data/" + key, std::string(static_cast<const char*>(values.const_data_ptr()), values.nbytes()));
    }
    return torchArchive(pickle::stateDict(items), std::move(storages));
}

void expectEqual(const plm::NamedTensors& tensors, const plm::NamedTensors& expected) {
    QCOMPARE(tensors.size(), expected.size());
    for (const auto& [name, tensor] : tensors) {
        const auto& other = expected.at(name);
        QVERIFY2(tensor.scalar_type() == other.scalar_type() && tensor.equal(other), name.c_str());
    }
}

} // namespace

class WeightFilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void tensorsEqualThoseOfTorch() {
        const auto tensors = plm::loadTorchArchive(kGolden + "weights/state_dict.bin");
        QVERIFY2(tensors.has_value(), tensors ? "" : tensors.error().text().c_str());
        expectEqual(*tensors, plm::loadSafetensors(kGolden + "weights/state_dict.safetensors")->tensors);
        QCOMPARE(tensors->at("embedding.transposed").data_ptr(), tensors->at("embedding.weight").data_ptr());
        QVERIFY(tensors->at("norm.bfloat16").sizes().empty());
    }

    void tensorsOutliveTheFile() {
        fs::copy_file(kGolden + "weights/state_dict.bin", path() / "pytorch_model.bin");
        at::Tensor kept;
        {
            auto tensors = plm::readModelWeights(path());
            QVERIFY(tensors.has_value());
            kept = tensors->at("cube.permuted");
        }
        fs::remove(path() / "pytorch_model.bin");
        QVERIFY(kept.equal(at::arange(24, at::kFloat).reshape({2, 3, 4}).permute({2, 0, 1})));
    }

    void misalignedViewsAreCopied() {
        const auto values = at::arange(6, at::kFloat);
        const std::string bytes(static_cast<const char*>(values.const_data_ptr()), values.nbytes());
        const auto storage = pickle::storage("0", "FloatStorage", 6);
        bool wasMisaligned = false;
        for (std::size_t pad = 0; pad < 4; ++pad) {
            const auto archive =
                torchArchive(pickle::stateDict({{"a", pickle::tensor(storage, {1, {2, 2}, {1, 3}})}}), {{"pad", std::string(pad, 'x')}, {"data/0", bytes}});
            wasMisaligned = wasMisaligned || archive.find(bytes) % 4 != 0;
            write("pytorch_model.bin", archive);
            const auto tensors = plm::readModelWeights(path());
            QVERIFY2(tensors.has_value(), tensors ? "" : tensors.error().text().c_str());
            QVERIFY(tensors->at("a").equal(at::tensor({1.0F, 4.0F, 2.0F, 5.0F}).reshape({2, 2})));
        }
        QVERIFY(wasMisaligned);
    }

    void anEncoderLoadsFromEveryForm() {
        const auto golden = plm::loadSafetensors(kGolden + "bert_tiny/model.safetensors")->tensors;
        fs::copy_file(kGolden + "bert_tiny/config.json", path() / "config.json");
        write("pytorch_model.bin", archiveOf(golden));
        expectLoads(golden);
        fs::remove(path() / "pytorch_model.bin");
        writeShards(golden, "pytorch_model.bin.index.json", [this](const std::string& file, const plm::NamedTensors& shard) { write(file, archiveOf(shard)); });
        expectLoads(golden);
        writeShards(golden, "model.safetensors.index.json", [this](const std::string& file, const plm::NamedTensors& shard) {
            QVERIFY(plm::saveSafetensors(path() / file, shard, {}).has_value());
        });
        fs::remove(path() / "pytorch_model.bin.index.json"); // its shards are overwritten
        expectLoads(golden);
    }

    void shardsMustHoldWhatTheIndexSays() {
        save("one.safetensors", {{"a", at::ones({2})}});
        save("two.safetensors", {{"b", at::ones({3})}});
        const auto index = [this](const char* map) { write("model.safetensors.index.json", std::string(R"({"weight_map": )") + map + "}"); };
        index(R"({"a": "one.safetensors", "b": "two.safetensors"})");
        QCOMPARE(plm::readModelWeights(path())->size(), 2U);
        index(R"({"a": "one.safetensors", "b": "two.safetensors", "c": "two.safetensors"})");
        expectError("puts \"c\" into two.safetensors, which does not hold it");
        index(R"({"a": "one.safetensors", "b": "one.safetensors", "c": "two.safetensors"})");
        expectError("two.safetensors holds \"b\", which model.safetensors.index.json puts into one.safetensors");
        index(R"({"a": "one.safetensors", "c": "two.safetensors"})");
        expectError("two.safetensors holds \"b\", which model.safetensors.index.json does not name");
        save("two.safetensors", {{"b", at::ones({3})}, {"a", at::ones({2})}});
        index(R"({"a": "one.safetensors", "b": "two.safetensors"})");
        expectError("two.safetensors holds \"a\", which model.safetensors.index.json puts into one.safetensors");
        fs::remove(path() / "two.safetensors");
        expectError("names two.safetensors, which is not in");
    }

    void whatIsNoWeightFileIsExplained() {
        expectError("holds no weights; download model.safetensors");
        write("pytorch_model.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 440473133\n");
        expectError("pytorch_model.bin is a pointer of Git LFS");
        write("pytorch_model.bin", "<html>");
        expectError("pytorch_model.bin: 6 bytes that begin with \"<html>\"");
        fs::copy_file(kGolden + "weights/legacy.bin", path() / "pytorch_model.bin", fs::copy_options::overwrite_existing);
        expectError("the form of torch before 1.6");
    }

private:
    fs::path path() const { return m_folder->path().toStdString(); }
    void write(const std::string& name, const std::string& text) const { QVERIFY(writeTextAtomically(path() / name, text).has_value()); }
    void save(const char* name, const plm::NamedTensors& tensors) const { QVERIFY(plm::saveSafetensors(path() / name, tensors, {}).has_value()); }

    template <class Write>
    void writeShards(const plm::NamedTensors& tensors, const char* index, Write write) const {
        plm::NamedTensors shards[2];
        std::string map;
        for (const auto& [name, tensor] : tensors) {
            const auto shard = shards[0].size() > shards[1].size() ? 1U : 0U;
            shards[shard].emplace(name, tensor);
            map += fmt::format("{}\"{}\": \"shard-{}\"", map.empty() ? "" : ", ", name, shard);
        }
        write("shard-0", shards[0]);
        write("shard-1", shards[1]);
        this->write(index, "{\"weight_map\": {" + map + "}}");
    }

    void expectLoads(const plm::NamedTensors& golden) const {
        const auto config = plm::PlmConfig::load(path());
        plm::BertEncoder encoder(*config, 7);
        const auto report = plm::loadHuggingFaceFolder(path(), encoder, nullptr);
        QVERIFY2(report.has_value(), report ? "" : report.error().text().c_str());
        QVERIFY(encoder->wordEmbeddings().equal(golden.at("embeddings.word_embeddings.weight")));
        expectEqual(*plm::readModelWeights(path()), golden);
    }

    void expectError(const char* message) const {
        const auto tensors = plm::readModelWeights(path());
        QVERIFY(!tensors.has_value());
        QVERIFY2(tensors.error().text().find(message) != std::string::npos, tensors.error().text().c_str());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(WeightFilesTest)
#include "tst_weight_files.moc"
