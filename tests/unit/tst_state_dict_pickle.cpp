// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/state_dict_pickle.h"
#include "tests/support/pickle_writer.h"

#include <QtTest>

using namespace cpw;
using namespace cpw::testing::pickle;

namespace {

Result<std::vector<weights::PickledTensor>> parse(const std::string& bytes) {
    return weights::parseStateDict(std::as_bytes(std::span(bytes.data(), bytes.size())));
}

const std::string kStorage = storage("0", "FloatStorage", 6);
const std::string kTensor = tensor(kStorage, {0, {2, 3}, {3, 1}});

std::string oneTensor(const View& view) {
    return stateDict({{"a", tensor(kStorage, view)}});
}

/// `_rebuild_tensor_v2` with other arguments.
std::string rebuilt(const std::vector<std::string>& arguments) {
    return stateDict({{"a", global("torch._utils", "_rebuild_tensor_v2") + tuple(arguments) + "R"}});
}

} // namespace

class StateDictPickleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void viewsAreReadAsTheyAreWritten() {
        const auto half = storage("7", "HalfStorage", 4);
        const auto tensors = parse(stateDict({{"plain", kTensor},
                                              {"transposed", tensor(kStorage, {0, {3, 2}, {1, 3}})},
                                              {"tail", tensor(kStorage, {4, {2}, {1}})},
                                              {"scalar", tensor(kStorage, {5, {}, {}})},
                                              {"empty", tensor(storage("1", "LongStorage", 0), {0, {0, 3}, {3, 1}})},
                                              {"weight", parameter(tensor(half, {0, {4}, {1}}))}}));
        QVERIFY2(tensors.has_value(), tensors ? "" : tensors.error().text().c_str());
        QCOMPARE(tensors->size(), 6U);
        const auto& transposed = tensors->at(1);
        QCOMPARE(transposed.name, std::string("transposed"));
        QCOMPARE(transposed.storage, std::string("0"));
        QCOMPARE(transposed.storageElements, 6U);
        QVERIFY(transposed.type == weights::ElementType::Float32);
        QCOMPARE(transposed.shape, (std::vector<std::int64_t>{3, 2}));
        QCOMPARE(transposed.strides, (std::vector<std::int64_t>{1, 3}));
        QCOMPARE(tensors->at(2).offset, 4U);
        QVERIFY(tensors->at(3).shape.empty());
        QVERIFY(tensors->at(5).type == weights::ElementType::Float16);
    }

    void attributesOfTheDictionaryAreLeftOut() {
        const auto metadata = "}" + text("_metadata") + kOrderedDict + "s";
        const auto tensors = parse(kProtocol + kOrderedDict + "(" + text("a") + kTensor + "u" + metadata + "b.");
        QVERIFY2(tensors.has_value(), tensors ? "" : tensors.error().text().c_str());
        QCOMPARE(tensors->size(), 1U);
    }

    void theMemoRepeatsAValue() {
        const auto tensors = parse(kProtocol + "}(" + text("a") + kTensor + "q\x05" + text("b") + "h\x05" + "u.");
        QVERIFY2(tensors.has_value(), tensors ? "" : tensors.error().text().c_str());
        QCOMPARE(tensors->at(1).shape, tensors->at(0).shape);
    }

    void whatIsNoStateDictIsRefused_data() {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<QString>("message");
        const auto add = [](const char* name, const std::string& pickle, const char* message) {
            QTest::newRow(name) << QByteArray::fromStdString(pickle) << QString::fromLatin1(message);
        };
        add("nothing", "", "ends at byte 0 without STOP");
        add("other protocol", "\x80\x04}.", "PROTO (0x80) at byte 0: protocol 4, expected 2");
        add("protocol twice", kProtocol + kProtocol + "}.", "PROTO (0x80) at byte 2: a second beginning");
        add("no protocol", "}.", "the pickle begins with EMPTY_DICT (0x7d)");
        add("bytes behind", stateDict({{"a", kTensor}}) + "N", "1 bytes follow the end");
        add("code", kProtocol + global("os", "system") + text("touch /tmp/x") + "\x85R.", "GLOBAL (0x63) at byte 2: names os.system, expected");
        add("code of builtins", kProtocol + global("builtins", "eval") + text("1") + "\x85R.", "names builtins.eval");
        add("hidden letters in a name", kProtocol + global("os\x1b[2J", "system") + ".", "names os?[2J.system");
        add("opcode of protocol 4", kProtocol + text("os") + text("system") + "\x93.", "STACK_GLOBAL (0x93) at byte");
        add("instance", kProtocol + "(ios\nsystem\n.", "INST (0x69) at byte 3");
        add("object", kProtocol + "(" + global("collections", "OrderedDict") + "o.", "OBJ (0x6f)");
        add("new object", kProtocol + global("collections", "OrderedDict") + ")\x81.", "NEWOBJ (0x81)");
        add("extension", kProtocol + "\x82\x01.", "EXT1 (0x82) at byte 2");
        add("unknown byte", kProtocol + "\xff.", "0xff at byte 2: this opcode is not one");
        add("list", kProtocol + "].", "EMPTY_LIST (0x5d)");
        add("name without end", kProtocol + "c" + std::string(400, 'a'), "a name without an end");
        add("call of a storage", kProtocol + global("torch", "FloatStorage") + ")R.", "REDUCE (0x52) at byte 23: calls a storage type");
        add("call of a tensor", kProtocol + kTensor + ")R.", "calls a tensor with a tuple");
        add("call with a dictionary", kProtocol + global("collections", "OrderedDict") + "}R.", "calls a function or class with a dictionary");
        add("filled OrderedDict", kProtocol + global("collections", "OrderedDict") + "N\x85R.", "an OrderedDict of 1 arguments");
        add("state of a tensor", kProtocol + kTensor + "}b.", "gives a tensor the state of a dictionary");
        add("item of a tuple", kProtocol + ")" + text("a") + "Ns.", "sets 2 values in a tuple");
        add("key without value", kProtocol + "}(" + text("a") + "u.", "sets 1 values in a dictionary");
        add("key that is no text", kProtocol + "}(K\x01" + kTensor + "u.", "the key is a whole number");
        add("empty stack", kProtocol + "R.", "needs 2 values, but 0 are there");
        add("values below a mark", kProtocol + global("collections", "OrderedDict") + ")(R.", "needs 2 values, but 0 are there");
        add("no mark", kProtocol + "Nt.", "needs a mark");
        add("marks without end", kProtocol + std::string(100, '('), "nested 64 deep");
        add("tall stack", kProtocol + std::string(70'000, 'N'), "more than 65536 values wait");
        add("empty memo", kProtocol + "h\x01.", "place 1 of the memo is empty");
        add("memo twice", kProtocol + "}q\x01q\x01.", "place 1 of the memo is taken");
        add("memo of nothing", kProtocol + "q\x01.", "needs 1 values");
        add("text longer than the file", kProtocol + "X\xff\xff\xff\xff" + "abc", "a text of 4294967295 bytes where 3 are left");
        add("long number", kProtocol + "\x8a\x09" + std::string(9, '\1') + ".", "a number of 9 bytes");
        add("two values", kProtocol + "}}.", "leaves 2 values and 0 open marks");
        add("open mark", kProtocol + "}(.", "leaves 1 values and 1 open marks");
        add("a tensor alone", kProtocol + kTensor + ".", "holds a tensor, expected a state dict");
        add("a checkpoint", stateDict({{"state_dict", "}"}}), "\"state_dict\" is a dictionary, expected a tensor");
        add("a name twice", stateDict({{"a", kTensor}, {"a", kTensor}}), "\"a\" is there twice");
        add("no name", stateDict({{"", kTensor}}), "a tensor is named \"\"");
        add("a name of control letters", stateDict({{"a\x1b[31m", kTensor}}), "a tensor is named \"a?[31m\"");
        add("itself", kProtocol + "}q\x01(" + text("a") + "h\x01u.", "\"a\" is a dictionary, expected a tensor");
    }
    void whatIsNoStateDictIsRefused() {
        expectRefusal();
    }

    void tensorsOutsideOfTheirStorageAreRefused_data() {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<QString>("message");
        const auto add = [](const char* name, const std::string& pickle, const char* message) {
            QTest::newRow(name) << QByteArray::fromStdString(pickle) << QString::fromLatin1(message);
        };
        const auto large = std::int64_t{1} << 62;
        add("too many rows", oneTensor({0, {3, 3}, {3, 1}}), "does not fit its storage of 6 elements");
        add("offset", oneTensor({1, {2, 3}, {3, 1}}), "from element 1 does not fit");
        add("offset behind the end", oneTensor({7, {0}, {1}}), "from element 7 does not fit");
        add("stride", oneTensor({0, {2, 3}, {4, 1}}), "with strides [4, 1]");
        add("negative stride", oneTensor({5, {2}, {-1}}), "argument 4 holds -1");
        add("negative size", oneTensor({0, {-2}, {1}}), "argument 3 holds -2");
        add("negative offset", oneTensor({-1, {2}, {1}}), "a tensor at element -1");
        add("overflowing shape", oneTensor({0, {large, large}, {0, 0}}), "does not fit its storage");
        add("overflowing stride", oneTensor({0, {3, 3}, {large, large}}), "does not fit its storage");
        add("repeated elements", oneTensor({0, {7}, {0}}), "a tensor of 7 elements on a storage of 6 repeats them");
        add("more sizes than strides", oneTensor({0, {2, 3}, {1}}), "2 sizes and 1 strides");
        add("absurd rank", oneTensor({0, std::vector<std::int64_t>(65, 1), std::vector<std::int64_t>(65, 1)}), "has 65 dimensions");
        add("absurd storage", stateDict({{"a", tensor(storage("0", "FloatStorage", large), {0, {1}, {1}})}}), "a storage of 4611686018427387904 elements");
        add("negative storage", stateDict({{"a", tensor(storage("0", "FloatStorage", -1), {0, {1}, {1}})}}), "a storage of -1 elements");
        add("one storage of two sizes", stateDict({{"a", kTensor}, {"b", tensor(storage("0", "FloatStorage", 7), {0, {1}, {1}})}}),
            "a storage of 7 elements of F32 was one of 6 of F32 before");
        add("one storage of two types", stateDict({{"a", kTensor}, {"b", tensor(storage("0", "IntStorage", 6), {0, {1}, {1}})}}),
            "a storage of 6 elements of I32 was one of 6 of F32 before");
        add("long key", stateDict({{"a", tensor(storage(std::string(65, '0'), "FloatStorage", 1), {0, {1}, {1}})}}), "a key of 65 bytes");
        add("unknown storage", stateDict({{"a", tensor(storage("0", "QInt8Storage", 6), {0, {1}, {1}})}}), "names torch.QInt8Storage");
        add("identity of another thing", kProtocol + tuple({text("module"), global("torch", "FloatStorage"), text("0"), text("cpu"), number(1)}) + "Q.",
            "not that of a storage");
        add("identity of a text", kProtocol + text("0") + "Q.", "the identity is a text of 0 values");
        add("few arguments", rebuilt({kStorage, number(0), numbers({2})}), "a tensor of 3 arguments");
        add("hooks", rebuilt({kStorage, number(0), numbers({2}), numbers({1}), "\x89", "}(" + text("x") + "Nu"}), "argument 6 has entries");
        add("metadata", rebuilt({kStorage, number(0), numbers({2}), numbers({1}), "\x89", "}", "}(" + text("conj") + "\x88u"}), "argument 7 has entries");
        add("sizes that are no tuple", rebuilt({kStorage, number(0), number(2), numbers({1}), "\x89", "}"}), "argument 3 is a whole number, expected a tuple");
        add("no storage", rebuilt({"N", number(0), numbers({2}), numbers({1}), "\x89", "}"}), "argument 1 is None, expected a storage");
        add("parameter of a number", stateDict({{"a", parameter(number(3))}}), "argument 1 is a whole number, expected a tensor");
    }
    void tensorsOutsideOfTheirStorageAreRefused() {
        expectRefusal();
    }

    void everyTruncationIsRefused() {
        const auto good = stateDict({{"a", kTensor}, {"b", parameter(tensor(storage("1", "BoolStorage", 3), {0, {3}, {1}}))}});
        QVERIFY(parse(good).has_value());
        for (std::size_t size = 0; size < good.size(); ++size)
            QVERIFY2(!parse(good.substr(0, size)).has_value(), qPrintable(QString::number(size)));
    }

    void manyValuesAreRefusedBeforeTheyFillTheMemory() {
        std::string pickle = kProtocol;
        for (int i = 0; i < 2'100'000; ++i)
            pickle += ")\x85"; // a tuple in a tuple: two bytes, two values
        const auto tensors = parse(pickle);
        QVERIFY(!tensors.has_value());
        QVERIFY2(tensors.error().text().find("wait on the stack") != std::string::npos, tensors.error().text().c_str());
        pickle = kProtocol + ")" + std::string(2'100'000, '\x85');
        QVERIFY(parse(pickle).error().text().find("more than 2000000 values") != std::string::npos);
        QVERIFY(parse(std::string((16 << 20) + 1, 'N')).error().text().find("expected at most 16777216") != std::string::npos);
    }

private:
    static void expectRefusal() {
        QFETCH(QByteArray, pickle);
        QFETCH(QString, message);
        const auto tensors = parse(pickle.toStdString());
        QVERIFY(!tensors.has_value());
        QVERIFY2(tensors.error().text().find(message.toStdString()) != std::string::npos, tensors.error().text().c_str());
    }
};

QTEST_APPLESS_MAIN(StateDictPickleTest)
#include "tst_state_dict_pickle.moc"
