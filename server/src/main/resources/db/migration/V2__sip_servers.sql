-- SIP servers, and what each of them has of every credential.

-- What was ever configured. A server that the configuration names no more is retired; it gets nothing until it is back.
CREATE TABLE sip_server (
    id             text        PRIMARY KEY,
    reads_database boolean     NOT NULL,
    added_at       timestamptz NOT NULL,
    retired_at     timestamptz,
    -- How far the list of accounts for a new server is; null once it has all.
    fill_position  uuid
);

-- The last revision that ended what was good before: phones that are registered have to go.
ALTER TABLE sip_credential ADD COLUMN cut_revision bigint NOT NULL DEFAULT 0;
ALTER TABLE sip_credential ADD COLUMN last_registered_address text;
ALTER TABLE sip_credential ADD COLUMN last_registered_user_agent text;

-- What operators search by, newest first; uuid v7 sorts by creation.
CREATE INDEX sip_credential_phone ON sip_credential (phone_number, id) WHERE phone_number IS NOT NULL;
CREATE INDEX sip_credential_username ON sip_credential ((username COLLATE "C"));
CREATE INDEX sip_credential_not_active ON sip_credential (status, id) WHERE status <> 'active';
CREATE INDEX message_session ON message USING hash (session_hash);

-- "Wanted revision r", one row a credential and server; the outbox of the changes. A row is there for a server that has to
-- be told. due_at is null when nothing is left to do. Whoever raised token last owns the row until its lease ends.
CREATE TABLE sip_sync (
    credential_id    uuid        NOT NULL REFERENCES sip_credential (id),
    server_id        text        NOT NULL REFERENCES sip_server (id),
    wanted_revision  bigint      NOT NULL,
    -- Below cut_revision: contacts have to go. A repair may set it to -1 where there never was a cut.
    applied_revision bigint      NOT NULL DEFAULT 0,
    due_at           timestamptz,
    lease_until      timestamptz NOT NULL DEFAULT '-infinity',
    token            bigint      NOT NULL DEFAULT 0,
    attempts         integer     NOT NULL DEFAULT 0,
    cut_begun        bigint      NOT NULL DEFAULT 0,
    cut_begun_at     timestamptz,
    steps            jsonb,
    failure          text,
    applied_at       timestamptz,
    -- The last comparison that saw the account on the server.
    seen_run         uuid,
    PRIMARY KEY (credential_id, server_id)
) WITH (fillfactor = 80);
CREATE INDEX sip_sync_due ON sip_sync (server_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX sip_sync_pending ON sip_sync (credential_id) WHERE due_at IS NOT NULL;

-- Written in the transaction of the change, whatever made it: no path can forget a server. A server that reads this
-- database has a change by the commit; it is told only what a commit does not do.
CREATE FUNCTION sip_sync_wanted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO sip_sync (credential_id, server_id, wanted_revision, due_at)
    SELECT NEW.id, sip_server.id, NEW.revision, '-infinity'
      FROM sip_server
     WHERE sip_server.retired_at IS NULL
       AND (NOT sip_server.reads_database OR NEW.cut_revision = NEW.revision)
     ORDER BY sip_server.id
        ON CONFLICT (credential_id, server_id) DO UPDATE
           SET wanted_revision = excluded.wanted_revision, due_at = excluded.due_at, attempts = 0,
               steps = NULL, failure = NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER sip_credential_created AFTER INSERT ON sip_credential
    FOR EACH ROW EXECUTE FUNCTION sip_sync_wanted();
CREATE TRIGGER sip_credential_changed AFTER UPDATE ON sip_credential
    FOR EACH ROW WHEN (NEW.revision > OLD.revision) EXECUTE FUNCTION sip_sync_wanted();

-- Whether every server in use has the credential as it is. Servers that read this database have what is no cut.
CREATE FUNCTION sip_synced(credential uuid, status text, revision bigint, cut_revision bigint) RETURNS boolean
    LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (
        SELECT 1
          FROM sip_server
          LEFT JOIN sip_sync ON sip_sync.server_id = sip_server.id AND sip_sync.credential_id = $1
         WHERE sip_server.retired_at IS NULL
           AND COALESCE(sip_sync.applied_revision, 0) < CASE WHEN sip_server.reads_database THEN $4 ELSE $3 END
           AND (sip_sync.credential_id IS NOT NULL OR $2 <> 'revoked'))
$$;

-- Sessions that wait for the servers to accept their credential.
CREATE INDEX onboarding_session_provisioning ON onboarding_session (credential_id) WHERE step = 'sip_provisioning';

-- Where phones were seen registered: one row a credential, server and device, for its timeline.
CREATE TABLE sip_registration (
    credential_id uuid        NOT NULL REFERENCES sip_credential (id),
    server_id     text        NOT NULL,
    device        text        NOT NULL,
    contact       text        NOT NULL,
    user_agent    text,
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    PRIMARY KEY (credential_id, server_id, device)
);
CREATE INDEX sip_registration_age ON sip_registration USING brin (last_seen_at);

-- One comparison of the servers with the database, and how far it is: {server, phase, cursor}, null once it has ended.
-- Whoever raised token last owns the run until its lease ends. Servers that did not answer to the end are in failures.
CREATE TABLE drift_run (
    id          uuid        PRIMARY KEY,
    started_at  timestamptz NOT NULL,
    started_by  text        NOT NULL,
    servers     text[]      NOT NULL,
    ended_at    timestamptz,
    lease_until timestamptz NOT NULL DEFAULT '-infinity',
    token       bigint      NOT NULL DEFAULT 0,
    position    jsonb,
    compared    bigint      NOT NULL DEFAULT 0,
    failures    jsonb       NOT NULL DEFAULT '{}',
    repaired_at timestamptz,
    CHECK ((ended_at IS NULL) = (position IS NOT NULL))
);
CREATE UNIQUE INDEX drift_run_under_way ON drift_run ((ended_at IS NULL)) WHERE ended_at IS NULL;
CREATE INDEX drift_run_start ON drift_run (started_at);

-- What a comparison found. A foreign account is one that the service never made; nobody touches it.
CREATE TABLE drift_finding (
    run_id        uuid        NOT NULL REFERENCES drift_run (id) ON DELETE CASCADE,
    id            bigint      GENERATED ALWAYS AS IDENTITY,
    server_id     text        NOT NULL,
    kind          text        NOT NULL CHECK (kind IN
                      ('missing', 'extra', 'wrong_state', 'wrong_name', 'wrong_secret', 'orphan_contact', 'foreign')),
    aor           text        NOT NULL,
    credential_id uuid,
    detail        text,
    repaired_at   timestamptz,
    PRIMARY KEY (run_id, id),
    UNIQUE (run_id, server_id, kind, aor)
);

-- ---------------------------------------------------------------- people and programs that operate the service

-- The key itself is never kept, only its SHA-256: it has 256 random bits.
CREATE TABLE api_key (
    id           uuid        PRIMARY KEY,
    name         text        NOT NULL UNIQUE,
    key_hash     bytea       NOT NULL UNIQUE,
    scopes       text[]      NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at   timestamptz
);

ALTER TABLE account ADD COLUMN admin_since timestamptz;

GRANT SELECT, INSERT, UPDATE, DELETE
   ON sip_server, sip_sync, sip_registration, drift_run, drift_finding, api_key TO "${serviceRole}";
REVOKE DELETE ON sip_server, api_key FROM "${serviceRole}";
