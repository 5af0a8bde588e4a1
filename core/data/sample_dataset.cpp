// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/sample_dataset.h"

#include "core/base/expects.h"
#include "core/base/file_io.h"
#include "core/base/random.h"
#include "core/data/delimited_writer.h"
#include "core/data/ranking_metrics.h"
#include "core/data/row_reading.h"
#include "core/data/sample_words.h"
#include "core/data/table_builder.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

// The definition is a NumPy program; this one gives the same bytes. So the order of every floating-point sum is NumPy's: rows of
// eight are summed as a tree (its pairwise sum), shorter ones and cumulative sums from left to right.

namespace cpw::data {
namespace {

constexpr std::size_t kUsers = 400;
constexpr std::size_t kBooks = 2400;
constexpr std::size_t kAuthors = 240;
constexpr std::size_t kRows = 40000;
constexpr std::size_t kValidBegin = 24000;
constexpr std::size_t kTestBegin = 27000;
constexpr std::uint64_t kSeed = 2026;
constexpr std::size_t kTopicCount = sample::kTopics.size();
constexpr std::size_t kWordsPerTopic = 24; // 8 adjectives, then 16 nouns
constexpr double kSqrt3 = 1.7320508075688772;

using TopicVector = std::array<double, kTopicCount>;

// Each purpose has its own stream of random numbers.
enum Stream : std::uint64_t {
    AuthorNames = 1,
    Books,
    Ages,
    Jobs,
    AgeTaste,
    JobTaste,
    OwnTaste,
    UserBias,
    BookBias,
    UserDraw,
    BookDraw,
    Click,
    WordBias,
    AuthorBias
};

double uniform(Stream stream, std::uint64_t index) {
    return CounterRandom(kSeed, stream).uniform(index);
}

std::size_t pick(Stream stream, std::uint64_t index, std::size_t count) {
    return static_cast<std::size_t>(uniform(stream, index) * static_cast<double>(count));
}

/// Close to normal with variance 1: the sum of four uniform numbers, centred and scaled (Irwin-Hall).
double nearlyNormal(Stream stream, std::uint64_t index) {
    double sum = 0;
    for (std::uint64_t k = 0; k < 4; ++k)
        sum += uniform(stream, index * 4 + k);
    return (sum - 2.0) * kSqrt3;
}

double sumOfEight(const TopicVector& v) {
    return ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7]));
}

