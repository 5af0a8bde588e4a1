// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_spec.h"
#include "core/base/option_schema.h"

#include <string>
#include <vector>

namespace cpw::api {

struct CatalogEntry {
    std::string id;
    std::string title;
    std::string help; ///< for sources: what the path must be
    std::vector<OptionSchema> options;
};

/// One arm of a preset: a complete spec.
struct PresetArm {
    std::string id;
    std::string title;
    RunSpec spec;
};

/// A named set of runs that answer one question ("sample": three arms that share one PA-MLM).
struct Preset {
    std::string id;
    std::string title;
    std::string description;
    std::vector<PresetArm> arms;
};

struct DeviceInfo {
    std::string id;    ///< "cpu", "cuda:0"
    std::string title; ///< "NVIDIA H100"
    std::uint64_t memoryBytes = 0;
};

/// What this build and machine offer; fixed for the life of the engine.
struct Catalog {
    std::vector<CatalogEntry> sources;
    std::vector<CatalogEntry> backbones;
    std::vector<Preset> presets;
    std::vector<DeviceInfo> devices;
    std::string torchVersion;
};

} // namespace cpw::api
