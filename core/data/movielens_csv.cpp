// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/movielens_csv.h"

#include "core/data/movielens_titles.h"
#include "core/data/named_columns.h"
#include "core/data/raw_files.h"
#include "core/data/row_reading.h"
#include "core/data/side_table.h"
#include "core/data/table_builder.h"

#include <array>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;

struct MovieLensCsvOptions {
    GenreChoice genres = GenreChoice::First;
    std::int64_t skipBadLines = 0;
};

template <class Visitor>
void describe(Visitor& visit, MovieLensCsvOptions& o) {
    visit(o.genres, genresInfo());
    visit(o.skipBadLines, skipBadLinesInfo());
}

constexpr const char* kMovieLensCsvPath = "folder or zip archive with ratings.csv and movies.csv";
constexpr std::array kMovieLensCsvFields = {"User ID", "Movie ID", "Title", "Film genre"};
using MovieFacts = std::array<std::string, 2>; // title, genre

class MovieLensCsvReader {
public:
    MovieLensCsvReader(const spec::DataSpec& spec, const ReadContext& context, const MovieLensCsvOptions& options)
        : m_spec(spec), m_context(context), m_options(options), m_skipper(options.skipBadLines), m_filter(spec.label),
          m_builder(std::vector<std::string>(kMovieLensCsvFields.begin(), kMovieLensCsvFields.end()), context.spoolFolder) {}

    Result<ReadResult> read(const std::string& title) {
        CPW_TRY_VOID(readMovies());
        CPW_TRY_VOID(readRatings());
        m_skipper.finish(m_report);
        m_report.rowsKept = m_builder.rows();
        noteCount(m_report, m_unknownMovies, "{} ratings name a movie that movies.csv does not hold; they were left out");
        if (m_builder.rows() == 0)
            return tl::unexpected(noRowsLeft("ratings.csv", m_report, m_spec.label));
        auto table = m_builder.finish(m_spec.dataset.empty() ? title : m_spec.dataset);
        return ReadResult{std::move(table), std::move(m_report)};
    }

private:
    // 11,"American President, The (1995)",Comedy|Drama|Romance
    Result<void> readMovies() {
        CPW_TRY(file, NamedColumns::open(rawFileBelow(m_spec.path, "movies.csv"), {}, {"movieid", "title", "genres"}));
        std::uint64_t withoutGenre = 0;
        for (;;) {
            CPW_TRY(isRecord, file.next(m_skipper, m_report));
            if (!isRecord)
                break;
            const bool hasGenre = !file[2].empty() && file[2] != "(no genres listed)";
            withoutGenre += hasGenre ? 0 : 1;
            MovieFacts facts = {withoutYear(file[1]), hasGenre ? std::string(chosenGenres(file[2], m_options.genres)) : "unknown"};
            if (!m_movies.add(file[0], std::move(facts))) {
                const auto error = badInput("{}: id {} is there for the second time, expected each once", file.reader().place(), quotedValue(file[0]));
                CPW_TRY_VOID(m_skipper.skip(error.value(), m_report));
            }
        }
        noteCount(m_report, withoutGenre, "{} movies have no genre; it is \"unknown\"");
        return {};
    }

    // 1,296,5.0,1147880044
    Result<void> readRatings() {
        CPW_TRY(file, NamedColumns::open(rawFileBelow(m_spec.path, "ratings.csv"), {}, {"userid", "movieid", "rating", "timestamp"}));
        ReadTicker ticker(m_context, file.reader().bytesTotal());
        const auto limit = static_cast<std::uint64_t>(m_spec.maximumRows);
        for (;;) {
            CPW_TRY(isRecord, file.next(m_skipper, m_report));
            if (!isRecord || (limit > 0 && m_builder.rows() >= limit))
                return {};
            ++m_report.linesRead;
            if (const auto added = addRating(file); !added)
                CPW_TRY_VOID(m_skipper.skip(added.error(), m_report));
            CPW_TRY_VOID(checkRowCount(m_builder.rows(), "ratings.csv"));
            CPW_TRY_VOID(ticker.tick(file.reader().bytesDone(), m_builder.rows()));
        }
    }

    Result<void> addRating(const NamedColumns& file) {
        const auto rating = numberFromText(file[2]);
        if (!rating)
            return badInput("{}: the rating is {}, expected a number", file.reader().place(), quotedValue(file[2]));
        const auto time = wholeNumberFromText(file[3]);
        if (!time)
            return badInput("{}: the time is {}, expected a whole number", file.reader().place(), quotedValue(file[3]));
        const auto* movie = m_movies.find(file[1]);
        const auto label = m_filter(*rating);
        m_unknownMovies += movie ? 0 : 1;
        m_report.rowsDroppedByLabel += movie && !label ? 1 : 0;
        if (!movie || !label)
            return {};
        const std::string_view values[] = {file[0], file[1], (*movie)[0], (*movie)[1]};
        m_builder.addRow(values, *label);
        m_builder.addOrder(*time);
        return {};
    }

    const spec::DataSpec& m_spec;
    const ReadContext& m_context;
    const MovieLensCsvOptions& m_options;
    BadLineSkipper m_skipper;
    LabelFilter m_filter;
    TableBuilder m_builder;
    SideTable<MovieFacts> m_movies;
    ImportReport m_report;
    std::uint64_t m_unknownMovies = 0;
};

Result<ReadResult> readRelease(const std::string& title, const spec::DataSpec& spec, const ReadContext& context) {
    MovieLensCsvOptions options;
    CPW_TRY_VOID(checkProblems(readOptions(spec.sourceOptions, "data.source_options", options)));
    if (spec.path.empty())
        return badInput("{} needs a path: the {}", title, kMovieLensCsvPath);
    for (const char* name : {"ratings.csv", "movies.csv"})
        if (!isRawFile(rawFileBelow(spec.path, name)))
            return badInput("{} holds no {}, expected the {}", spec.path, name, kMovieLensCsvPath);
    auto result = MovieLensCsvReader(spec, context, options).read(title);
    if (!result)
        return withContext(std::move(result.error()), fmt::format("reading {} from {}", title, spec.path));
    return result;
}

DatasetSource movieLensCsvSource(const char* id, const char* title) {
    DatasetSource source;
    source.id = id;
    source.title = title;
    source.pathHelp = kMovieLensCsvPath;
    source.options = schemaOf<MovieLensCsvOptions>();
    source.defaults.source = id;
    source.defaults.label.positiveFrom = 4;
    source.defaults.label.droppedValues = {3, 3.5};
    source.defaults.split.kind = spec::SplitKind::ByOrder;
    source.defaults.split.userColumn = kMovieLensCsvFields[0];
    source.read = [name = source.title](const spec::DataSpec& spec, const ReadContext& context) { return readRelease(name, spec, context); };
    source.files = [](const spec::DataSpec& spec) {
        return std::vector{rawFileBelow(spec.path, "ratings.csv").string(), rawFileBelow(spec.path, "movies.csv").string()};
    };
    return source;
}

} // namespace

DatasetSource movielens20m() {
    return movieLensCsvSource("movielens_20m", "MovieLens-20M");
}

DatasetSource movielens25m() {
    return movieLensCsvSource("movielens_25m", "MovieLens-25M");
}

DatasetSource movielensLatest() {
    return movieLensCsvSource("movielens_latest", "MovieLens");
}

} // namespace cpw::data
