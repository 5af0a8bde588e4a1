// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/expects.h"
#include "core/data/table_builder.h"
#include "tests/support/scratch_folder.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <csignal>
#include <unordered_map>

#include <sys/resource.h>

using namespace cpw;
using namespace cpw::data;

class TableBuilderTest : public QObject {
    Q_OBJECT

private slots:
    void codesFollowFirstAppearance() {
        TableBuilder builder({"user", "book"});
        const std::vector<std::vector<std::string_view>> rows = {{"u2", "b1"}, {"u1", "b1"}, {"u2", ""}, {"u2", "b2"}};
        for (const auto& row : rows)
            builder.addRow(row, row[0] == "u1" ? 1.0F : 0.0F);
        const auto table = builder.finish("T");
        QCOMPARE(table->rows(), std::size_t{4});
        const auto codes = [&](std::size_t c) {
            return std::vector<int>(table->columns[c].codes.span().begin(), table->columns[c].codes.span().end());
        };
        QCOMPARE(codes(0), (std::vector<int>{0, 1, 0, 0}));
        QCOMPARE(codes(1), (std::vector<int>{0, 0, 1, 2}));
        QCOMPARE(table->columns[1].values.size(), std::size_t{3});
        QCOMPARE(table->columns[1].text(3), std::string_view("b2"));
        QCOMPARE(table->columns[1].text(2), std::string_view());
        QCOMPARE(table->labels[1], 1.0F);
        QCOMPARE(table->find("none"), nullptr);
        QCOMPARE(table->columnNames(), (std::vector<std::string>{"user", "book"}));
    }

    void dictionaryAgreesWithAMapOverManyValues() {
        ValueDictionary dictionary;
        std::unordered_map<std::string, std::int32_t> reference;
        for (std::uint64_t i = 0; i < 50000; ++i) {
            const auto text = std::to_string(i * i % 9973);
            const auto expected = reference.try_emplace(text, static_cast<std::int32_t>(reference.size())).first->second;
            QCOMPARE(dictionary.add(text), expected);
        }
        QCOMPARE(dictionary.size(), reference.size());
        for (const auto& [text, code] : reference)
            QCOMPARE(dictionary.find(text), code);
        QCOMPARE(dictionary.find("x"), -1);
    }

    void manyTextsHaveTheCodesThatEachHasAlone() {
        for (const std::size_t together : {1, 63, 64, 65, 1000}) {
            ValueDictionary one, many;
            std::vector<std::int32_t> expected, codes;
            std::vector<std::string> texts;
            for (std::uint64_t i = 0; i < 20000; ++i)
                texts.push_back(i % 7 == 0 ? std::string() : std::to_string(i * i % 4999));
            for (const auto& text : texts)
                expected.push_back(one.add(text));
            for (std::size_t begin = 0; begin < texts.size(); begin += together) {
                const std::vector<std::string_view> part(texts.begin() + static_cast<std::ptrdiff_t>(begin),
                                                         texts.begin() + static_cast<std::ptrdiff_t>(std::min(begin + together, texts.size())));
                many.appendCodes(part, codes);
            }
            QVERIFY(codes == expected);
            QCOMPARE(many.size(), one.size());
        }
    }

    /// Columns with more values than the caches hold are looked up some hundred rows at a time, the others at once.
    void columnsOfManyValuesHaveTheCodesOfAMap() {
        constexpr std::size_t kRows = 60000;
        TableBuilder builder({"sorted", "random", "few"});
        std::array<std::unordered_map<std::string, int>, 3> numbers;
        std::array<std::vector<int>, 3> expected;
        std::vector<std::vector<std::string>> rows;
        for (std::uint64_t i = 0; i < kRows; ++i)
            rows.push_back({"s" + std::to_string(i / 2), std::to_string(i * i % 39989), i % 5 == 0 ? "" : std::to_string(i % 3)});
        for (const auto& row : rows) {
            builder.addRow(std::vector<std::string_view>(row.begin(), row.end()), 1);
            for (std::size_t c = 0; c < 3; ++c)
                expected[c].push_back(numbers[c].try_emplace(row[c], static_cast<int>(numbers[c].size())).first->second);
        }
        const auto table = builder.finish("T");
        QVERIFY(numbers[1].size() > (1 << 14) + 512); // so that they wait for each other
        for (std::size_t c = 0; c < 3; ++c) {
            const auto codes = table->columns[c].codes.span();
            QCOMPARE(codes.size(), kRows);
            QVERIFY(std::equal(codes.begin(), codes.end(), expected[c].begin()));
            QCOMPARE(table->columns[c].values.size(), numbers[c].size());
            for (std::size_t row = 0; row < kRows; row += 37)
                QCOMPARE(table->columns[c].text(row), std::string_view(rows[row][c]));
        }
    }

