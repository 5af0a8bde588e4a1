// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/spec_json.h"
#include "core/api/template_text.h"
#include "core/text/text_template.h"

#include <QTest>

using namespace cpw;

namespace {

const std::vector<std::string> kFields = {"user", "age", "title"};

std::string rendered(const spec::TemplateSpec& text, const std::vector<std::string>& values) {
    const auto made = text::TextTemplate::make(text, kFields, {});
    return made ? made->render([&](std::size_t field) { return std::string_view(values[field]); }).text : made.error().text();
}

} // namespace

class TemplateTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTemplateIsReadAsItIsWritten() {
        spec::TemplateSpec text;
        QCOMPARE(api::templateText(text, kFields), std::string("user is {user}. age is {age}. title is {title}."));
        text.fields = {{"title", "The film", {}}, {"user", {}, {}}};
        text.fields[1].phrase = "seen by <value>!";
        QCOMPARE(api::templateText(text, kFields), std::string("The film is {title}. seen by {user}!"));
    }

    void textsAndTemplatesMakeEachOther_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("what is what") << "user is {user}. age is {age}." << "user is 7. age is 30.";
        QTest::newRow("constants") << "A reader {user}, who is {age} years old. Read {title} last week!" << "A reader 7, who is 30 years old. Read Heat last week!";
        QTest::newRow("no sentence ends") << "{title} by {user} at {age}" << "Heat by 7 at 30";
        QTest::newRow("text before and after") << "Note: {age} is all. More follows. Then {title}, the end." << "Note: 30 is all. More follows. Then Heat, the end.";
    }
    void textsAndTemplatesMakeEachOther() {
        QFETCH(QString, text);
        QFETCH(QString, sentence);
        const auto made = api::templateFromText(text.toStdString(), {}, kFields);
        QVERIFY2(made, made ? "" : made.error().text().c_str());
        QCOMPARE(QString::fromStdString(api::templateText(*made, kFields)), text);
        QCOMPARE(QString::fromStdString(rendered(*made, {"7", "30", "Heat"})), sentence);
    }

    void lineEndsAreBlanks() {
        const auto made = api::templateFromText("user is {user}.\n  age is {age}. ", {}, kFields);
        QVERIFY(made);
        QCOMPARE(made->fields.size(), std::size_t{2});
        QVERIFY(made->fields[0].phrase.empty()); // the segment says the same
        QVERIFY(made->fields[1].phrase.empty());
    }

    void namesAndValueWordingAreKept() {
        spec::TemplateSpec before;
        before.fields = {{"age", "Age", {{"1", "under 18"}}}};
        const auto made = api::templateFromText("Years: {age}.", before, kFields);
        QVERIFY(made);
        QCOMPARE(made->fields[0].name, std::string("Age"));
        QCOMPARE(made->fields[0].values.at("1"), std::string("under 18"));
        QCOMPARE(made->fields[0].phrase, std::string("Years: <value>."));
        QCOMPARE(rendered(*made, {"7", "1", "Heat"}), std::string("Years: under 18."));
    }

    void badTextsSayWhatIsWrong_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("unknown") << "x {film}." << "\"film\" is not a field";
        QTest::newRow("twice") << "{age} and {age}" << "twice";
        QTest::newRow("open") << "x {age" << "not closed";
        QTest::newRow("nested") << "x {a{ge}}" << "not closed";
        QTest::newRow("closed") << "x} {age}" << "no opening";
        QTest::newRow("none") << "just words" << "names no field";
        QTest::newRow("touching") << "{age}{user}" << "no blank between";
    }
    void badTextsSayWhatIsWrong() {
        QFETCH(QString, text);
        QFETCH(QString, part);
        const auto made = api::templateFromText(text.toStdString(), {}, kFields);
        QVERIFY(!made);
        QVERIFY2(made.error().text().find(part.toStdString()) != std::string::npos, made.error().text().c_str());
    }

    void aPhraseIsCheckedLikeASegment() {
        spec::TemplateSpec text;
        text.fields = {{"age", {}, {}}};
        text.fields[0].phrase = "no place";
        QVERIFY(!text::TextTemplate::make(text, kFields, {}));
        text.fields[0].phrase = "<field>: <value>";
        QCOMPARE(rendered(text, {"7", "30", "Heat"}), std::string("age: 30"));
    }

    void aPhraseIsPartOfTheHashOnlyWhereItIsUsed() {
        api::RunSpec spec;
        spec.text.fields = {{"age", "Age", {}}};
        const auto plain = api::specHash(spec);
        spec.text.fields[0].phrase = "Years: <value>.";
        QVERIFY(api::specHash(spec) != plain);
        const auto read = api::specFromJson(api::toJson(spec));
        QVERIFY(read.problems.empty());
        QCOMPARE(read.spec.text.fields[0].phrase, std::string("Years: <value>."));
    }
};

QTEST_APPLESS_MAIN(TemplateTextTest)
#include "tst_template_text.moc"
