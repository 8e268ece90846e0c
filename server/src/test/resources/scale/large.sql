-- A service that has run for a year, as of 2026-03-01 12:00 UTC: a million rows. Triggers and foreign keys are off while this
-- runs; indexes are taken away before it and made again after it.
SET session_replication_role = replica;
SET synchronous_commit = off;
SET timezone = 'UTC';

-- The partitions of that time, as they would have been made.
SELECT make_partition(name, first + n * step, first + (n + 1) * step)
  FROM partitioned_table
 CROSS JOIN LATERAL (SELECT ('1 ' || unit)::interval AS step,
                            date_trunc(unit, timestamptz '2026-03-01 12:00Z') AS first) AS of
 CROSS JOIN LATERAL generate_series(CASE unit WHEN 'day' THEN -8 WHEN 'week' THEN -6 ELSE -14 END, ahead) AS n;

CREATE FUNCTION pg_temp.id_at(at timestamptz, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex(extract(epoch FROM at)::bigint * 1000), 12, '0') || '7' || substr(md5(n::text), 1, 3)
            || '8' || substr(md5(n::text), 4, 15))::uuid
$$;
CREATE FUNCTION pg_temp.session_at(at timestamptz, n bigint) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT int4send((extract(epoch FROM at) / 3600)::integer) || substr(sha256(n::text::bytea), 1, 28)
$$;

-- One person each five minutes for a year.
CREATE TEMPORARY TABLE person AS
    SELECT n, timestamptz '2026-03-01 12:00Z' - n * interval '300 s' AS at,
           pg_temp.id_at(timestamptz '2026-03-01 12:00Z' - n * interval '300 s', n) AS account_id,
           pg_temp.id_at(timestamptz '2026-03-01 12:00Z' - n * interval '300 s' + interval '1 s', -n) AS credential_id,
           '+3362' || lpad(n::text, 7, '0') AS phone_number
      FROM generate_series(1, 100000) AS n;
ALTER TABLE person ADD PRIMARY KEY (n);
ANALYZE person;

INSERT INTO account (id, display_name, created_at)
    SELECT account_id, 'Person ' || n, at FROM person ORDER BY n DESC;
INSERT INTO account_identity (issuer, subject, account_id, created_at)
    SELECT 'https://issuer.example.test', n::text, account_id, at FROM person WHERE n % 5 = 0;
INSERT INTO number_holding (phone_number, account_id, held_since, verified_at)
    SELECT phone_number, account_id, at, at FROM person;
INSERT INTO number_holding (phone_number, account_id, held_since, verified_at, released_at, release_reason)
    SELECT phone_number, account_id, at - interval '90 d', at - interval '90 d', at, 'moved' FROM person WHERE n % 10 = 0;
INSERT INTO device_binding (proof, account_id, bound_at, seen_at)
    SELECT sha256(('device' || n)::bytea), account_id, at, at FROM person;
INSERT INTO sign_in (selector_hash, secret_hash, account_id, signed_in_at, last_used_at, expires_at)
    SELECT sha256(n::text::bytea), sha256(n::text::bytea), account_id, at, at, at + interval '30 d' FROM person WHERE n <= 40000;

INSERT INTO sip_credential (id, account_id, phone_number, username, domain, realm, secret, secret_key_id, ha1_md5, ha1_sha256, ha1b_md5, ha1b_sha256,
                            transport, status, status_actor, status_at, last_registered_at, created_at)
    SELECT credential_id, account_id, phone_number, 'u' || lpad(n::text, 6, '0') || substr(md5(n::text), 1, 4),
           'sip.example.test', 'sip.example.test', '\x00', 1, md5(n::text), md5(n::text) || md5(n::text), md5(n::text), md5(n::text) || md5(n::text), 'TLS',
           CASE WHEN n % 50 = 0 THEN 'suspended' ELSE 'active' END, 'owner', at, at, at
      FROM person ORDER BY n DESC;
INSERT INTO sip_server (id, reads_database, added_at, fill_position)
    VALUES ('rest', false, timestamptz '2025-01-01 00:00Z', NULL);
INSERT INTO sip_sync (credential_id, server_id, wanted_revision, applied_revision, due_at, applied_at)
    SELECT credential_id, 'rest', 1, CASE WHEN n % 10 = 0 THEN 0 ELSE 1 END,
           CASE WHEN n % 10 = 0 THEN timestamptz '2026-03-01 12:05Z' END, at
      FROM person;
INSERT INTO sip_registration (credential_id, server_id, device, contact, first_seen_at, last_seen_at)
    SELECT credential_id, 'rest', 'device-' || n, 'sip:' || n || '@192.0.2.1', at, at FROM person WHERE n <= 30000;
INSERT INTO softphone_link (token_hash, credential_id, bound_revision, uses, made_at, expires_at)
    SELECT sha256(('link' || n)::bytea), credential_id, 0, 1, at, at + interval '10 min' FROM person WHERE n <= 30000;

INSERT INTO onboarding_session (id_hash, step, phone_number, device_id, device_platform, language, verification_id, message_id,
                                sms_count, account_id, credential_id, linked_by, created_at, expires_at, completed_at)
    SELECT pg_temp.session_at(at, n), 'complete', phone_number, 'device-' || n, 'ios', 'en', pg_temp.id_at(at, n),
           pg_temp.id_at(at, n + 1000000), 1, account_id, credential_id, 'number', at, at + interval '1 h', at
      FROM (SELECT n, timestamptz '2026-03-01 12:00Z' - n * interval '10 s' AS at, phone_number, account_id, credential_id
              FROM person WHERE n <= 60000) AS one;
