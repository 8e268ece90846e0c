-- How many idempotency keys a caller has used in an hour.
CREATE TABLE idempotency_caller (
    caller_hash bytea       NOT NULL,
    hour        timestamptz NOT NULL,
    keys        integer     NOT NULL,
    PRIMARY KEY (caller_hash, hour)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_caller TO "${serviceRole}";
