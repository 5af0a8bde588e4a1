// SPDX-License-Identifier: GPL-3.0-or-later
// A safetensors file as it is, and one made of a header and data with "\n----\n" between them: the length in front of the header
// is then right, so that changes reach what is behind it.
#include "core/weights/safetensors_header.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/stored_tensor_promises.h"

#include <cstring>
#include <string>

namespace {

void parse(std::string_view file) {
    const auto bytes = std::as_bytes(std::span(file.data(), file.size()));
    const auto header = cpw::weights::parseSafetensors(bytes);
    if (!header)
        return cpw::fuzz::require(!header.error().text().empty());
    std::uint64_t covered = 0;
    for (const auto& tensor : header->tensors) {
        cpw::fuzz::requireGoodTensor(tensor, bytes);
        cpw::fuzz::require(tensor.strides == cpw::weights::rowMajorStrides(tensor.shape));
        covered += tensor.end - tensor.begin;
    }
    cpw::fuzz::require(covered < file.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = cpw::fuzz::textOf(data, size);
    parse(text);
    constexpr std::string_view kBorder = "\n----\n";
    const std::size_t border = std::min(text.find(kBorder), text.size());
    const std::string_view content = text.substr(std::min(border + kBorder.size(), text.size()));
    std::string file(sizeof(std::uint64_t), '\0');
    const std::uint64_t length = border;
    std::memcpy(file.data(), &length, sizeof length);
    parse(file.append(text.substr(0, border)).append(content));
    return 0;
}
