// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset_source.h"
#include "core/data/raw_files.h"
#include "core/data/row_reading.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cpw::data {

/// The frame of a source that joins several files below a path: what differs between such sources, all of it by value and by plain
/// functions. makeJoinedSource() reads the options, checks the path, finds the files and places errors for each of them.
template <class Options, class Files>
struct JoinedSource {
    const char* id;
    const char* title;
    const char* needs;    ///< "GoodReads needs"
    const char* pathHelp;
    const char* expected; ///< the file that is missed where none is found
    spec::LabelRule label;
    spec::SplitSpec split;
    Result<Files> (*find)(const std::filesystem::path& path, const Options& options);
    std::vector<std::filesystem::path> (*list)(const Files& files);
    Result<ReadResult> (*read)(const spec::DataSpec& spec, const ReadContext& context, const Options& options, const Files& files);
};

template <class Options, class Files>
[[nodiscard]] DatasetSource makeJoinedSource(const JoinedSource<Options, Files>& frame) {
    DatasetSource source;
    source.id = frame.id;
    source.title = frame.title;
    source.pathHelp = frame.pathHelp;
    source.options = schemaOf<Options>();
    source.defaults.source = frame.id;
    source.defaults.label = frame.label;
    source.defaults.split = frame.split;
    source.read = [frame](const spec::DataSpec& spec, const ReadContext& context) -> Result<ReadResult> {
        Options options;
        CPW_TRY_VOID(checkProblems(readOptions(spec.sourceOptions, "data.source_options", options)));
        CPW_TRY_VOID(checkRawPath(spec.path, frame.needs, frame.pathHelp));
        CPW_TRY(files, frame.find(spec.path, options));
        auto result = frame.read(spec, context, options, files);
        if (!result)
            return withContext(std::move(result.error()), fmt::format("reading {} from {}", frame.title, spec.path));
        return result;
    };
    source.files = [frame](const spec::DataSpec& spec) {
        Options options;
        if (!readOptions(spec.sourceOptions, "", options).empty())
            options = {}; // read() tells it
        const auto files = frame.find(spec.path, options);
        if (!files)
            return std::vector<std::string>{(std::filesystem::path(spec.path) / frame.expected).string()};
        std::vector<std::string> paths;
        for (const auto& file : frame.list(*files))
            paths.push_back(file.string());
        return paths;
    };
    return source;
}

} // namespace cpw::data
