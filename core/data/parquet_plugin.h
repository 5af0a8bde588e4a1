// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/arrow_interface.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace cpw::data {

/// Record batches from the C interface, with what must be released. Owned and used by one thread.
class ArrowStream {
public:
    /// Takes the stream over; fails when it has no schema.
    [[nodiscard]] static Result<ArrowStream> take(ArrowArrayStream stream);
    ~ArrowStream();
    ArrowStream(ArrowStream&& other) noexcept;
    ArrowStream& operator=(ArrowStream&&) = delete;

    /// Of a batch: a struct with a child for each column.
    [[nodiscard]] const ArrowSchema& schema() const { return m_schema; }
    /// The next batch; false after the last. The one before it is void.
    [[nodiscard]] Result<bool> next();
    [[nodiscard]] const ArrowArray& batch() const { return m_batch; }

private:
    explicit ArrowStream(ArrowArrayStream stream) : m_stream(stream) {}
    void releaseBatch();

    ArrowArrayStream m_stream{};
    ArrowSchema m_schema{};
    ArrowArray m_batch{};
};

/// The library that knows Parquet, opened when it is first wanted and never closed, because Arrow keeps threads. It lies in
/// ../lib/clickprompt beside the folder of the program; without it everything else works, and asking for it says how to get it.
class ParquetPlugin {
public:
    [[nodiscard]] static Result<ParquetPlugin> open();
    [[nodiscard]] static Result<ParquetPlugin> open(const std::filesystem::path& library);
    /// Where open() looks.
    [[nodiscard]] static std::filesystem::path place();

    struct File {
        ArrowStream batches;
        std::uint64_t rows = 0;
    };
    [[nodiscard]] Result<File> read(const std::filesystem::path& path) const;
    /// Releases the stream.
    [[nodiscard]] Result<void> write(const std::filesystem::path& path, ArrowArrayStream stream) const;

private:
    CpwParquetRead m_read = nullptr;
    CpwParquetWrite m_write = nullptr;
};

} // namespace cpw::data
