-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 5: runs that other programs trained. They have a row here in the place of one in spec.

CREATE TABLE run_import (
    run INTEGER PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE,
    program TEXT NOT NULL,                     -- 'tensorboard', 'mlflow', 'csv'
    source TEXT NOT NULL,                      -- the file or folder
    source_id TEXT NOT NULL,                   -- of the run in its program
    content_hash TEXT NOT NULL,                -- of all that was read: the same again changes nothing
    imported_ns INTEGER NOT NULL,
    UNIQUE (program, source_id)
) STRICT;

-- The settings of an imported run, as texts.
CREATE TABLE run_setting (
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;
