// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/byte_bpe_files.h"
#include "core/text/tokenizer_json.h"
#include "core/text/wordpiece.h"
#include "tests/support/golden_tokens.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/test_data.h"

#include <QtTest>

using namespace cpw;
using namespace cpw::text;
namespace fs = std::filesystem;

namespace {

const fs::path kGolden = fs::path(cpw::test::dataPath()) / "golden";

/// A small WordPiece tokenizer as the library writes it.
Json wordPieceJson() {
    return Json::parse(R"({
        "version": "1.0", "truncation": null, "padding": null,
        "added_tokens": [{"id": 5, "content": "[X]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
        "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {"type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
            "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]}}},
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
            "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4, "[X]": 5, "hello": 6, "Hello": 7, "##s": 8}}})");
}

Json goldenVocabulary() {
    return Json::parse(*readText(kGolden / "bpe" / "vocab.json"));
}

Json goldenMerges() {
    Json merges = Json::array();
    const auto pairs = parseMerges(*readText(kGolden / "bpe" / "merges.txt"), "merges.txt");
    for (const auto& [left, right] : *pairs)
        merges.push_back(left + " " + right);
    return merges;
}

Json byteJson() {
    const Json byteLevel = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}};
    return {{"added_tokens",
             Json::array({{{"id", goldenVocabulary()["<mask>"]}, {"content", "<mask>"}, {"lstrip", true}, {"special", true}}})},
            {"normalizer", nullptr},
            {"pre_tokenizer", byteLevel},
            {"post_processor",
             {{"type", "RobertaProcessing"},
              {"cls", {"<s>", 0}},
              {"sep", {"</s>", 2}},
              {"trim_offsets", true},
              {"add_prefix_space", false}}},
            {"model",
             {{"type", "BPE"},
              {"dropout", nullptr},
              {"unk_token", nullptr},
              {"vocab", goldenVocabulary()},
              {"merges", goldenMerges()}}}};
}

TokenizerConfig configOf(const char* json) {
    TokenizerConfig config;
    config.json = Json::parse(json);
    return config;
}

/// The configuration of a byte-level tokenizer: the tokens that its file does not name.
TokenizerConfig byteConfig() {
    return configOf(R"({"pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>"})");
}

std::string errorOf(const Json& json, const TokenizerConfig& config = {}) {
    const auto tokenizer = parseTokenizerJson(json.dump(), config, "tokenizer.json");
    return tokenizer ? "no error" : tokenizer.error().text();
}

std::shared_ptr<const Tokenizer> parsed(const Json& json, const TokenizerConfig& config = {}) {
    const auto tokenizer = parseTokenizerJson(json.dump(), config, "tokenizer.json");
    if (!tokenizer)
        qFatal("%s", tokenizer.error().text().c_str());
    return *tokenizer;
}

QString written(const Tokenizer& tokenizer, std::string_view text) {
    QStringList list;
    for (const Token& token : tokenizer.encode(text)) {
        const std::string_view piece = tokenizer.piece(token.id);
        list << QString("%1@%2-%3")
                    .arg(QString::fromUtf8(piece.data(), static_cast<qsizetype>(piece.size())))
                    .arg(token.begin)
                    .arg(token.end);
    }
    return list.join(' ');
}

} // namespace

class TestTokenizerJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addedTokensOfEveryRuleMatchTheFastTokenizer_data() {
        QTest::addColumn<bool>("isBytes");
        QTest::newRow("bpe_added.jsonl") << true;
        QTest::newRow("wordpiece_added.jsonl") << false;
    }
    void addedTokensOfEveryRuleMatchTheFastTokenizer() {
        QFETCH(bool, isBytes);
        auto rows = test::goldenRows(QTest::currentDataTag());
        QVERIFY(rows.size() > 400);
        Json definition = rows.front().at("tokenizer");
        if (isBytes) {
            definition["model"]["vocab"] = goldenVocabulary();
            definition["model"]["merges"] = goldenMerges();
        } else {
            const std::vector<std::string> pieces = parseVocabulary(*readText(kGolden / "wordpiece_vocab.txt"));
            for (std::size_t id = 0; id < pieces.size(); ++id)
                definition["model"]["vocab"][pieces[id]] = id;
        }
        const auto tokenizer = parsed(definition, isBytes ? byteConfig() : TokenizerConfig{});
        const test::ScratchFolder folder;
        QVERIFY(tokenizer->save(folder.path() / "saved"));
        const auto reloaded = loadTokenizerFolder(folder.path() / "saved");
        QVERIFY2(reloaded, reloaded ? "" : reloaded.error().text().c_str());
        QCOMPARE((*reloaded)->fingerprint(), tokenizer->fingerprint());
        for (std::size_t i = 1; i < rows.size(); ++i)
            for (const auto* one : {tokenizer.get(), reloaded->get()}) {
                const std::string difference = test::goldenDifference(rows[i], *one);
                QVERIFY2(difference.empty(), difference.c_str());
            }
    }

