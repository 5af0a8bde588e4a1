// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/settings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace cpw::compare {

/// Settings of many specs from their JSON. A spec in which everything is written out is read as it stands; one of an older version,
/// which lacks what came later, is completed first, which takes several times as long. Which of the two a text is, is found once for
/// each shape: its paths, the kinds of their values, and the texts, which name what further options there are. One thread at a time.
class SettingsReader {
public:
    /// Equal to settingsOf() the spec. None: the text is not a spec that can be used.
    [[nodiscard]] std::optional<Settings> read(const std::string& specText);

private:
    std::unordered_map<std::uint64_t, bool> m_isWrittenOut; ///< by shape
};

} // namespace cpw::compare
