// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/text_template.h"

#include <QtTest>

using namespace cpw;
using namespace cpw::text;

namespace {

const std::vector<std::string> kFields{"user", "age", "title"};
const std::vector<std::string> kSpecials{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};

std::string rendered(const spec::TemplateSpec& spec, const std::vector<std::string>& values) {
    const auto wording = TextTemplate::make(spec, kFields, kSpecials);
    return wording ? wording->render([&](std::size_t field) { return std::string_view(values[field]); }).text : wording.error().text();
}

} // namespace

class TestTextTemplate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutWordingEveryFieldStandsUnderItsOwnName() {
        QCOMPARE(rendered({}, {"7", "25", "Alien"}), std::string("user is 7. age is 25. title is Alien."));
    }

    void wordingRenamesReordersAndMapsValues() {
        spec::TemplateSpec spec;
        spec.fields = {{"title", "", {}}, {"age", "Age group", {{"1", "under 18"}, {"25", " 25 to 34 "}}}};
        QCOMPARE(rendered(spec, {"7", "1", "Alien"}), std::string("title is Alien. Age group is under 18."));
        QCOMPARE(rendered(spec, {"7", " 25", "Alien"}), std::string("title is Alien. Age group is 25 to 34."));
        QCOMPARE(rendered(spec, {"7", "99", "Alien"}), std::string("title is Alien. Age group is 99."));
    }

    void segmentsMayHoldTheValueBeforeTheFieldOrNoField() {
        QCOMPARE(rendered({"<value> (<field>)", {}}, {"7", "25", "A"}), std::string("7 (user) 25 (age) A (title)"));
        QCOMPARE(rendered({"<value>", {}}, {"7", "25", "A"}), std::string("7 25 A"));
    }

    void placeholdersInNamesAndValuesStayText() {
        spec::TemplateSpec spec;
        spec.fields = {{"age", "<value>", {}}};
        QCOMPARE(rendered(spec, {"7", "<field> <value>", "A"}), std::string("<value> is <field> <value>."));
    }

    void outerBlanksOfValuesGoAndInnerStay() {
        QCOMPARE(rendered({}, {" 7\t", "\u00a0", "\u3000Star  Wars \r\n"}), std::string("user is 7. age is . title is Star  Wars."));
    }

    void valuesThatSpellASpecialTokenAreParted() {
        QCOMPARE(rendered({"<value>", {}}, {"a[SEP]", "[[MASK]]", "[sep]"}), std::string("a[ SEP] [[ MASK]] [sep]"));
        QCOMPARE(rendered({"[<value>]", {}}, {"CLS", "b", "c"}), std::string("[ CLS] [b] [c]"));
    }

    void valueRangesPointAtTheValues() {
        const auto wording = TextTemplate::make({}, kFields, kSpecials);
        const std::vector<std::string> values{"7", "[SEP]", ""};
        const auto sentence = wording->render([&](std::size_t field) { return std::string_view(values[field]); });
        QCOMPARE(sentence.values.size(), std::size_t{3});
        QCOMPARE(sentence.text.substr(sentence.values[0].begin, sentence.values[0].end - sentence.values[0].begin), std::string("7"));
        QCOMPARE(sentence.text.substr(sentence.values[1].begin, sentence.values[1].end - sentence.values[1].begin), std::string("[ SEP]"));
        QCOMPARE(sentence.values[2].begin, sentence.values[2].end);
    }

    void mistakesAreNamed_data() {
        QTest::addColumn<QString>("segment");
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("no value") << "<field>." << QStringList{} << "" << "holds <value> 0 times, expected once";
        QTest::newRow("two values") << "<value> <value>" << QStringList{} << "" << "holds <value> 2 times, expected once";
        QTest::newRow("two fields") << "<field> <field> <value>" << QStringList{} << "" << "holds <field> 2 times, expected at most once";
        QTest::newRow("unknown field") << "<value>" << QStringList{"genre"} << "" << "the field \"genre\", which the data set does not use; it has user, age, title";
        QTest::newRow("twice") << "<value>" << QStringList{"age", "user", "age"} << "" << "words the field \"age\" twice";
        QTest::newRow("special") << "<value> [SEP]" << QStringList{} << "" << "spells the special token [SEP] in the words around the value of \"user\"";
        QTest::newRow("special name") << "<field> <value>" << QStringList{"age"} << "[MASK]" << "spells the special token [MASK]";
    }
    void mistakesAreNamed() {
        QFETCH(QString, segment);
        QFETCH(QStringList, fields);
        QFETCH(QString, name);
        QFETCH(QString, expected);
        spec::TemplateSpec spec;
        spec.segment = segment.toStdString();
        for (const QString& field : fields)
            spec.fields.push_back({field.toStdString(), name.toStdString(), {}});
        const auto wording = TextTemplate::make(spec, kFields, kSpecials);
        QVERIFY(!wording);
        const QString message = QString::fromStdString(wording.error().text());
        QVERIFY2(message.contains(expected), qPrintable(message));
    }
};

QTEST_APPLESS_MAIN(TestTextTemplate)
#include "tst_text_template.moc"
