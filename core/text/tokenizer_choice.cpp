// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer_choice.h"

#include "core/text/token_store.h"

namespace cpw::text {

Result<std::shared_ptr<const Tokenizer>> makeTokenizer(const spec::PlmSpec& plm, const data::EncodedDataset& dataset,
                                                       const spec::TemplateSpec& wording, std::stop_token stop) {
    const auto& spec = plm.tokenizer;
    if (!plm.folder.empty() && spec.kind != spec::TokenizerKind::File)
        return loadTokenizerFolder(spec.path.empty() ? plm.folder : spec.path);
    switch (spec.kind) {
    case spec::TokenizerKind::Trained: return trainTokenizer(dataset, wording, spec, stop);
    case spec::TokenizerKind::File: return loadTokenizerFile(spec.path, spec.isLowerCase);
    case spec::TokenizerKind::Folder: return loadTokenizerFolder(spec.path);
    }
    return badInput("plm.tokenizer.kind is not known");
}

} // namespace cpw::text
