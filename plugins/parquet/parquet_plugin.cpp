// SPDX-License-Identifier: GPL-3.0-or-later
// Parquet files through Arrow's C++ library, behind the C functions of core/data/arrow_interface.h. The only code that sees Arrow:
// a library of its own that the programs open at run time when it is there.

#include "core/data/arrow_interface.h"

#include <arrow/c/bridge.h>
#include <arrow/io/file.h>
#include <arrow/record_batch.h>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/writer.h>
#include <parquet/file_reader.h>
#include <parquet/metadata.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <string>

namespace {

constexpr std::int64_t kRowsOfBatch = 65536; ///< rows in memory at a time, whatever the row groups of the file are
constexpr std::int64_t kRowsOfGroup = 1 << 20;

int failed(const std::string& message, char* error, std::size_t capacity) {
    if (capacity > 0) {
        const auto length = std::min(message.size(), capacity - 1);
        std::memcpy(error, message.data(), length);
        error[length] = '\0';
    }
    return 1;
}

/// Reads on from a file that it owns.
class FileBatches final : public arrow::RecordBatchReader {
public:
    FileBatches(std::unique_ptr<parquet::arrow::FileReader> file, std::unique_ptr<arrow::RecordBatchReader> batches)
        : m_file(std::move(file)), m_batches(std::move(batches)) {}

    std::shared_ptr<arrow::Schema> schema() const override { return m_batches->schema(); }
    arrow::Status ReadNext(std::shared_ptr<arrow::RecordBatch>* batch) override { return m_batches->ReadNext(batch); }

private:
    std::unique_ptr<parquet::arrow::FileReader> m_file;
    std::unique_ptr<arrow::RecordBatchReader> m_batches;
};

arrow::Status readInto(const char* path, ArrowArrayStream* stream, std::int64_t* rows) {
    parquet::ReaderProperties properties;
    properties.enable_buffered_stream(); // not whole column chunks, which may be as large as the file
    parquet::arrow::FileReaderBuilder builder;
    ARROW_RETURN_NOT_OK(builder.OpenFile(path, true, properties));
    parquet::ArrowReaderProperties reading(false); // one thread
    reading.set_batch_size(kRowsOfBatch);
    reading.set_pre_buffer(false);
    std::unique_ptr<parquet::arrow::FileReader> file;
    ARROW_RETURN_NOT_OK(builder.properties(reading)->Build(&file));
    *rows = file->parquet_reader()->metadata()->num_rows();
    ARROW_ASSIGN_OR_RAISE(auto batches, file->GetRecordBatchReader());
    return arrow::ExportRecordBatchReader(std::make_shared<FileBatches>(std::move(file), std::move(batches)), stream);
}

arrow::Status writeAll(const char* path, ArrowArrayStream* stream) {
    ARROW_ASSIGN_OR_RAISE(auto batches, arrow::ImportRecordBatchReader(stream));
    ARROW_ASSIGN_OR_RAISE(auto output, arrow::io::FileOutputStream::Open(path));
    const auto properties = parquet::WriterProperties::Builder().max_row_group_length(kRowsOfGroup)->compression(parquet::Compression::SNAPPY)->build();
    ARROW_ASSIGN_OR_RAISE(auto writer, parquet::arrow::FileWriter::Open(*batches->schema(), arrow::default_memory_pool(), output, properties));
    for (;;) {
        std::shared_ptr<arrow::RecordBatch> batch;
        ARROW_RETURN_NOT_OK(batches->ReadNext(&batch));
        if (!batch)
            break;
        ARROW_RETURN_NOT_OK(writer->WriteRecordBatch(*batch));
    }
    ARROW_RETURN_NOT_OK(writer->Close());
    return output->Close();
}

/// No exception crosses the border.
template <class Work>
int guarded(const Work& work, char* error, std::size_t capacity) {
    try {
        const arrow::Status status = work();
        return status.ok() ? 0 : failed(status.message(), error, capacity);
    } catch (const std::exception& exception) {
        return failed(exception.what(), error, capacity);
    } catch (...) {
        return failed("unknown error", error, capacity);
    }
}

} // namespace

extern "C" __attribute__((visibility("default"))) int cpw_parquet_version(void) {
    return CPW_PARQUET_PLUGIN_VERSION;
}

extern "C" __attribute__((visibility("default"))) int cpw_parquet_read(const char* path, ArrowArrayStream* stream, std::int64_t* rows, char* error, std::size_t capacity) {
    return guarded([&] { return readInto(path, stream, rows); }, error, capacity);
}

extern "C" __attribute__((visibility("default"))) int cpw_parquet_write(const char* path, ArrowArrayStream* stream, char* error, std::size_t capacity) {
    const int result = guarded([&] { return writeAll(path, stream); }, error, capacity);
    if (stream->release)
        stream->release(stream);
    return result;
}
