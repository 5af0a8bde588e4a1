// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/desk/local_data_desk.h"
#include "tests/support/amazon_files.h"
#include "tests/support/bookcrossing_files.h"
#include "tests/support/goodreads_files.h"
#include "tests/support/movielens_csv_files.h"
#include "tests/support/packed_text.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>
#include <set>

using namespace cpw;

namespace {

/// Six rows with a header: two users, a genre that is empty once, ratings, times.
constexpr const char* kRatings = "user,film,genre,rating,time\n"
                                 "7,10,Drama,5,1000000000\n"
                                 "7,11,,4,1000000001\n"
                                 "8,10,Drama,1,1000000002\n"
                                 "8,12,Comedy,3,1000000003\n"
                                 "7,12,Comedy,2,1000000004\n"
                                 "9,10,Drama,5,1000000005\n";

spec::DataSpec sampleSpec() {
    spec::DataSpec spec;
    spec.source = "sample";
    spec.split.kind = spec::SplitKind::Source;
    return spec;
}

bool mentions(const std::vector<std::string>& texts, const char* part) {
    return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

} // namespace

class DataDeskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aTableIsGuessedWithItsReasons() {
        const auto guess = m_desk->guess(write("ratings.csv", kRatings));
        QVERIFY2(guess, guess ? "" : guess.error().text().c_str());
        const auto& spec = guess->spec;
        QCOMPARE(spec.source, std::string("csv"));
        QCOMPARE(spec.dataset, std::string("ratings"));
        QVERIFY(spec.sourceOptions.empty());
        QCOMPARE(spec.label.column, std::string("rating"));
        QCOMPARE(spec.label.positiveFrom, 4.0);
        QCOMPARE(spec.split.kind, spec::SplitKind::ByOrder);
        QCOMPARE(spec.split.orderColumn, std::string("time"));
        QCOMPARE(spec.split.userColumn, std::string("user"));
        QVERIFY(mentions(guess->reasons, "\",\""));
        QVERIFY(mentions(guess->reasons, "\"rating\""));
    }

