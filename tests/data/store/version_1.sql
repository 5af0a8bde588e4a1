-- SPDX-License-Identifier: GPL-3.0-or-later
-- A run file as version 1 wrote it, with two runs. Frozen: never changed when the schema is.

CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    spec_hash TEXT NOT NULL,
    state TEXT NOT NULL,
    dataset TEXT NOT NULL,
    backbone TEXT NOT NULL,
    stages TEXT NOT NULL,
    seed INTEGER NOT NULL,
    step INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0,
    running_since_ns INTEGER,
    created_ns INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    owner_pid INTEGER NOT NULL DEFAULT 0,
    owner_start INTEGER NOT NULL DEFAULT 0,
    owner_space TEXT NOT NULL DEFAULT '',
    owner_machine TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX run_live ON run(state) WHERE state IN ('waiting', 'running', 'paused');

CREATE TABLE spec (
    run INTEGER PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE,
    json TEXT NOT NULL
) STRICT;

CREATE TABLE run_result (
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value REAL,
    PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    time_ns INTEGER NOT NULL,
    kind TEXT NOT NULL,
    level INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX event_run ON event(run, id);

CREATE TABLE metric_name (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE metric_series (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    name INTEGER NOT NULL REFERENCES metric_name(id),
    block_points INTEGER NOT NULL DEFAULT 0,
    tail_points INTEGER NOT NULL DEFAULT 0,
    UNIQUE (run, name)
) STRICT;

CREATE TABLE metric_block (
    id INTEGER PRIMARY KEY,
    series INTEGER NOT NULL REFERENCES metric_series(id) ON DELETE CASCADE,
    first_point INTEGER NOT NULL,
    last_step INTEGER NOT NULL,
    pyramid BLOB NOT NULL,
    points BLOB NOT NULL,
    UNIQUE (series, first_point)
) STRICT;

CREATE TABLE metric_tail (
    series INTEGER NOT NULL REFERENCES metric_series(id) ON DELETE CASCADE,
    point INTEGER NOT NULL,
    step INTEGER NOT NULL,
    epoch REAL,
    value REAL,
    time_ns INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    PRIMARY KEY (series, point)
) STRICT, WITHOUT ROWID;

CREATE TABLE command (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    posted_ns INTEGER NOT NULL
) STRICT;
CREATE INDEX command_run ON command(run, id);

CREATE TABLE dataset (
    name TEXT PRIMARY KEY,
    spec_json TEXT NOT NULL,
    facts_json TEXT NOT NULL,
    created_ns INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

PRAGMA application_id = 1129338690;
PRAGMA user_version = 1;

INSERT INTO run(id, name, spec_hash, state, dataset, backbone, stages, seed, step, seconds, created_ns, changed_ns, note)
VALUES (1, 'old', '00000000000000aa', 'finished', 'Bookshop', 'dcn_v2', 'finetune_ctr', 3, 120, 61.5, 1700000000000000000, 1700000061500000000, 'kept'),
       (3, 'lost', '00000000000000bb', 'running', 'Bookshop', 'dcn_v2', 'finetune_ctr', 4, 7, 1.5, 1700000000000000000, 1700000061500000000, '');
INSERT INTO spec(run, json) VALUES (1, '{"name": "old", "seed": 3, "stages": [{"batch": 64}]}'), (3, '{}');
INSERT INTO run_result(run, name, value) VALUES (1, 'test/auc', 0.75), (1, 'valid/log_loss', NULL);
INSERT INTO event(run, step, time_ns, kind, level, text) VALUES (1, 0, 1700000000000000000, 'started', 1, 'Started.');
INSERT INTO metric_name(id, name) VALUES (1, 'train/loss');
INSERT INTO metric_series(id, run, name, block_points, tail_points) VALUES (1, 1, 1, 0, 2);
INSERT INTO metric_tail(series, point, step, epoch, value, time_ns, stage)
VALUES (1, 0, 1, 0.5, 0.69, 1700000001000000000, 0), (1, 1, 2, 1.0, NULL, 1700000002000000000, 0);
INSERT INTO dataset(name, spec_json, facts_json, created_ns) VALUES ('books', '{"data": {"source": "sample"}}', '{"rows": 40000}', 1700000000000000000);
