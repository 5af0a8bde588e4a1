// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "tests/support/slow_core.h"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

namespace cpw::testing {

enum class AmazonRelease { Of2014, Of2018 };

/// Files that look like those of a category of Amazon's reviews, and the rows that must come of them.
struct AmazonLookAlike {
    std::string reviews, metadata;
    std::vector<std::string> rows; ///< "label|user|item|category|title|brand"
    std::vector<MadeRating> kept;  ///< of the rows, with their times
    std::size_t lines = 0, repeated = 0, withoutItem = 0, outsideCore = 0, dropped = 0;
};

namespace amazon {

/// What a metadata line says and what must become of it. Python's form and JSON differ in more than their quotes.
struct Item {
    const char* python; ///< behind the asin
    const char* json;
    const char* category;
    const char* title;
    const char* brand;
};

constexpr Item kItems[] = {
    {"'title': \"Farmer's Puzzle\", 'price': 3.17, 'brand': 'Co & Sons', 'related': {'also_bought': ['B1', 'B2']}, 'categories': [['Toys & Games', 'Puzzles', 'Jigsaw']]",
     R"("title": "Farmer's Puzzle", "price": "$3.17", "brand": "Co &amp; Sons", "category": ["Toys &amp; Games", "Puzzles", "Jigsaw"], "main_cat": "Toys & Games")", "Toys & Games, Puzzles",
     "Farmer's Puzzle", "Co & Sons"},
    {"'title': u'Caf\\xe9 \"Set\"\\n  of 4', 'salesRank': {'Toys & Games': 211836}, 'categories': [['Toys & Games', 'Kitchen'], ['Home']]",
     R"("title": "Caf\u00e9 \"Set\"\n  of 4", "feature": ["a", "b"], "brand": "", "category": ["Toys & Games", "Kitchen", "</span></span></span>"])", "Toys & Games, Kitchen",
     "Caf\xC3\xA9 \"Set\" of 4", "unknown"},
    {"'brand': '  Lego ', 'imUrl': 'http://x/y.jpg', 'categories': [['Toys & Games']]", R"("brand": "\n   Lego ", "category": ["Toys & Games"], "imageURL": [])", "Toys & Games", "unknown", "Lego"},
    {"'title': 'It\\'s \\\\ 12\"', 'description': None, 'categories': [[]]", R"("title": "It's \\ 12\"", "description": [], "brand": "Unknown", "category": [], "main_cat": null)", "unknown",
     "It's \\ 12\"", nullptr},
    {"'title': 'var aPageStart = (new Date()).getTime();', 'brand': 'B', 'categories': [['Toys & Games', 'Games']]",
     R"("title": "var aPageStart = (new Date()).getTime();\nvar x", "brand": "B", "category": ["Toys & Games", "Games"])", "Toys & Games, Games", "unknown", "B"},
};

inline std::string asinOf(std::size_t item) {
    return fmt::format("B{:09}", item * 37);
}

inline std::string metadataLine(std::size_t item, AmazonRelease release) {
    const auto& facts = kItems[item % std::size(kItems)];
    return release == AmazonRelease::Of2014 ? fmt::format("{{'asin': '{}', {}}}\n", asinOf(item), facts.python)
                                            : fmt::format("{{{}, \"asin\": \"{}\"}}\n", facts.json, asinOf(item));
}

inline std::string reviewLine(const MadeRating& review, AmazonRelease release) {
    static constexpr const char* kText = "It \\\"works\\\", says {my} son: 5 stars.\\nBuy, it \\u2014 now";
    if (release == AmazonRelease::Of2014)
        return fmt::format(R"({{"reviewerID": "{}", "asin": "{}", "reviewerName": "A. \"B\"", "helpful": [0, 2], "reviewText": "{}", "overall": {}.0, "summary": "Good", "unixReviewTime": {}, "reviewTime": "09 13, 2009"}})"
                           "\n",
                           review.user, review.item, kText, review.rating, review.time);
    return fmt::format(R"({{"overall": {}.0, "vote": "2", "verified": true, "reviewTime": "01 1, 2018", "reviewerID": "{}", "asin": "{}", "style": {{"Format:": " Box"}}, "reviewText": "{}", "summary": null, "unixReviewTime": {}}})"
                       "\n",
                       review.rating, review.user, review.item, kText, review.time);
}

inline std::string rowOf(const MadeRating& review, std::size_t item, AmazonRelease release) {
    const auto& facts = kItems[item % std::size(kItems)];
    const auto* brand = facts.brand ? facts.brand : release == AmazonRelease::Of2014 ? "unknown" : "Unknown";
    return fmt::format("{}|{}|{}|{}|{}|{}", review.rating >= 4 ? 1 : 0, review.user, review.item, facts.category, facts.title, brand);
}

} // namespace amazon

/// Users and items whose numbers of reviews differ much, so that a core filter has several rounds; reviews written twice; items
/// without metadata, metadata of items without reviews and written twice; a last line that is cut. `wantsRows` false: for the sizes
/// of a benchmark.
inline AmazonLookAlike makeAmazon(AmazonRelease release, std::size_t users, std::size_t items, std::size_t reviews, std::size_t core = 5, bool wantsRows = true,
                                  std::uint64_t seed = 3) {
    AmazonLookAlike files;
    const CounterRandom random(seed, 77);
    std::vector<MadeRating> all;
    std::map<std::string, std::size_t> itemOf;
    for (std::size_t i = 0; i < reviews; ++i) {
        const auto skewed = [&](std::uint64_t index, std::size_t count) {
            const auto u = random.uniform(index);
            return static_cast<std::size_t>(u * u * static_cast<double>(count));
        };
        const auto item = skewed(4 * i + 1, items + items / 20 + 1); // some have no metadata
        const MadeRating review{fmt::format("A{:07}X", skewed(4 * i, users)), amazon::asinOf(item), static_cast<int>(random.below(4 * i + 2, 5)) + 1,
                                1'000'000'000 + static_cast<long long>(random.below(4 * i + 3, 3000)) * 86400};
        const std::size_t times = i % 50 == 7 ? 2 : 1;
        for (std::size_t time = 0; time < times; ++time) {
            files.reviews += amazon::reviewLine(review, release);
            ++files.lines;
            if (wantsRows)
                all.push_back(review);
        }
        itemOf[review.item] = item;
    }
    for (std::size_t item = 0; item < items; ++item)
        for (std::size_t time = 0; time < (item % 40 == 3 ? 2U : 1U); ++time)
            files.metadata += amazon::metadataLine(item, release);
    files.metadata += amazon::metadataLine(5'000'000, release); // of no review
    if (wantsRows) {
        std::vector<MadeRating> matched;
        for (const auto& review : all)
            if (itemOf[review.item] < items)
                matched.push_back(review);
        files.withoutItem = all.size() - matched.size();
        const auto distinct = withoutEqual(matched);
        files.repeated = matched.size() - distinct.size();
        const auto inside = slowCore(distinct, core, core);
        files.outsideCore = distinct.size() - inside.size();
        for (const auto& review : inside) {
            files.dropped += review.rating == 3 ? 1 : 0;
            if (review.rating == 3)
                continue;
            files.kept.push_back(review);
            files.rows.push_back(amazon::rowOf(review, itemOf[review.item], release));
        }
    }
    files.reviews += R"({"reviewerID": "A1", "asin": "B0)";
    ++files.lines;
    return files;
}

} // namespace cpw::testing
