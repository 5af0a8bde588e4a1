// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/http_download.h"

#include "core/base/file_io.h"
#include "core/base/sha256.h"
#include "core/base/text_format.h"
#include "core/hub/http_transfer.h"

#include <thread>

namespace cpw::hub {
namespace {

namespace fs = std::filesystem;
using Kind = TransferResult::Kind;

constexpr int kMostFailures = 5; ///< one after the other, without a new byte

fs::path beside(fs::path path, const char* suffix) {
    path += suffix;
    return path;
}

class Download {
public:
    Download(const DownloadRequest& request, const DownloadWatch& watch)
        : m_request(request), m_watch(watch), m_part(beside(request.target, ".part")), m_versionFile(beside(request.target, ".version")) {}

    [[nodiscard]] Result<std::optional<DownloadedFile>> run();

private:
    [[nodiscard]] TransferRequest nextRequest() const;
    [[nodiscard]] Result<TransferResult> attempt();
    [[nodiscard]] Result<DownloadedFile> finish(const fs::path& file);
    [[nodiscard]] Result<void> afterBreak(const TransferResult& result);
    [[nodiscard]] Error stopped(std::uint64_t size) const;
    void forget(const fs::path& path) const {
        std::error_code ignored;
        fs::remove(path, ignored);
    }

    const DownloadRequest& m_request;
    const DownloadWatch& m_watch;
    fs::path m_part, m_versionFile;
    std::string m_told; ///< checksum of the server
    std::uint64_t m_best = 0;
    int m_failures = 0;
};

TransferRequest Download::nextRequest() const {
    TransferRequest next{m_request.url, m_part, 0, {}, false};
    std::error_code code;
    if (!fs::exists(m_versionFile, code))
        return next;
    next.version = readText(m_versionFile).value_or("");
    next.isComplete = fs::exists(m_request.target, code);
    const auto size = fs::file_size(m_part, code);
    next.from = code ? 0 : size;
    return next;
}

Result<TransferResult> Download::attempt() {
    return transfer(nextRequest(), m_watch, [this](const std::string& version) {
        forget(m_request.target); // of another version
        return writeTextAtomically(m_versionFile, version);
    });
}

Error Download::stopped(std::uint64_t size) const {
    return Error{ErrorCode::Stopped, fmt::format("stopped; {} of {} are kept, the same command goes on from there", bytesText(size), m_request.url), {}, {}};
}

/// Waits before the next attempt, or gives up.
Result<void> Download::afterBreak(const TransferResult& result) {
    constexpr long kRangeNotSatisfiable = 416;
    if (result.status == kRangeNotSatisfiable)
        forget(m_part);
    m_failures = result.size > m_best ? 0 : m_failures + 1;
    m_best = std::max(m_best, result.size);
    if (m_failures >= kMostFailures)
        return fail(ErrorCode::RunFailed, "{}: {}; {} tries in a row brought nothing. {} are kept, the same command goes on from there", m_request.url,
                    result.reason, kMostFailures, bytesText(result.size));
    constexpr std::chrono::milliseconds kStep{50};
    const auto end = std::chrono::steady_clock::now() + m_request.retryWait * (1 << std::max(0, m_failures - 1));
    while (std::chrono::steady_clock::now() < end) {
        if (!m_watch(result.size, 0))
            return tl::unexpected(stopped(result.size));
        std::this_thread::sleep_for(kStep);
    }
    return {};
}

Result<DownloadedFile> Download::finish(const fs::path& file) {
    CPW_TRY(sha256, sha256OfFile(file));
    const auto& expected = m_request.sha256.empty() ? m_told : m_request.sha256;
    if (!expected.empty() && expected != sha256) {
        forget(file);
        forget(m_versionFile);
        return badInput("{} has the SHA-256 {}, expected {}; it is another file or was damaged on its way. It was not kept, try again", m_request.url, sha256,
                        expected);
    }
    if (file != m_request.target) {
        std::error_code code;
        fs::rename(file, m_request.target, code);
        if (code)
            return tl::unexpected(systemError("rename to", m_request.target, code));
    }
    std::error_code ignored;
    return DownloadedFile{fs::file_size(m_request.target, ignored), sha256, !expected.empty()};
}

Result<std::optional<DownloadedFile>> Download::run() {
    while (true) {
        CPW_TRY(result, attempt());
        m_told = result.sha256.empty() ? m_told : result.sha256;
        switch (result.kind) {
        case Kind::Done: return finish(m_part).map([](DownloadedFile&& file) { return std::optional(std::move(file)); });
        case Kind::Unchanged: return finish(m_request.target).map([](DownloadedFile&& file) { return std::optional(std::move(file)); });
        case Kind::NotFound: return std::optional<DownloadedFile>();
        case Kind::Stopped: return tl::unexpected(stopped(result.size));
        case Kind::Refused: return badInput("{}: {}; check the address, and whether the model asks for a permission", m_request.url, result.reason);
        case Kind::Broken: break;
        }
        CPW_TRY_VOID(afterBreak(result));
    }
}

} // namespace

Result<std::optional<DownloadedFile>> download(const DownloadRequest& request, const DownloadWatch& watch) {
    Download running(request, watch);
    return running.run();
}

} // namespace cpw::hub
