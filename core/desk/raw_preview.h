// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"

namespace cpw::desk {

/// The first rows of a spec's raw data as they are in the file; of sources that join several files, the joined rows.
[[nodiscard]] Result<api::RawPreview> previewRows(const spec::DataSpec& spec, std::size_t rows, std::stop_token stop);

} // namespace cpw::desk
