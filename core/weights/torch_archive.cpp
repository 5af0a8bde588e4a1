// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/torch_archive.h"

#include "core/weights/state_dict_pickle.h"
#include "core/weights/stored_zip.h"
#include "core/weights/visible_text.h"

#include <charconv>
#include <map>

// Entries, below one folder named after the file: data.pkl (the pickle), byteorder ("little"), version (a number), data/0, data/1,
// ... (the storages). Others (.data/serialization_id, .format_version) say nothing about the tensors.

namespace cpw::weights {
namespace {

constexpr const char* kHowToConvert = "convert it once in Python: torch.save(torch.load(\"pytorch_model.bin\", weights_only=True), \"pytorch_model.bin\")";

std::string_view asText(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Says what a file is that is no zip archive.
Result<void> expectZip(std::span<const std::byte> file) {
    using namespace std::string_view_literals;
    const auto text = asText(file);
    if (text.starts_with("PK\x03\x04"sv))
        return {};
    const bool isPickled = text.starts_with("\x80\x02\x8a\x0al\xfc\x9c\x46\xf9"sv); // torch's magic number as a pickle
    constexpr std::size_t kTarMark = 257;
    const bool isTar = text.size() > kTarMark + 5 && text.substr(kTarMark, 5) == "ustar";
    if (isPickled || isTar)
        return badInput("the file is in the form of torch before 1.6; {}", kHowToConvert);
    return badInput("{} bytes that begin with \"{}\", expected a zip archive of torch.save; the file is damaged or of another kind", file.size(),
                    visibleText(text.substr(0, 24)));
}

class Archive {
public:
    [[nodiscard]] static Result<Archive> open(std::span<const std::byte> file) {
        CPW_TRY(entries, readStoredZip(file));
        Archive archive(file);
        for (const auto& entry : entries)
            archive.m_entries.emplace(entry.name, entry);
        for (const auto& entry : entries)
            if (entry.name.ends_with("/data.pkl"))
                archive.m_folder = entry.name.substr(0, entry.name.size() - std::string_view("data.pkl").size());
        if (archive.m_folder.find('/') + 1 != archive.m_folder.size() || archive.m_folder.empty())
            return badInput("the archive holds no data.pkl in its one folder, expected what torch.save writes");
        return archive;
    }

    [[nodiscard]] const ZipEntry* find(std::string_view name) const {
        const auto found = m_entries.find(std::string(m_folder) + std::string(name));
        return found == m_entries.end() ? nullptr : &found->second;
    }
    /// Bytes with the right checksum.
    [[nodiscard]] Result<std::span<const std::byte>> read(std::string_view name) const {
        const auto* entry = find(name);
        if (!entry)
            return badInput("the archive holds no {}; the file is damaged", visibleText(name));
        CPW_TRY_VOID(checkEntry(*entry, m_file));
        return m_file.subspan(entry->begin, entry->size);
    }

private:
    explicit Archive(std::span<const std::byte> file) : m_file(file) {}

    std::span<const std::byte> m_file;
    std::map<std::string, ZipEntry, std::less<>> m_entries;
    std::string_view m_folder; ///< with its slash
};

Result<void> checkForm(const Archive& archive) {
    if (archive.find("constants.pkl"))
        return badInput("the file is a TorchScript program, expected a state dict: torch.save(model.state_dict(), ...)");
    constexpr int kNewestVersion = 10;
    CPW_TRY(versionBytes, archive.read("version"));
    const auto version = asText(versionBytes);
    int number = 0;
    const auto [end, code] = std::from_chars(version.data(), version.data() + version.size(), number);
    const auto rest = std::string_view(end, static_cast<std::size_t>(version.data() + version.size() - end));
    if (code != std::errc{} || (!rest.empty() && rest != "\n") || number < 1 || number > kNewestVersion)
        return badInput("the archive has the version \"{}\", expected 1 to {}", visibleText(version.substr(0, 20)), kNewestVersion);
    if (!archive.find("byteorder")) // torch before 2.1; little-endian on every machine that it was built for
        return {};
    CPW_TRY(order, archive.read("byteorder"));
    if (asText(order) != "little")
        return badInput("the byte order is \"{}\", expected \"little\"; save the weights again on a little-endian machine",
                        visibleText(asText(order).substr(0, 20)));
    return {};
}

/// Puts the views of a pickle into the bytes of the archive; each storage is read once.
class StoragePlaces {
public:
    explicit StoragePlaces(const Archive& archive, std::span<const std::byte> file) : m_archive(archive), m_file(file) {}

    [[nodiscard]] Result<StoredTensor> place(PickledTensor&& tensor) {
        CPW_TRY(begin, storageBegin(tensor));
        const auto bytes = bytesOf(tensor.type);
        const auto reach = *elementReach(tensor.shape, tensor.strides);
        StoredTensor stored{std::move(tensor.name), tensor.type, std::move(tensor.shape), std::move(tensor.strides), 0, 0};
        stored.begin = begin + tensor.offset * bytes;
        stored.end = stored.begin + reach * bytes;
        CPW_TRY_VOID(checkBooleans(stored, m_file));
        return stored;
    }

private:
    [[nodiscard]] Result<std::uint64_t> storageBegin(const PickledTensor& tensor) {
        if (const auto known = m_begins.find(tensor.storage); known != m_begins.end())
            return known->second;
        const auto name = "data/" + tensor.storage;
        CPW_TRY(bytes, m_archive.read(name));
        const auto expected = tensor.storageElements * bytesOf(tensor.type);
        if (bytes.size() != expected)
            return badInput("{} of tensor \"{}\" takes {} bytes, expected {} for {} elements of {}", visibleText(name), tensor.name, bytes.size(),
                            expected, tensor.storageElements, nameOf(tensor.type));
        const auto begin = static_cast<std::uint64_t>(bytes.data() - m_file.data());
        m_begins.emplace(tensor.storage, begin);
        return begin;
    }

    const Archive& m_archive;
    std::span<const std::byte> m_file;
    std::map<std::string, std::uint64_t> m_begins;
};

} // namespace

Result<std::vector<StoredTensor>> parseTorchArchive(std::span<const std::byte> file) {
    CPW_TRY_VOID(expectZip(file));
    CPW_TRY(archive, Archive::open(file));
    CPW_TRY_VOID(checkForm(archive));
    CPW_TRY(pickle, archive.read("data.pkl"));
    auto pickled = parseStateDict(pickle);
    if (!pickled)
        return withContext(std::move(pickled.error()), "data.pkl");
    StoragePlaces places(archive, file);
    std::vector<StoredTensor> tensors;
    for (auto& tensor : *pickled) {
        CPW_TRY(stored, places.place(std::move(tensor)));
        tensors.push_back(std::move(stored));
    }
    return tensors;
}

} // namespace cpw::weights
