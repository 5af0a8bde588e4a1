// SPDX-License-Identifier: GPL-3.0-or-later
// The Inspect page on a real run: what it shows is what the inspector says.
#include "tests/support/inspected_run.h"
#include "ui/pages/inspect/cell_map.h"
#include "ui/pages/inspect/checkpoint_line.h"
#include "ui/pages/inspect/contribution_bars.h"
#include "ui/pages/inspect/embedding_view.h"
#include "ui/pages/inspect/errors_view.h"
#include "ui/pages/inspect/head_grid.h"
#include "ui/pages/inspect/head_pattern.h"
#include "ui/pages/inspect/prompt_lab.h"
#include "ui/pages/inspect/prompt_map.h"
#include "ui/pages/inspect/row_view.h"
#include "ui/pages/inspect/point_map.h"
#include "ui/pages/inspect/variants_view.h"
#include "ui/pages/inspect/view_figure.h"
#include "ui/pages/inspect_page.h"
#include "ui/pages/page_header.h"
#include "ui/widgets/segmented_buttons.h"
#include "ui/widgets/token_chips.h"

#include <QAction>
#include <QComboBox>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtTest>

#include <algorithm>
#include <map>
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
        m_run = std::make_unique<tests::Inspected>(tests::textSpec(), /*keepsFirstStep=*/true);
        m_engineSession = std::make_unique<EngineSession>(*m_run->engine, *m_run->store);
        m_inspectSession = std::make_unique<InspectSession>(*m_run->inspector);
        m_page = std::make_unique<InspectPage>(*m_theme, *m_engineSession, *m_inspectSession, m_selection);
        m_page->resize(1240, 860);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get())); // for its keys
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
        QTRY_COMPARE_WITH_TIMEOUT(m_page->rowView().chips().tokens().size(), look.tokens.size() + prompts, kPatience);
        QCOMPARE(m_page->rowView().chips().tokens()[0].text, std::string("P1"));
        QCOMPARE(m_page->rowView().chips().tokens()[prompts].text, look.tokens[0].text);
        QCOMPARE(m_page->rowView().chips().selected(), static_cast<int>(prompts));
        m_page->rowView().chips().tokenClicked(static_cast<int>(prompts) + 2);
        QCOMPARE(m_page->rowView().chips().selected(), static_cast<int>(prompts) + 2);
        m_page->rowView().chips().tokenClicked(0); // a prompt asks nothing
        QCOMPARE(m_page->rowView().chips().selected(), static_cast<int>(prompts) + 2);
        QTRY_COMPARE_WITH_TIMEOUT(m_page->rowView().heads().grid().layers, 2, kPatience); // an answer of its own
        m_page->rowView().heads().setFocus();
        QTest::keyClick(&m_page->rowView().heads(), Qt::Key_Down);
        QCOMPARE(m_page->rowView().heads().layer(), 1);
        QVERIFY(m_page->rowView().heads().accessibleDescription().contains(QStringLiteral("Layer 2, head 1")));
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
        QTRY_VERIFY2_WITH_TIMEOUT(m_page->rowView().bars().twin().contains(expected), qPrintable(m_page->rowView().bars().twin() + QStringLiteral(" | ") + expected), kPatience);
        QCOMPARE(m_page->rowView().bars().twin().count(QLatin1Char(';')), static_cast<int>(names->size()) - 1);
    }

    void thePromptMapTellsNormAndDeviation() {
        const auto look = recorded();
        const QString norm = QString::number(static_cast<double>(look.norms.keys[0]), 'f', 2);
        m_page->rowView().promptMap().setChosen(0, 0, api::PromptPart::Keys);
        QTRY_VERIFY2_WITH_TIMEOUT(m_page->rowView().promptMap().chosenText().startsWith(QStringLiteral("P1, layer 1, keys: norm ") + norm) &&
                                      m_page->rowView().promptMap().chosenText().endsWith(QStringLiteral(" sd")),
                                  qPrintable(m_page->rowView().promptMap().chosenText()), kPatience);
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
        QVERIFY(!m_page->rowView().line().points().empty());
        const auto says = [&](const char* words) { return m_page->findChild<PageHeader*>()->facts().contains(QLatin1String(words)); };
        QVERIFY(!says("cursor"));
        m_selection.setStepCursor(marks->front().step - 1);
        QTRY_VERIFY_WITH_TIMEOUT(says("the first one; the cursor is at step"), kPatience);
        m_selection.setStepCursor(marks->back().step + 1);
        QTRY_VERIFY_WITH_TIMEOUT(says("the last one up to the cursor at step"), kPatience);
        m_selection.setStepCursor(std::nullopt);
        QTRY_COMPARE_WITH_TIMEOUT(m_page->recordedText(), shownProbability(recorded().probability), kPatience);
    }

    void theHeadsOfACheckpointAreMaskedAndGivenBack() {
        api::RowQuestion question = m_run->question(*m_page->row());
        question.maskedHeads = {{1, 0}};
        const auto masked = m_run->inspector->look(question, {});
        QVERIFY(masked.has_value());
        m_page->rowView().heads().setChosen(1, 0);
        m_page->rowView().heads().headChosen(1, 0);
        QTRY_VERIFY2_WITH_TIMEOUT(m_page->rowView().headEffect().startsWith(QStringLiteral("Without it: ") + shownProbability(masked->probability)),
                                  qPrintable(m_page->rowView().headEffect()), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_page->rowView().heads().grid().layers, 2, kPatience);
        QTest::keyClick(&m_page->rowView().heads(), Qt::Key_M);
        QCOMPARE(m_page->maskedHeads().size(), std::size_t{1});
        QTRY_VERIFY_WITH_TIMEOUT(m_page->editedText().startsWith(shownProbability(masked->probability)), kPatience);
        m_page->resetEdits();
        QTRY_COMPARE_WITH_TIMEOUT(m_page->editedText(), QStringLiteral("-"), kPatience);
        QVERIFY(m_page->maskedHeads().empty());
    }

    void aClickedTokenIsMaskedAndFilledIn() {
        auto& view = m_page->rowView();
        view.setTokenMode(RowView::TokenMode::Mask);
        QTRY_COMPARE_WITH_TIMEOUT(view.chips().tokens().size(), recorded().tokens.size(), kPatience); // the text alone
        view.chips().tokenClicked(3);
        const auto expected = m_run->inspector->masked(m_run->question(*m_page->row()), {3}, 3, {});
        QVERIFY(expected.has_value());
        QTRY_COMPARE_WITH_TIMEOUT(view.predictions().rows.size(), std::size_t{1}, kPatience);
        const auto& row = view.predictions().rows.front();
        QCOMPARE(row[0].toString(), QString::fromStdString(expected->withPrompts[0].truth));
        QCOMPARE(row[1].toDouble(), expected->withPrompts[0].probability);
        QCOMPARE(row[4].toDouble(), expected->withoutPrompts[0].probability);
        QVERIFY(view.chips().tokens()[3].isMasked);
        view.chips().tokenClicked(3); // and shown again
        QTRY_VERIFY_WITH_TIMEOUT(view.predictions().rows.empty(), kPatience);
        view.setTokenMode(RowView::TokenMode::Attention);
    }

    void tokensAddWhatTheirFieldsAdd() {
        auto& view = m_page->rowView();
        const auto found = m_run->inspector->contributions(m_run->question(*m_page->row()), api::ContributionMethod::IntegratedGradients, {});
        QVERIFY(found.has_value());
        const auto names = m_run->inspector->fieldNames(m_run->run, {});
        const auto isSum = [&] {
            if (view.bars().table().rows.empty() || !view.tables().front().rows.back()[3].isValid())
                return false;
            std::map<QString, double> byField;
            const auto table = view.tables().front();
            for (const auto& row : table.rows)
                if (!row[1].toString().isEmpty())
                    byField[row[1].toString()] += row[3].toDouble();
            for (std::size_t f = 0; f < names->size(); ++f)
                if (!tests::isNear(byField[QString::fromStdString((*names)[f])], found->fields[f].text, 1e-6))
                    return false;
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSum(), kPatience); // the numbers of the row before may still be there
    }

    void anIdAndItsTextAreEditedApart() {
        const auto look = recorded();
        const auto values = m_run->inspector->values(m_run->run, 0, {}, 5, {});
        const auto& other = values->at(values->at(0).value == look.values[0].id ? 1 : 0).value;
        m_page->setApart(0, true);
        m_page->edit(0, QString::fromStdString(other), api::EditSide::Text);
        QCOMPARE(m_page->edits().size(), std::size_t{1});
        QVERIFY(m_page->edits()[0].side == api::EditSide::Text);
        auto question = m_run->question(*m_page->row());
        question.edits = {{0, other, api::EditSide::Text}};
        const auto worded = m_run->inspector->look(question, {});
        QVERIFY(worded.has_value());
        QCOMPARE(*worded->ctrLogit, *look.ctrLogit); // the id stays
        QTRY_VERIFY_WITH_TIMEOUT(m_page->editedText().startsWith(shownProbability(worded->probability)), kPatience);
        m_page->edit(0, QString::fromStdString(other), api::EditSide::Ids);
        QCOMPARE(m_page->edits().size(), std::size_t{2});
        m_page->setApart(0, false); // together again: the text follows the id
        QCOMPARE(m_page->edits().size(), std::size_t{1});
        QVERIFY(m_page->edits()[0].side == api::EditSide::Both);
        m_page->resetEdits();
        QTRY_COMPARE_WITH_TIMEOUT(m_page->editedText(), QStringLiteral("-"), kPatience);
    }

    void rowsAreFilteredByAValue() {
        const auto look = recorded();
        const auto& value = look.values[1].id;
        api::RowRankingQuestion question{.model = {m_run->run}, .onlyValue = api::FieldEdit{1, value}};
        const auto expected = m_run->inspector->rank(question, {});
        QVERIFY(expected.has_value());
        m_page->showView(InspectPage::View::Errors);
        m_page->filterRows(1, QString::fromStdString(value));
        QTRY_COMPARE_WITH_TIMEOUT(m_page->errorsView().rowTable().model()->rowCount(), static_cast<int>(expected->matching), kPatience);
        QCOMPARE(*m_page->row(), expected->rows.front().row);
        m_page->filterRows(-1, {});
        QTRY_VERIFY_WITH_TIMEOUT(m_page->errorsView().rowTable().model()->rowCount() > static_cast<int>(expected->matching), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_page->recordedText(), shownProbability(recorded().probability), kPatience);
    }

    void aRowOfTheErrorsIsShown() {
        auto& table = m_page->errorsView().rowTable();
        m_page->showView(InspectPage::View::Errors);
        const auto index = table.model()->index(3, 0);
        table.setCurrentIndex(index);
        QCOMPARE(*m_page->row(), index.data(ShownTableModel::SortRole).toULongLong());
        QTRY_COMPARE_WITH_TIMEOUT(m_page->recordedText(), QString::number(table.model()->index(3, 2).data(ShownTableModel::SortRole).toDouble(), 'f', 3), kPatience);
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_Return);
        QVERIFY(m_page->view() == InspectPage::View::Row);
    }

    void slicesAreMeasuredAndNarrowTheRows() {
        m_page->showView(InspectPage::View::Errors);
        auto& view = m_page->errorsView();
        const auto expected = m_run->inspector->slices({.model = {m_run->run}}, {});
        QVERIFY(expected.has_value());
        QTRY_COMPARE_WITH_TIMEOUT(view.slices().rows.size(), expected->slices.size() + 1, kPatience); // and all rows
        QCOMPARE(view.slices().rows[0][4].toDouble(), *expected->all.auc);
        for (std::size_t i = 0; i < 4; ++i) {
            QCOMPARE(view.slices().rows[i + 1][1].toULongLong(), expected->slices[i].rows);
            QCOMPARE(view.slices().rows[i + 1][6].toDouble(), expected->slices[i].calibrationError);
        }
        const auto cell = static_cast<std::size_t>(std::ranges::max_element(expected->slices, {}, &api::SliceFacts::rows) - expected->slices.begin());
        Q_EMIT view.sliceTable().clicked(view.sliceTable().model()->index(static_cast<int>(cell) + 1, 0));
        QTRY_COMPARE_WITH_TIMEOUT(view.rowTable().model()->rowCount(), static_cast<int>(expected->slices[cell].rows), kPatience);
        Q_EMIT view.sliceTable().clicked(view.sliceTable().model()->index(0, 0)); // all again
        QTRY_COMPARE_WITH_TIMEOUT(view.rowTable().model()->rowCount(), static_cast<int>(expected->all.rows), kPatience);
        view.sliceBox().setCurrentIndex(view.sliceBox().findData(1));
        Q_EMIT view.sliceBox().activated(view.sliceBox().currentIndex());
        const auto byField = m_run->inspector->slices({.model = {m_run->run}, .field = 1}, {});
        QTRY_COMPARE_WITH_TIMEOUT(view.slices().rows.size(), byField->slices.size() + 1, kPatience);
        QCOMPARE(view.slices().rows[1][0].toString(), QString::fromStdString(byField->slices[0].name));
    }

    void whatIsPinnedIsComparedOnTheSameRow() {
        const auto marks = m_run->inspector->checkpoints(m_run->run);
        const api::ModelAt early{m_run->run, marks->front().step};
        m_page->compareWith(early, QStringLiteral("early"));
        m_page->showView(InspectPage::View::Variants);
        auto asked = m_run->question(*m_page->row());
        const auto first = m_run->inspector->look(asked, {});
        asked.model = early;
        const auto second = m_run->inspector->look(asked, {});
        QVERIFY(first && second);
        QTRY_COMPARE_WITH_TIMEOUT(m_page->variantsView().numbers().rows.size(), std::size_t{6}, kPatience);
        const auto& probability = m_page->variantsView().numbers().rows[0];
        QCOMPARE(probability[1].toDouble(), first->probability);
        QCOMPARE(probability[2].toDouble(), second->probability);
        QCOMPARE(probability[3].toDouble(), second->probability - first->probability);
        QVERIFY(probability[0].toString().contains(QStringLiteral("untrained"))); // a PA-MLM checkpoint
        QTRY_VERIFY_WITH_TIMEOUT(m_page->secondText().startsWith(shownProbability(second->probability)), kPatience);
        QVERIFY(m_page->secondText().contains(QStringLiteral("untrained")));
        QTRY_COMPARE_WITH_TIMEOUT(m_page->variantsView().secondChips().tokens().size(), second->tokens.size() + 2, kPatience);
        const auto& norms = m_page->variantsView().promptMap().numbers();
        QCOMPARE(norms.values.size(), std::size_t{8}); // two layers of two keys and two values
        QCOMPARE(norms.values[0], second->norms.keys[0] - first->norms.keys[0]);
        QTRY_COMPARE_WITH_TIMEOUT(m_page->variantsView().heads().grid().layers, 2, kPatience);
        m_page->unpin();
        QVERIFY(m_page->secondText().isEmpty());
        QVERIFY(m_page->variantsView().note().startsWith(QStringLiteral("Nothing is pinned")));
        m_page->pin(); // an edit pinned stays while the row goes on
        m_page->showView(InspectPage::View::Row);
        QTRY_COMPARE_WITH_TIMEOUT(m_page->secondText(), m_page->recordedText() + QStringLiteral("  +0.000"), kPatience);
        m_page->unpin();
    }

    void slicesAreComparedWithWhatIsPinned() {
        m_page->showView(InspectPage::View::Errors);
        m_page->compareWith({m_run->run}, QStringLiteral("itself"));
        QTRY_COMPARE_WITH_TIMEOUT(m_page->errorsView().slices().columns.size(), 11, kPatience);
        for (const auto& row : m_page->errorsView().slices().rows)
            if (row[8].isValid())
                QCOMPARE(row[8].toDouble(), 0.0); // the same model
        m_page->unpin();
        QTRY_COMPARE_WITH_TIMEOUT(m_page->errorsView().slices().columns.size(), 7, kPatience);
    }

    void thePromptLabSaysWhatTheSurveySays() {
        m_page->showView(InspectPage::View::Prompts);
        auto& lab = m_page->promptLab();
        const auto survey = m_run->inspector->survey({m_run->run}, "test", 256, 0, {});
        QVERIFY(survey.has_value());
        QTRY_COMPARE_WITH_TIMEOUT(lab.scatter().points().size(), survey->rows.size(), kPatience);
        QCOMPARE(lab.keyMap().numbers().values, survey->mean.keys);
        QCOMPARE(lab.cosineMap().numbers().values, survey->groupCosines);
        lab.measures().setCurrent(1);
        Q_EMIT lab.measures().chosen(1);
        QCOMPARE(lab.keyMap().numbers().values, survey->attention);
        lab.measures().setCurrent(2);
        Q_EMIT lab.measures().chosen(2);
        const auto drift = m_run->inspector->drift(m_run->run, "test", 256, {});
        const std::vector<float> last(drift->changes.end() - 4, drift->changes.end());
        QTRY_COMPARE_WITH_TIMEOUT(lab.keyMap().numbers().values, last, kPatience);
    }

    void otherPromptsChangeTheProbability() {
        using Kind = api::PromptChange::Kind;
        m_page->showView(InspectPage::View::Prompts);
        auto& lab = m_page->promptLab();
        lab.swapBox().setValue(40);
        const auto plain = recorded();
        const auto with = [this](Kind kind, std::optional<int> prompt) {
            auto question = m_run->question(*m_page->row());
            question.prompts = {{kind, std::nullopt, prompt, 40}};
            return m_run->inspector->look(question, {}).value().probability;
        };
        QTRY_VERIFY_WITH_TIMEOUT(lab.effects().columns.value(5).contains(QStringLiteral("40")) && lab.effects().rows.size() == 3, kPatience);
        for (int line = 0; line < 3; ++line) {
            const auto& row = lab.effects().rows[static_cast<std::size_t>(line)];
            const auto prompt = line == 0 ? std::nullopt : std::optional(line - 1);
            QCOMPARE(row[1].toDouble(), with(Kind::LeaveOut, prompt));
            QCOMPARE(row[3].toDouble(), with(Kind::Average, prompt));
            QCOMPARE(row[5].toDouble(), with(Kind::FromRow, prompt));
            QCOMPARE(row[6].toDouble(), row[5].toDouble() - plain.probability);
        }
    }

    void valuesAreDrawnByTheirEmbeddings() {
        m_page->showView(InspectPage::View::Embeddings);
        auto& view = m_page->embeddingView();
        const auto expected = m_run->inspector->embeddings({m_run->run}, 0, 1, 1000, {});
        QVERIFY(expected.has_value());
        QTRY_COMPARE_WITH_TIMEOUT(view.scatter().points().size(), expected->points.size(), kPatience);
        QCOMPARE(view.scatter().points()[2].x, static_cast<double>(expected->points[2].x));
        view.scatter().setFocus();
        QTest::keyClick(&view.scatter(), Qt::Key_Right);
        QVERIFY(view.scatter().chosen() >= 0);
        const auto& chosen = view.scatter().points()[static_cast<std::size_t>(view.scatter().chosen())];
        QTest::keyClick(&view.scatter(), Qt::Key_Right);
        const auto& next = view.scatter().points()[static_cast<std::size_t>(view.scatter().chosen())];
        QVERIFY(next.x >= chosen.x);
        m_page->showView(InspectPage::View::Row);
    }

    void whatIsShownIsWritten() {
        const QTemporaryDir folder;
        QTRY_COMPARE_WITH_TIMEOUT(m_page->recordedText(), shownProbability(recorded().probability), kPatience);
        QVERIFY(m_page->writeData(folder.filePath(QStringLiteral("shown.json"))));
        QFile file(folder.filePath(QStringLiteral("shown.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto json = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(json[QStringLiteral("Probability")][0][QStringLiteral("Probability")].toDouble(), recorded().probability);
        QVERIFY(json[QStringLiteral("Tokens")].isArray() && json[QStringLiteral("Layers and heads")].isArray());
        QVERIFY(m_page->writeData(folder.filePath(QStringLiteral("shown.csv"))));
        QVERIFY(!m_page->writeData(folder.filePath(QStringLiteral("no/such/folder.csv"))));
        for (const auto format : {ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf}) {
            const QString path = folder.filePath(QStringLiteral("shown.") + endingOf(format));
            QVERIFY(ViewFigure(m_page->rowView(), {}).exportImage(path, format, {}));
            QVERIFY(QFileInfo(path).size() > 10'000);
        }
        const QImage image(folder.filePath(QStringLiteral("shown.png")));
        QCOMPARE(image.size(), QSize(1891, 1063)); // 160 mm by 90 mm at 300 dots an inch
    }

    void aFigureHasNoButtonsAndSaysWhatWasChosenWithThem() {
        QWidget view;
        view.setStyleSheet(QStringLiteral("QPushButton, QComboBox { background: #ff0000; border: none; color: #00ff00; } QLabel { background: #0000ff; }"));
        auto* layout = new QVBoxLayout(&view);
        auto* box = new QComboBox(&view);
        box->addItem(QStringLiteral("integrated gradients"));
        auto* button = new QPushButton(QStringLiteral("Mask this head"), &view);
        auto* inner = new QWidget(&view); // a part of a part
        auto* innerLayout = new QVBoxLayout(inner);
        innerLayout->addWidget(new QPushButton(QStringLiteral("inner"), inner));
        innerLayout->addWidget(new QLabel(QStringLiteral("kept"), inner));
        for (QWidget* part : {static_cast<QWidget*>(box), static_cast<QWidget*>(button), inner})
            layout->addWidget(part);
        view.resize(240, 200);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("figure.png"));
        constexpr double kScale = 300.0 / 96;
        constexpr double kMillimetresADot = 25.4 / 96;
        QVERIFY(ViewFigure(view, {}).exportImage(path, ExportFormat::Png, {240 * kMillimetresADot, 200 * kMillimetresADot}));
        const QImage image(path);
        int red = 0, blue = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                red += image.pixelColor(x, y) == QColor(255, 0, 0) ? 1 : 0;
                blue += image.pixelColor(x, y) == QColor(0, 0, 255) ? 1 : 0;
            }
        QCOMPARE(red, 0);
        QVERIFY2(blue > 1000, qPrintable(QString::number(blue)));
        const auto inkIn = [&image](const QWidget& part) { // pixels that are not the ground
            const QRect area = QRectF(QPointF(part.pos()) * kScale, QSizeF(part.size()) * kScale).toRect().adjusted(2, 2, -2, -2);
            int ink = 0;
            for (int y = area.top(); y <= area.bottom(); ++y)
                for (int x = area.left(); x <= area.right(); ++x)
                    ink += image.pixel(x, y) != image.pixel(3, 3) ? 1 : 0;
            return ink;
        };
        QVERIFY(inkIn(*box) > 300); // its words
        QCOMPARE(inkIn(*button), 0);
    }

    void onlyTheHeaviestTokensAreShaded() {
        auto& view = m_page->rowView();
        QTRY_VERIFY_WITH_TIMEOUT(!view.chips().tokens().empty(), kPatience);
        const QString all = view.tokenNote();
        view.setMass(0.5);
        QVERIFY(view.tokenNote().contains(QStringLiteral("shaded: they hold")));
        QVERIFY(view.tokenNote().endsWith(all));
        view.setMass(1);
        QCOMPARE(view.tokenNote(), all);
    }

    void thePointerShowsAnotherTokensAttentionAndChoosesNothing() {
        auto& view = m_page->rowView();
        auto& chips = view.chips();
        QTRY_VERIFY_WITH_TIMEOUT(chips.tokens().size() > 4, kPatience);
        const int selected = chips.selected();
        const QString title = view.tokenTitle(), note = view.tokenNote();
        Q_EMIT chips.tokenHovered(static_cast<int>(chips.tokens().size()) - 2);
        QVERIFY(view.tokenTitle().contains(QString::fromStdString(chips.tokens()[chips.tokens().size() - 2].text)));
        QCOMPARE(chips.selected(), selected);
        Q_EMIT chips.tokenHovered(-1);
        QCOMPARE(view.tokenTitle(), title);
        QCOMPARE(view.tokenNote(), note);
    }

    void everyCommandHasANameAndAText() {
        QStringList ids;
        for (const QAction* action : m_page->actions()) {
            QVERIFY(action->objectName().startsWith(QStringLiteral("inspect.")) && !action->text().isEmpty());
            ids << action->objectName();
        }
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
        QVERIFY(ids.contains(QStringLiteral("inspect.export_data")) && ids.contains(QStringLiteral("inspect.pin")));
    }

    void aStageWithoutClicksIsMarked() {
        const auto marks = m_run->inspector->checkpoints(m_run->run);
        m_selection.setStepCursor(marks->front().step);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isMarkedUntrained(), kPatience);
        QVERIFY(m_page->checkpointBox().currentText().contains(QStringLiteral("PA-MLM")));
        m_page->showView(InspectPage::View::Errors);
        m_selection.setStepCursor(marks->back().step); // ordered again, by its scores, with the same row
        const auto row = *m_page->row();
        const auto again = m_run->inspector->rank({.model = {m_run->run, marks->back().step}}, {});
        QTRY_COMPARE_WITH_TIMEOUT(m_page->errorsView().rowTable().model()->index(0, 0).data(ShownTableModel::SortRole).toULongLong(), again->rows[0].row, kPatience);
        QCOMPARE(*m_page->row(), row);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->stateText().startsWith(QStringLiteral("Computed in")), kPatience); // no more "Ordering the rows"
        m_page->showView(InspectPage::View::Row);
        m_selection.setStepCursor(std::nullopt);
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->isMarkedUntrained(), kPatience);
    }

    void bestIsNotOfferedWhereNothingLearntClicks() {
        auto spec = tests::smallSpec({spec::StageKind::PaMlm});
        spec.stages[0].epochs = 1;
        tests::Inspected mlm(spec);
        EngineSession session(*mlm.engine, *mlm.store);
        InspectSession inspect(*mlm.inspector);
        Selection selection;
        InspectPage page(*m_theme, session, inspect, selection);
        page.resize(1240, 860);
        page.show();
        selection.setRuns({mlm.run}); // selected on the Runs page: it is the current run
        QTRY_VERIFY_WITH_TIMEOUT(page.row() && !page.recordedText().isEmpty(), kPatience);
        QCOMPARE(page.checkpointBox().itemText(0), QStringLiteral("last"));
        QVERIFY(page.isMarkedUntrained());
        QCOMPARE(page.orderBox().currentData().toInt(), static_cast<int>(api::RowOrder::Table)); // no order by error
        page.showView(InspectPage::View::Errors);
        QTRY_VERIFY2_WITH_TIMEOUT(page.errorsView().sliceNote().contains(QStringLiteral("PA-MLM")), qPrintable(page.errorsView().sliceNote()), kPatience);
    }

    void placesAreWalkedByKeys() {
        const auto before = *m_page->row();
        m_page->activateWindow(); // a page of another test was in front
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
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
