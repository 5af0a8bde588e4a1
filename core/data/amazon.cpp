// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/amazon.h"

#include "core/data/amazon_files.h"
#include "core/data/amazon_options.h"
#include "core/data/joined_source.h"
#include "core/data/plain_text.h"
#include "core/data/record_lines.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;

constexpr const char* kAmazonPath =
    "folder or zip archive with the reviews and the metadata of a category, or the file of the reviews";
constexpr const char* kReviewerField = "User ID";
constexpr const char* kItemName = "Item ID";
constexpr const char* kNotGiven = "unknown";

class AmazonReader {
public:
    AmazonReader(const spec::DataSpec& spec, const ReadContext& context, const AmazonOptions& options)
        : m_spec(spec), m_context(context), m_options(options), m_skipper(options.skipBadLines), m_log(context.spoolFolder) {}

    Result<ReadResult> read(const AmazonFiles& files) {
        CPW_TRY_VOID(readReviews(files.reviews));
        m_log.endRatings();
        std::vector<ItemColumn> facts;
        if (files.metadata) {
            CPW_TRY(found, readMetadata(*files.metadata));
            facts = std::move(found);
        } else {
            m_report.notes.push_back(fmt::format("there is no meta_{}.json beside the reviews: rows have no category, title and brand", files.category));
        }
        m_skipper.finish(m_report);
        CPW_TRY_VOID(applyRules(m_log, rulesFor(m_options.rules, m_context), m_spec, files.reviews.filename().string(), m_report));
        auto title = m_spec.dataset.empty() ? "Amazon " + files.category : m_spec.dataset;
        return ReadResult{m_log.finish(std::move(title), kReviewerField, kItemName, std::move(facts)), std::move(m_report)};
    }

private:
    Result<void> readReviews(const fs::path& path) {
        enum Key : std::size_t { User, Item, Rating, Time };
        CPW_TRY(file, RecordLines::open(path, {"reviewerID", "asin", "overall", "unixReviewTime"}, m_context));
        for (;;) {
            CPW_TRY(isRecord, file.next(m_skipper, m_report));
            m_report.linesRead = file.lines();
            if (!isRecord)
                return {};
            const auto& review = file.record();
            const auto user = review.text(User), item = review.text(Item);
            const auto rating = review.number(Rating), time = review.number(Time);
            if (user.empty() || item.empty() || !rating || !time) {
                const auto* missing = user.empty() ? "reviewerID" : item.empty() ? "asin" : !rating ? "overall" : "unixReviewTime";
                CPW_TRY_VOID(file.skip(fmt::format("the key \"{}\" is missing or has another form, expected reviewerID, asin, overall and unixReviewTime", missing), m_skipper, m_report));
                continue;
            }
            m_log.add(user, item, static_cast<float>(*rating));
            m_log.addTime(static_cast<std::int64_t>(*time));
            CPW_TRY_VOID(checkRowCount(m_log.rows(), file.name()));
        }
    }

    enum MetadataKey : std::size_t { Asin, Title, Brand, Category, Categories, MainCategory };
    enum Fact : std::size_t { CategoryFact, TitleFact, BrandFact };

    Result<std::vector<ItemColumn>> readMetadata(const fs::path& path) {
        CPW_TRY(file, RecordLines::open(path, {"asin", "title", "brand", "category", "categories", "main_cat"}, m_context));
        const auto items = m_log.items().size();
        std::vector<ItemColumn> facts(3);
        for (std::size_t i = 0; i < facts.size(); ++i)
            facts[i] = {i == CategoryFact ? "Category" : i == TitleFact ? "Title" : "Brand", {}, std::vector<std::int32_t>(items, -1)};
        std::vector<bool> isKept(items, m_options.unmatched == Unmatched::Keep), isDescribed(items);
        for (;;) {
            CPW_TRY(isRecord, file.next(m_skipper, m_report));
            if (!isRecord)
                break;
            const auto code = m_log.items().find(file.record().text(Asin));
            if (code < 0)
                continue;
            const auto item = static_cast<std::size_t>(code);
            m_repeatedItems += isDescribed[item] ? 1 : 0;
            if (isDescribed[item])
                continue;
            isDescribed[item] = true;
            isKept[item] = describeItem(file.record(), item, facts);
        }
        noteMetadata(file, static_cast<std::uint64_t>(std::count(isDescribed.begin(), isDescribed.end(), true)));
        removeItems(isDescribed, isKept);
        return facts;
    }

