-- The first schema of Firstring.
--
-- Times come from the service's clock, never from the database, so that tests can move time by hand.
-- The tables of the flow (onboarding_session, verification, message) carry no foreign keys among
-- themselves: each hot statement touches one key, so that they can be spread by session later.

-- ---------------------------------------------------------------- accounts

CREATE TABLE account (
    id           uuid        PRIMARY KEY,
    display_name text,
    created_at   timestamptz NOT NULL,
    erased_at    timestamptz
);

CREATE TABLE account_identity (
    issuer     text        NOT NULL,
    subject    text        NOT NULL,
    account_id uuid        NOT NULL REFERENCES account (id),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX account_identity_account ON account_identity (account_id);

-- Who holds a number, now and before. phone_number is emptied when the account is erased.
CREATE TABLE number_holding (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    phone_number   text,
    account_id     uuid        NOT NULL REFERENCES account (id),
    held_since     timestamptz NOT NULL,
    verified_at    timestamptz NOT NULL,
    released_at    timestamptz,
    release_reason text        CHECK (release_reason IN ('moved', 'changed', 'erased'))
);
CREATE UNIQUE INDEX number_holding_current ON number_holding (phone_number) WHERE released_at IS NULL;
CREATE INDEX number_holding_past ON number_holding (phone_number) WHERE released_at IS NOT NULL;
CREATE INDEX number_holding_account ON number_holding (account_id);

CREATE TABLE account_device (
    account_id uuid        NOT NULL REFERENCES account (id),
    device_id  text        NOT NULL,
    bound_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, device_id)
);

-- Refresh tokens are kept as SHA-256 of the token; a family is one sign-in.
CREATE TABLE refresh_token (
    token_hash    bytea       PRIMARY KEY,
    family_id     uuid        NOT NULL,
    account_id    uuid        NOT NULL REFERENCES account (id),
    issued_at     timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    replaced_at   timestamptz,
    revoked_at    timestamptz
);
CREATE INDEX refresh_token_family ON refresh_token (account_id, family_id);
CREATE INDEX refresh_token_expiry ON refresh_token USING brin (issued_at);

-- ---------------------------------------------------------------- the flow

CREATE TABLE onboarding_session (
    id_hash         bytea       PRIMARY KEY,
    step            text        NOT NULL CHECK (step IN
                        ('phone_input', 'otp_verification', 'account_link', 'sip_provisioning', 'complete')),
    phone_number    text,
    device_id       text,
    device_platform text        CHECK (device_platform IN ('ios', 'android', 'web')),
    device_name     text,
    language        text        NOT NULL,
    verification_id uuid,
    message_id      uuid,
    bound_device    boolean     NOT NULL DEFAULT false,
    sms_count       smallint    NOT NULL DEFAULT 0,
    voice_count     smallint    NOT NULL DEFAULT 0,
    first_sms_at    timestamptz,
    last_sms_at     timestamptz,
    last_voice_at   timestamptz,
    sms_refused     boolean     NOT NULL DEFAULT false,
    account_id      uuid,
    credential_id   uuid,
    linked_by       text        CHECK (linked_by IN ('number', 'token')),
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    completed_at    timestamptz,
    ended_at        timestamptz,
    end_reason      text        CHECK (end_reason IN ('cancelled', 'superseded'))
);
CREATE UNIQUE INDEX onboarding_session_live_device ON onboarding_session (device_id)
    WHERE ended_at IS NULL AND completed_at IS NULL;
CREATE INDEX onboarding_session_account ON onboarding_session (account_id, created_at) WHERE account_id IS NOT NULL;
CREATE INDEX onboarding_session_age ON onboarding_session USING brin (created_at);

