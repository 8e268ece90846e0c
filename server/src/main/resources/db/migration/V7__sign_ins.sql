-- The end of access tokens, one row a sign-in instead of one a renewal, and how long a finished session repeats its link.

-- Access tokens name the generation they were signed in; a token of an earlier one has ended. A counter, as the times in a
-- JWT are whole seconds. Tokens of other issuers name none: they must be issued after tokens_not_before.
ALTER TABLE account
    ADD COLUMN token_generation  integer NOT NULL DEFAULT 0,
    ADD COLUMN tokens_not_before timestamptz;

-- A refresh token is a selector, which stays, and a secret, which changes with each renewal; neither is stored itself. The
-- right selector with another secret is a token that was used before. signed_in_at is when the person proved who they
-- are; null if that is not known.
CREATE TABLE sign_in (
    selector_hash bytea       PRIMARY KEY,
    secret_hash   bytea       NOT NULL,
    account_id    uuid        NOT NULL REFERENCES account (id),
    signed_in_at  timestamptz,
    last_used_at  timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    -- Indexed in place of expires_at: it changes once a day, so that the other renewals of a day touch no index.
    expired_on    date        NOT NULL GENERATED ALWAYS AS ((expires_at AT TIME ZONE 'UTC')::date + 1) STORED
) WITH (fillfactor = 80);

-- A token of the old kind is both its own selector and its own secret.
INSERT INTO sign_in (selector_hash, secret_hash, account_id, signed_in_at, last_used_at, expires_at)
SELECT newest.token_hash, newest.token_hash, newest.account_id, family.signed_in_at, newest.issued_at, newest.expires_at
  FROM refresh_token AS newest
  JOIN (SELECT family_id, min(issued_at) AS signed_in_at FROM refresh_token GROUP BY family_id) AS family
    ON family.family_id = newest.family_id
 WHERE newest.replaced_at IS NULL AND newest.revoked_at IS NULL;

CREATE INDEX sign_in_account ON sign_in (account_id);
CREATE INDEX sign_in_expiry ON sign_in (expired_on);

DROP TABLE refresh_token;

-- What the account and the credential were when the session was linked: once either has moved on, the link is not repeated.
ALTER TABLE onboarding_session
    ADD COLUMN linked_generation   integer,
    ADD COLUMN linked_cut_revision bigint;

-- A provisioning link ends with the access tokens of its account.
ALTER TABLE softphone_link ADD COLUMN bound_generation integer NOT NULL DEFAULT 0;

GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in TO "${serviceRole}";
