# SPDX-License-Identifier: GPL-3.0-or-later
"""The experiments behind docs/RESULTS.md: data sets x backbones x arms, as run specs.

A cell is one run per seed, named `<data set>/<backbone>/<arm>`. Everything that an arm changes
stands here; the rest comes from the program's own presets, so that a result speaks of what
users get. Settings were chosen on validation rows only.
"""

import copy

SEEDS = (1, 2, 3, 4, 5)
BACKBONES = ("dcn_v2", "autoint", "dnn")

# What each arm is, in the order of the tables.
ARMS = {
    "scratch": "CTR model alone, from scratch",
    "alone": "CTR model alone, after PA-MLM",
    "with_plm": "with the language model, after PA-MLM",
    "input_only": "with the language model, prompts at the input only, after PA-MLM",
    "no_prompts": "with the language model, no prompts, after plain MLM",
    "no_pretraining": "with the language model, prompts, no pretraining",
    "neither": "with the language model, no prompts, no pretraining",
}

# The ablations are run with the first backbone; the others show the three arms of the paper.
MAIN_ARMS = ("scratch", "alone", "with_plm")

BACKBONE_OPTIONS = {
    "dcn_v2": {"cross_layers": 3},
    "autoint": {"attention_layers": 3, "heads": 2, "attention_size": 16},
    "dnn": {},
}


class DataSet:
    """A data set of the grid: the preset it starts from, and its fields of users and items, for the tail."""

    def __init__(self, name, title, preset, tail_fields):
        self.name, self.title, self.preset, self.tail_fields = name, title, preset, tail_fields


DATA_SETS = {
    "sample": DataSet("sample", "Bookshop, the built-in sample", "sample", ("user", "book")),
    "ml_100k": DataSet("ml_100k", "MovieLens-100K, random 8:1:1, rating 3 dropped", "movielens_100k", ("User ID", "Movie ID")),
    "ml_1m_tenth": DataSet("ml_1m_tenth", "MovieLens-1M, the users whose id ends in 7, random 8:1:1, rating 3 dropped",
                           "movielens_1m_quick", ("User ID", "Movie ID")),
}


def cells(data_sets, backbones=BACKBONES, arms=tuple(ARMS)):
    """(data set, backbone, arm) of the whole grid, cheap arms first."""
    for data_set in data_sets:
        for arm in arms:
            for backbone in backbones:
                if arm in MAIN_ARMS or backbone == BACKBONES[0]:
                    yield data_set, backbone, arm


def cell_name(data_set, backbone, arm):
    return f"{data_set}/{backbone}/{arm}"


def spec_of(arm_specs, data_set, backbone, arm, data_path):
    """The run spec of a cell. `arm_specs`: the specs of the preset's arms scratch, alone, with_plm."""
    base = {"input_only": "with_plm", "no_prompts": "with_plm", "no_pretraining": "with_plm", "neither": "with_plm"}
    spec = copy.deepcopy(arm_specs[base.get(arm, arm)])
    spec["name"] = cell_name(data_set, backbone, arm)
    if data_path:
        spec["data"]["path"] = str(data_path)
    old = spec["backbone"]["options"]
    shared = {key: old[key] for key in ("embedding_size", "embedding_spread", "tower_width", "tower_layers") if key in old}
    spec["backbone"] = {"id": backbone, "options": shared | BACKBONE_OPTIONS[backbone]}
    if arm == "input_only":
        spec["prompts"]["form"] = "input"
    if arm in ("no_prompts", "neither"):
        spec["prompts"]["count"] = 0
    if arm in ("no_pretraining", "neither"):
        spec["stages"] = [stage for stage in spec["stages"] if stage["kind"] != "pa_mlm"]
    return spec
