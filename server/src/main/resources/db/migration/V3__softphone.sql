-- Links by which softphones fetch their configuration. The token itself is never kept, only its SHA-256: it has 192
-- random bits. A link is bound to the password that the credential had: bound_revision is its cut_revision then.
CREATE TABLE softphone_link (
    link_id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_hash     bytea       NOT NULL UNIQUE,
    credential_id  uuid        NOT NULL REFERENCES sip_credential (id),
    bound_revision bigint      NOT NULL,
    format         text        CHECK (format IN ('linphone', 'acrobits', 'baresip', 'json')),
    uses           smallint    NOT NULL CHECK (uses > 0),
    used           smallint    NOT NULL DEFAULT 0,
    made_at        timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    ended_at       timestamptz,
    CHECK (used <= uses)
);
CREATE INDEX softphone_link_credential ON softphone_link (credential_id, link_id) WHERE ended_at IS NULL;
CREATE INDEX softphone_link_expiry ON softphone_link USING brin (expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON softphone_link TO "${serviceRole}";
