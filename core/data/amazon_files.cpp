// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/amazon_files.h"

#include "core/data/line_reader.h"
#include "core/data/raw_files.h"

#include <fmt/ranges.h>

#include <map>
#include <vector>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPreset = "Toys_and_Games";
constexpr std::string_view kReviewsBegin = "reviews_", kMetadataBegin = "meta_", kCoreEnd = "_5";

/// Empty for names of other files.
std::string stemOf(const fs::path& file) {
    const auto [stem, ending] = rawName(file);
    return ending == ".json" || ending == ".jsonl" ? stem : std::string();
}

bool holdsReviews(const fs::path& file) {
    auto lines = LineReader::open(file);
    const auto isLine = lines ? lines->next() : Result<bool>(false);
    return isLine && *isLine && lines->line().find("reviewerID") != std::string_view::npos;
}

/// The category of a file of reviews.
std::string categoryOf(std::string stem) {
    if (stem.starts_with(kReviewsBegin))
        stem.erase(0, kReviewsBegin.size());
    if (stem.ends_with(kCoreEnd))
        stem.resize(stem.size() - kCoreEnd.size());
    return stem;
}

struct Found {
    std::map<std::string, fs::path> reviews, metadata; // by category
};

Found findIn(const std::vector<fs::path>& files) {
    Found found;
    for (const auto& file : files) { // sorted: X.json is before X_5.json
        const auto stem = stemOf(file);
        if (stem.starts_with(kMetadataBegin))
            found.metadata.emplace(stem.substr(kMetadataBegin.size()), file);
        else if (!stem.empty() && holdsReviews(file))
            found.reviews.emplace(categoryOf(stem), file);
    }
    return found;
}

} // namespace

Result<AmazonFiles> findAmazonFiles(const fs::path& path, const std::string& category) {
    const auto files = rawFiles(path);
    auto found = findIn(files);
    const bool isOneFile = files.size() == 1 && files.front() == path;
    if (isOneFile)
        found.metadata = findIn(rawFiles(path.parent_path())).metadata;
    if (found.reviews.empty())
        return badInput("{} holds no reviews: no file such as {}.json.gz or reviews_{}_5.json.gz whose first line has a reviewerID", path.string(), kPreset, kPreset);
    auto chosen = found.reviews.find(category.empty() ? kPreset : category);
    if (category.empty() && found.reviews.size() == 1)
        chosen = found.reviews.begin();
    if (chosen == found.reviews.end()) {
        std::vector<std::string> known;
        for (const auto& [name, file] : found.reviews)
            known.push_back(name);
        return badInput("{} holds no reviews of {}; set source_options.category to one of: {}", path.string(), category.empty() ? kPreset : category, fmt::join(known, ", "));
    }
    AmazonFiles result{chosen->second, std::nullopt, chosen->first};
    if (const auto metadata = found.metadata.find(chosen->first); metadata != found.metadata.end())
        result.metadata = metadata->second;
    return result;
}

} // namespace cpw::data
