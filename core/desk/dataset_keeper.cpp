// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/desk/dataset_keeper.h"

#include "core/api/spec_json.h"
#include "core/data/dataset_cache.h"
#include "core/data/field_encoder.h"
#include "core/text/tokenizer_choice.h"

namespace cpw::desk {
namespace {

std::string keyOf(const api::TextSettings& settings, const std::string& fingerprint) {
    api::RunSpec spec;
    spec.text = settings.text;
    spec.plm = settings.plm;
    const auto json = api::toJson(spec);
    const bool isTrained = settings.plm.folder.empty() && settings.plm.tokenizer.kind == spec::TokenizerKind::Trained;
    return (isTrained ? fingerprint + api::jsonText(json.at("text")) : std::string()) + api::jsonText(json.at("plm"));
}

} // namespace

Result<KeptDataset> DatasetKeeper::dataset(const spec::DataSpec& asked, const api::DataDesk::Progress& onProgress, std::stop_token stop) const {
    const auto spec = data::withSourceDefaults(asked);
    const auto key = api::jsonText(api::toJson(spec));
    std::lock_guard lock(m_dataMutex);
    if (stop.stop_requested())
        return fail(ErrorCode::Stopped, "reading was stopped");
    if (m_dataKey == key)
        return m_data;
    CPW_TRY(source, data::findDatasetSource(spec.source));
    const auto reading = "Reading " + source->title;
    const data::ReadContext context{[&](const data::ReadProgress& progress) {
                                        if (onProgress && progress.bytesTotal > 0)
                                            onProgress(reading, static_cast<double>(progress.bytesDone) / static_cast<double>(progress.bytesTotal));
                                    },
                                    stop};
    CPW_TRY(read, data::loadOrRead(*source, spec, m_cacheFolder, context));
    if (onProgress)
        onProgress("Splitting and encoding", 1);
    CPW_TRY(dataset, data::encodeDataset(read.table, spec, data::idsBeside(read)));
    m_data = {std::move(dataset), std::move(read.report)};
    m_dataKey = key;
    return m_data;
}

Result<std::shared_ptr<const text::Tokenizer>> DatasetKeeper::tokenizer(const api::TextSettings& settings, const KeptDataset& data,
                                                                        std::stop_token stop) const {
    const auto key = keyOf(settings, data.dataset->fingerprint);
    std::lock_guard lock(m_tokenizerMutex);
    if (stop.stop_requested())
        return fail(ErrorCode::Stopped, "making the tokenizer was stopped");
    if (m_tokenizerKey != key) {
        CPW_TRY(made, text::makeTokenizer(settings.plm, *data.dataset, settings.text, stop));
        m_tokenizer = std::move(made);
        m_tokenizerKey = key;
    }
    return m_tokenizer;
}

} // namespace cpw::desk
