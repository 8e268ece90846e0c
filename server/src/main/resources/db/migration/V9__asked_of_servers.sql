-- What was asked of a SIP server beyond the state of a credential: to compare, to end registrations. It stays with the row
-- of the sync, so that its lease, its token and its backoff hold for it, until the server has done it.

-- Requests are counted; all up to answered are done. A request that comes while another is worked on has a higher number.
ALTER TABLE sip_sync
    ADD COLUMN asked             bigint NOT NULL DEFAULT 0,
    ADD COLUMN answered          bigint NOT NULL DEFAULT 0,
    ADD COLUMN compare_asked     bigint NOT NULL DEFAULT 0,
    ADD COLUMN contacts_asked    bigint NOT NULL DEFAULT 0,
    -- Contacts that registered later than this stay.
    ADD COLUMN contacts_asked_at timestamptz,
    -- Single contacts by the id that clients know them by: {id: {asked, at}}.
    ADD COLUMN contact_drops     jsonb  NOT NULL DEFAULT '{}',
    -- The revision of the credential that the steps tell of.
    ADD COLUMN steps_revision    bigint NOT NULL DEFAULT 0;
UPDATE sip_sync SET steps_revision = wanted_revision WHERE steps IS NOT NULL;

-- The last revision with another secret. A suspension that was taken back is no reason to end registrations; another secret
-- is. What is not known of older rows is taken for one.
ALTER TABLE sip_credential ADD COLUMN secret_revision bigint NOT NULL DEFAULT 0;
UPDATE sip_credential
   SET secret_revision = CASE WHEN status = 'active' THEN cut_revision ELSE cut_revision - 1 END
 WHERE cut_revision > 0 AND status <> 'revoked';

-- Whether every server in use has the credential as it is, and nothing else is left to do there. Servers that read this
-- database have what is no cut.
CREATE OR REPLACE FUNCTION sip_synced(credential uuid, status text, revision bigint, cut_revision bigint) RETURNS boolean
    LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (
        SELECT 1
          FROM sip_server
          LEFT JOIN sip_sync ON sip_sync.server_id = sip_server.id AND sip_sync.credential_id = $1
         WHERE sip_server.retired_at IS NULL
           AND (sip_sync.due_at IS NOT NULL
                OR COALESCE(sip_sync.applied_revision, 0) < CASE WHEN sip_server.reads_database THEN $4 ELSE $3 END
               AND (sip_sync.credential_id IS NOT NULL OR $2 <> 'revoked')))
$$;
