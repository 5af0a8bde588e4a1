# SPDX-License-Identifier: GPL-3.0-or-later
"""The experiments behind docs/RESULTS.md: data sets x backbones x arms, as run specs.

A cell is one run per seed, named `<data set>/<backbone>/<arm>`. Everything that an arm changes
stands here; the rest comes from the program's own presets, so that a result speaks of what
users get. Settings were chosen on validation rows only.
"""

import copy

SEEDS = (1, 2, 3, 4, 5)
BACKBONES = ("dcn_v2", "autoint", "dnn")


class Arm:
    """What an arm is called, the arm of the preset that it starts from, and what it changes there.

    A change is named by its path in the spec; a path that begins with `pa_mlm` or `finetune` goes into the first stage of that kind,
    and `pa_mlm: None` leaves the pretraining out."""

    def __init__(self, title, base, changes=None):
        self.title, self.base, self.changes = title, base, changes or {}


# In the order of the tables.
ARMS = {
    "scratch": Arm("CTR model alone, from scratch", "scratch"),
    "alone": Arm("CTR model alone, after PA-MLM", "alone"),
    "with_plm": Arm("with the language model, after PA-MLM", "with_plm"),
    "after_ctr": Arm("with the language model, after PA-MLM and the CTR model alone", "after_ctr"),
    "input_only": Arm("with the language model, prompts at the input only, after PA-MLM", "with_plm", {"prompts.form": "input"}),
    "no_prompts": Arm("with the language model, no prompts, after plain MLM", "with_plm", {"prompts.count": 0}),
    "no_pretraining": Arm("with the language model, prompts, no pretraining", "with_plm", {"pa_mlm": None}),
    "neither": Arm("with the language model, no prompts, no pretraining", "with_plm", {"prompts.count": 0, "pa_mlm": None}),
    "text_prompts": Arm("the language model's logit alone, prompts, after PA-MLM", "with_plm", {"fusion": "plm_only"}),
    "text_alone": Arm("the language model's logit alone, no prompts, after plain MLM", "with_plm",
                      {"fusion": "plm_only", "prompts.count": 0}),
}

# The ablations are run with the first backbone; the others show the three arms of the paper.
MAIN_ARMS = ("scratch", "alone", "with_plm")
# Arms that the presets of a few data sets have.
MORE_ARMS = ("after_ctr",)


def masking(token_rate, field_rate, template_tokens, epochs=None):
    """Another masking in the pretraining of the model that is then served alone."""
    changes = {"pa_mlm.masking.token_rate": token_rate, "pa_mlm.masking.field_rate": field_rate,
               "pa_mlm.masking.template_tokens": template_tokens}
    return changes | ({"pa_mlm.epochs": epochs} if epochs else {})


# What is masked, judged by the CTR model that is served alone afterwards; with the first backbone.
MASKING_ARMS = {
    "alone": Arm("value tokens 30 %, whole values 30 %", "alone"),
    "mask_paper": Arm("all tokens 15 % (the paper's)", "alone", masking(0.15, 0.0, True)),
    "mask_paper_long": Arm("all tokens 15 %, four times the epochs", "alone", masking(0.15, 0.0, True, epochs=24)),
    "mask_tokens": Arm("value tokens 15 %", "alone", masking(0.15, 0.0, False)),
    "mask_tokens_more": Arm("value tokens 50 %", "alone", masking(0.5, 0.0, False)),
    "mask_values": Arm("whole values 30 %", "alone", masking(0.0, 0.3, False)),
}

# What a masked word is told from: arms that differ in their prompts, with the first backbone.
READING_ARMS = {"alone": "prompts in every layer", "input_only": "prompts at the input only", "no_prompts": "no prompts"}

BACKBONE_OPTIONS = {
    "dcn_v2": {"cross_layers": 3},
    "autoint": {"attention_layers": 3, "heads": 2, "attention_size": 16},
    "dnn": {},
}
# Options of the preset's backbone that every backbone has.
SHARED_OPTIONS = ("embedding_size", "embedding_spread", "embedding_dropout", "tower_width", "tower_layers")


class DataSet:
    """A data set of the grid: the preset it starts from, its fields of users and items, for the tail, what it changes in every
    spec, the arms and backbones that are run on it, the preset whose stages it takes in place of its own, and which of MORE_ARMS it
    has."""

    def __init__(self, name, title, preset, tail_fields, changes=None, arms=None, backbones=BACKBONES, stages_of=None, more_arms=()):
        self.name, self.title, self.preset, self.tail_fields = name, title, preset, tail_fields
        self.changes, self.arms, self.backbones, self.stages_of, self.more_arms = changes or {}, arms, backbones, stages_of, more_arms


def labels(train, valid):
    """Labels of a share of the rows only: the others are validation rows, whose text PA-MLM reads and whose labels choose the epoch.
    Without all rows in the vocabulary, values of these would be unknown."""
    return {"data.split.train": train, "data.split.valid": valid, "data.vocabulary": "all"}


FEW_LABELS = labels(0.1, 0.8)


# Every genre of a film instead of the first: as a field of several values whose embeddings are averaged, and in the sentence, joined.
ALL_GENRES = {"data.source_options": {"genres": "all"}, "data.multi_value": [{"field": "Film genre", "separator": "|", "pooling": "mean"}]}


# A language model that read much text before; its folder comes from the command line. One epoch of PA-MLM, its rate that of pretrained
# models; nothing was chosen. What it teaches the CTR model that is served alone is asked, for scoring with it takes hours.
PRETRAINED = {"plm.tokenizer.kind": "folder", "plm.pooler": "mean", "precision": "bfloat16", "pa_mlm.epochs": 1,
              "pa_mlm.optimizer.learning_rate_plm": 0.0001}


