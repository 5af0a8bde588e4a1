// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace cpw::test {

/// A folder of one test, removed with it.
class ScratchFolder {
public:
    [[nodiscard]] std::filesystem::path path() const { return m_folder.path().toStdString(); }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path() / name; }

    /// Writes the bytes and returns the path of the file.
    std::string write(const std::string& name, std::string_view bytes) const {
        const auto file = path() / name;
        std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return file.string();
    }

private:
    QTemporaryDir m_folder;
};

inline std::string readBytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

} // namespace cpw::test

/// Like QVERIFY(contains(text, part)), but shows the text.
#define CPW_VERIFY_CONTAINS(text, part)                                                                                          \
    do {                                                                                                                         \
        const std::string cpwText_ = (text);                                                                                     \
        QVERIFY2(::cpw::test::contains(cpwText_, (part)), cpwText_.c_str());                                                     \
    } while (false)
