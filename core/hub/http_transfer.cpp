// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/http_transfer.h"

#include "core/base/ascii_case.h"
#include "core/base/expects.h"
#include "core/base/file_io.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <span>

namespace cpw::hub {
namespace {

using Kind = TransferResult::Kind;
constexpr long kPartialContent = 206, kNotModified = 304, kNotFound = 404, kRangeNotSatisfiable = 416, kTooManyRequests = 429, kServerError = 500;

/// "\"abc\"" or "W/\"abc\"" to a SHA-256, or nothing when it is none.
std::string checksumOf(std::string_view tag) {
    const auto first = tag.find('"'), last = tag.rfind('"');
    if (first == std::string_view::npos || last == first)
        return {};
    const auto digits = lowered(tag.substr(first + 1, last - first - 1));
    const bool isSha256 = digits.size() == 64 && digits.find_first_not_of("0123456789abcdef") == std::string::npos;
    return isSha256 ? digits : std::string();
}

/// One transfer while curl runs. Its callbacks are called on the thread of curl_easy_perform.
class Transfer {
public:
    Transfer(const TransferRequest& request, const DownloadWatch& watch, const std::function<Result<void>(const std::string&)>& onVersion)
        : m_request(request), m_watch(watch), m_onVersion(onVersion), m_size(request.from) {}
    ~Transfer() {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    [[nodiscard]] Result<TransferResult> run();

private:
    static std::size_t onHeader(char* data, std::size_t, std::size_t bytes, void* self) {
        static_cast<Transfer*>(self)->readHeader({data, bytes});
        return bytes;
    }
    static std::size_t onBody(char* data, std::size_t, std::size_t bytes, void* self) {
        return static_cast<Transfer*>(self)->write({data, bytes}) ? bytes : 0;
    }
    static int onProgress(void* self, curl_off_t total, curl_off_t received, curl_off_t, curl_off_t) {
        return static_cast<Transfer*>(self)->tell(static_cast<std::uint64_t>(total), static_cast<std::uint64_t>(received)) ? 0 : 1;
    }

    void configure();
    void addHeaders();
    void readHeader(std::string_view line);
    [[nodiscard]] bool open();
    [[nodiscard]] bool write(std::string_view bytes);
    [[nodiscard]] bool tell(std::uint64_t total, std::uint64_t received);
    [[nodiscard]] TransferResult resultOf(CURLcode code) const;
    [[nodiscard]] std::string version() const { return m_tag.empty() ? m_date : m_tag; }

    const TransferRequest& m_request;
    const DownloadWatch& m_watch;
    const std::function<Result<void>(const std::string&)>& m_onVersion;
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> m_curl{curl_easy_init(), &curl_easy_cleanup};
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> m_headers{nullptr, &curl_slist_free_all};
    char m_reason[CURL_ERROR_SIZE] = {};
    std::string m_tag, m_date, m_linkedTag;
    std::uint64_t m_rangeBegin = 0;
    int m_descriptor = -1;
    std::uint64_t m_size;
    bool m_isStopped = false;
    std::optional<Error> m_error;
};

template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
    const auto code = curl_easy_setopt(curl, option, value);
    expects(code == CURLE_OK, "libcurl refuses option {}: {}", static_cast<int>(option), curl_easy_strerror(code));
}

void Transfer::configure() {
    auto* curl = m_curl.get();
    set(curl, CURLOPT_URL, m_request.url.c_str());
    // A page that was asked for by https does not go on in the open.
    const char* protocols = lowered(m_request.url).starts_with("https:") ? "https" : "http,https";
    set(curl, CURLOPT_PROTOCOLS_STR, protocols);
    set(curl, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
    set(curl, CURLOPT_FOLLOWLOCATION, 1L);
    set(curl, CURLOPT_MAXREDIRS, 5L);
    set(curl, CURLOPT_FAILONERROR, 1L);
    set(curl, CURLOPT_NOSIGNAL, 1L);
    set(curl, CURLOPT_CONNECTTIMEOUT, 20L);
    set(curl, CURLOPT_LOW_SPEED_LIMIT, 1L); // bytes a second
    set(curl, CURLOPT_LOW_SPEED_TIME, 60L);
    set(curl, CURLOPT_USERAGENT, "clickprompt-workbench");
    set(curl, CURLOPT_ERRORBUFFER, m_reason);
    set(curl, CURLOPT_HEADERFUNCTION, &Transfer::onHeader);
    set(curl, CURLOPT_HEADERDATA, this);
    set(curl, CURLOPT_WRITEFUNCTION, &Transfer::onBody);
    set(curl, CURLOPT_WRITEDATA, this);
    set(curl, CURLOPT_NOPROGRESS, 0L);
    set(curl, CURLOPT_XFERINFOFUNCTION, &Transfer::onProgress);
    set(curl, CURLOPT_XFERINFODATA, this);
    addHeaders();
}

void Transfer::addHeaders() {
    std::vector<std::string> headers = {"Accept-Encoding: identity"};
    const bool isWeak = m_request.version.starts_with("W/"); // says nothing about single bytes
    if (m_request.isComplete && !m_request.version.empty())
        headers.push_back((m_request.version.find('"') == std::string::npos ? "If-Modified-Since: " : "If-None-Match: ") + m_request.version);
    else if (m_request.from > 0 && !m_request.version.empty() && !isWeak) {
        headers.push_back(fmt::format("Range: bytes={}-", m_request.from));
        headers.push_back("If-Range: " + m_request.version);
    }
    for (const auto& header : headers)
        m_headers.reset(curl_slist_append(m_headers.release(), header.c_str()));
    set(m_curl.get(), CURLOPT_HTTPHEADER, m_headers.get());
}

/// "ETag: \"abc\"\r\n"; a line "HTTP/1.1 200 OK" begins a new answer, a redirection's or the last one.
void Transfer::readHeader(std::string_view line) {
    if (line.starts_with("HTTP/")) {
        m_tag.clear();
        m_date.clear();
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos)
        return;
    const auto name = lowered(line.substr(0, colon));
    auto value = line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    value = value.substr(0, value.find_last_not_of(" \t\r\n") + 1);
    if (name == "etag")
        m_tag = value;
    else if (name == "last-modified")
        m_date = value;
    else if (name == "x-linked-etag") // of the large file that the hub redirects to
        m_linkedTag = value;
    else if (name == "content-range" && value.starts_with("bytes ")) // "bytes 100-199/200"
        std::from_chars(value.data() + 6, value.data() + value.size(), m_rangeBegin);
}

/// At the first byte: goes on behind what is there, or begins anew where the server sends the whole file.
bool Transfer::open() {
    long status = 0;
    curl_easy_getinfo(m_curl.get(), CURLINFO_RESPONSE_CODE, &status);
    const bool goesOn = status == kPartialContent;
    if (goesOn && m_rangeBegin != m_request.from) {
        m_error = Error{ErrorCode::BadInput, fmt::format("{} sends bytes from {}, asked for were those from {}; remove {} and try again", m_request.url,
                                                             m_rangeBegin, m_request.from, m_request.part.string()), {}, {}};
        return false;
    }
    m_size = goesOn ? m_request.from : 0;
    m_descriptor = ::open(m_request.part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | (goesOn ? 0 : O_TRUNC), 0644);
    if (m_descriptor < 0 || ::lseek(m_descriptor, static_cast<off_t>(m_size), SEEK_SET) < 0) {
        m_error = systemError("write", m_request.part);
        return false;
    }
    if (auto told = m_onVersion(version()); !told) {
        m_error = std::move(told.error());
        return false;
    }
    return true;
}

bool Transfer::write(std::string_view bytes) {
    if (m_descriptor < 0 && !open())
        return false;
    const auto written = writeAll(m_descriptor, std::as_bytes(std::span(bytes)));
    m_size += written;
    if (written < bytes.size()) {
        m_error = systemError("write", m_request.part);
        return false;
    }
    return true;
}

bool Transfer::tell(std::uint64_t total, std::uint64_t received) {
    const auto before = m_size - std::min(m_size, received);
    m_isStopped = !m_watch(m_size, total > 0 ? before + total : 0);
    return !m_isStopped;
}

TransferResult Transfer::resultOf(CURLcode code) const {
    TransferResult result;
    curl_easy_getinfo(m_curl.get(), CURLINFO_RESPONSE_CODE, &result.status);
    result.version = version();
    result.sha256 = m_linkedTag.empty() ? checksumOf(m_tag) : checksumOf(m_linkedTag);
    result.size = m_size;
    result.reason = m_reason[0] != '\0' ? m_reason : curl_easy_strerror(code);
    if (m_isStopped)
        result.kind = Kind::Stopped;
    else if (code == CURLE_OK)
        result.kind = result.status == kNotModified ? Kind::Unchanged : Kind::Done;
    else if (code != CURLE_HTTP_RETURNED_ERROR)
        result.kind = code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT || code == CURLE_PEER_FAILED_VERIFICATION ? Kind::Refused : Kind::Broken;
    else if (result.status == kNotFound)
        result.kind = Kind::NotFound;
    else
        result.kind = result.status >= kServerError || result.status == kTooManyRequests || result.status == kRangeNotSatisfiable ? Kind::Broken : Kind::Refused;
    return result;
}

Result<TransferResult> Transfer::run() {
    if (!m_curl)
        return fail(ErrorCode::RunFailed, "libcurl could not be started; there may be no memory left");
    configure();
    const auto code = curl_easy_perform(m_curl.get());
    if (m_error)
        return tl::unexpected(std::move(*m_error));
    auto result = resultOf(code);
    if (result.kind == Kind::Done && m_descriptor < 0 && !open()) // a file without bytes
        return tl::unexpected(std::move(*m_error));
    if (m_descriptor >= 0 && ::fsync(m_descriptor) != 0)
        return tl::unexpected(systemError("sync", m_request.part));
    return result;
}

} // namespace

Result<TransferResult> transfer(const TransferRequest& request, const DownloadWatch& watch,
                                const std::function<Result<void>(const std::string& version)>& onVersion) {
    Transfer running(request, watch, onVersion);
    return running.run();
}

} // namespace cpw::hub