    void whatIsNotSupportedIsRefusedWithFieldAndValue_data() {
        QTest::addColumn<bool>("isBytes");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("message");
        const auto refuses = [](bool isBytes, const char* pointer, const char* value, const char* message) {
            QTest::addRow("%s %s = %s", isBytes ? "bytes" : "words", pointer, value)
                << isBytes << QString(pointer) << QString(value) << QString(message);
        };
        refuses(false, "/model", "3", "model is 3, which is not supported; expected a WordPiece or BPE model");
        refuses(false, "/model/type", "\"Unigram\"", "model.type is \"Unigram\"");
        refuses(false, "/normalizer", "{\"type\":\"NFC\"}",
                "normalizer is {\"type\":\"NFC\"}, which is not supported; expected type BertNormalizer");
        refuses(false, "/normalizer/lowercase", "1", "lowercase is 1, expected true or false");
        refuses(false, "/pre_tokenizer", "{\"type\":\"Whitespace\"}", "pre_tokenizer is {\"type\":\"Whitespace\"}");
        refuses(false, "/pre_tokenizer", "null", "pre_tokenizer is null");
        refuses(false, "/model/continuing_subword_prefix", "\"@@\"",
                "continuing_subword_prefix is \"@@\", which is not supported; expected \"##\"");
        refuses(false, "/model/max_input_chars_per_word", "200",
                "max_input_chars_per_word is 200, which is not supported; expected 1 to 100");
        refuses(false, "/model/vocab/hello", "99", "piece \"hello\" has the id 99, expected each of 0 to 8 once");
        refuses(false, "/model/vocab/hello", "7", "expected each of 0 to 8 once");
        refuses(false, "/model/vocab", "[]", "the vocabulary is [], expected an object");
        refuses(false, "/post_processor/single/1/Sequence/id", "\"B\"", "post_processor.single is");
        refuses(false, "/post_processor/special_tokens/[CLS]/tokens", "[\"[CLS]\",\"[X]\"]", "post_processor.special_tokens is");
        refuses(false, "/post_processor", "{\"type\":\"Other\"}", "post_processor is {\"type\":\"Other\"}");
        refuses(false, "/added_tokens/0/id", "6", "the added token [X] has the id 6, but its piece in the vocabulary has 5");
        refuses(false, "/added_tokens/0/content", "\"\"", "expected its text");
        refuses(false, "/added_tokens/0/lstrip", "\"yes\"", "lstrip is \"yes\", expected true or false");
        refuses(false, "/added_tokens", "7", "added_tokens is 7, expected a list");
        refuses(true, "/model/dropout", "0.1", "dropout is 0.1, which is not supported; expected null");
        refuses(true, "/model/ignore_merges", "true", "ignore_merges is true, which is not supported; expected false");
        refuses(true, "/model/byte_fallback", "true", "byte_fallback is true");
        refuses(true, "/model/fuse_unk", "true", "fuse_unk is true");
        refuses(true, "/model/continuing_subword_prefix", "\"##\"",
                "continuing_subword_prefix is \"##\", which is not supported; expected \"\"");
        refuses(true, "/model/end_of_word_suffix", "\"</w>\"", "end_of_word_suffix is \"</w>\"");
        refuses(true, "/normalizer", "{\"type\":\"NFC\"}",
                "normalizer is {\"type\":\"NFC\"}, which is not supported; expected none");
        refuses(true, "/pre_tokenizer/use_regex", "false", "use_regex is false, which is not supported; expected true");
        refuses(true, "/pre_tokenizer", "{\"type\":\"Metaspace\"}", "expected type ByteLevel");
        refuses(true, "/model/merges/0", "\"a b c\"", "merge 1 is \"a b c\", expected two pieces");
        refuses(true, "/model/merges/0", "[\"a\"]", "merge 1 is [\"a\"], expected two pieces");
        refuses(true, "/model/merges", "null", "merges is null");
        refuses(true, "/post_processor/cls", "\"<s>\"", "cls is \"<s>\", which is not supported; expected a token with its id");
    }
    void whatIsNotSupportedIsRefusedWithFieldAndValue() {
        QFETCH(bool, isBytes);
        QFETCH(QString, pointer);
        QFETCH(QString, value);
        QFETCH(QString, message);
        Json json = isBytes ? byteJson() : wordPieceJson();
        json[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        const std::string error = errorOf(json, isBytes ? byteConfig() : TokenizerConfig{});
        QVERIFY2(error.find(message.toStdString()) != std::string::npos, error.c_str());
        QVERIFY2(error.find("tokenizer.json") != std::string::npos, error.c_str());
    }

    void theConfigurationOverrulesTheFile() {
        QCOMPARE(written(*parsed(wordPieceJson()), "Hellos"), QString("hello@0-5 ##s@5-6"));
        QCOMPARE(written(*parsed(wordPieceJson(), configOf(R"({"do_lower_case": false})")), "Hello"), QString("Hello@0-5"));
        auto config = byteConfig();
        const auto plain = parsed(byteJson(), config);
        config.json["add_prefix_space"] = true;
        const auto prefixed = parsed(byteJson(), config);
        QCOMPARE(prefixed->encode("is").front().id, plain->encode(" is").front().id);
        QVERIFY(prefixed->encode("is").front().id != plain->encode("is").front().id);
    }

    void oldAndNewFormsAreRead() {
        Json json = byteJson();
        const auto expected = parsed(json, byteConfig())->fingerprint();
        json["model"].erase("type");
        for (Json& merge : json["model"]["merges"]) {
            const std::string text = merge;
            merge = Json::array({text.substr(0, text.find(' ')), text.substr(text.find(' ') + 1)});
        }
        QCOMPARE(parsed(json, byteConfig())->fingerprint(), expected);
        const Json byteLevel = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}};
        const Json bert = {{"type", "BertProcessing"}, {"cls", {"<s>", 0}}, {"sep", {"</s>", 2}}};
        json["post_processor"] = {{"type", "Sequence"}, {"processors", {byteLevel, bert}}};
        QCOMPARE(parsed(json, byteConfig())->fingerprint(), expected);
        json["post_processor"]["processors"].push_back(bert);
        QVERIFY(errorOf(json, byteConfig()).find("one template and one trimming of offsets") != std::string::npos);
    }

    void aFolderIsReadInTheRightOrder() {
        const test::ScratchFolder folder;
        const auto vocabulary = [](const char* word) {
            return std::string("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n") + word + "\n";
        };
        QVERIFY(writeTextAtomically(folder.path() / "merges.txt", *readText(kGolden / "bpe" / "merges.txt")));
        const auto one = loadTokenizerFolder(folder.path());
        QVERIFY(!one && one.error().text().find("holds merges.txt but not vocab.json") != std::string::npos);
        QVERIFY(writeTextAtomically(folder.path() / "vocab.json", *readText(kGolden / "bpe" / "vocab.json")));
        QCOMPARE((*loadTokenizerFolder(folder.path()))->family(), std::string_view("byte-level BPE"));
        QVERIFY(writeTextAtomically(folder.path() / "vocab.txt", vocabulary("hello")));
        QCOMPARE((*loadTokenizerFolder(folder.path()))->vocabularySize(), 6);
        QVERIFY(writeTextAtomically(folder.path() / "tokenizer.json", wordPieceJson().dump()));
        QCOMPARE((*loadTokenizerFolder(folder.path()))->vocabularySize(), 9);
        QCOMPARE((*loadTokenizerFile(folder.path() / "vocab.txt", true))->vocabularySize(), 6);
        QCOMPARE((*loadTokenizerFile(folder.path() / "tokenizer.json", true))->vocabularySize(), 9);
    }

    void filesBesideTheVocabularyAreHonoured() {
        const test::ScratchFolder folder;
        for (const char* name : {"vocab.json", "merges.txt"})
            fs::copy_file(kGolden / "bpe" / name, folder.path() / name);
        const int size = static_cast<int>(goldenVocabulary().size());
        QVERIFY(writeTextAtomically(folder.path() / "added_tokens.json", Json{{"<new>", size}}.dump()));
        QVERIFY(writeTextAtomically(folder.path() / "special_tokens_map.json",
                                    R"({"mask_token": {"content": "<mask>", "lstrip": false}})"));
        const auto tokenizer = loadTokenizerFolder(folder.path());
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().text().c_str());
        QCOMPARE((*tokenizer)->vocabularySize(), size + 1);
        QCOMPARE((*tokenizer)->encode("a<new>").back().id, size);
        QCOMPARE((*tokenizer)->encode("a <mask>").size(), std::size_t{3}); // the space is a token of its own
        QVERIFY(writeTextAtomically(folder.path() / "special_tokens_map.json", "{}"));
        QCOMPARE((*loadTokenizerFolder(folder.path()))->encode("a <mask>").size(), std::size_t{2});
    }

    void mergesAreReadLineByLine() {
        const auto merges = parseMerges("#version: 0.2\na b\r\n#version c\nab c\n", "merges.txt");
        QVERIFY(merges);
        QCOMPARE(merges->size(), std::size_t{2});
        QCOMPARE(merges->back().first, std::string("ab"));
        for (const char* bad : {"a", "a  b", "a b c", " a", "a ", "a b\n\nc d"}) {
            const auto result = parseMerges(bad, "merges.txt");
            QVERIFY2(!result && result.error().text().find("merges.txt: merge ") != std::string::npos, bad);
        }
    }
};

QTEST_APPLESS_MAIN(TestTokenizerJson)
#include "tst_tokenizer_json.moc"
