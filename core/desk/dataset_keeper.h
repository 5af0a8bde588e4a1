// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"
#include "core/data/dataset_source.h"
#include "core/data/encoded_dataset.h"
#include "core/text/token_store.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

namespace cpw::desk {

/// A data set as it was last read, with what the import told.
struct KeptDataset {
    std::shared_ptr<const data::EncodedDataset> dataset;
    data::ImportReport report;
};

/// Reads data sets and makes tokenizers once for each setting and keeps the last of each. Any thread; questions about the same data
/// wait for one reading of it.
class DatasetKeeper {
public:
    explicit DatasetKeeper(std::filesystem::path cacheFolder) : m_cacheFolder(std::move(cacheFolder)) {}

    /// What the source prescribes is filled into the spec first.
    [[nodiscard]] Result<KeptDataset> dataset(const spec::DataSpec& spec, const api::DataDesk::Progress& onProgress, std::stop_token stop) const;
    /// As a run of the same spec would use it; trained on the training rows where the spec says so.
    [[nodiscard]] Result<std::shared_ptr<const text::Tokenizer>> tokenizer(const api::TextSettings& settings, const KeptDataset& data,
                                                                           std::stop_token stop) const;

private:
    std::filesystem::path m_cacheFolder;
    mutable std::mutex m_dataMutex; ///< held while reading
    mutable std::string m_dataKey;
    mutable KeptDataset m_data;
    mutable std::mutex m_tokenizerMutex; ///< held while training
    mutable std::string m_tokenizerKey;
    mutable std::shared_ptr<const text::Tokenizer> m_tokenizer;
};

} // namespace cpw::desk
