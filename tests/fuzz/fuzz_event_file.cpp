// SPDX-License-Identifier: GPL-3.0-or-later
// An event file of TensorBoard, and one record of it without its framing: whatever the bytes are, reading ends, stays inside them and
// makes no more points than there are bytes; a file that is not whole says why.
#include "core/exchange/event_file.h"
#include "core/exchange/record_reader.h"
#include "core/exchange/tensor_number.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using namespace cpw::exchange;

void readFile(std::string_view bytes) {
    EventFolder folder;
    const auto end = folder.read(bytes, {});
    cpw::fuzz::require(end.has_value());
    cpw::fuzz::require(end->isWhole == end->note.empty());
    std::size_t points = 0;
    for (const auto& [name, curve] : folder.curves()) {
        points += curve.points.size();
        cpw::fuzz::require(name.size() <= 2 * bytes.size()); // a Latin-1 letter takes two bytes
    }
    cpw::fuzz::require(points <= bytes.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = cpw::fuzz::textOf(data, size);
    readFile(bytes);
    // A change of one byte breaks the checksum of its record: what lies behind the checksums is tried by itself.
    RecordReader reader(bytes);
    std::uint64_t position = 0;
    while (reader.next() == RecordReader::State::Record) {
        cpw::fuzz::require(reader.position() > position && reader.position() <= size);
        position = reader.position();
    }
    if (const auto event = parseEvent(bytes))
        cpw::fuzz::require(event->values.size() <= size);
    if (const auto hparams = parseHparams(bytes))
        cpw::fuzz::require(hparams->settings.size() <= size);
    (void)singleNumber(bytes);
    return 0;
}
