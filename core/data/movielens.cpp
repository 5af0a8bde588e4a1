// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/movielens.h"

#include "core/data/delimited_reader.h"
#include "core/data/movielens_titles.h"
#include "core/data/raw_files.h"
#include "core/data/row_reading.h"
#include "core/data/side_table.h"
#include "core/data/table_builder.h"

#include <array>
#include <filesystem>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;
using Fields = std::span<const std::string_view>;

struct MovieLensOptions {
    GenreChoice genres = GenreChoice::First;
    Dictionaries dictionaries = Dictionaries::Rows;
};

template <class Visitor>
void describe(Visitor& visit, MovieLensOptions& o) {
    visit(o.genres, genresInfo());
    visit(o.dictionaries, {.key = "dictionaries",
                           .title = "Dictionaries",
                           .help = "rows: the values of the rows; files: those of all users and films in the order of their files, rated or not, as the paper's authors have them."});
}

constexpr std::array kMovieLensFields = {"User ID", "Gender", "Age", "Job", "Zipcode", "Movie ID", "Title", "Film genre"};
using ViewerFacts = std::array<std::string, 4>; // gender, age, job, zipcode
using MovieFacts = std::array<std::string, 2>; // title, genre

/// What differs between the two releases.
struct Release {
    const char* title;
    const char* ratingsFile; // user, movie, rating, time
    const char* ratingsSeparator;
    const char* usersFile;
    std::size_t userColumns;
    const char* moviesFile;
    std::size_t movieColumns;
    const char* sideSeparator;
};

constexpr Release k1m = {"MovieLens-1M", "ratings.dat", "::", "users.dat", 5, "movies.dat", 3, "::"};
constexpr Release k100k = {"MovieLens-100K", "u.data", "\t", "u.user", 5, "u.item", 24, "|"};

/// Reads a whole side file; `parse` makes the facts of one record, whose first column is the id.
template <class Facts, class Parse>
Result<SideTable<Facts>> readSide(const fs::path& path, const char* separator, std::size_t columns, const Parse& parse) {
    CPW_TRY(reader, DelimitedReader::open(path, {separator, false, TextEncoding::Latin1}));
    reader.expectColumns(columns);
    SideTable<Facts> side;
    for (;;) {
        CPW_TRY(isRecord, reader.next());
        if (!isRecord)
            return side;
        if (!side.add(reader.fields()[0], parse(reader.fields())))
            return badInput("{}: id {} is there for the second time, expected each once", reader.place(),
                            quotedValue(reader.fields()[0]));
    }
}

// users.dat: 1::F::1::10::48067
ViewerFacts userOf1m(Fields f) {
    return {std::string(f[1]), std::string(f[2]), std::string(f[3]), std::string(f[4])};
}

// u.user: 1|24|M|technician|85711
ViewerFacts userOf100k(Fields f) {
    return {std::string(f[2]), std::string(f[1]), std::string(f[3]), std::string(f[4])};
}

// movies.dat: 1::Toy Story (1995)::Animation|Children's|Comedy
MovieFacts movieOf1m(Fields f, GenreChoice choice) {
    return {withoutYear(f[1]), std::string(chosenGenres(f[2], choice))};
}

// u.item: 1|Toy Story (1995)|01-Jan-1995||http://...|0|0|0|1|1|1|0|...: flags from the sixth column on, in the order of u.genre.
MovieFacts movieOf100k(Fields f, const std::vector<std::string>& genres, GenreChoice choice) {
    std::string named;
    for (std::size_t genre = 0; genre < genres.size() && (named.empty() || choice == GenreChoice::All); ++genre)
        if (f[5 + genre] == "1")
            named.append(named.empty() ? "" : "|").append(genres[genre]);
    return {withoutYear(f[1]), named.empty() ? genres.front() : named}; // the first is "unknown"
}

