// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The Arrow C data and stream interfaces, as https://arrow.apache.org/docs/format/CDataInterface.html fixes them for all time, and
// the three functions of the Parquet plug-in. Nothing but C crosses this border, so the plug-in and the Arrow library inside it may
// be of another compiler and another standard library than the programs. The structs have the names and guards of Arrow's own header.

#include <cstddef>
#include <cstdint>

extern "C" {

// NOLINTBEGIN: the names are Arrow's.
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
    const char* format;
    const char* name;
    const char* metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema** children;
    struct ArrowSchema* dictionary;
    void (*release)(struct ArrowSchema*);
    void* private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void** buffers;
    struct ArrowArray** children;
    struct ArrowArray* dictionary;
    void (*release)(struct ArrowArray*);
    void* private_data;
};
#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
    int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
    const char* (*get_last_error)(struct ArrowArrayStream*);
    void (*release)(struct ArrowArrayStream*);
    void* private_data;
};
#endif
// NOLINTEND

/// What cpw_parquet_version() must say; raise it when one of the functions changes.
#define CPW_PARQUET_PLUGIN_VERSION 1

// The functions of the plug-in. All give 0, or another number with a message of at most `capacity` bytes, its zero included.
typedef int (*CpwParquetVersion)(void);
/// Opens a Parquet file as a stream of record batches and says how many rows it has.
typedef int (*CpwParquetRead)(const char* path, struct ArrowArrayStream* stream, int64_t* rows, char* error, size_t capacity);
/// Writes all batches of the stream, which it releases, into a new file.
typedef int (*CpwParquetWrite)(const char* path, struct ArrowArrayStream* stream, char* error, size_t capacity);

} // extern "C"
