// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/run_exchange.h"

#include <utility>

namespace cpw::api {
namespace {

constexpr std::pair<ImportKind, const char*> kKinds[] = {{ImportKind::TensorBoard, "tensorboard"},
                                                         {ImportKind::Mlflow, "mlflow"},
                                                         {ImportKind::Csv, "csv"},
                                                         {ImportKind::Document, "clickprompt"}};

} // namespace

const char* toText(ImportKind kind) {
    for (const auto& [candidate, text] : kKinds)
        if (candidate == kind)
            return text;
    return "";
}

std::optional<ImportKind> importKindFromText(std::string_view text) {
    for (const auto& [kind, name] : kKinds)
        if (text == name)
            return kind;
    return std::nullopt;
}

} // namespace cpw::api
