// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/parquet_plugin.h"

#include <array>
#include <cstring>
#include <string_view>
#include <utility>

#include <dlfcn.h>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestMessage = 1024;
constexpr const char* kAdvice = "build the program where Arrow is (pip install pyarrow; cmake -DCPW_ARROW_DIR= its folder), or turn the file into CSV";

template <class Function>
Function functionOf(void* library, const char* name) {
    Function function = nullptr;
    void* const symbol = ::dlsym(library, name);
    static_assert(sizeof function == sizeof symbol);
    std::memcpy(&function, &symbol, sizeof function); // POSIX promises it, C++ has no cast for it
    return function;
}

} // namespace

Result<ArrowStream> ArrowStream::take(ArrowArrayStream stream) {
    ArrowStream taken(stream);
    if (taken.m_stream.get_schema(&taken.m_stream, &taken.m_schema) != 0) {
        const char* message = taken.m_stream.get_last_error(&taken.m_stream);
        return badInput("its columns cannot be told: {}", message ? message : "no reason given");
    }
    return taken;
}

ArrowStream::ArrowStream(ArrowStream&& other) noexcept
    : m_stream(std::exchange(other.m_stream, {})), m_schema(std::exchange(other.m_schema, {})), m_batch(std::exchange(other.m_batch, {})) {}

ArrowStream::~ArrowStream() {
    releaseBatch();
    if (m_schema.release)
        m_schema.release(&m_schema);
    if (m_stream.release)
        m_stream.release(&m_stream);
}

void ArrowStream::releaseBatch() {
    if (m_batch.release)
        m_batch.release(&m_batch);
    m_batch = {};
}

Result<bool> ArrowStream::next() {
    releaseBatch();
    if (m_stream.get_next(&m_stream, &m_batch) == 0)
        return m_batch.release != nullptr;
    const char* message = m_stream.get_last_error(&m_stream);
    m_batch = {};
    return badInput("{}", message ? message : "its rows cannot be read");
}

fs::path ParquetPlugin::place() {
    std::error_code ignored;
    const auto program = fs::read_symlink("/proc/self/exe", ignored);
    return program.parent_path().parent_path() / "lib" / "clickprompt" / "libclickprompt_parquet.so";
}

Result<ParquetPlugin> ParquetPlugin::open() {
    return open(place());
}

Result<ParquetPlugin> ParquetPlugin::open(const fs::path& library) {
    std::error_code ignored;
    if (!fs::exists(library, ignored))
        return badInput("this program was built without Parquet ({} is not there); {}", library.string(), kAdvice);
    void* const handle = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        const char* reason = ::dlerror();
        return badInput("the Parquet library cannot be loaded: {}; install the Arrow that it was built with (pip install pyarrow) and name its folder in LD_LIBRARY_PATH",
                        reason ? reason : library.string());
    }
    const auto version = functionOf<CpwParquetVersion>(handle, "cpw_parquet_version");
    ParquetPlugin plugin;
    plugin.m_read = functionOf<CpwParquetRead>(handle, "cpw_parquet_read");
    plugin.m_write = functionOf<CpwParquetWrite>(handle, "cpw_parquet_write");
    if (!version || !plugin.m_read || !plugin.m_write || version() != CPW_PARQUET_PLUGIN_VERSION)
        return badInput("{} is of another version of this program, expected {}; build both together", library.string(), CPW_PARQUET_PLUGIN_VERSION);
    return plugin;
}

Result<ParquetPlugin::File> ParquetPlugin::read(const fs::path& path) const {
    ArrowArrayStream stream{};
    std::int64_t rows = 0;
    std::array<char, kLongestMessage> error{};
    if (m_read(path.c_str(), &stream, &rows, error.data(), error.size()) != 0)
        return badInput("{} cannot be read as Parquet: {}", path.filename().string(), std::string_view(error.data()));
    CPW_TRY(batches, ArrowStream::take(stream));
    return File{std::move(batches), static_cast<std::uint64_t>(rows)};
}

Result<void> ParquetPlugin::write(const fs::path& path, ArrowArrayStream stream) const {
    std::array<char, kLongestMessage> error{};
    if (m_write(path.c_str(), &stream, error.data(), error.size()) != 0)
        return badInput("{} cannot be written: {}", path.string(), std::string_view(error.data()));
    return {};
}

} // namespace cpw::data
