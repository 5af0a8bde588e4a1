// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/spec_json.h"

#include <QTest>

using namespace cpw;

class TestSpecRoundTrip : public QObject {
    Q_OBJECT
private slots:
    void aSpecWithEmptyListsSurvivesItsOwnJson();
    void listsOfNumbersKeepTheirValues();
};

void TestSpecRoundTrip::aSpecWithEmptyListsSurvivesItsOwnJson() {
    api::RunSpec spec;
    spec.stages.emplace_back();
    const auto json = api::toJson(spec);
    QVERIFY(json["data"]["label"]["dropped_values"].empty());
    const auto read = api::specFromJson(json);
    QVERIFY2(read.problems.empty(), read.problems.empty() ? "" : read.problems.front().message.c_str());
    QCOMPARE(api::toJson(read.spec).dump(), json.dump());
}

void TestSpecRoundTrip::listsOfNumbersKeepTheirValues() {
    api::RunSpec spec;
    spec.data.label.droppedValues = {3, 2.5};
    spec.data.fields = {"user", "item"};
    const auto read = api::specFromJson(api::toJson(spec));
    QVERIFY(read.problems.empty());
    QCOMPARE(read.spec.data.label.droppedValues, spec.data.label.droppedValues);
    QCOMPARE(read.spec.data.fields, spec.data.fields);
}

QTEST_APPLESS_MAIN(TestSpecRoundTrip)
#include "tst_spec_round_trip.moc"