-- The code is not here: it is derived from (id, salt) under the server key key_id.
CREATE TABLE verification (
    id            uuid        PRIMARY KEY,
    session_hash  bytea       NOT NULL,
    phone_number  text,
    account_id    uuid,
    salt          bytea       NOT NULL,
    key_id        integer     NOT NULL,
    status        text        NOT NULL CHECK (status IN ('pending', 'verified', 'expired', 'failed')),
    tries         smallint    NOT NULL DEFAULT 0,
    tries_allowed smallint    NOT NULL,
    tries_before  smallint    NOT NULL DEFAULT 0,
    test_number   boolean     NOT NULL DEFAULT false,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    ended_at      timestamptz,
    CHECK (tries <= tries_allowed)
);
CREATE UNIQUE INDEX verification_pending ON verification (session_hash) WHERE status = 'pending';
CREATE INDEX verification_account ON verification (account_id, created_at) WHERE account_id IS NOT NULL;
CREATE INDEX verification_age ON verification USING brin (created_at);

-- One row a message: the outbox and the record of delivery in one. The text is made when it is sent.
CREATE TABLE message (
    id                 uuid        PRIMARY KEY,
    verification_id    uuid        NOT NULL,
    session_hash       bytea       NOT NULL,
    phone_number       text,
    channel            text        NOT NULL CHECK (channel IN ('sms', 'voice')),
    language           text        NOT NULL,
    device_platform    text,
    state              text        NOT NULL CHECK (state IN ('queued', 'sent', 'delivered', 'failed', 'expired')),
    provider           text,
    provider_reference text,
    failure            text,
    attempts           smallint    NOT NULL DEFAULT 0,
    lease_until        timestamptz NOT NULL,
    created_at         timestamptz NOT NULL,
    expires_at         timestamptz NOT NULL,
    settled_at         timestamptz
);
CREATE INDEX message_due ON message (lease_until) WHERE state = 'queued';
CREATE INDEX message_age ON message USING brin (created_at);

-- ---------------------------------------------------------------- limits

-- The newest sends of a subject (a number, an address, a device), newest first.
CREATE TABLE rate_limit (
    subject text          PRIMARY KEY,
    taken   timestamptz[] NOT NULL
) WITH (fillfactor = 70);

-- The budget of the whole service, in shards so that senders do not queue behind one row.
CREATE TABLE send_budget (
    shard        smallint    PRIMARY KEY,
    minute_start timestamptz NOT NULL,
    minute_spent integer     NOT NULL,
    day_start    timestamptz NOT NULL,
    day_spent    integer     NOT NULL
) WITH (fillfactor = 10);
INSERT INTO send_budget (shard, minute_start, minute_spent, day_start, day_spent)
    SELECT shard, 'epoch', 0, 'epoch', 0 FROM generate_series(0, 31) AS shard;

-- Failed tries of a number (or of a number on a device bound to its account).
CREATE TABLE number_guard (
    subject         text        PRIMARY KEY,
    failure_day     date        NOT NULL,
    failures_today  integer     NOT NULL,
    failures_in_row integer     NOT NULL,
    penalty         smallint    NOT NULL DEFAULT 0,
    next_session_at timestamptz,
    stopped_until   timestamptz,
    updated_at      timestamptz NOT NULL
);

-- Challenges already solved once.
CREATE TABLE challenge_use (
    challenge_hash bytea       PRIMARY KEY,
    expires_at     timestamptz NOT NULL
);

-- ---------------------------------------------------------------- SIP credentials

