// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/goodreads_files.h"

#include "core/data/raw_files.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWhole[] = {"_dedup", ""}; // the parts that are everything

/// Files of a kind: what stands between the beginning and the ending of their names.
struct Candidate {
    std::string part; ///< "_poetry"
    fs::path file;
    bool isCommaSeparated = false;
};

std::vector<Candidate> candidates(const std::vector<fs::path>& files, std::string_view begin) {
    std::vector<Candidate> found;
    for (const auto& file : files) {
        const auto [stem, ending] = rawName(file);
        if (stem.starts_with(begin) && (ending == ".json" || ending == ".jsonl" || ending == ".csv"))
            found.push_back({stem.substr(begin.size()), file, ending == ".csv"});
    }
    return found;
}

/// That of the part; without one the whole, else the only one there. JSON wins over separated values, as it has times.
const Candidate* choose(const std::vector<Candidate>& found, const std::string& part) {
    const Candidate* chosen = nullptr;
    const auto take = [&](std::string_view wanted) {
        for (const auto& candidate : found)
            if (candidate.part == wanted && (!chosen || (chosen->isCommaSeparated && !candidate.isCommaSeparated)))
                chosen = &candidate;
    };
    if (!part.empty()) {
        take("_" + part);
        return chosen;
    }
    for (const auto whole : kWhole)
        if (!chosen)
            take(whole);
    return chosen || found.size() != 1 ? chosen : &found.front();
}

std::optional<fs::path> sideFile(const std::vector<fs::path>& files, std::string_view begin, const std::string& part) {
    const auto found = candidates(files, begin);
    const auto* chosen = part.empty() ? nullptr : choose(found, part);
    if (!chosen)
        chosen = choose(found, {});
    return chosen ? std::optional(chosen->file) : std::nullopt;
}

tl::unexpected<Error> missing(const fs::path& path, const std::vector<Candidate>& found, const std::string& part) {
    std::vector<std::string> parts;
    for (const auto& candidate : found)
        parts.push_back(candidate.part.substr(candidate.part.empty() ? 0 : 1));
    if (!found.empty())
        return badInput("{} holds no interactions of {}; set source_options.part to one of: {}", path.string(), part.empty() ? "the whole" : part, fmt::join(parts, ", "));
    return badInput("{} holds no goodreads_interactions_dedup.json.gz (nor goodreads_interactions.csv nor goodreads_interactions_GENRE.json.gz)", path.string());
}

} // namespace

std::vector<fs::path> GoodreadsFiles::all() const {
    std::vector<fs::path> files{interactions, books};
    for (const auto& file : {bookMap, authors, works, genres})
        if (file)
            files.push_back(*file);
    return files;
}

Result<GoodreadsFiles> findGoodreadsFiles(const fs::path& path, const std::string& part) {
    const auto files = rawFiles(path);
    auto interactions = candidates(files, "goodreads_interactions");
    if (interactions.empty())
        interactions = candidates(files, "goodreads_reviews");
    const auto* chosen = choose(interactions, part);
    if (!chosen)
        return missing(path, interactions, part);
    const auto found = chosen->part.empty() || chosen->part == kWhole[0] ? part : chosen->part.substr(1);
    const auto books = sideFile(files, "goodreads_books", found);
    if (!books)
        return badInput("{} holds no goodreads_books.json.gz beside {}, expected it", path.string(), chosen->file.filename().string());
    GoodreadsFiles result{chosen->file, *books, std::nullopt, std::nullopt, std::nullopt, std::nullopt, chosen->isCommaSeparated};
    result.authors = sideFile(files, "goodreads_book_authors", found);
    result.works = sideFile(files, "goodreads_book_works", found);
    result.genres = sideFile(files, "goodreads_book_genres", found);
    if (!result.genres)
        result.genres = sideFile(files, "goodreads_book_genres_initial", found);
    if (!chosen->isCommaSeparated)
        return result;
    static constexpr std::string_view kMapName = "book_id_map.csv";
    result.bookMap = findRawFile(files, std::span(&kMapName, 1));
    if (!result.bookMap)
        return badInput("{} holds no {}, which says what the book numbers of {} mean; take it from the same page", path.string(), kMapName, chosen->file.filename().string());
    return result;
}

} // namespace cpw::data
