// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/amazon_files.h"
#include "tests/support/bookcrossing_files.h"
#include "tests/support/goodreads_files.h"
#include "tests/support/packed_text.h"
#include "tests/support/window_bench.h"
#include "ui/pages/data/fields_card.h"
#include "ui/pages/data/import_panel.h"
#include "ui/pages/data/rows_card.h"
#include "ui/pages/data_page.h"
#include "ui/theme/fonts.h"

#include <QCheckBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

#include <fstream>
#include <set>

using namespace cpw;
using namespace cpw::ui;
using namespace cpw::tests;

namespace {

/// A folder as it is downloaded, and what the window must make of it.
struct RawSet {
    const char* source;
    const char* title;
    QStringList fields;
    double positiveFrom;
    std::vector<std::string> rows; ///< "label|value|..." of all rows, in the order of the table unless they are sorted by time
    std::uint64_t lines = 0;
};

void write(const QTemporaryDir& folder, const QString& name, const std::string& bytes) {
    std::ofstream(folder.filePath(name).toStdString(), std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

RawSet movieLens(const QTemporaryDir& folder) {
    constexpr int kUsers = 9, kMovies = 7;
    RawSet set{"movielens_1m", "MovieLens-1M", {"User ID", "Gender", "Age", "Job", "Zipcode", "Movie ID", "Title", "Film genre"}, 4, {}};
    std::string users, movies, ratings;
    for (int user = 1; user <= kUsers; ++user)
        users += fmt::format("{}::{}::25::{}::{:05}\n", user, user % 2 ? "F" : "M", user, user * 11);
    for (int movie = 1; movie <= kMovies; ++movie)
        movies += fmt::format("{}::Film {} (19{})::{}|Drama\n", movie, movie, 80 + movie, movie % 2 ? "Comedy" : "War");
    for (int user = 1; user <= kUsers; ++user)
        for (int movie = 1; movie <= kMovies; ++movie) {
            const int stars = 1 + (user + movie) % 5;
            ratings += fmt::format("{}::{}::{}::{}\n", user, movie, stars, 978'300'000 + 60 * user + movie);
            ++set.lines;
            if (stars != 3)
                set.rows.push_back(fmt::format("{}|{}|{}|25|{}|{:05}|{}|Film {}|{}", stars >= 4 ? 1 : 0, user, user % 2 ? "F" : "M", user, user * 11, movie, movie, movie % 2 ? "Comedy" : "War"));
        }
    write(folder, "users.dat", users);
    write(folder, "movies.dat", movies);
    write(folder, "ratings.dat", ratings);
    return set;
}

RawSet bookCrossing(const QTemporaryDir& folder) {
    const auto files = testing::makeBookcrossing(testing::BookcrossingEdition::Dump, 40, 50, 1500);
    write(folder, "BX-Book-Ratings.csv", files.ratings);
    write(folder, "BX-Users.csv", files.users);
    write(folder, "BX-Books.csv", files.books);
    return {"bookcrossing", "Book-Crossing", {"User ID", "Location", "Age", "ISBN", "Book title", "Author", "Publication year", "Publisher"}, 5, files.rows, files.lines};
}

RawSet amazon(const QTemporaryDir& folder) {
    const auto files = testing::makeAmazon(testing::AmazonRelease::Of2018, 60, 50, 2000);
    write(folder, "Toys_and_Games.json.gz", testing::gzipOf(files.reviews));
    write(folder, "meta_Toys_and_Games.json.gz", testing::gzipOf(files.metadata));
    return {"amazon", "Amazon reviews", {"User ID", "Item ID", "Category", "Title", "Brand"}, 4, files.rows, files.lines};
}

RawSet goodReads(const QTemporaryDir& folder) {
    const auto files = testing::makeGoodreads(60, 50, 3000);
    write(folder, "goodreads_interactions_dedup.json.gz", testing::gzipOf(files.interactions));
    write(folder, "goodreads_books.json.gz", testing::gzipOf(files.books));
    write(folder, "goodreads_book_authors.json.gz", testing::gzipOf(files.authors));
    write(folder, "goodreads_book_works.json.gz", testing::gzipOf(files.works));
    write(folder, "goodreads_book_genres_initial.json.gz", testing::gzipOf(files.genres));
    return {"goodreads",
            "GoodReads",
            {"User ID", "Book ID", "Book title", "Book genres", "Average rating", "Number of book reviews", "Author ID", "Author name", "Number of pages", "eBook flag", "Format",
             "Publisher", "Publication year", "Work ID", "Media type"},
            4,
            files.rows,
            files.lines};
}

} // namespace

/// The road of a user from the folder of each public data set to its fields, rows and sentences.
class RawDataSetsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void aFolderBecomesADataSetStepByStep_data() {
        QTest::addColumn<int>("which");
        QTest::newRow("MovieLens-1M") << 0;
        QTest::newRow("Book-Crossing") << 1;
        QTest::newRow("Amazon") << 2;
        QTest::newRow("GoodReads") << 3;
    }
    void aFolderBecomesADataSetStepByStep() {
        QFETCH(int, which);
        QTemporaryDir folder;
        const RawSet set = std::array{movieLens, bookCrossing, amazon, goodReads}[static_cast<std::size_t>(which)](folder);
        WindowBench bench(*m_theme);
        bench.window->showPage(PageId::Data);
        auto& page = bench.window->dataPage();
        QTRY_VERIFY(page.facts());
        page.importPath(folder.path());
        auto& panel = page.importPanel();
        QTRY_VERIFY2(!panel.isBusy() && panel.previewModel().rowCount() > 0, qPrintable(panel.problem()));
        checkSteps(panel, set);
        checkColumnsAreWideEnough(panel);
        panel.importButton().click();
        QTRY_VERIFY2(!page.isImporting() && page.facts(), qPrintable(panel.problem()));
        QTRY_COMPARE(page.dataset(), QString(set.title));
        checkFacts(page, set);
        checkRows(page, set);
        checkReport(page, set);
        QTRY_COMPARE(bench.store.datasets()->size(), std::size_t{1});
    }

private:
    static void checkSteps(ImportPanel& panel, const RawSet& set) {
        QCOMPARE(panel.spec().source, std::string(set.source));
        QCOMPARE(panel.spec().label.positiveFrom, set.positiveFrom);
        QStringList columns;
        for (int column = 0; column < panel.previewModel().columnCount(); ++column)
            columns << panel.previewModel().headerData(column, Qt::Horizontal).toString();
        QCOMPARE(columns, set.fields);
        panel.setStep(ImportPanel::Columns);
        const auto* header = panel.findChild<QCheckBox*>(QStringLiteral("header"));
        QVERIFY(header && !header->isVisible()); // nothing about separators: the files have one form
        panel.setStep(ImportPanel::Label);
        const auto boxes = panel.findChildren<QDoubleSpinBox*>();
        QVERIFY(std::any_of(boxes.begin(), boxes.end(), [&](const auto* box) { return box->isVisible() && box->text() == QString::number(set.positiveFrom); }));
        panel.setStep(ImportPanel::Split);
    }

    static void checkColumnsAreWideEnough(ImportPanel& panel) {
        auto* table = panel.findChild<QTableView*>();
        for (int column = 0; column < table->model()->columnCount(); ++column) {
            const QString title = table->model()->headerData(column, Qt::Horizontal).toString();
            const int words = QFontMetrics(fontOf(FontRole::ColumnHead)).horizontalAdvance(title);
            QVERIFY2(table->columnWidth(column) >= words + 2 * 8, qPrintable(title)); // 8: padding of a head
        }
    }

    static void checkFacts(DataPage& page, const RawSet& set) {
        const auto& facts = *page.facts();
        QCOMPARE(facts.rows, std::uint64_t{set.rows.size()});
        QStringList fields;
        for (const auto& field : facts.fields)
            fields << QString::fromStdString(field.name);
        QCOMPARE(fields, set.fields);
        std::uint64_t rows = 0, positives = 0;
        for (const auto& part : facts.parts) {
            rows += part.rows;
            positives += part.positives;
        }
        QCOMPARE(rows, facts.rows);
        QCOMPARE(positives, static_cast<std::uint64_t>(std::count_if(set.rows.begin(), set.rows.end(), [](const std::string& row) { return row.starts_with('1'); })));
        for (std::size_t column = 0; column < facts.fields.size(); ++column) {
            std::set<std::string> distinct;
            for (const auto& row : set.rows)
                distinct.insert(valuesOf(row, facts.fields.size()).value(static_cast<qsizetype>(column) + 1).toStdString());
            QCOMPARE(facts.fields[column].distinct, std::uint64_t{distinct.size()});
        }
    }

    /// Label first. A value may hold the bar itself, so rows of another number of values than expected are joined by hand.
    static QStringList valuesOf(const std::string& row, std::size_t fields) {
        QStringList values = QString::fromStdString(row).split(QLatin1Char('|'));
        // Only titles and genres of GoodReads hold bars: "The \"Last\" Dog, 1|2" and "fiction|history, biography|poetry".
        if (static_cast<std::size_t>(values.size()) == fields + 4) {
            values[3] += QLatin1Char('|') + values.takeAt(4);
            values[4] += QLatin1Char('|') + values.takeAt(5);
            values[4] += QLatin1Char('|') + values.takeAt(5);
        }
        return values;
    }

    static void checkRows(DataPage& page, const RawSet& set) {
        auto& card = page.rowsCard();
        QTRY_VERIFY(card.model().rowCount() > 5);
        std::multiset<QString> expected;
        for (const auto& row : set.rows)
            expected.insert(QString::fromStdString(row));
        for (int i = 0; i < card.model().rowCount(); ++i) {
            const auto* row = card.model().rowAt(i);
            QString text = row->isPositive ? QStringLiteral("1") : QStringLiteral("0");
            for (const auto& value : row->values)
                text += QLatin1Char('|') + QString::fromStdString(value);
            const auto found = expected.find(text);
            QVERIFY2(found != expected.end(), qPrintable(text));
            expected.erase(found);
        }
        card.table().selectRow(3);
        const auto* row = card.model().rowAt(3);
        QString sentence;
        for (qsizetype field = 0; field < set.fields.size(); ++field)
            sentence += (field > 0 ? " " : "") + set.fields[field] + " is " + QString::fromStdString(row->values[static_cast<std::size_t>(field)]) + '.';
        QTRY_COMPARE(card.sentence(), sentence);
    }

    static void checkReport(DataPage& page, const RawSet& set) {
        QVERIFY(page.facts()->linesRead >= set.lines - 1); // a line that is cut may be told as one or none
        for (auto* button : page.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Import report"))
                button->click();
        auto* window = page.findChild<QDialog*>(QStringLiteral("data.report_window"));
        QVERIFY(window && window->isVisible());
        const QString text = window->findChild<QPlainTextEdit*>()->toPlainText();
        for (const auto& note : page.facts()->notes)
            QVERIFY2(text.contains(QString::fromStdString(note).mid(1)), note.c_str()); // the first letter is made large
        if (!page.facts()->notes.empty())
            QCOMPARE(text.count(QString::fromStdString(page.facts()->notes.front()).mid(1)), qsizetype{1});
        QVERIFY(text.contains(QStringLiteral("lines read")));
        delete window;
    }

    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(RawDataSetsTest)
#include "tst_raw_data_sets.moc"
