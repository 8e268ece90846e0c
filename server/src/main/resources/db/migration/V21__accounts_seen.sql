-- Which accounts a comparison has seen on the server that it is at: a digest beside the run instead of a mark on each row of
-- sip_sync. It is written together with the run's position, so both belong to the same moment.
CREATE TABLE drift_seen (
    run_id    uuid  PRIMARY KEY REFERENCES drift_run (id) ON DELETE CASCADE,
    server_id text  NOT NULL,
    -- The upper bounds of the slices, eight bytes each: the first half of a credential's id.
    bounds    bytea NOT NULL,
    -- What was seen in each slice, 32 bytes each.
    sums      bytea NOT NULL
);
-- Sums do not compress, and one statement in a minute rewrites them.
ALTER TABLE drift_seen ALTER COLUMN sums SET STORAGE EXTERNAL;
GRANT SELECT, INSERT, UPDATE, DELETE ON drift_seen TO "${serviceRole}";

-- A node of an earlier version that still runs cannot go on with a comparison without this column. That is intended: it would
-- move the position and not the digest. Its comparison is taken over by a node of this version.
ALTER TABLE sip_sync DROP COLUMN seen_run;
