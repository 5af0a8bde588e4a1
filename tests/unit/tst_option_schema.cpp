// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/option_schema.h"

#include <QTest>

#include <limits>

namespace {

enum class Shape { Round, Square };

struct Options {
    int layers = 3;
    double rate = 0.5;
    bool isOn = true;
    std::string name = "x";
    Shape shape = Shape::Square;
    std::vector<double> weights = {1, 2};
    std::vector<std::int64_t> sizes;
    std::vector<std::string> labels;
};

template <class Visitor>
void describe(Visitor& visit, Options& o) {
    visit(o.layers, {.key = "layers", .title = "Layers", .help = "How many.", .minimum = 1, .maximum = 16});
    visit(o.rate, {.key = "rate", .title = "Rate", .minimum = 0, .isLogarithmic = true, .unit = "1/s"});
    visit(o.isOn, {.key = "on"});
    visit(o.name, {.key = "name"});
    visit(o.shape, {.key = "shape"});
    visit(o.weights, {.key = "weights"});
    visit(o.sizes, {.key = "sizes"});
    visit(o.labels, {.key = "labels"});
}

} // namespace

template <>
struct cpw::EnumNames<Shape> {
    static constexpr std::pair<Shape, const char*> kNames[] = {{Shape::Round, "round"}, {Shape::Square, "square"}};
};

using namespace cpw;

class OptionSchemaTest : public QObject {
    Q_OBJECT

    static std::vector<std::string> problemsOf(const OptionValues& values) {
        Options options;
        std::vector<std::string> texts;
        for (const auto& problem : readOptions(values, "model", options))
            texts.push_back(problem.path + ": " + problem.message);
        return texts;
    }

private slots:
    void writtenOptionsReadBackEqual() {
        Options options;
        options.layers = 7;
        options.shape = Shape::Round;
        options.weights = {0.25};
        options.sizes = {8, 16};
        options.labels = {"a", "b"};
        const auto values = writeOptions(options);
        Options read;
        QVERIFY(readOptions(values, "model", read).empty());
        QVERIFY(writeOptions(read) == values);
        QCOMPARE(read.layers, 7);
        QVERIFY(read.shape == Shape::Round);
    }

    void absentOptionsKeepTheirDefaults() {
        Options options;
        QVERIFY(readOptions({{"layers", std::int64_t{4}}}, "model", options).empty());
        QCOMPARE(options.layers, 4);
        QCOMPARE(options.rate, 0.5);
    }

    void wholeNumbersServeWhereNumbersAreWanted() {
        Options options;
        QVERIFY(readOptions({{"rate", std::int64_t{2}}, {"weights", std::vector<std::int64_t>{3}}}, "model", options).empty());
        QCOMPARE(options.rate, 2.0);
        QCOMPARE(options.weights, (std::vector<double>{3}));
    }

    void everyProblemIsListed() {
        QCOMPARE(
            problemsOf(
                {{"layers", std::int64_t{17}}, {"on", std::string("yes")}, {"shape", std::string("flat")}, {"depth", true}}),
            (std::vector<std::string>{
                "model.layers: layers is 17, expected between 1 and 16", "model.on: on is \"yes\", expected true or false",
                "model.shape: shape is \"flat\", expected one of round, square",
                "model.depth: \"depth\" is not an option here; known: layers, rate, on, name, shape, weights, sizes, labels"}));
    }

    void wrongKindsAreNamed() {
        QCOMPARE(problemsOf({{"layers", 1.5}}),
                 (std::vector<std::string>{"model.layers: layers is 1.5, expected a whole number"}));
        QCOMPARE(problemsOf({{"rate", true}}), (std::vector<std::string>{"model.rate: rate is true, expected a number"}));
        QCOMPARE(problemsOf({{"name", std::int64_t{1}}}), (std::vector<std::string>{"model.name: name is 1, expected a text"}));
        QCOMPARE(problemsOf({{"weights", std::string("1")}}),
                 (std::vector<std::string>{"model.weights: weights is \"1\", expected a list of numbers"}));
        QCOMPARE(problemsOf({{"labels", std::vector<std::int64_t>{1}}}),
                 (std::vector<std::string>{"model.labels: labels is [1], expected a list of texts"}));
        QCOMPARE(problemsOf({{"rate", -1.0}}), (std::vector<std::string>{"model.rate: rate is -1, expected at least 0"}));
    }

    void notANumberIsOutOfEveryRange() {
        QCOMPARE(problemsOf({{"rate", std::numeric_limits<double>::quiet_NaN()}}).size(), std::size_t{1});
        QCOMPARE(problemsOf({{"rate", std::numeric_limits<double>::infinity()}}).size(), std::size_t{1});
    }

    void schemaHoldsDefaultsRangesAndChoices() {
        SchemaCollector collector;
        Options options;
        describe(collector, options);
        QCOMPARE(collector.options.size(), std::size_t{8});
        QCOMPARE(collector.options[0].title, std::string("Layers"));
        QVERIFY(collector.options[0].fallback == OptionValue(std::int64_t{3}));
        QCOMPARE(*collector.options[0].maximum, 16.0);
        QVERIFY(collector.options[1].isLogarithmic);
        QCOMPARE(collector.options[4].choices, (std::vector<std::string>{"round", "square"}));
        QVERIFY(collector.options[4].fallback == OptionValue(std::string("square")));
    }

    void enumerationsHaveTextIds() {
        QCOMPARE(std::string(enumId(Shape::Round)), std::string("round"));
        QVERIFY(enumFromId<Shape>("square") == Shape::Square);
        QVERIFY(!enumFromId<Shape>("Square"));
    }
};

QTEST_APPLESS_MAIN(OptionSchemaTest)
#include "tst_option_schema.moc"
