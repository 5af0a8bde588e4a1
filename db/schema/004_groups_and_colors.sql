-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 4: what runs are grouped by, and how they are shown.

ALTER TABLE run ADD COLUMN group_hash TEXT NOT NULL DEFAULT '';     -- of the spec without seed, name and host; '': not known yet
ALTER TABLE run ADD COLUMN settings_hash TEXT NOT NULL DEFAULT '';  -- of the spec without seed and name
ALTER TABLE run ADD COLUMN color INTEGER NOT NULL DEFAULT -1;       -- kRunColors of run_store.h; -1: not given yet
ALTER TABLE run ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
CREATE INDEX run_group ON run(group_hash);
