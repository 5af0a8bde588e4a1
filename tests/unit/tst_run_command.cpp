// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/run_command.h"
#include "core/api/run_id.h"

#include <QTest>

using namespace cpw::api;

class TestRunCommand : public QObject {
    Q_OBJECT

private slots:
    void textOfEachKindReadsBack_data();
    void textOfEachKindReadsBack();
    void valuesKeepEveryBit();
    void wrongTextIsAnErrorThatListsTheCommands_data();
    void wrongTextIsAnErrorThatListsTheCommands();
    void runNumbersReadBack();
    void wrongRunNumbersAreNothing_data();
    void wrongRunNumbersAreNothing();
};

void TestRunCommand::textOfEachKindReadsBack_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* text, CommandKind kind, double value = 0, const char* part = "") {
        QTest::newRow(text) << text << static_cast<int>(kind) << value << part;
    };
    row("pause", CommandKind::Pause);
    row("resume", CommandKind::Resume);
    row("step 10", CommandKind::Step, 10);
    row("set learning_rate_plm 0.25", CommandKind::SetLearningRatePlm, 0.25);
    row("set learning_rate_ctr 0.5", CommandKind::SetLearningRateCtr, 0.5);
    row("set learning_rate_heads 0", CommandKind::SetLearningRateHeads, 0);
    row("set weight_decay 0.01", CommandKind::SetWeightDecay, 0.01);
    row("set clip_norm 1", CommandKind::SetClipNorm, 1);
    row("freeze plm", CommandKind::Freeze, 0, "plm");
    row("unfreeze ctr", CommandKind::Unfreeze, 0, "ctr");
    row("evaluate", CommandKind::EvaluateNow);
    row("checkpoint", CommandKind::CheckpointNow);
    row("stop", CommandKind::StopAndSave);
    row("discard", CommandKind::Discard);
}

void TestRunCommand::textOfEachKindReadsBack() {
    QFETCH(QString, text);
    QFETCH(int, kind);
    QFETCH(double, value);
    QFETCH(QString, part);
    const auto command = commandFromText(text.toStdString());
    QVERIFY2(command.has_value(), command ? "" : command.error().text().c_str());
    QCOMPARE(static_cast<int>(command->kind), kind);
    QCOMPARE(command->value, value);
    QCOMPARE(QString::fromStdString(command->part), part);
    QCOMPARE(QString::fromStdString(toText(*command)), text);
}

void TestRunCommand::valuesKeepEveryBit() {
    for (const double value : {1e-4, 5e-324, 1.0 / 3, 0.1, 1.7976931348623157e308}) {
        const auto command = commandFromText(toText(RunCommand{CommandKind::SetLearningRatePlm, value, {}}));
        QVERIFY(command && command->value == value);
    }
    const auto command = commandFromText("set learning_rate_plm 1e-4");
    QVERIFY(command && command->value == 1e-4);
}

void TestRunCommand::wrongTextIsAnErrorThatListsTheCommands_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"",
                             "halt",
                             "pause now",
                             "Pause",
                             " pause",
                             "step",
                             "step ",
                             "step x",
                             "step 1 2",
                             "step -1",
                             "step 0",
                             "step 1.5",
                             "set learning_rate_plm",
                             "set learning_rate_plm nan",
                             "set learning_rate_plm inf",
                             "set clip_norm -0.5",
                             "set clip_norm 1e999",
                             "freeze",
                             "freeze all",
                             "unfreeze PLM",
                             "stopped"})
        QTest::newRow(text) << text;
}

void TestRunCommand::wrongTextIsAnErrorThatListsTheCommands() {
    QFETCH(QString, text);
    const auto command = commandFromText(text.toStdString());
    QVERIFY(!command);
    QCOMPARE(command.error().code, cpw::ErrorCode::Usage);
    const auto message = QString::fromStdString(command.error().text());
    QVERIFY2(message.contains('"' + text + '"'), qPrintable(message));
    QVERIFY2(message.contains("set weight_decay N") && message.contains("freeze plm|ctr"), qPrintable(message));
}

void TestRunCommand::runNumbersReadBack() {
    QCOMPARE(toText(RunId{12}), std::string("r-0012"));
    QCOMPARE(toText(RunId{123456}), std::string("r-123456"));
    QCOMPARE(runIdFromText("r-0012")->value, 12);
    QCOMPARE(runIdFromText("12")->value, 12);
    QCOMPARE(runIdFromText("r-123456")->value, 123456);
}

void TestRunCommand::wrongRunNumbersAreNothing_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "r-", "r-0", "0", "-3", "r--3", "12x", "r-1.5", "99999999999999999999", " 12", "+4"})
        QTest::newRow(text) << text;
}

void TestRunCommand::wrongRunNumbersAreNothing() {
    QFETCH(QString, text);
    QVERIFY(!runIdFromText(text.toStdString()));
}

QTEST_APPLESS_MAIN(TestRunCommand)
#include "tst_run_command.moc"
