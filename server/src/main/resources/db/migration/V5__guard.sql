-- The fraud guard: what was sent and what was proved, by prefix of numbers and by country.

-- Counters in buckets of time. A connection counts in a row of its own (backend is its process), so that two senders
-- never wait for each other, however hot the prefix; a row may be negative, the sum over backends is what counts.
CREATE TABLE guard_count (
    subject  text        NOT NULL,
    bucket   timestamptz NOT NULL,
    backend  integer     NOT NULL,
    sent     integer     NOT NULL,
    verified integer     NOT NULL,
    PRIMARY KEY (subject, bucket, backend)
) WITH (fillfactor = 50);
CREATE INDEX guard_count_age ON guard_count USING brin (bucket);

-- Windows that are over their bound, as the watch last saw them.
CREATE TABLE guard_alarm (
    subject text        PRIMARY KEY,
    since   timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON guard_count, guard_alarm TO "${serviceRole}";
