// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sha256.h"

#include "core/base/expects.h"
#include "core/base/mapped_file.h"

#include <openssl/evp.h>

namespace cpw {

std::string sha256OfText(std::string_view text) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    const bool isDone = ::EVP_Digest(text.data(), text.size(), digest, &length, ::EVP_sha256(), nullptr) == 1;
    expects(isDone && length == 32, "SHA-256 gave {} bytes", length);
    std::string digits;
    for (unsigned int i = 0; i < length; ++i)
        digits += fmt::format("{:02x}", digest[i]);
    return digits;
}

Result<std::string> sha256OfFile(const std::filesystem::path& path) {
    CPW_TRY(file, MappedFile::open(path));
    return sha256OfText(file->text());
}

} // namespace cpw
