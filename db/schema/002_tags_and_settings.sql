-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 2: tags of runs; settings of the file (layouts of the window among them).

CREATE TABLE tag (
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,                 -- order as given
    text TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,                     -- 'layout/runs'
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
