-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 1: runs, their specs, events, curves and commands; data sets.
-- Times are nanoseconds since 1970 (UTC). A NULL number is NaN: SQLite has none.

CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,      -- a number is never used twice: folders carry it
    name TEXT NOT NULL,
    spec_hash TEXT NOT NULL,
    state TEXT NOT NULL,
    dataset TEXT NOT NULL,
    backbone TEXT NOT NULL,
    stages TEXT NOT NULL,
    seed INTEGER NOT NULL,                     -- the bits of an unsigned number
    step INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0,           -- training time until running_since_ns
    running_since_ns INTEGER,                  -- NULL: the clock stands
    created_ns INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    owner_pid INTEGER NOT NULL DEFAULT 0,      -- the process that trains it; see process_identity.h
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
    name TEXT NOT NULL,                        -- 'test/auc'
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

-- One curve. Its points are numbered from 0: first the blocks, then the tail.
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
    last_step INTEGER NOT NULL,                -- the largest step in it
    pyramid BLOB NOT NULL,                     -- metric_series.h
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
