-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 3: templates of sentences, the queue of prepared runs, where a fork comes from.

CREATE TABLE template (
    name TEXT NOT NULL,
    version INTEGER NOT NULL,                  -- from 1; a version that a run uses is never changed
    spec_json TEXT NOT NULL,
    created_ns INTEGER NOT NULL,
    PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;

-- Runs that are prepared but not submitted, in the order in which they will start.
CREATE TABLE queue_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    spec_json TEXT NOT NULL,
    problem TEXT NOT NULL DEFAULT '',          -- why it could not be started
    created_ns INTEGER NOT NULL
) STRICT;
CREATE INDEX queue_order ON queue_entry(position);

ALTER TABLE run ADD COLUMN parent INTEGER REFERENCES run(id) ON DELETE SET NULL;
ALTER TABLE run ADD COLUMN parent_step INTEGER; -- the checkpoint of the parent that the fork starts from
