// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/amazon.h"
#include "core/data/bookcrossing.h"
#include "core/data/dataset_source.h"
#include "core/data/generic_delimited.h"
#include "core/data/goodreads.h"
#include "core/data/json_lines.h"
#include "core/data/movielens.h"
#include "core/data/movielens_csv.h"
#include "core/data/parquet.h"
#include "core/data/sample_dataset.h"

namespace cpw::data {

const std::vector<DatasetSource>& datasetSources() {
    static const std::vector<DatasetSource> sources = {
        sampleSource(),  movielens1m(),        movielens100k(), movielensLatest(),  movielens20m(), movielens25m(),  bookcrossingSource(),
        amazonSource(),  goodreadsSource(),    csvSource(),     tsvSource(),        jsonLinesSource(), parquetSource()};
    return sources;
}

Result<const DatasetSource*> findDatasetSource(std::string_view id) {
    std::string known;
    for (const auto& source : datasetSources()) {
        if (source.id == id)
            return &source;
        known += (known.empty() ? "" : ", ") + source.id;
    }
    return badInput("there is no data set source \"{}\"; known: {}", id, known);
}

spec::DataSpec withSourceDefaults(spec::DataSpec spec) {
    const auto source = findDatasetSource(spec.source);
    const spec::DataSpec general;
    const bool isUntouched = spec.label.positiveFrom == general.label.positiveFrom && spec.label.droppedValues.empty() && spec.label.column.empty();
    if (source && isUntouched)
        spec.label = (*source)->defaults.label;
    return spec;
}

} // namespace cpw::data
