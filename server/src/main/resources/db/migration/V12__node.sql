-- When a pair of keys was replaced by a newer one. It is removed for good when nothing made under it can be alive.
CREATE TABLE keyset_superseded (
    key_id        integer     PRIMARY KEY,
    superseded_at timestamptz NOT NULL
);
GRANT SELECT, INSERT ON keyset_superseded TO "${serviceRole}";
