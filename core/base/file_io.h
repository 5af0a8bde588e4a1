// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace cpw {

/// "Cannot open ratings.dat: permission denied; check ..." from errno, with what to do for the common causes (missing, no
/// permission, disk full, read-only).
[[nodiscard]] Error systemError(std::string_view verb, const std::filesystem::path& path);
/// The same from what std::filesystem tells.
[[nodiscard]] Error systemError(std::string_view verb, const std::filesystem::path& path, std::error_code code);

/// "runs.cpw" with ".part" is "runs.cpw.part"; replace_extension() would put it in the place of ".cpw".
[[nodiscard]] std::filesystem::path withEnding(std::filesystem::path path, std::string_view ending);

/// Writes to an open file until all is taken, through interruptions. How many bytes were: fewer than there are when the system
/// refused, and errno says why.
[[nodiscard]] std::size_t writeAll(int descriptor, std::span<const std::byte> bytes);

[[nodiscard]] Result<std::string> readText(const std::filesystem::path& path);

/// Appends to one open file; the first failed write is remembered and returned by every later call.
class FileWriter {
public:
    [[nodiscard]] static Result<FileWriter> create(const std::filesystem::path& path);
    FileWriter(FileWriter&& other) noexcept;
    FileWriter& operator=(FileWriter&&) = delete;
    ~FileWriter();

    [[nodiscard]] Result<void> write(std::span<const std::byte> bytes);
    [[nodiscard]] Result<void> write(std::string_view text);
    /// Flushes to the disk itself and closes.
    [[nodiscard]] Result<void> syncAndClose();

private:
    FileWriter(std::filesystem::path path, int descriptor);

    std::filesystem::path m_path;
    int m_descriptor;
    std::optional<Error> m_firstError;
};

/// Writes a file so that a reader sees the old or the new content, never a part: temporary name beside it, sync, rename, sync
/// of the folder. On failure the temporary file is removed and the old file untouched.
[[nodiscard]] Result<void> writeAtomically(const std::filesystem::path& path,
                                           const std::function<Result<void>(FileWriter&)>& write);
[[nodiscard]] Result<void> writeTextAtomically(const std::filesystem::path& path, std::string_view text);

/// The same for a folder: `fill` writes into a fresh temporary folder, which then takes the place of `path`. A folder already
/// there is replaced only after the new one is complete on disk.
[[nodiscard]] Result<void> writeFolderAtomically(const std::filesystem::path& path,
                                                 const std::function<Result<void>(const std::filesystem::path&)>& fill);

[[nodiscard]] Result<void> makeFolders(const std::filesystem::path& path);

} // namespace cpw