CREATE TABLE sip_credential (
    id                 uuid        PRIMARY KEY,
    account_id         uuid        NOT NULL REFERENCES account (id),
    phone_number       text,
    username           text        NOT NULL CHECK (username = lower(username)),
    domain             text        NOT NULL CHECK (domain = lower(domain)),
    realm              text        NOT NULL,
    secret             bytea,
    secret_key_id      integer,
    ha1_md5            text        CHECK (length(ha1_md5) = 32),
    ha1_sha256         text        CHECK (length(ha1_sha256) = 64),
    display_name       text,
    transport          text        NOT NULL CHECK (transport IN ('UDP', 'TCP', 'TLS')),
    device_id          text,
    status             text        NOT NULL CHECK (status IN ('active', 'suspended', 'revoked')),
    status_reason      text,
    status_actor       text        NOT NULL,
    status_at          timestamptz NOT NULL,
    revision           bigint      NOT NULL DEFAULT 1,
    last_registered_at timestamptz,
    created_at         timestamptz NOT NULL,
    UNIQUE (domain, username),
    CHECK (status = 'revoked' OR (secret IS NOT NULL AND secret_key_id IS NOT NULL AND ha1_sha256 IS NOT NULL))
);
CREATE UNIQUE INDEX sip_credential_live ON sip_credential (account_id, phone_number) WHERE status <> 'revoked';
CREATE INDEX sip_credential_account ON sip_credential (account_id, created_at);

-- One row per algorithm; text only, no NULL: what Flexisip accepts.
CREATE VIEW sip_auth WITH (security_barrier) AS
    SELECT username, domain, realm, ha1_sha256 AS ha1, 'SHA-256'::text AS algorithm
      FROM sip_credential
     WHERE status = 'active'
    UNION ALL
    SELECT username, domain, realm, ha1_md5 AS ha1, 'MD5'::text AS algorithm
      FROM sip_credential
     WHERE status = 'active' AND ha1_md5 IS NOT NULL;

-- Kamailio reads one row an account and does not check the length of a hash: an empty ha1 or ha1b would be
-- a password that everybody can compute. Where there is no such hash it gets one that nobody can guess.
CREATE VIEW subscriber WITH (security_barrier) AS
    SELECT username, domain, realm,
           COALESCE(ha1_md5, md5('no-md5:' || ha1_sha256)) AS ha1,
           md5('no-ha1b:' || ha1_sha256)                   AS ha1b,
           ha1_sha256
      FROM sip_credential
     WHERE status = 'active';

-- ---------------------------------------------------------------- the trail, keys, idempotency, jobs

CREATE TABLE audit_event (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at            timestamptz NOT NULL,
    action        text        NOT NULL,
    actor         text        NOT NULL,
    account_id    uuid,
    credential_id uuid,
    reason        text,
    detail        jsonb
);
CREATE INDEX audit_event_account ON audit_event (account_id, at) WHERE account_id IS NOT NULL;
CREATE INDEX audit_event_credential ON audit_event (credential_id, at) WHERE credential_id IS NOT NULL;
CREATE INDEX audit_event_age ON audit_event USING brin (at);

-- Tink keysets, encrypted under the master key, which is never in the database.
CREATE TABLE keyset (
    name       text        PRIMARY KEY,
    version    bigint      NOT NULL,
    sealed     bytea       NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE TABLE idempotency_key (
    scope       bytea       PRIMARY KEY,
    fingerprint bytea       NOT NULL,
    lease_until timestamptz NOT NULL,
    status      smallint,
    response    bytea,
    key_id      integer,
    created_at  timestamptz NOT NULL
);
CREATE INDEX idempotency_key_age ON idempotency_key USING brin (created_at);

-- The table of db-scheduler 16.
CREATE TABLE scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);
CREATE INDEX scheduled_tasks_priority ON scheduled_tasks (priority DESC, execution_time);

-- ---------------------------------------------------------------- least privilege

GRANT USAGE ON SCHEMA public TO "${serviceRole}", "${sipReaderRole}";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "${serviceRole}";
REVOKE INSERT, UPDATE, DELETE ON sip_auth, subscriber FROM "${serviceRole}";
REVOKE UPDATE ON audit_event FROM "${serviceRole}";
REVOKE INSERT, DELETE ON send_budget FROM "${serviceRole}";
REVOKE DELETE ON keyset FROM "${serviceRole}";
REVOKE INSERT, UPDATE, DELETE ON flyway_schema_history FROM "${serviceRole}";
GRANT SELECT ON sip_auth, subscriber TO "${sipReaderRole}";
