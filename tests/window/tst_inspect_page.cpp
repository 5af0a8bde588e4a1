// SPDX-License-Identifier: GPL-3.0-or-later
// The Inspect page on a real run: what it shows is what the inspector says.
#include "tests/support/inspected_run.h"
#include "ui/pages/inspect/checkpoint_line.h"
#include "ui/pages/inspect/contribution_bars.h"
#include "ui/pages/inspect/head_grid.h"
#include "ui/pages/inspect/prompt_map.h"
#include "ui/pages/inspect_page.h"
#include "ui/widgets/token_chips.h"

#include <QComboBox>
#include <QtTest>

#include <memory>

using namespace cpw;
using namespace cpw::ui;

namespace {

constexpr int kPatience = 30'000;

QString shownProbability(double value) {
    return QString::number(value, 'f', 3);
}

} // namespace

class InspectPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_theme = std::make_unique<Theme>(ThemeMode::Light);
        m_run = std::make_unique<tests::Inspected>(tests::textSpec());
        m_engineSession = std::make_unique<EngineSession>(*m_run->engine, *m_run->store);
        m_inspectSession = std::make_unique<InspectSession>(*m_run->inspector);
        m_page = std::make_unique<InspectPage>(*m_theme, *m_engineSession, *m_inspectSession, m_selection);
        m_page->resize(1240, 860);
        m_page->show();
        m_selection.chooseRun(m_run->run);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->row() && !m_page->recordedText().isEmpty(), kPatience);
    }
    void cleanupTestCase() {
        m_page.reset();
        m_inspectSession.reset();
        m_engineSession.reset();
        m_run.reset();
        m_theme.reset();
    }

    void theRowWithTheLargestErrorComesFirst() {
        api::RowRankingQuestion question;
        question.model.run = m_run->run;
        const auto ranking = m_run->inspector->rank(question, {});
        QVERIFY(ranking.has_value());
        QCOMPARE(*m_page->row(), ranking->rows.front().row);
        QCOMPARE(m_page->recordedText(), shownProbability(ranking->rows.front().probability));
    }

    void tokensAreShadedByTheChosenHead() {
        const auto look = recorded();
        const auto prompts = static_cast<std::size_t>(look.norms.prompts);
        QTRY_COMPARE_WITH_TIMEOUT(m_page->chips().tokens().size(), look.tokens.size() + prompts, kPatience);
        QCOMPARE(m_page->chips().tokens()[0].text, std::string("P1"));
        QCOMPARE(m_page->chips().tokens()[prompts].text, look.tokens[0].text);
        QCOMPARE(m_page->chips().selected(), static_cast<int>(prompts));
        m_page->chips().tokenClicked(static_cast<int>(prompts) + 2);
        QCOMPARE(m_page->chips().selected(), static_cast<int>(prompts) + 2);
        m_page->chips().tokenClicked(0); // a prompt asks nothing
        QCOMPARE(m_page->chips().selected(), static_cast<int>(prompts) + 2);
        m_page->heads().setFocus();
        QTest::keyClick(&m_page->heads(), Qt::Key_Down);
        QCOMPARE(m_page->heads().layer(), 1);
        QVERIFY(m_page->heads().accessibleDescription().contains(QStringLiteral("Layer 2, head 1")));
    }

    void anEditChangesProbabilityAndContributions() {
        const auto look = recorded();
        const auto values = m_run->inspector->values(m_run->run, 0, {}, 5, {});
        QVERIFY(values.has_value());
        const auto& other = values->at(values->at(0).value == look.values[0].id ? 1 : 0).value;
        auto question = m_run->question(*m_page->row());
        question.edits = {{0, other, api::EditSide::Both}};
        const auto edited = m_run->inspector->look(question, {});
        QVERIFY(edited.has_value());
        m_page->edit(0, QString::fromStdString(other));
        QTRY_VERIFY_WITH_TIMEOUT(m_page->editedText().startsWith(shownProbability(edited->probability)), kPatience);
        QCOMPARE(m_page->recordedText(), shownProbability(look.probability));
        m_page->edit(0, QString::fromStdString(look.values[0].id)); // as recorded: no edit
        QVERIFY(m_page->edits().empty());
        QTRY_COMPARE_WITH_TIMEOUT(m_page->editedText(), QStringLiteral("-"), kPatience);
    }

    void contributionsOfEveryFieldAreDrawn() {
        const auto contributions = m_run->inspector->contributions(m_run->question(*m_page->row()), api::ContributionMethod::IntegratedGradients, {});
        QVERIFY(contributions.has_value());
        const auto names = m_run->inspector->fieldNames(m_run->run, {});
        const double first = contributions->fields[0].ids + contributions->fields[0].text;
        const QString expected = QString::fromStdString(names->at(0)) + QLatin1Char(' ') + (first >= 0 ? QStringLiteral("+") : QString()) + QString::number(first, 'f', 2);
        QTRY_VERIFY2_WITH_TIMEOUT(m_page->bars().twin().contains(expected), qPrintable(m_page->bars().twin() + QStringLiteral(" | ") + expected), kPatience);
        QCOMPARE(m_page->bars().twin().count(QLatin1Char(';')), static_cast<int>(names->size()) - 1);
    }

    void thePromptMapTellsNormAndDeviation() {
        const auto look = recorded();
        const QString norm = QString::number(static_cast<double>(look.norms.keys[0]), 'f', 2);
        m_page->promptMap().setChosen(0, 0, api::PromptPart::Keys);
        QTRY_VERIFY2_WITH_TIMEOUT(m_page->promptMap().chosenText().startsWith(QStringLiteral("P1, layer 1, keys: norm ") + norm) &&
                                      m_page->promptMap().chosenText().endsWith(QStringLiteral(" sd")),
                                  qPrintable(m_page->promptMap().chosenText()), kPatience);
    }

    void theStepCursorChoosesTheCheckpoint() {
        const auto marks = m_run->inspector->checkpoints(m_run->run);
        QVERIFY(marks.has_value());
        auto question = m_run->question(*m_page->row());
        question.model.step = marks->front().step;
        const auto look = m_run->inspector->look(question, {});
        QVERIFY(look.has_value());
        m_selection.setStepCursor(marks->front().step);
        QTRY_COMPARE_WITH_TIMEOUT(m_page->recordedText(), shownProbability(look->probability), kPatience);
        m_selection.setStepCursor(std::nullopt);
        QTRY_COMPARE_WITH_TIMEOUT(m_page->recordedText(), shownProbability(recorded().probability), kPatience);
        QVERIFY(!m_page->line().points().empty());
    }

    void placesAreWalkedByKeys() {
        const auto before = *m_page->row();
        m_page->setFocus();
        QTest::keyClick(m_page.get(), Qt::Key_N);
        QVERIFY(*m_page->row() != before);
        QTest::keyClick(m_page.get(), Qt::Key_P);
        QCOMPARE(*m_page->row(), before);
    }

private:
    api::RowLook recorded() { return m_run->inspector->look(m_run->question(*m_page->row()), {}).value(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<tests::Inspected> m_run;
    std::unique_ptr<EngineSession> m_engineSession;
    std::unique_ptr<InspectSession> m_inspectSession;
    Selection m_selection;
    std::unique_ptr<InspectPage> m_page;
};

QTEST_MAIN(InspectPageTest)
#include "tst_inspect_page.moc"
