// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/arrow_text.h"
#include "core/data/parquet_plugin.h"
#include "tests/support/scratch_folder.h"

#include <QTest>

#include <array>
#include <string>
#include <vector>

using namespace cpw;
using namespace cpw::data;

namespace {

ArrowSchema schemaOf(const char* format, ArrowSchema* dictionary = nullptr, ArrowSchema** children = nullptr) {
    ArrowSchema schema{};
    schema.format = format;
    schema.name = "x";
    schema.dictionary = dictionary;
    schema.children = children;
    schema.n_children = children ? 1 : 0;
    return schema;
}

/// An array over buffers that the test holds.
template <std::size_t Count>
ArrowArray arrayOf(std::array<const void*, Count>& buffers, std::int64_t length, std::int64_t offset = 0) {
    ArrowArray array{};
    array.length = length;
    array.offset = offset;
    array.n_buffers = Count;
    array.buffers = buffers.data();
    return array;
}

std::vector<std::string> textsOf(const ArrowSchema& schema, const ArrowArray& array) {
    const auto text = ArrowText::of(schema);
    if (!text)
        return {"no text"};
    std::vector<std::string> texts;
    std::string buffer;
    for (std::int64_t row = 0; row < array.length; ++row)
        texts.emplace_back((*text)(array, row, buffer));
    return texts;
}

template <class T>
std::vector<std::string> numbersOf(const char* format, const std::vector<T>& numbers) {
    std::array<const void*, 2> buffers{nullptr, numbers.data()};
    return textsOf(schemaOf(format), arrayOf(buffers, static_cast<std::int64_t>(numbers.size())));
}

using Texts = std::vector<std::string>;

} // namespace

class ArrowTextTest : public QObject {
    Q_OBJECT

private slots:
    void numbersHaveTheirShortestForm() {
        QCOMPARE(numbersOf<std::int8_t>("c", {-128, 7}), (Texts{"-128", "7"}));
        QCOMPARE(numbersOf<std::uint8_t>("C", {255}), (Texts{"255"}));
        QCOMPARE(numbersOf<std::int16_t>("s", {-32768}), (Texts{"-32768"}));
        QCOMPARE(numbersOf<std::uint16_t>("S", {65535}), (Texts{"65535"}));
        QCOMPARE(numbersOf<std::int32_t>("i", {-5}), (Texts{"-5"}));
        QCOMPARE(numbersOf<std::uint32_t>("I", {4294967295U}), (Texts{"4294967295"}));
        QCOMPARE(numbersOf<std::int64_t>("l", {-9223372036854775807LL}), (Texts{"-9223372036854775807"}));
        QCOMPARE(numbersOf<std::uint64_t>("L", {18446744073709551615ULL}), (Texts{"18446744073709551615"}));
        QCOMPARE(numbersOf<float>("f", {0.1F, 3.0F}), (Texts{"0.1", "3"}));
        QCOMPARE(numbersOf<double>("g", {0.1, 1e300}), (Texts{"0.1", "1e+300"}));
        QCOMPARE(numbersOf<std::int64_t>("tsu:Europe/Berlin", {1700000000000000}), (Texts{"1700000000000000"}));
        QCOMPARE(numbersOf<std::int32_t>("tdD", {19700}), (Texts{"19700"}));
    }

    void bitsAreReadBehindTheOffset() {
        const std::uint8_t bits = 0b0110, valid = 0b1011;
        std::array<const void*, 2> buffers{&valid, &bits};
        QCOMPARE(textsOf(schemaOf("b"), arrayOf(buffers, 4)), (Texts{"0", "1", "", "0"}));
        QCOMPARE(textsOf(schemaOf("b"), arrayOf(buffers, 3, 1)), (Texts{"1", "", "0"}));
    }

    void textsMayHaveEitherWidthOfOffsets() {
        const char* bytes = "Zo\xC3\xABKing";
        const std::int32_t narrow[] = {0, 4, 4, 8};
        const std::int64_t wide[] = {0, 4, 4, 8};
        std::array<const void*, 3> buffers{nullptr, narrow, bytes};
        QCOMPARE(textsOf(schemaOf("u"), arrayOf(buffers, 3)), (Texts{"Zo\xC3\xAB", "", "King"}));
        QCOMPARE(textsOf(schemaOf("z"), arrayOf(buffers, 1, 2)), (Texts{"King"}));
        buffers[1] = wide;
        QCOMPARE(textsOf(schemaOf("U"), arrayOf(buffers, 3)), (Texts{"Zo\xC3\xAB", "", "King"}));
    }

    void dictionariesAreLookedUp() {
        const std::int32_t offsets[] = {0, 1, 3};
        std::array<const void*, 3> textBuffers{nullptr, offsets, "abb"};
        auto words = arrayOf(textBuffers, 2);
        auto inner = schemaOf("u");
        const std::int8_t codes[] = {1, 0, 7, 1};
        const std::uint8_t valid = 0b1011; // the third points nowhere and is null
        std::array<const void*, 2> buffers{&valid, codes};
        auto array = arrayOf(buffers, 4);
        array.dictionary = &words;
        QCOMPARE(textsOf(schemaOf("c", &inner), array), (Texts{"bb", "a", "", "bb"}));
    }

    void listsAreJoinedWithoutTheirNulls() {
        const std::int32_t textOffsets[] = {0, 1, 2, 3, 4};
        const std::uint8_t itemsValid = 0b1101;
        std::array<const void*, 3> itemBuffers{&itemsValid, textOffsets, "abcd"};
        auto items = arrayOf(itemBuffers, 4);
        ArrowArray* itemArrays[] = {&items};
        auto item = schemaOf("u");
        ArrowSchema* itemSchemas[] = {&item};
        const std::int32_t offsets[] = {0, 3, 3, 4, 4};
        const std::uint8_t valid = 0b0111;
        std::array<const void*, 2> buffers{&valid, offsets};
        auto array = arrayOf(buffers, 4);
        array.children = itemArrays;
        array.n_children = 1;
        QCOMPARE(textsOf(schemaOf("+l", nullptr, itemSchemas), array), (Texts{"a|c", "", "d", ""}));
    }

    void whatHasNoTextIsSaid() {
        auto item = schemaOf("+l");
        auto number = schemaOf("i");
        ArrowSchema* numbers[] = {&number};
        item.children = numbers;
        ArrowSchema* lists[] = {&item};
        for (const char* format : {"+s", "+m", "d:19,10", "e", "+ud:0,1", "vu", "w:42", ""})
            QVERIFY2(!ArrowText::of(schemaOf(format)), format);
        QVERIFY(!ArrowText::of(schemaOf("+l", nullptr, lists))); // a list of lists
        QVERIFY(ArrowText::of(item));
        std::array<const void*, 0> none{};
        QCOMPARE(textsOf(schemaOf("n"), arrayOf(none, 2)), (Texts{"", ""}));
    }

    void aMissingPluginSaysHowToGetIt() {
        const test::ScratchFolder folder;
        const auto missing = ParquetPlugin::open(folder / "none.so");
        QVERIFY(!missing);
        QVERIFY2(missing.error().text().find("built without Parquet") != std::string::npos && missing.error().text().find("pip install pyarrow") != std::string::npos,
                 missing.error().text().c_str());
        const auto broken = ParquetPlugin::open(folder.write("broken.so", "no library"));
        QVERIFY(!broken);
        QVERIFY2(broken.error().text().find("cannot be loaded") != std::string::npos, broken.error().text().c_str());
    }
};

QTEST_APPLESS_MAIN(ArrowTextTest)
#include "tst_arrow_text.moc"