// u.genre: Action|1
Result<std::vector<std::string>> readGenres(const fs::path& folder) {
    CPW_TRY(reader, DelimitedReader::open(rawFileBelow(folder, "u.genre"), {"|", false, TextEncoding::Latin1}));
    reader.expectColumns(2);
    std::vector<std::string> genres;
    for (;;) {
        CPW_TRY(isRecord, reader.next());
        if (!isRecord)
            break;
        genres.emplace_back(reader.fields()[0]);
    }
    static constexpr std::size_t kGenres = 19; // one flag column of u.item each
    if (genres.size() != kGenres)
        return badInput("u.genre names {} genres, expected {}; take the file as GroupLens ships it", genres.size(), kGenres);
    return genres;
}

Result<SideTable<ViewerFacts>> readUsers(const fs::path& folder, const Release& release) {
    return readSide<ViewerFacts>(rawFileBelow(folder, release.usersFile), release.sideSeparator, release.userColumns,
                                 &release == &k1m ? userOf1m : userOf100k);
}

Result<SideTable<MovieFacts>> readMovies(const fs::path& folder, const Release& release, GenreChoice choice) {
    const auto path = rawFileBelow(folder, release.moviesFile);
    if (&release == &k1m)
        return readSide<MovieFacts>(path, release.sideSeparator, release.movieColumns,
                                    [choice](Fields f) { return movieOf1m(f, choice); });
    CPW_TRY(genres, readGenres(folder));
    return readSide<MovieFacts>(path, release.sideSeparator, release.movieColumns,
                                [&genres = genres, choice](Fields f) { return movieOf100k(f, genres, choice); });
}

/// Joins ratings with the side files while the ratings stream by.
class RatingsReader {
public:
    RatingsReader(const Release& release, const spec::DataSpec& spec, const ReadContext& context)
        : m_release(release), m_spec(spec), m_context(context), m_filter(spec.label),
          m_builder(std::vector<std::string>(kMovieLensFields.begin(), kMovieLensFields.end()), context.spoolFolder) {}

    Result<ReadResult> read(const fs::path& folder, const MovieLensOptions& options) {
        CPW_TRY(users, readUsers(folder, m_release));
        CPW_TRY(movies, readMovies(folder, m_release, options.genres));
        CPW_TRY(reader,
                DelimitedReader::open(rawFileBelow(folder, m_release.ratingsFile), {m_release.ratingsSeparator, false, TextEncoding::Latin1}));
        reader.expectColumns(4);
        if (options.dictionaries == Dictionaries::Files)
            addAllValues(users, movies);
        ReadTicker ticker(m_context, reader.bytesTotal());
        for (;;) {
            CPW_TRY(isRecord, reader.next());
            if (!isRecord || (m_spec.maximumRows > 0 && m_builder.rows() >= static_cast<std::uint64_t>(m_spec.maximumRows)))
                break;
            ++m_report.linesRead;
            CPW_TRY_VOID(add(reader, users, movies));
            CPW_TRY_VOID(ticker.tick(reader.bytesDone(), m_builder.rows()));
        }
        return finish();
    }

private:
    void addAllValues(const SideTable<ViewerFacts>& users, const SideTable<MovieFacts>& movies) {
        constexpr std::size_t kUser = 0, kMovie = 5; // of kMovieLensFields; their facts follow
        for (std::size_t user = 0; user < users.facts.size(); ++user) {
            m_builder.addValue(kUser, users.ids[user]);
            for (std::size_t fact = 0; fact < users.facts[user].size(); ++fact)
                m_builder.addValue(kUser + 1 + fact, users.facts[user][fact]);
        }
        for (std::size_t movie = 0; movie < movies.facts.size(); ++movie) {
            m_builder.addValue(kMovie, movies.ids[movie]);
            for (std::size_t fact = 0; fact < movies.facts[movie].size(); ++fact)
                m_builder.addValue(kMovie + 1 + fact, movies.facts[movie][fact]);
        }
    }