    void numbersPutAsideComeBack() {
        const test::ScratchFolder folder;
        NumberSpool<std::int32_t> spool(folder / "new", 100);
        std::vector<std::int32_t> expected;
        for (std::int32_t i = 0; i < 1050; ++i) {
            if (i % 7 == 0)
                spool.addWith([i](std::vector<std::int32_t>& end) { end.push_back(i * 3); });
            else
                spool.add(i * 3);
            expected.push_back(i * 3);
            QCOMPARE(spool.last(), i * 3);
            QCOMPARE(spool.size(), expected.size());
        }
        QVERIFY(std::filesystem::is_empty(folder / "new")); // the file has no name
        const auto numbers = spool.take();
        QVERIFY(numbers.isMapped());
        QVERIFY(std::ranges::equal(numbers.span(), expected));
        numbers.giveBack(0, numbers.size());
        QVERIFY(std::ranges::equal(numbers.span(), expected));
        QCOMPARE(spool.size(), std::size_t{0});
    }

    void fewNumbersAndThoseWithoutAFolderStayInMemory() {
        const test::ScratchFolder folder;
        folder.write("file", "no folder");
        for (const auto& place : {std::filesystem::path(), folder.path(), folder / "file"}) {
            NumberSpool<float> spool(place, place == folder.path() ? 101 : 10);
            for (int i = 0; i < 100; ++i)
                spool.add(static_cast<float>(i));
            const auto numbers = spool.take();
            QVERIFY(!numbers.isMapped());
            QCOMPARE(numbers.size(), std::size_t{100});
            QCOMPARE(numbers[99], 99.0F);
        }
    }

    /// Files may have 1,000 bytes: two of the pieces of 400 fit, of the third a half.
    void aDiskThatIsFullLeavesTheRestInMemory() {
        const test::ScratchFolder folder;
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{1000, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        NumberSpool<std::int32_t> spool(folder.path(), 100);
        std::vector<std::int32_t> expected;
        for (std::int32_t i = 0; i < 555; ++i) {
            spool.add(i);
            expected.push_back(i);
        }
        const auto numbers = spool.take();
        ::setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);
        QVERIFY(!numbers.isMapped());
        QVERIFY(std::ranges::equal(numbers.span(), expected));
    }

    void aTableOfManyRowsIsTheSameAndTakesNoMemory() {
        constexpr std::size_t kRows = NumberSpool<float>::kMost + 1234;
        const auto built = [](const std::filesystem::path& folder) {
            TableBuilder builder({"a"}, folder);
            for (std::size_t row = 0; row < kRows; ++row) {
                const auto text = std::to_string(row / 3 % 20000);
                builder.addRow(std::array{std::string_view(text)}, row % 3 == 0 ? 1.0F : 0.0F);
                builder.addPart(static_cast<Part>(row % 3));
            }
            return builder.finish("T");
        };
        const test::ScratchFolder folder;
        const auto inMemory = built({}), aside = built(folder.path());
        QVERIFY(!inMemory->labels.isMapped());
        QVERIFY(aside->labels.isMapped() && aside->columns[0].codes.isMapped() && aside->sourceParts.isMapped());
        QCOMPARE(aside->order.size(), std::size_t{0});
        QCOMPARE(aside->rows(), kRows);
        QVERIFY(std::ranges::equal(aside->columns[0].codes.span(), inMemory->columns[0].codes.span()));
        QCOMPARE(aside->fingerprint, inMemory->fingerprint); // of every value
        QVERIFY(std::filesystem::is_empty(folder.path()));
    }

    void fingerprintFollowsContentOnly() {
        const auto make = [](std::string_view first, float label, const char* title) {
            TableBuilder builder({"a"});
            builder.addRow(std::vector<std::string_view>{first}, label);
            return builder.finish(title)->fingerprint;
        };
        QCOMPARE(make("x", 1, "one"), make("x", 1, "two"));
        QVERIFY(make("x", 1, "one") != make("y", 1, "one"));
        QVERIFY(make("x", 1, "one") != make("x", 0, "one"));
    }

    void unequalLengthsAreABug() {
        TableBuilder builder({"a"});
        QVERIFY_EXCEPTION_THROWN(builder.addRow({}, 0), LogicError);
        builder.addRow(std::vector<std::string_view>{"x"}, 0);
        builder.addOrder(1);
        builder.addOrder(2);
        QVERIFY_EXCEPTION_THROWN((void)builder.finish("T"), LogicError);
    }
};

QTEST_APPLESS_MAIN(TableBuilderTest)
#include "tst_table_builder.moc"
