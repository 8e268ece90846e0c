-- A device id is chosen by the client: it ends no session of another number, and it proves nothing.

DROP INDEX onboarding_session_live_device;
CREATE UNIQUE INDEX onboarding_session_live_device ON onboarding_session (device_id, phone_number)
    WHERE ended_at IS NULL AND completed_at IS NULL;

-- What shows that a device belongs to an account is a token that the service gave it, kept as SHA-256.
CREATE TABLE device_binding (
    proof      bytea       PRIMARY KEY,
    account_id uuid        NOT NULL REFERENCES account (id),
    bound_at   timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL
);
CREATE INDEX device_binding_account ON device_binding (account_id, seen_at);
CREATE INDEX device_binding_age ON device_binding (seen_at);

-- Bindings by a mere device id prove nothing any more.
DROP TABLE account_device;

-- The proof that a session was opened with.
ALTER TABLE onboarding_session ADD COLUMN device_proof bytea;
UPDATE onboarding_session SET bound_device = false WHERE bound_device;

GRANT SELECT, INSERT, UPDATE, DELETE ON device_binding TO "${serviceRole}";
