// SPDX-License-Identifier: GPL-3.0-or-later
// A fuzzer for compilers without libFuzzer: changes the files of a corpus at random and hands them to the target.
//     fuzz_merges CORPUS [iterations] [seed] [first iteration]
// An input is a function of the corpus, the seed and its number; a crash is repeated by starting at the number printed last.
#include "core/base/random.h"
#include "tests/fuzz/fuzz_target.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using cpw::CounterRandom;

constexpr double kSlowSeconds = 10;             ///< one input; under sanitizers on a busy machine
constexpr long kMemoryLimit = 2L * 1024 * 1024; ///< kilobytes of the whole process
constexpr std::size_t kLongestInput = 256 * 1024;

/// Draws numbers one after the other.
class Draws {
public:
    Draws(std::uint64_t seed, std::uint64_t stream) : m_random(seed, stream) {}
    std::size_t below(std::size_t bound) { return m_random.below(m_next++, std::max<std::size_t>(bound, 1)); }

private:
    CounterRandom m_random;
    std::uint64_t m_next = 0;
};

std::vector<std::string> readCorpus(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> corpus;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return corpus;
}

const std::string kInteresting[] = {"\"",
                                    "\"\"",
                                    ",",
                                    "\n",
                                    "\r\n",
                                    "\r",
                                    " ",
                                    "\t",
                                    "::",
                                    "[",
                                    "]",
                                    "{",
                                    "}",
                                    "null",
                                    "true",
                                    "false",
                                    "0",
                                    "-1",
                                    "1e309",
                                    "4294967296",
                                    "18446744073709551615",
                                    "[MASK]",
                                    "<mask>",
                                    "##",
                                    "#version",
                                    "\xEF\xBB\xBF",
                                    "\xFF",
                                    "\xE2\x82",
                                    "\xF0\x9F\x98\x80",
                                    "\u0120",
                                    "\u0301",
                                    "\u0130",
                                    std::string(1, '\0'),
                                    "\\u0000",
                                    "\\ud800",
                                    std::string(120, '['),
                                    std::string(200, 'a'),
                                    "'s",
                                    "\u00a0",
                                    "\u200d",
                                    "q\x01",
                                    "h\x01",
                                    "\x86",
                                    "\x8a\x08\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F",
                                    "K\x03",
                                    "ctorch\nBoolStorage\n",
                                    "}",
                                    "R",
                                    "Q"};

void mutate(std::string& input, const std::vector<std::string>& corpus, Draws& draws) {
    const std::size_t at = draws.below(input.size() + 1);
    const std::size_t length = draws.below(std::min<std::size_t>(input.size() - at, 1 + draws.below(64)) + 1);
    switch (draws.below(8)) {
    case 0:
        input.insert(at, 1, static_cast<char>(draws.below(256)));
        break;
    case 1:
        input.erase(at, length);
        break;
    case 2:
        input.insert(at, kInteresting[draws.below(std::size(kInteresting))]);
        break;
    case 3:
        input.replace(at, length, kInteresting[draws.below(std::size(kInteresting))]);
        break;
    case 4:
        input.insert(at, input.substr(at, length));
        break;
    case 5: {
        const std::string& other = corpus[draws.below(corpus.size())];
        const std::size_t from = draws.below(other.size() + 1);
        input.insert(at, other.substr(from, draws.below(200)));
        break;
    }
    case 6:
        input.resize(at);
        break;
    default:
        if (at < input.size())
            input[at] = static_cast<char>(static_cast<unsigned char>(input[at]) ^ (1U << draws.below(8)));
    }
    input.resize(std::min(input.size(), kLongestInput));
}

std::string inputOf(const std::vector<std::string>& corpus, std::uint64_t seed, std::uint64_t number) {
    Draws draws(seed, number);
    std::string input = corpus[number < corpus.size() ? number : draws.below(corpus.size())];
    if (number < corpus.size()) // the corpus itself first
        return input;
    for (std::size_t i = 1 + draws.below(1 + draws.below(12)); i > 0; --i)
        mutate(input, corpus, draws);
    return input;
}

long peakKilobytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::fprintf(stderr, "usage: %s CORPUS [iterations] [seed] [first iteration]\n", arguments[0]);
        return 2;
    }
    const auto number = [&](int index, std::uint64_t fallback) {
        return count > index ? std::stoull(arguments[index]) : fallback;
    };
    const std::vector<std::string> corpus = readCorpus(arguments[1]);
    const std::uint64_t iterations = number(2, 2000), seed = number(3, 1), first = number(4, 0);
    if (corpus.empty()) {
        std::fprintf(stderr, "%s holds no files\n", arguments[1]);
        return 2;
    }
    for (std::uint64_t i = first; i < first + iterations; ++i) {
        if (i % 100 == 0)
            std::fprintf(stderr, "seed %llu, iteration %llu\n", static_cast<unsigned long long>(seed),
                         static_cast<unsigned long long>(i));
        const std::string input = inputOf(corpus, seed, i);
        const auto start = std::chrono::steady_clock::now();
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (seconds > kSlowSeconds || peakKilobytes() > kMemoryLimit) {
            std::fprintf(stderr, "iteration %llu took %.1f s, the process %ld KB\n", static_cast<unsigned long long>(i), seconds,
                         peakKilobytes());
            return 1;
        }
    }
    return 0;
}
