-- When the first call of or to the credential was answered, and how long it lasted, as its SIP server tells; null until known.
-- Each is written once.
ALTER TABLE sip_credential
    ADD COLUMN first_call_at      timestamptz,
    ADD COLUMN first_call_seconds integer;