    Result<void> add(const DelimitedReader& reader, const SideTable<ViewerFacts>& users, const SideTable<MovieFacts>& movies) {
        const auto fields = reader.fields();
        const auto rating = numberFromText(fields[2]);
        if (!rating)
            return badInput("{}: the rating is {}, expected a number", reader.place(), quotedValue(fields[2]));
        const auto time = wholeNumberFromText(fields[3]);
        if (!time)
            return badInput("{}: the time is {}, expected a whole number", reader.place(), quotedValue(fields[3]));
        const auto* user = users.find(fields[0]);
        const auto* movie = movies.find(fields[1]);
        m_unknownUsers += user ? 0 : 1;
        m_unknownMovies += movie ? 0 : 1;
        if (!user || !movie)
            return {};
        const auto label = m_filter(*rating);
        if (!label) {
            ++m_report.rowsDroppedByLabel;
            return {};
        }
        const auto& [gender, age, job, zipcode] = *user;
        const auto& [title, genre] = *movie;
        const std::string_view values[] = {fields[0], gender, age, job, zipcode, fields[1], title, genre};
        m_builder.addRow(values, *label);
        m_builder.addOrder(*time);
        return checkRowCount(m_builder.rows(), m_release.title);
    }

    Result<ReadResult> finish() {
        m_report.rowsKept = m_builder.rows();
        noteUnknown(m_unknownUsers, "user", m_release.usersFile);
        noteUnknown(m_unknownMovies, "movie", m_release.moviesFile);
        if (m_builder.rows() == 0)
            return tl::unexpected(noRowsLeft(m_release.ratingsFile, m_report, m_spec.label));
        auto table = m_builder.finish(m_spec.dataset.empty() ? m_release.title : m_spec.dataset);
        return ReadResult{std::move(table), std::move(m_report)};
    }

    void noteUnknown(std::uint64_t count, const char* what, const char* file) {
        noteCount(m_report, count, "{} ratings name a {} that {} does not hold; they were left out", what, file);
    }

    const Release& m_release;
    const spec::DataSpec& m_spec;
    const ReadContext& m_context;
    LabelFilter m_filter;
    TableBuilder m_builder;
    ImportReport m_report;
    std::uint64_t m_unknownUsers = 0;
    std::uint64_t m_unknownMovies = 0;
};

Result<ReadResult> readRelease(const Release& release, const std::string& pathHelp, const spec::DataSpec& spec,
                               const ReadContext& context) {
    MovieLensOptions options;
    CPW_TRY_VOID(checkProblems(readOptions(spec.sourceOptions, "data.source_options", options)));
    if (spec.path.empty())
        return badInput("{} needs a path: the {}", release.title, pathHelp);
    std::error_code ignored;
    if (!fs::is_directory(spec.path, ignored) && rawFiles(spec.path).size() < 2)
        return badInput("{} is {}, expected the {}", spec.path, fs::exists(spec.path, ignored) ? "a file" : "not there",
                        pathHelp);
    auto result = RatingsReader(release, spec, context).read(spec.path, options);
    if (!result)
        return withContext(std::move(result.error()), fmt::format("reading {} from {}", release.title, spec.path));
    return result;
}

DatasetSource movieLensSource(const char* id, const Release& release, const char* pathHelp, std::vector<std::string> files) {
    DatasetSource source;
    source.id = id;
    source.title = release.title;
    source.pathHelp = pathHelp;
    source.options = schemaOf<MovieLensOptions>();
    source.defaults.source = id;
    source.defaults.label.positiveFrom = 4;
    source.defaults.label.droppedValues = {3};
    source.defaults.split.kind = spec::SplitKind::Random;
    source.defaults.split.userColumn = kMovieLensFields[0];
    source.read = [&release, help = source.pathHelp](const spec::DataSpec& spec, const ReadContext& context) {
        return readRelease(release, help, spec, context);
    };
    source.files = [files = std::move(files)](const spec::DataSpec& spec) {
        std::vector<std::string> paths;
        for (const auto& file : files)
            paths.push_back(rawFileBelow(spec.path, file).string());
        return paths;
    };
    return source;
}

} // namespace

DatasetSource movielens1m() {
    return movieLensSource("movielens_1m", k1m, "folder with ratings.dat, users.dat and movies.dat",
                           {"ratings.dat", "users.dat", "movies.dat"});
}

DatasetSource movielens100k() {
    return movieLensSource("movielens_100k", k100k, "folder with u.data, u.user, u.item and u.genre",
                           {"u.data", "u.user", "u.item", "u.genre"});
}

} // namespace cpw::data