std::vector<std::string_view> split(std::string_view words) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin < words.size();) {
        const auto end = std::min(words.find(' ', begin), words.size());
        parts.push_back(words.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

/// Sampling by weight 1 / (rank + offset): a long tail, its length set by the offset.
class LongTail {
public:
    LongTail(std::size_t count, double offset) {
        double sum = 0;
        for (std::size_t rank = 0; rank < count; ++rank)
            m_cumulative.push_back(sum += 1.0 / (static_cast<double>(rank) + offset));
    }
    [[nodiscard]] std::size_t at(double u) const {
        const auto found = std::upper_bound(m_cumulative.begin(), m_cumulative.end(), u * m_cumulative.back());
        return static_cast<std::size_t>(found - m_cumulative.begin());
    }

private:
    std::vector<double> m_cumulative;
};

struct Book {
    std::string title;
    TopicVector topics{};
    std::size_t author = 0;
    std::size_t shelf = 0;
    double bias = 0;
};

struct User {
    std::size_t age = 0;
    std::size_t job = 0;
    TopicVector taste{};
    double bias = 0;
};

std::vector<std::string> makeAuthorNames() {
    const auto first = split(sample::kFirstNames);
    const auto last = split(sample::kLastNames);
    std::vector<std::string> names;
    std::unordered_set<std::string> seen;
    for (std::uint64_t draw = 0; names.size() < kAuthors; ++draw) {
        auto name = fmt::format("{} {}", first[pick(AuthorNames, 2 * draw, first.size())],
                                last[pick(AuthorNames, 2 * draw + 1, last.size())]);
        if (seen.insert(name).second)
            names.push_back(std::move(name));
    }
    return names;
}

/// One draw of a book; no title when its two nouns are equal. Numbers 0 to 16 of the draw's own 32 are used.
std::pair<Book, std::array<std::size_t, 3>> drawBook(std::uint64_t draw) {
    const auto u = [draw](std::uint64_t k) { return uniform(Books, 32 * draw + k); };
    const auto below = [&u](std::uint64_t k, std::size_t count) {
        return static_cast<std::size_t>(u(k) * static_cast<double>(count));
    };
    const auto mainTopic = below(0, kTopicCount);
    std::array<std::size_t, 3> topics{};
    for (std::size_t k = 0; k < 3; ++k)
        topics[k] = u(1 + 2 * k) < 0.85 ? mainTopic : below(2 + 2 * k, kTopicCount);
    const auto adjective = below(8, 8);
    const auto firstNoun = below(9, 16);
    const auto secondNoun = below(10, 16);
    const auto word0 = split(sample::kTopics[topics[0]].adjectives)[adjective];
    const auto word1 = split(sample::kTopics[topics[1]].nouns)[firstNoun];
    const auto word2 = split(sample::kTopics[topics[2]].nouns)[secondNoun];

    Book book;
    if (word1 != word2)
        book.title =
            fmt::format("{} {} {} {}", word0, word1, sample::kConnectives[below(11, sample::kConnectives.size())], word2);
    // Author a writes on topic a modulo the number of topics.
    const auto authorTopic = u(12) < 0.6 ? mainTopic : below(13, kTopicCount);
    book.author = authorTopic + kTopicCount * below(14, kAuthors / kTopicCount);
    book.shelf = u(15) < 0.85 ? sample::kShelfOfTopic[mainTopic] : below(16, 4);
    for (const auto topic : topics)
        book.topics[topic] += 1.0 / 3;
    const std::array<std::size_t, 3> words = {topics[0] * kWordsPerTopic + adjective, topics[1] * kWordsPerTopic + 8 + firstNoun,
                                              topics[2] * kWordsPerTopic + 8 + secondNoun};
    return {std::move(book), words};
}

std::vector<Book> makeBooks() {
    std::vector<Book> books;
    std::unordered_set<std::string> seen;
    for (std::uint64_t draw = 0; books.size() < kBooks; ++draw) {
        auto [book, words] = drawBook(draw);
        if (book.title.empty() || !seen.insert(book.title).second)
            continue;
        double wordSum = 0;
        for (const auto word : words)
            wordSum += nearlyNormal(WordBias, word);
        book.bias =
            0.2 * nearlyNormal(BookBias, books.size()) + 0.7 * wordSum / kSqrt3 + 0.3 * nearlyNormal(AuthorBias, book.author);
        books.push_back(std::move(book));
    }
    return books;
}

std::vector<User> makeUsers() {
    std::vector<User> users(kUsers);
    for (std::size_t i = 0; i < kUsers; ++i) {
        auto& user = users[i];
        user.age = pick(Ages, i, 6);
        user.job = pick(Jobs, i, 10);
        for (std::size_t topic = 0; topic < kTopicCount; ++topic)
            user.taste[topic] = 1.0 * nearlyNormal(AgeTaste, user.age * kTopicCount + topic) +
                                1.0 * nearlyNormal(JobTaste, user.job * kTopicCount + topic) +
                                0.3 * nearlyNormal(OwnTaste, i * kTopicCount + topic);
        const double mean = sumOfEight(user.taste) / static_cast<double>(kTopicCount);
        for (auto& taste : user.taste)
            taste -= mean;
        user.bias = 0.6 * nearlyNormal(UserBias, i);
    }
    return users;
}

/// The pairs that are shown, each once, in order of their first draw.
struct Exposure {
    std::size_t user;
    std::size_t book;
    std::uint64_t draw;
};

std::vector<Exposure> makeExposures() {
    const LongTail users(kUsers, 150.0);
    const LongTail books(kBooks, 60.0);
    std::vector<Exposure> exposures;
    std::vector<bool> isSeen(kUsers * kBooks);
    for (std::uint64_t draw = 0; exposures.size() < kRows; ++draw) {
        const auto user = users.at(uniform(UserDraw, draw));
        const auto book = books.at(uniform(BookDraw, draw));
        if (isSeen[user * kBooks + book])
            continue;
        isSeen[user * kBooks + book] = true;
        exposures.push_back({user, book, draw});
    }
    return exposures;
}

double clickProbability(const User& user, const Book& book) {
    TopicVector products;
    for (std::size_t topic = 0; topic < kTopicCount; ++topic)
        products[topic] = user.taste[topic] * book.topics[topic];
    const double logit = -0.4 + user.bias + book.bias + 1.15 * sumOfEight(products);
    return 1 / (1 + std::exp(-logit));
}

Part partOfRow(std::size_t row) {
    if (row < kValidBegin)
        return Part::Train;
    return row < kTestBegin ? Part::Valid : Part::Test;
}

/// The rows that a label rule and a limit leave; the built-in ones when they leave all.
std::shared_ptr<Table> makeTable(const spec::LabelRule& rule, std::uint64_t maximumRows, ImportReport& report) {
    const auto authors = makeAuthorNames();
    const auto books = makeBooks();
    const auto users = makeUsers();
    const auto shelves = split(sample::kShelves);
    const auto ages = split(sample::kAges);
    const auto jobs = split(sample::kJobs);
    const LabelFilter filter(rule);
    TableBuilder builder({"user", "age", "job", "book", "title", "author", "shelf"});
    for (const auto& shown : makeExposures()) {
        if (maximumRows > 0 && builder.rows() >= maximumRows)
            break;
        const auto part = partOfRow(report.linesRead++);
        const auto& user = users[shown.user];
        const auto& book = books[shown.book];
        const double probability = clickProbability(user, book);
        const auto label = filter(uniform(Click, shown.draw) < probability ? 1 : 0);
        if (!label) {
            ++report.rowsDroppedByLabel;
            continue;
        }
        const auto userId = fmt::format("{:04}", shown.user);
        const auto bookId = fmt::format("{:04}", shown.book);
        const std::string_view values[] = {userId,     ages[user.age],       jobs[user.job],     bookId,
                                           book.title, authors[book.author], shelves[book.shelf]};
        builder.addRow(values, *label);
        builder.addPart(part);
        builder.addTruth(probability);
    }
    report.rowsKept = builder.rows();
    return builder.finish("Bookshop");
}

Result<ReadResult> readSample(const spec::DataSpec& spec) {
    ImportReport report;
    auto table = makeTable(spec.label, static_cast<std::uint64_t>(spec.maximumRows), report);
    if (table->rows() == 0)
        return tl::unexpected(noRowsLeft("the sample", report, spec.label));
    if (!spec.dataset.empty())
        table->title = spec.dataset;
    return ReadResult{std::move(table), std::move(report)};
}

} // namespace

SampleDataset generateSample() {
    ImportReport report;
    return {makeTable({}, 0, report)};
}

BayesScores SampleDataset::bayesScores(Part part) const {
    std::vector<double> truth;
    std::vector<float> labels;
    for (std::size_t row = 0; row < table->rows(); ++row) {
        if (table->sourceParts[row] != static_cast<std::uint8_t>(part))
            continue;
        truth.push_back(table->truth[row]);
        labels.push_back(table->labels[row]);
    }
    expects(!labels.empty(), "the sample has no row in part {}", static_cast<int>(part));
    const auto positives = std::count(labels.begin(), labels.end(), 1.0F);
    return {areaUnderCurve(truth, labels), expectedAreaUnderCurve(truth, truth), logLoss(truth, labels),
            static_cast<double>(positives) / static_cast<double>(labels.size()), labels.size()};
}

Result<void> writeSample(const SampleDataset& sample, const std::filesystem::path& folder) {
    CPW_TRY_VOID(makeFolders(folder));
    CPW_TRY_VOID(writeDelimited(*sample.table, folder / "bookshop.csv"));
    std::string truth = "probability\n";
    for (const double probability : sample.table->truth.span())
        truth += fmt::format("{:.9f}\n", probability);
    return writeTextAtomically(folder / "bookshop_truth.csv", truth);
}

DatasetSource sampleSource() {
    DatasetSource source;
    source.id = "sample";
    source.title = "Bookshop";
    source.pathHelp = "nothing: the sample is generated";
    source.defaults.source = source.id;
    source.defaults.split.kind = spec::SplitKind::Source;
    source.read = [](const spec::DataSpec& spec, const ReadContext&) { return readSample(spec); };
    source.files = [](const spec::DataSpec&) { return std::vector<std::string>{}; };
    return source;
}

} // namespace cpw::data
