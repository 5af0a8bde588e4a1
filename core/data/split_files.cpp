// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/split_files.h"

namespace cpw::data {

std::vector<std::string> splitFiles(const spec::DataSpec& spec) {
    if (spec.split.kind == spec::SplitKind::Files)
        return {spec.path, spec.split.validPath, spec.split.testPath};
    return {spec.path};
}

Result<void> checkSplitFiles(const spec::DataSpec& spec, const std::string& name, std::size_t columns) {
    if (columns < 2)
        return badInput("{} has no column besides the label, expected at least one field", name);
    if (spec.split.kind == spec::SplitKind::Files && (spec.split.validPath.empty() || spec.split.testPath.empty()))
        return badInput("the split \"files\" needs split.valid_path and split.test_path; {} is empty",
                        spec.split.validPath.empty() ? "split.valid_path" : "split.test_path");
    return {};
}

} // namespace cpw::data