    /// False when the item is to be left out.
    bool describeItem(const JsonRecord& record, std::size_t item, std::vector<ItemColumn>& facts) {
        auto title = plainText(record.text(Title), m_options.decodesEntities);
        auto brand = plainText(record.text(Brand), m_options.decodesEntities);
        const bool isScript = title.find("getTime") != std::string::npos; // code of the page that was taken for the title
        m_scriptTitles += isScript ? 1 : 0;
        if (isScript)
            title.clear();
        m_withoutTitle += title.empty() ? 1 : 0;
        m_withoutBrand += brand.empty() ? 1 : 0;
        const auto category = categoryText(record);
        m_withoutCategory += category == kNotGiven ? 1 : 0;
        facts[CategoryFact].set(item, category);
        facts[TitleFact].set(item, title.empty() ? kNotGiven : cutAtWord(title, static_cast<std::size_t>(m_options.titleLength)));
        facts[BrandFact].set(item, brand.empty() ? kNotGiven : brand);
        const bool isLeftOut = m_options.nonAscii == NonAscii::Drop && !(isAscii(title) && isAscii(brand));
        m_nonAscii += isLeftOut ? 1 : 0;
        return !isLeftOut;
    }

    [[nodiscard]] std::string categoryText(const JsonRecord& record) const {
        std::vector<std::string> path;
        for (const auto part : record.texts(record.has(Category) ? Category : Categories))
            if (auto text = plainText(part, m_options.decodesEntities); !text.empty() && text.find('<') == std::string::npos) // "</span></span>"
                path.push_back(std::move(text));
        if (path.empty())
            path.push_back(plainText(record.text(MainCategory), m_options.decodesEntities));
        if (path.front().empty() || path.front().find('<') != std::string::npos) // the picture of a name
            return kNotGiven;
        switch (m_options.categoryText) {
        case CategoryText::FirstTwo:
            return path.size() < 2 ? path.front() : path[0] + ", " + path[1];
        case CategoryText::First:
            return path.front();
        case CategoryText::Last:
            return path.back();
        case CategoryText::All:
            return fmt::format("{}", fmt::join(path, "|"));
        }
        return {};
    }

    void noteMetadata(const RecordLines& file, std::uint64_t described) {
        m_report.notes.push_back(fmt::format("{} of {} items are described by the {} lines of {}", counted(described),
                                             counted(m_log.items().size()), counted(file.lines()), file.name()));
        noteCount(m_report, m_repeatedItems, "{} lines of {} describe an item again; the first counts", file.name());
        noteCount(m_report, m_withoutCategory, "{} items have no category; it is \"unknown\"");
        noteCount(m_report, m_withoutTitle, "{} items have no title; it is \"unknown\"");
        noteCount(m_report, m_scriptTitles, "{} items have code of a page as their title; it is \"unknown\"");
        noteCount(m_report, m_withoutBrand, "{} items have no brand; it is \"unknown\"");
    }

    void removeItems(const std::vector<bool>& isDescribed, const std::vector<bool>& isKept) {
        if (isLook(m_context) && isNoneSet(isDescribed))
            return;
        if (m_options.unmatched == Unmatched::Drop)
            noteCount(m_report, m_log.removeItems(isDescribed), "{} ratings are of items that the metadata does not hold; they were left out");
        noteCount(m_report, m_log.removeItems(isKept), "{} ratings are of the {} items whose title or brand is not ASCII; they were left out", counted(m_nonAscii));
    }

    const spec::DataSpec& m_spec;
    const ReadContext& m_context;
    const AmazonOptions& m_options;
    BadLineSkipper m_skipper;
    RatingLog m_log;
    ImportReport m_report;
    std::uint64_t m_repeatedItems = 0, m_withoutCategory = 0, m_withoutTitle = 0, m_scriptTitles = 0, m_withoutBrand = 0, m_nonAscii = 0;
};

Result<ReadResult> readAmazon(const spec::DataSpec& spec, const ReadContext& context, const AmazonOptions& options, const AmazonFiles& files) {
    return AmazonReader(spec, context, options).read(files);
}

std::vector<fs::path> listed(const AmazonFiles& files) {
    std::vector<fs::path> paths{files.reviews};
    if (files.metadata)
        paths.push_back(*files.metadata);
    return paths;
}

} // namespace

DatasetSource amazonSource() {
    JoinedSource<AmazonOptions, AmazonFiles> frame{
        .id = "amazon",
        .title = "Amazon reviews",
        .needs = "Amazon reviews need",
        .pathHelp = kAmazonPath,
        .expected = "Toys_and_Games.json.gz",
        .label = {{}, 4, {3}},
        .split = {},
        .find = [](const fs::path& path, const AmazonOptions& options) { return findAmazonFiles(path, options.category); },
        .list = listed,
        .read = readAmazon};
    frame.split.kind = spec::SplitKind::ByOrder;
    frame.split.userColumn = kReviewerField;
    return makeJoinedSource(frame);
}

} // namespace cpw::data