INSERT INTO onboarding_session (id_hash, step, phone_number, device_id, language, sms_count, created_at, expires_at)
    SELECT pg_temp.session_at(at, -n), 'otp_verification', '+336300' || lpad(n::text, 5, '0'), 'left-' || n, 'en', 1, at,
           at + interval '1 h'
      FROM (SELECT n, timestamptz '2026-03-01 12:00Z' - n * interval '20 s' AS at FROM generate_series(1, 30000) AS n) AS one;
INSERT INTO verification (id, session_hash, phone_number, account_id, salt, key_id, status, tries, tries_allowed, created_at,
                          expires_at)
    SELECT pg_temp.id_at(at, n), pg_temp.session_at(at, n), '+3362' || lpad(n::text, 7, '0'),
           CASE WHEN n % 2 = 0 THEN (SELECT account_id FROM person WHERE person.n = one.n) END, '\x00', 1,
           CASE WHEN n % 2 = 0 THEN 'verified' ELSE 'pending' END, 1, 3, at, at + interval '10 min'
      FROM (SELECT n, timestamptz '2026-03-01 12:00Z' - n * interval '32 s' AS at FROM generate_series(1, 80000) AS n) AS one;
INSERT INTO message (id, verification_id, session_hash, phone_number, channel, language, state, provider, provider_reference,
                     attempts, lease_until, created_at, expires_at, settled_at)
    SELECT pg_temp.id_at(at, n + 1000000), pg_temp.id_at(at, n), pg_temp.session_at(at, n), '+3362' || lpad(n::text, 7, '0'),
           'sms', 'en', CASE WHEN n % 100 = 0 THEN 'sent' ELSE 'delivered' END, 'vonage', 'reference-' || n, 1, at, at,
           at + interval '10 min', at
      FROM (SELECT n, timestamptz '2026-03-01 12:00Z' - n * interval '32 s' AS at FROM generate_series(1, 80000) AS n) AS one;
INSERT INTO message (id, verification_id, session_hash, phone_number, channel, language, state, lease_until, created_at,
                     expires_at)
    SELECT pg_temp.id_at(at, n + 3000000), pg_temp.id_at(at, n + 3000000), pg_temp.session_at(at, n), '+336199' || n, 'sms',
           'en', 'queued', at + interval '8 s', at, at + interval '10 min'
      FROM (SELECT n, timestamptz '2026-03-01 11:59Z' AS at FROM generate_series(1, 300) AS n) AS one;
INSERT INTO early_receipt (provider, message_id, reference, state, received_at)
    SELECT 'vonage', pg_temp.id_at(at, -n), NULL, 'delivered', at
      FROM (SELECT n, timestamptz '2026-03-01 12:00Z' - n * interval '3 s' AS at FROM generate_series(1, 25000) AS n) AS one;

INSERT INTO audit_event (at, action, actor, account_id, credential_id)
    SELECT at, 'credential.created', 'owner', account_id, credential_id FROM person ORDER BY n DESC;
INSERT INTO idempotency_key (scope, fingerprint, lease_until, status, response, key_id, created_at)
    SELECT sha256(('scope' || n)::bytea), '\x00', at, 200, '\x00', 1, at
      FROM (SELECT n, timestamptz '2026-03-01 12:00Z' - n * interval '2 s' AS at FROM generate_series(1, 30000) AS n) AS one;

INSERT INTO rate_limit (subject, taken)
    SELECT 'number:+3362' || lpad(n::text, 7, '0'), ARRAY[timestamptz '2026-03-01 12:00Z' - n * interval '1 s']
      FROM generate_series(1, 100000) AS n;
INSERT INTO number_guard (subject, failure_day, failures_today, failures_in_row, updated_at)
    SELECT 'number:+3362' || lpad(n::text, 7, '0'), date '2026-02-28', 1, 1, timestamptz '2026-03-01 12:00Z' - n * interval '60 s'
      FROM generate_series(1, 40000) AS n;
-- Four prefixes are hot, on eight connections each; the others had a send or two.
INSERT INTO guard_count (subject, bucket, backend, sent, verified)
    SELECT '+3362' || lpad(p::text, 3, '0'), timestamptz '2026-03-01 12:00Z' - b * interval '5 min', c, 3, 1
      FROM generate_series(1, 4) AS p, generate_series(1, 576) AS b, generate_series(1, 8) AS c;
INSERT INTO guard_count (subject, bucket, backend, sent, verified)
    SELECT '+4470' || lpad(n::text, 6, '0'), timestamptz '2026-03-01 12:00Z' - n * interval '4 s', 1, 1, 1
      FROM generate_series(1, 40000) AS n;
INSERT INTO challenge_use (challenge_hash, expires_at)
    SELECT sha256(('used' || n)::bytea), timestamptz '2026-03-01 12:00Z' - n * interval '2 s'
      FROM generate_series(1, 30000) AS n;

INSERT INTO drift_run (id, started_at, started_by, servers, ended_at, position)
    SELECT pg_temp.id_at(at, n), at, 'system', '{rest}', at + interval '1 h', NULL
      FROM (SELECT n, timestamptz '2026-03-01 02:40Z' - n * interval '1 d' AS at FROM generate_series(0, 29) AS n) AS one;
INSERT INTO drift_finding (run_id, server_id, kind, aor, credential_id, detail)
    SELECT drift_run.id, 'rest', 'missing', person.n || '@sip.example.test', person.credential_id,
           'the server has no such account'
      FROM drift_run, person WHERE person.n <= 1000;
INSERT INTO drift_finding (run_id, server_id, kind, aor, credential_id, detail)
    SELECT oldest.id, 'rest', 'missing', person.n || '@sip.example.test', person.credential_id,
           'the server has no such account'
      FROM (SELECT id FROM drift_run ORDER BY started_at LIMIT 1) AS oldest, person WHERE person.n BETWEEN 1001 AND 20000;

RESET session_replication_role;
