// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/encoded_dataset.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>

namespace cpw::data {

/// What the ids of a file are of.
struct FieldIdsKey {
    std::uint64_t rows = 0;
    std::uint64_t fields = 0;
    std::uint64_t encoding = 0; ///< hash of everything that decides the ids
};

/// Puts the ids of rows begin to end, [end - begin, fields], into `ids`.
using FillFieldIds = std::function<void(std::size_t begin, std::size_t end, std::span<std::int32_t> ids)>;

/// Global ids of every row on disk, made to be mapped. Never more than a block of them is in memory. Numbers are in the machine's
/// byte order; a file of the other order is refused.
///
///     header      64 bytes: magic, version, order mark, key, checksum of these
///     ids         int32 [rows, fields], row-major
///     checksum    8 bytes: XXH3 of the ids, block by block
///
/// Written aside, synced and renamed. Whoever has the older file mapped keeps it.
[[nodiscard]] Result<void> writeFieldIds(const std::filesystem::path& path, const FieldIdsKey& key, const FillFieldIds& fill);

/// Nothing where the file holds other ids. Verifies the checksum, and that each id is one of its field, before anything is used. The
/// message of an error is the bare reason ("its ids are damaged").
[[nodiscard]] Result<std::optional<Numbers<std::int32_t>>> openFieldIds(const std::filesystem::path& path, const FieldIdsKey& key,
                                                                        std::span<const EncodedField> fields);

/// Rows that are encoded, written and checked together: their ids stay in the processor's cache meanwhile.
inline constexpr std::size_t kIdBlockRows = 2048;

} // namespace cpw::data
