// SPDX-License-Identifier: GPL-3.0-or-later
// How fast raw files become tables. Writes look-alikes into FOLDER, imports each, and prints rows and bytes a second:
//   import_benchmark FOLDER [MILLIONS OF ROWS, 5 when not given]
// or, for the peak of memory at one size, GoodReads' ratings alone, written piece by piece and read once:
//   import_benchmark FOLDER 20 goodreads
#include "core/base/file_io.h"
#include "core/data/dataset_source.h"
#include "tests/support/amazon_files.h"
#include "tests/support/bookcrossing_files.h"
#include "tests/support/goodreads_files.h"
#include "tests/support/movielens_csv_files.h"
#include "tests/support/packed_text.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

#include <sys/resource.h>

using namespace cpw;

namespace {

namespace fs = std::filesystem;

void require(const Result<void>& done) {
    if (done)
        return;
    std::fprintf(stderr, "%s\n", done.error().text().c_str());
    std::exit(1);
}

void write(const fs::path& path, const std::string& text) {
    require(makeFolders(path.parent_path()));
    require(writeTextAtomically(path, text));
}

/// The highest memory of the process so far, in MiB.
double peakMemory() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Of the process so far, in seconds: what a busy machine does not change.
double processorTime() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// The best of some rounds, so that the file is in the page cache.
void measure(const char* what, const char* id, const fs::path& path, std::uint64_t plainBytes, const char* label = "", int rounds = 3) {
    const auto* source = *data::findDatasetSource(id);
    auto spec = source->defaults;
    spec.path = path.string();
    if (*label != '\0')
        spec.label.column = label;
    if (std::string_view(id) == "json_lines")
        spec.sourceOptions["skip_bad_lines"] = std::int64_t{1}; // the last line is cut
    double best = 1e9, leastProcessor = 1e9;
    std::uint64_t lines = 0, kept = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        const double processorStart = processorTime();
        const auto result = source->read(spec, {});
        if (!result)
            require(tl::unexpected(result.error()));
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        leastProcessor = std::min(leastProcessor, processorTime() - processorStart);
        lines = result->report.linesRead;
        kept = result->report.rowsKept;
    }
    std::printf("%-44s %10llu lines %10llu rows %7.2f s (processor %.2f s) %6.2f million lines/s %6.0f MB/s of plain text, peak so far %.0f MiB\n", what,
                static_cast<unsigned long long>(lines), static_cast<unsigned long long>(kept), best, leastProcessor, static_cast<double>(lines) / best / 1e6,
                static_cast<double>(plainBytes) / best / 1e6, peakMemory());
}

void writeBooks(const fs::path& folder, const testing::GoodreadsLookAlike& files) {
    write(folder / "goodreads_books.json", files.books);
    write(folder / "goodreads_book_authors.json", files.authors);
    write(folder / "goodreads_book_works.json", files.works);
    write(folder / "goodreads_book_genres_initial.json", files.genres);
}

/// Ratings of 1 to 5 of 400,000 users and 500,000 books, a million at a time, with times; about 330 bytes a line.
void measureGoodreadsAtFullSize(const fs::path& folder, std::size_t rows) {
    constexpr std::size_t kPiece = 1'000'000, kUsers = 400'000, kBooks = 500'000;
    const auto path = folder / "goodreads_interactions_dedup.json";
    if (!fs::exists(path)) {
        writeBooks(folder, testing::makeGoodreads(kUsers, kBooks, 0, 10, false));
        std::ofstream out(path, std::ios::binary);
        for (std::size_t first = 0; first < rows; first += kPiece)
            out << testing::goodreadsRecords(first, std::min(first + kPiece, rows), kUsers, kBooks);
    }
    std::printf("written, peak so far %.0f MiB\n", peakMemory());
    measure("goodreads, JSON lines, at full size", "goodreads", folder, fs::file_size(path), "", 1);
}

} // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::fprintf(stderr, "import_benchmark FOLDER [MILLIONS OF ROWS]\n");
        return 2;
    }
    const fs::path folder = arguments[1];
    const auto rows = static_cast<std::size_t>((count > 2 ? std::atof(arguments[2]) : 5.0) * 1e6);
    if (count > 3 && std::string_view(arguments[3]) == "goodreads") {
        measureGoodreadsAtFullSize(folder, rows);
        return 0;
    }
    {
        const auto files = testing::makeMovieLensCsv(rows / 150 + 1, 60'000, rows, false);
        write(folder / "plain/ratings.csv", files.ratings);
        write(folder / "plain/movies.csv", files.movies);
        write(folder / "packed/ratings.csv.gz", testing::gzipOf(files.ratings));
        write(folder / "packed/movies.csv", files.movies);
        measure("movielens_25m, plain", "movielens_25m", folder / "plain", files.ratings.size());
        measure("movielens_25m, gzip", "movielens_25m", folder / "packed", files.ratings.size());
        measure("csv, the ratings alone", "csv", folder / "plain/ratings.csv", files.ratings.size(), "rating");
    }
    {
        const auto files = testing::makeBookcrossing(testing::BookcrossingEdition::Dump, 30'000, 30'000, std::min<std::size_t>(rows, 1'150'000));
        write(folder / "dump/BX-Book-Ratings.csv", files.ratings);
        write(folder / "dump/BX-Users.csv", files.users);
        write(folder / "dump/BX-Books.csv", files.books);
        measure("bookcrossing, the dump", "bookcrossing", folder / "dump", files.ratings.size());
    }
    {
        const auto files = testing::makeAmazon(testing::AmazonRelease::Of2018, rows / 8, rows / 15, rows, 5, false);
        write(folder / "amazon/Toys_and_Games.json", files.reviews);
        write(folder / "amazon/meta_Toys_and_Games.json", files.metadata);
        write(folder / "amazon_packed/Toys_and_Games.json.gz", testing::gzipOf(files.reviews));
        write(folder / "amazon_packed/meta_Toys_and_Games.json", files.metadata);
        measure("amazon, JSON lines, plain", "amazon", folder / "amazon", files.reviews.size() + files.metadata.size());
        measure("amazon, JSON lines, gzip", "amazon", folder / "amazon_packed", files.reviews.size() + files.metadata.size());
        measure("json_lines, the reviews alone", "json_lines", folder / "amazon/Toys_and_Games.json", files.reviews.size(), "overall");
    }
    {
        const auto files = testing::makeGoodreads(rows / 50, rows / 40, rows, 10, false);
        for (const char* kind : {"goodreads", "goodreads_columns"})
            writeBooks(folder / kind, files);
        write(folder / "goodreads/goodreads_interactions_dedup.json", files.interactions);
        write(folder / "goodreads_columns/goodreads_interactions.csv", files.columns);
        write(folder / "goodreads_columns/book_id_map.csv", files.bookMap);
        measure("goodreads, JSON lines", "goodreads", folder / "goodreads", files.interactions.size());
        measure("goodreads, separated values", "goodreads", folder / "goodreads_columns", files.columns.size());
    }
    return 0;
}