DATA_SETS = {
    "sample": DataSet("sample", "Bookshop, the built-in sample", "sample", ("user", "book")),
    "ml_100k": DataSet("ml_100k", "MovieLens-100K, random 8:1:1, rating 3 dropped", "movielens_100k", ("User ID", "Movie ID"),
                       more_arms=MORE_ARMS),
    "ml_100k_few_labels": DataSet("ml_100k_few_labels", "MovieLens-100K, labels of a tenth of the rows, random 1:8:1, rating 3 dropped",
                                  "movielens_100k", ("User ID", "Movie ID"), FEW_LABELS, MAIN_ARMS, BACKBONES[:1]),
    "ml_100k_labels_3": DataSet("ml_100k_labels_3", "MovieLens-100K, labels of three per cent of the rows, random 3:87:10, rating 3 dropped",
                                "movielens_100k", ("User ID", "Movie ID"), labels(0.03, 0.87), ("scratch", "alone"), BACKBONES[:1]),
    "ml_100k_labels_30": DataSet("ml_100k_labels_30", "MovieLens-100K, labels of three tenths of the rows, random 3:6:1, rating 3 dropped",
                                 "movielens_100k", ("User ID", "Movie ID"), labels(0.3, 0.6), ("scratch", "alone"), BACKBONES[:1]),
    "ml_100k_genres": DataSet("ml_100k_genres", "MovieLens-100K with every genre of a film, random 8:1:1, rating 3 dropped", "movielens_100k",
                              ("User ID", "Movie ID"), ALL_GENRES, MAIN_ARMS, BACKBONES[:1]),
    "ml_100k_few_labels_minilm": DataSet("ml_100k_few_labels_minilm", "the same with MiniLM-L6, pretrained", "movielens_100k", ("User ID", "Movie ID"),
                                         FEW_LABELS | PRETRAINED, ("scratch", "alone"), BACKBONES[:1]),
    # As many rows as MovieLens-100K has, so that its settings are taken as they are: nothing was chosen on this data.
    "ml_1m_tenth": DataSet("ml_1m_tenth", "MovieLens-1M, the users whose id ends in 7, random 8:1:1, rating 3 dropped",
                           "movielens_1m_quick", ("User ID", "Movie ID"), stages_of="movielens_100k",
                           more_arms=MORE_ARMS),
    # All rows, with the same settings: the size alone differs. Scoring with the language model takes too long for many seeds.
    "ml_1m": DataSet("ml_1m", "MovieLens-1M, all rows, random 8:1:1, rating 3 dropped", "movielens_1m_quick", ("User ID", "Movie ID"),
                     arms=("scratch", "alone"), backbones=BACKBONES[:1], stages_of="movielens_100k"),
}

EVERY_ARM = ARMS | MASKING_ARMS | {"alone": ARMS["alone"]}


def is_run(data_set, backbone, arm):
    """Ablations and maskings are of the first backbone; a data set may ask for less."""
    of_grid = arm in MAIN_ARMS or backbone == BACKBONES[0]
    has_arm = arm in data_set.more_arms if arm in MORE_ARMS else data_set.arms is None or arm in data_set.arms
    return of_grid and has_arm and backbone in data_set.backbones


def cells(data_sets, backbones=BACKBONES, arms=tuple(EVERY_ARM)):
    """(data set, backbone, arm) of the whole grid, cheap arms first."""
    for data_set in data_sets:
        for arm in arms:
            for backbone in backbones:
                if is_run(DATA_SETS[data_set], backbone, arm):
                    yield data_set, backbone, arm


def cell_name(data_set, backbone, arm):
    return f"{data_set}/{backbone}/{arm}"


def is_of_missing_stage(spec, path):
    """Whether a path goes into a stage of a kind that the spec does not have."""
    kind = path.split(".")[0]
    return kind in ("pa_mlm", "finetune") and not any(stage["kind"].startswith(kind) for stage in spec["stages"])


def place_of(spec, path):
    """The object that holds the last key of a path, and that key."""
    keys = path.split(".")
    if keys[0] in ("pa_mlm", "finetune"):
        spec = next(stage for stage in spec["stages"] if stage["kind"].startswith(keys.pop(0)))
    for key in keys[:-1]:
        spec = spec.setdefault(key, {})
    return spec, keys[-1]


def change(spec, path, value):
    if path == "pa_mlm" and value is None:
        spec["stages"] = [stage for stage in spec["stages"] if stage["kind"] != "pa_mlm"]
        return
    place, key = place_of(spec, path)
    place[key] = value


def with_stages_of(arm_specs, others):
    """The specs of a preset with the arms of another one and their stages."""
    return {arm: arm_specs["with_plm"] | {"stages": other["stages"]} for arm, other in others.items()}


def spec_of(arm_specs, data_set, backbone, arm, data_path, plm_folder=None):
    """The run spec of a cell. `arm_specs`: the specs of the preset's arms scratch, alone, with_plm."""
    spec = copy.deepcopy(arm_specs[EVERY_ARM[arm].base])
    spec["name"] = cell_name(data_set, backbone, arm)
    if data_path:
        spec["data"]["path"] = str(data_path)
    old = spec["backbone"]["options"]
    shared = {key: old[key] for key in SHARED_OPTIONS if key in old}
    spec["backbone"] = {"id": backbone, "options": shared | BACKBONE_OPTIONS[backbone]}
    if plm_folder:
        spec["plm"]["folder"] = str(plm_folder)
    for path, value in DATA_SETS[data_set].changes.items():
        if not is_of_missing_stage(spec, path):
            change(spec, path, value)
    for path, value in EVERY_ARM[arm].changes.items():
        change(spec, path, value)
    return spec
