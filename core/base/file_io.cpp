// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_io.h"

#include "core/base/mapped_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace cpw {
namespace fs = std::filesystem;
namespace {

const char* adviceFor(int code) {
    switch (code) {
    case ENOENT: return "check the path";
    case EACCES:
    case EPERM: return "check the permissions or choose another folder";
    case ENOSPC:
    case EDQUOT: return "free some space on the disk, nothing half-written was kept";
    case EROFS: return "the disk is read-only, choose another folder";
    case EISDIR: return "it is a folder, give the path of a file";
    default: return "check the path and the disk";
    }
}

Result<void> syncFolder(const fs::path& folder) {
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return tl::unexpected(systemError("open", folder));
    const bool isSynced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!isSynced)
        return tl::unexpected(systemError("sync", folder));
    return {};
}

fs::path temporaryBeside(const fs::path& path) {
    return withEnding(path, ".tmp-" + std::to_string(::gettid())); // two threads may write the same file
}

} // namespace

fs::path withEnding(fs::path path, std::string_view ending) {
    path += ending;
    return path;
}

Error systemError(std::string_view verb, const fs::path& path, std::error_code code) {
    const int number = code.value();
    auto message = fmt::format("cannot {} {}: {}; {}", verb, path.string(), std::strerror(number), adviceFor(number));
    const bool isMissing = number == ENOENT || number == EISDIR || number == ENOTDIR;
    return Error{isMissing ? ErrorCode::BadInput : ErrorCode::Store, std::move(message), {}, {}};
}

Error systemError(std::string_view verb, const fs::path& path) {
    return systemError(verb, path, std::error_code(errno, std::generic_category()));
}

std::size_t writeAll(int descriptor, std::span<const std::byte> bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto written = ::write(descriptor, bytes.data() + done, bytes.size() - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            break;
        done += static_cast<std::size_t>(written);
    }
    return done;
}

Result<std::string> readText(const fs::path& path) {
    CPW_TRY(file, MappedFile::open(path));
    return std::string(file->text());
}

FileWriter::FileWriter(fs::path path, int descriptor) : m_path(std::move(path)), m_descriptor(descriptor) {}

FileWriter::FileWriter(FileWriter&& other) noexcept : m_path(std::move(other.m_path)), m_descriptor(std::exchange(other.m_descriptor, -1)), m_firstError(std::move(other.m_firstError)) {}

FileWriter::~FileWriter() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<FileWriter> FileWriter::create(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return tl::unexpected(systemError("create", path));
    return FileWriter(path, descriptor);
}

Result<void> FileWriter::write(std::span<const std::byte> bytes) {
    if (m_firstError)
        return tl::unexpected(*m_firstError);
    if (writeAll(m_descriptor, bytes) < bytes.size())
        return tl::unexpected(m_firstError.emplace(systemError("write", m_path)));
    return {};
}

Result<void> FileWriter::write(std::string_view text) {
    return write(std::as_bytes(std::span(text.data(), text.size())));
}

Result<void> FileWriter::syncAndClose() {
    if (m_firstError)
        return tl::unexpected(*m_firstError);
    const bool isSynced = ::fsync(m_descriptor) == 0;
    auto error = isSynced ? Error{} : systemError("sync", m_path);
    const bool isClosed = ::close(std::exchange(m_descriptor, -1)) == 0;
    if (!isSynced)
        return tl::unexpected(std::move(error));
    if (!isClosed)
        return tl::unexpected(systemError("close", m_path));
    return {};
}

Result<void> writeAtomically(const fs::path& path, const std::function<Result<void>(FileWriter&)>& write) {
    const auto temporary = temporaryBeside(path);
    auto result = [&]() -> Result<void> {
        CPW_TRY(writer, FileWriter::create(temporary));
        CPW_TRY_VOID(write(writer));
        CPW_TRY_VOID(writer.syncAndClose());
        if (::rename(temporary.c_str(), path.c_str()) != 0)
            return tl::unexpected(systemError("rename", path));
        return syncFolder(path.parent_path());
    }();
    if (!result) {
        std::error_code ignored;
        fs::remove(temporary, ignored);
    }
    return result;
}

Result<void> writeTextAtomically(const fs::path& path, std::string_view text) {
    return writeAtomically(path, [text](FileWriter& writer) { return writer.write(text); });
}

Result<void> writeFolderAtomically(const fs::path& path, const std::function<Result<void>(const fs::path&)>& fill) {
    const auto temporary = temporaryBeside(path);
    std::error_code ignored;
    fs::remove_all(temporary, ignored);
    auto result = [&]() -> Result<void> {
        CPW_TRY_VOID(makeFolders(temporary));
        CPW_TRY_VOID(fill(temporary));
        CPW_TRY_VOID(syncFolder(temporary));
        // rename() cannot replace a folder that is not empty: move the old one aside first, then drop it.
        const auto old = withEnding(path, ".old-" + std::to_string(::getpid()));
        const bool hadOld = ::rename(path.c_str(), old.c_str()) == 0;
        if (::rename(temporary.c_str(), path.c_str()) != 0) {
            auto error = systemError("rename", path);
            if (hadOld)
                ::rename(old.c_str(), path.c_str());
            return tl::unexpected(std::move(error));
        }
        fs::remove_all(old, ignored);
        return syncFolder(path.parent_path());
    }();
    if (!result)
        fs::remove_all(temporary, ignored);
    return result;
}

Result<void> makeFolders(const fs::path& path) {
    std::error_code code;
    fs::create_directories(path, code);
    if (code)
        return tl::unexpected(systemError("create the folder", path, code));
    return {};
}

} // namespace cpw
