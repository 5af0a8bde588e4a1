// SPDX-License-Identifier: GPL-3.0-or-later
// How fast raw files become tables. Writes look-alikes into FOLDER, imports each, and prints rows and bytes a second:
//   import_benchmark FOLDER [MILLIONS OF ROWS, 5 when not given]
#include "core/base/file_io.h"
#include "core/data/dataset_source.h"
#include "tests/support/bookcrossing_files.h"
#include "tests/support/movielens_csv_files.h"
#include "tests/support/packed_text.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

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

/// The best of three, so that the file is in the page cache.
void measure(const char* what, const char* id, const fs::path& path, std::uint64_t plainBytes, const char* label = "") {
    const auto* source = *data::findDatasetSource(id);
    auto spec = source->defaults;
    spec.path = path.string();
    if (*label != '\0')
        spec.label.column = label;
    double best = 1e9;
    std::uint64_t lines = 0;
    for (int round = 0; round < 3; ++round) {
        const auto start = std::chrono::steady_clock::now();
        const auto result = source->read(spec, {});
        if (!result)
            require(tl::unexpected(result.error()));
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        lines = result->report.linesRead;
    }
    std::printf("%-44s %10llu lines %7.2f s %6.2f million lines/s %6.0f MB/s of plain text\n", what, static_cast<unsigned long long>(lines), best,
                static_cast<double>(lines) / best / 1e6, static_cast<double>(plainBytes) / best / 1e6);
}

} // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::fprintf(stderr, "import_benchmark FOLDER [MILLIONS OF ROWS]\n");
        return 2;
    }
    const fs::path folder = arguments[1];
    const auto rows = static_cast<std::size_t>((count > 2 ? std::atof(arguments[2]) : 5.0) * 1e6);
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
    return 0;
}
