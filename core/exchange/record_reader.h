// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace cpw::exchange {

/// Cuts records out of the bytes of a TFRecord file, one after the other:
///     length (8 bytes), masked CRC-32C of them (4), data (length), masked CRC-32C of the data (4), all little-endian.
/// Lengths are held against the bytes that are there before anything is read, so that a hostile one costs nothing. It ends at the
/// first record that is not whole: of what follows nobody knows where a record begins. Owned and used by one thread.
class RecordReader {
public:
    enum class State {
        Record,    ///< data() is the next record
        End,       ///< behind the last record
        Truncated, ///< the bytes end inside a record: its program still writes, or was killed
        Damaged    ///< a checksum does not fit
    };

    explicit RecordReader(std::string_view bytes) : m_bytes(bytes) {}

    /// After anything but Record it stays where it is.
    State next();
    [[nodiscard]] std::string_view data() const { return m_data; }
    /// Where the next record begins, in bytes; after an end that is none, where the broken one begins.
    [[nodiscard]] std::uint64_t position() const { return m_position; }
    [[nodiscard]] std::uint64_t size() const { return m_bytes.size(); }

private:
    std::string_view m_bytes;
    std::string_view m_data;
    std::uint64_t m_position = 0;
};

} // namespace cpw::exchange