    void separatorsHeadersAndEncodingsAreSniffed_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("separator");
        QTest::addColumn<bool>("hasHeader");
        QTest::addColumn<bool>("isLatin1");
        QTest::newRow("tab") << QByteArray("a\tlabel\nx\t1\ny\t0\n") << "tsv" << "" << true << false;
        QTest::newRow("semicolon") << QByteArray("a;label\nx, or y;1\ny, z;0\n") << "csv" << ";" << true << false;
        QTest::newRow("double colon") << QByteArray("1::10::5\n2::10::3\n") << "csv" << "::" << false << false;
        QTest::newRow("latin-1") << QByteArray("a,label\ncaf\xE9,1\nx,0\n") << "csv" << "" << true << true;
        QTest::newRow("no header") << QByteArray("x,1\ny,0\nz,1\n") << "csv" << "" << false << false;
    }
    void separatorsHeadersAndEncodingsAreSniffed() {
        QFETCH(QByteArray, content);
        QFETCH(QString, source);
        QFETCH(QString, separator);
        QFETCH(bool, hasHeader);
        QFETCH(bool, isLatin1);
        const auto guess = m_desk->guess(write("table.txt", content.toStdString()));
        QVERIFY2(guess, guess ? "" : guess.error().text().c_str());
        const auto& options = guess->spec.sourceOptions;
        QCOMPARE(QString::fromStdString(guess->spec.source), source);
        QCOMPARE(options.contains("separator"), !separator.isEmpty());
        if (!separator.isEmpty())
            QCOMPARE(QString::fromStdString(std::get<std::string>(options.at("separator"))), separator);
        QCOMPARE(options.contains("header"), !hasHeader);
        QCOMPARE(options.contains("encoding"), isLatin1);
    }

    void starsWithoutANameAreTheLabel() {
        std::string text;
        for (int i = 0; i < 30; ++i)
            text += std::to_string(100 + i) + "\t" + std::to_string(200 + i) + "\t" + std::to_string(1 + i % 5) + "\t" + std::to_string(881250949 + i) + "\n";
        const auto guess = m_desk->guess(write("u.tsv", text));
        QVERIFY2(guess, guess ? "" : guess.error().text().c_str());
        QCOMPARE(guess->spec.label.column, std::string("column_3"));
        QCOMPARE(guess->spec.label.positiveFrom, 4.0);
        QCOMPARE(guess->spec.split.orderColumn, std::string("column_4"));
    }

    void jsonLinesAreGuessedAndPreviewed() {
        std::string text;
        for (int i = 0; i < 30; ++i)
            text += "{\"reviewer\":{\"id\":\"A" + std::to_string(i % 7) + "\"},\"overall\":" + std::to_string(1 + i % 5) + ".0,\"unixReviewTime\":" + std::to_string(1300000000 + i) + "}\n";
        const auto guess = m_desk->guess(write("reviews.json", text));
        QVERIFY2(guess, guess ? "" : guess.error().text().c_str());
        QCOMPARE(guess->spec.source, std::string("json_lines"));
        QCOMPARE(guess->spec.label.column, std::string("overall"));
        QCOMPARE(guess->spec.label.positiveFrom, 4.0);
        QCOMPARE(guess->spec.split.orderColumn, std::string("unixReviewTime"));
        const auto preview = m_desk->preview(guess->spec, 50, {});
        QVERIFY2(preview, preview ? "" : preview.error().text().c_str());
        QCOMPARE(preview->rows.size(), std::size_t{30});
        QCOMPARE(preview->columns[0].name, std::string("reviewer.id"));
        const auto facts = m_desk->describe(guess->spec, {}, {});
        QVERIFY2(facts, facts ? "" : facts.error().text().c_str());
        QCOMPARE(facts->fields.size(), std::size_t{1});
    }

    void aTextWithoutColumnsIsRefusedWithWaysOn() {
        const auto guess = m_desk->guess(write("poem.txt", "roses\nviolets\n"));
        QVERIFY(!guess);
        QVERIFY(guess.error().text().find("poem.txt") != std::string::npos);
        QVERIFY(!m_desk->guess(m_folder->filePath("missing.csv").toStdString()));
        QVERIFY(!m_desk->guess(write("empty.csv", "")));
    }

    void foldersAndArchivesAreRecognisedByTheirFiles() {
        const auto folder = m_folder->path().toStdString();
        const auto films = testing::makeMovieLensCsv(3, 5, 40);
        const auto archive = write("ml-latest.zip", testing::deflatedZipOf({{"ml/ratings.csv", films.ratings}, {"ml/movies.csv", films.movies}}));
        for (const auto& path : {archive.string(), folder}) {
            const auto guess = m_desk->guess(path);
            QVERIFY2(guess, guess ? "" : guess.error().text().c_str());
            QCOMPARE(guess->spec.source, std::string("movielens_latest"));
            QCOMPARE(guess->spec.path, path);
        }
        const auto books = testing::makeBookcrossing(testing::BookcrossingEdition::CommaSeparated, 5, 5, 50);
        write("Ratings.csv", books.ratings);
        write("Users.csv", books.users);
        QVERIFY(!m_desk->guess(folder)); // the books are missing
        write("Books.csv", books.books);
        const auto guess = m_desk->guess(folder);
        QVERIFY2(guess, guess ? "" : guess.error().text().c_str());
        QCOMPARE(guess->spec.source, std::string("bookcrossing"));
        QCOMPARE(guess->spec.label.positiveFrom, 5.0);
        const auto preview = m_desk->preview(guess->spec, 20, {});
        QVERIFY2(preview, preview ? "" : preview.error().text().c_str());
        QCOMPARE(preview->columns.size(), std::size_t{8});
    }

    void reviewsOfAmazonAreRecognised() {
        const auto files = testing::makeAmazon(testing::AmazonRelease::Of2018, 60, 50, 1500);
        const auto reviews = write("Toys_and_Games_5.json.gz", testing::gzipOf(files.reviews));
        for (const std::filesystem::path& path : {std::filesystem::path(m_folder->path().toStdString()), reviews}) {
            const auto guess = m_desk->guess(path);
            QVERIFY2(guess, guess ? "" : guess.error().text().c_str());
            QCOMPARE(guess->spec.source, std::string("amazon"));
            QCOMPARE(guess->spec.label.droppedValues, std::vector<double>{3});
        }
        write("meta_Toys_and_Games.json", files.metadata);
        const auto guess = m_desk->guess(m_folder->path().toStdString());
        const auto preview = m_desk->preview(guess->spec, 20, {});
        QVERIFY2(preview, preview ? "" : preview.error().text().c_str());
        QCOMPARE(preview->columns.size(), std::size_t{5});
    }

    /// Behind the lines of a look the log is none: whoever reads on fails.
    void thePreviewOfALogOfAnySizeIsALookAtItsFirstLines() {
        std::string reviews;
        for (int line = 0; line < 50'000; ++line)
            reviews += fmt::format("{{\"reviewerID\":\"u{}\",\"asin\":\"{}\",\"overall\":5,\"unixReviewTime\":{}}}\n", line, line % 7, line);
        for (int line = 0; line < 200; ++line)
            reviews += "no record\n";
        const auto path = write("Toys_and_Games.json", reviews);
        write("meta_Toys_and_Games.json", "{\"asin\":\"3\",\"title\":\"Kite\",\"brand\":\"B\",\"main_cat\":\"Toys\"}\n");
        const auto guess = m_desk->guess(path);
        QVERIFY2(guess, guess ? "" : guess.error().text().c_str());
        QCOMPARE(guess->spec.source, std::string("amazon"));
        const auto preview = m_desk->preview(guess->spec, 20, {});
        QVERIFY2(preview, preview ? "" : preview.error().text().c_str());
        QCOMPARE(preview->rows.size(), std::size_t{20});
        QVERIFY(!preview->isWhole);
        QCOMPARE(preview->rows[1], (std::vector<std::string>{"u10", "3", "Toys", "Kite", "B"}));
        QVERIFY(!m_desk->describe(guess->spec, {}, {}));
    }

    void foldersOfGoodreadsAreRecognised() {
        const auto files = testing::makeGoodreads(60, 50, 2000);
        write("goodreads_interactions_dedup.json", files.interactions);
        write("goodreads_books.json", files.books);
        write("goodreads_book_works.json", files.works);
        const auto guess = m_desk->guess(m_folder->path().toStdString());
        QVERIFY2(guess, guess ? "" : guess.error().text().c_str());
        QCOMPARE(guess->spec.source, std::string("goodreads"));
        const auto preview = m_desk->preview(guess->spec, 20, {});
        QVERIFY2(preview, preview ? "" : preview.error().text().c_str());
        QCOMPARE(preview->columns.size(), std::size_t{13}); // without authors' names and genres
    }

    void aPackedTableIsGuessedByItsFirstLines() {
        const auto guess = m_desk->guess(write("clicks.csv.gz", testing::gzipOf("user,item,label\n1,2,0\n2,3,1\n")));
        QVERIFY2(guess, guess ? "" : guess.error().text().c_str());
        QCOMPARE(guess->spec.source, std::string("csv"));
        QCOMPARE(guess->spec.label.column, std::string("label"));
        const auto preview = m_desk->preview(guess->spec, 20, {});
        QVERIFY2(preview, preview ? "" : preview.error().text().c_str());
        QCOMPARE(preview->rows.size(), std::size_t{2});
    }

    void aKnownFolderIsRecognised() {
        write("ratings.dat", "1::10::5::978300760\n1::11::3::978300761\n2::10::1::978300762\n");
        write("users.dat", "1::F::1::10::48067\n2::M::56::16::70072\n");
        write("movies.dat", "10::Toy Story (1995)::Animation|Comedy\n11::Heat (1995)::Action\n");
        const auto guess = m_desk->guess(m_folder->path().toStdString());
        QVERIFY2(guess, guess ? "" : guess.error().text().c_str());
        QCOMPARE(guess->spec.source, std::string("movielens_1m"));
        QCOMPARE(guess->spec.label.positiveFrom, 4.0);
        const auto preview = m_desk->preview(guess->spec, 50, {});
        QVERIFY2(preview, preview ? "" : preview.error().text().c_str());
        QCOMPARE(preview->rows.size(), std::size_t{2}); // a rating of 3 is left out
        QCOMPARE(preview->rows.front().at(6), std::string("Toy Story"));
        QTemporaryDir other;
        QVERIFY(!m_desk->guess(other.path().toStdString()));
    }

    void thePreviewShowsRowsAndRefusesBadLines() {
        auto guess = m_desk->guess(write("ratings.csv", std::string(kRatings) + "9,11,Drama\n9,12,Drama,good,1000000006\n9,13,Drama,2,1000000007\n"));
        QVERIFY(guess);
        const auto preview = m_desk->preview(guess->spec, 50, {});
        QVERIFY2(preview, preview ? "" : preview.error().text().c_str());
        QCOMPARE(preview->rows.size(), std::size_t{7});
        QVERIFY(preview->isWhole);
        QCOMPARE(preview->refused.size(), std::size_t{2});
        QCOMPARE(preview->refused[0].line, std::uint64_t{8});
        QCOMPARE(preview->refused[0].text, std::string("9,11,Drama"));
        QCOMPARE(preview->refused[1].line, std::uint64_t{9});
        QVERIFY(preview->refused[1].reason.find("\"good\"") != std::string::npos);
        const auto& columns = preview->columns;
        QCOMPARE(columns.size(), std::size_t{5});
        QCOMPARE(columns[2].kind, api::ColumnKind::Text);
        QCOMPARE(columns[3].kind, api::ColumnKind::WholeNumber);
        QCOMPARE(columns[4].kind, api::ColumnKind::Time);
        QCOMPARE(columns[0].distinct, std::size_t{3});
        QVERIFY(columns[0].isUsed);
        QVERIFY(!columns[3].isUsed); // the label
        QVERIFY(!columns[4].isUsed); // the order
    }

    void factsAreCountedByHand() {
        auto guess = m_desk->guess(write("ratings.csv", kRatings));
        guess->spec.split.train = 0.5;
        guess->spec.split.valid = 1.0 / 6;
        const auto facts = m_desk->describe(guess->spec, {}, {});
        QVERIFY2(facts, facts ? "" : facts.error().text().c_str());
        QCOMPARE(facts->rows, std::uint64_t{6});
        QCOMPARE(facts->fields.size(), std::size_t{3});
        const auto& user = facts->fields[0];
        QCOMPARE(user.distinct, std::uint64_t{3});
        QCOMPARE(user.top.front().value, std::string("7"));
        QCOMPARE(user.top.front().rows, std::uint64_t{3});
        QCOMPARE(user.shares.front(), 0.5F);
        QCOMPARE(user.unseenTestShare, 0.5); // rows of the users 7 and 9; training knows 7 and 8
        const auto& genre = facts->fields[2];
        QCOMPARE(genre.coverage, 5.0 / 6);
        QCOMPARE(genre.example, std::string("Drama"));
        QCOMPARE(facts->parts[0].rows, std::uint64_t{3});
        QCOMPARE(facts->parts[0].positives, std::uint64_t{2});
        QCOMPARE(facts->parts[1].rows, std::uint64_t{1});
        QCOMPARE(facts->parts[2].rows, std::uint64_t{2});
        QCOMPARE(facts->parts[2].positives, std::uint64_t{1});
        QVERIFY(mentions(facts->warnings, "validation part are negative"));
        QVERIFY(facts->json.find("\"title\"") != std::string::npos);
    }

    void leaksAreToldAndOnlyLeaks() {
        // Every second row is the row before it again.
        std::string text = "user,film,label\n";
        for (int i = 0; i < 40; ++i)
            text += "u" + std::to_string(i / 2) + ",f" + std::to_string(i / 2) + "," + std::to_string(i % 4 == 0 ? 1 : 0) + "\n";
        auto guess = m_desk->guess(write("twice.csv", text));
        QVERIFY(guess);
        const auto facts = m_desk->describe(guess->spec, {}, {});
        QVERIFY2(facts, facts ? "" : facts.error().text().c_str());
        QVERIFY(mentions(facts->warnings, "values of a training row in every field"));
        const auto sample = m_desk->describe(sampleSpec(), {}, {});
        QVERIFY(sample);
        QVERIFY(!mentions(sample->warnings, "later than the earliest test row"));
    }

    void rowsAreFoundByPartTextAndChance() {
        const auto spec = sampleSpec();
        const auto names = m_desk->fieldNames(spec, {});
        QVERIFY(names);
        auto rows = m_desk->rows(spec, {.part = "test", .count = 5}, {});
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t{5});
        QCOMPARE(rows->front().row, std::uint64_t{27'000});
        QCOMPARE(rows->front().part, std::string("test"));
        QCOMPARE(rows->front().values.size(), names->size());
        const auto wanted = rows->front().values.back();
        rows = m_desk->rows(spec, {.text = wanted, .count = 10}, {});
        QVERIFY(rows && !rows->empty());
        for (const auto& row : *rows)
            QVERIFY(std::any_of(row.values.begin(), row.values.end(), [&](const std::string& value) { return value.find(wanted) != std::string::npos; }));
        const auto drawn = m_desk->rows(spec, {.count = 200, .random = 1}, {});
        const auto again = m_desk->rows(spec, {.count = 200, .random = 1}, {});
        const auto other = m_desk->rows(spec, {.count = 200, .random = 2}, {});
        QVERIFY(drawn && again && other);
        std::set<std::uint64_t> numbers, others;
        for (std::size_t i = 0; i < drawn->size(); ++i) {
            QCOMPARE((*drawn)[i].row, (*again)[i].row);
            numbers.insert((*drawn)[i].row);
            others.insert((*other)[i].row);
        }
        QCOMPARE(numbers.size(), std::size_t{200}); // no row twice
        QVERIFY(numbers != others);
        const auto second = m_desk->rows(spec, {.first = 3, .count = 2}, {});
        QCOMPARE(second->front().row, std::uint64_t{3});
    }

    void sentencePartsMakeTheSentence() {
        const auto spec = sampleSpec();
        const auto row = m_desk->rows(spec, {.count = 1}, {})->front();
        const auto names = *m_desk->fieldNames(spec, {});
        spec::TemplateSpec text;
        text.fields = {{names[1], "who", {}}, {names[0], {}, {{row.values[0], "someone"}}}};
        const auto parts = m_desk->sentence(spec, text, row.row, {});
        QVERIFY2(parts, parts ? "" : parts.error().text().c_str());
        std::string whole;
        for (const auto& part : *parts)
            whole += part.text;
        QCOMPARE(whole, "who is " + row.values[1] + ". " + names[0] + " is someone.");
        QCOMPARE((*parts)[1].field, 1);
        QCOMPARE((*parts)[1].text, row.values[1]);
        QCOMPARE((*parts)[3].field, 0);
        QVERIFY(!m_desk->sentence(spec, text, 1'000'000, {}));
    }

    void tokensMakeTheSentenceAndMasksHideSome() {
        api::TextSettings settings;
        settings.data = sampleSpec();
        settings.masking.tokenRate = 0.5;
        const auto shown = m_desk->tokens(settings, 5, false, {});
        QVERIFY2(shown, shown ? "" : shown.error().text().c_str());
        QCOMPARE(shown->tokens.front().field, api::kSpecialToken);
        QCOMPARE(shown->tokens.back().field, api::kSpecialToken);
        std::string letters, wanted;
        for (const auto& token : shown->tokens)
            if (token.field != api::kSpecialToken)
                letters += token.text;
        for (const char c : shown->sentence)
            if (c != ' ')
                wanted += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        QCOMPARE(letters, wanted);
        const auto masked = m_desk->tokens(settings, 5, true, {});
        QVERIFY(masked);
        QCOMPARE(masked->tokens.size(), shown->tokens.size());
        const auto hidden = std::count_if(masked->tokens.begin(), masked->tokens.end(), [](const auto& token) { return token.isMasked; });
        QVERIFY(hidden > 0);
        for (std::size_t i = 0; i < shown->tokens.size(); ++i)
            if (!masked->tokens[i].isMasked)
                QCOMPARE(masked->tokens[i].text, shown->tokens[i].text);
    }

    void lengthsCountEveryRow() {
        api::TextSettings settings;
        settings.data = sampleSpec();
        const auto lengths = m_desk->lengths(settings, {}, {});
        QVERIFY2(lengths, lengths ? "" : lengths.error().text().c_str());
        QCOMPARE(lengths->rows, std::uint64_t{40'000});
        std::uint64_t sum = 0;
        for (const auto count : lengths->counts)
            sum += count;
        QCOMPARE(sum, std::uint64_t{40'000});
        const auto longest = lengths->counts.size() - 1;
        QCOMPARE(m_desk->tokens(settings, lengths->longestRow, false, {})->tokens.size(), longest);
        QCOMPARE(lengths->above(longest), std::uint64_t{0});
        QCOMPARE(lengths->above(longest - 1), lengths->counts.back());
        QCOMPARE(lengths->quantile(1.0), longest);
        QVERIFY(lengths->quantile(0.5) <= lengths->quantile(0.95));
        // The mean of all rows is that of the segments and the two ends.
        QCOMPARE(lengths->segments.size(), m_desk->fieldNames(sampleSpec(), {})->size());
        double segments = 2;
        for (const auto& segment : lengths->segments)
            segments += segment.tokens;
        QVERIFY2(std::abs(segments - lengths->mean()) < 1e-6, qPrintable(QString::number(segments)));
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(m_desk->lengths(settings, {}, stop.get_token()).error().code, ErrorCode::Stopped);
    }

    void theMeanOfLengthsIsByRows() {
        api::TokenLengths lengths;
        QCOMPARE(lengths.mean(), 0.0);
        lengths.counts = {0, 0, 3, 0, 1}; // three rows of 2, one of 4
        lengths.rows = 4;
        QCOMPARE(lengths.mean(), 2.5);
    }

    void templateRulesAreTold() {
        spec::TemplateSpec text;
        text.segment = "<field> is it.";
        text.fields = {{"no such field", {}, {}}};
        const auto problems = m_desk->checkTemplate(sampleSpec(), text, {});
        QVERIFY(problems);
        const auto has = [&](const char* path, bool isError) {
            return std::any_of(problems->begin(), problems->end(), [&](const Problem& problem) { return problem.path == path && problem.isError == isError; });
        };
        QVERIFY(has("text.segment", true));
        QVERIFY(has("text.fields.0.field", true));
        QVERIFY(has("text.fields", false)); // fields that nobody words
        QVERIFY(m_desk->checkTemplate(sampleSpec(), {}, {})->empty());
    }

    void languageModelsAreFoundInTheirPlaces() {
        const auto root = std::filesystem::path(m_folder->path().toStdString());
        const auto model = [&](const char* name, const char* config, const std::vector<std::pair<const char*, std::size_t>>& weights) {
            std::filesystem::create_directories(root / name);
            std::ofstream(root / name / "config.json") << config;
            for (const auto& [file, bytes] : weights)
                std::ofstream(root / name / file) << std::string(bytes, 'x');
        };
        model("many/b", R"({"model_type": "roberta", "num_hidden_layers": 6, "hidden_size": 384})", {{"model.safetensors", 1000}});
        model("many/a", R"({"model_type": "distilbert", "n_layers": 3, "dim": 64})", {{"pytorch_model.bin", 10}});
        model("many/weightless", R"({"model_type": "bert"})", {});
        model("many/half.download", R"({"model_type": "bert"})", {{"model.safetensors", 1}});
        model("one", R"({"num_hidden_layers": 2})", {{"model.safetensors", 3}, {"optimizer.safetensors", 500}});
        model("broken", "{", {{"model.safetensors", 3}});
        const auto found = m_desk->languageModels({root / "one", root / "many", root / "not there", root / "many" / "a", root / "broken"}, {});
        const auto at = [&](const char* name) { return (root / name).string(); };
        const std::vector<api::ModelFolder> expected{{"one", at("one"), "bert", 2, 0, 3},
                                                     {"a", at("many/a"), "distilbert", 3, 64, 10},
                                                     {"b", at("many/b"), "roberta", 6, 384, 1000}};
        QVERIFY2(found == expected, std::to_string(found.size()).c_str());
    }

    void theTokenLimitIsThatOfTheModel() {
        spec::PlmSpec plm;
        plm.scratch.maximumPositions = 64;
        QCOMPARE(*m_desk->tokenLimit(plm), std::size_t{64});
        plm.maximumTokens = 40;
        QCOMPARE(*m_desk->tokenLimit(plm), std::size_t{40});
        plm.maximumTokens = 0;
        write("config.json", R"({"model_type": "roberta", "max_position_embeddings": 514, "pad_token_id": 1})");
        plm.folder = m_folder->path().toStdString();
        QCOMPARE(*m_desk->tokenLimit(plm), std::size_t{512});
    }

private:
    std::filesystem::path write(const char* name, const std::string& content) {
        const auto path = std::filesystem::path(m_folder->path().toStdString()) / name;
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<api::DataDesk> m_desk = desk::makeLocalDataDesk({});
};

QTEST_APPLESS_MAIN(DataDeskTest)
#include "tst_data_desk.moc"
