// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/catalog.h"
#include "core/api/run_spec.h"

#include <string>
#include <vector>

namespace cpw::api {

/// One option of a spec with its place and present value.
struct FormField {
    std::string path; ///< dotted, as in problems and `--set`
    OptionSchema schema;
    OptionValue value;
};

/// Options that belong together, as `describe` groups them.
struct FormGroup {
    std::string path; ///< "stages.0.optimizer"; empty: the whole spec
    std::string title;
    std::vector<FormField> fields;
    std::vector<FormGroup> groups;

    /// Null when there is no such group in this one.
    [[nodiscard]] const FormGroup* find(const std::string& path) const;
};

/// The spec as a form: what `describe` says of every option, with the backbone's and the source's own options from the catalog
/// (their defaults where the spec says nothing). Items of a list are groups of their own ("stages.0"). The texts of a map
/// ("values") and open rates are left out; their editors are the Templates page and the stage's JSON.
[[nodiscard]] FormGroup specForm(const RunSpec& spec, const Catalog& catalog);

/// The spec without the options that its backbone and its source do not have, such as those of the backbone chosen before.
/// Options of an entry that the catalog does not know stay.
[[nodiscard]] RunSpec withoutForeignOptions(RunSpec spec, const Catalog& catalog);

/// Every field of a form, depth first.
[[nodiscard]] std::vector<const FormField*> allFields(const FormGroup& form);

} // namespace cpw::api
