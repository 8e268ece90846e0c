-- A renewal whose answer was lost may be asked for again for a few seconds. Kept for that: which token was used up and when,
-- what its successor is derived from together with that token, and who asked, hashed with that token.
ALTER TABLE sign_in
    ADD COLUMN replaced_hash    bytea,
    ADD COLUMN replaced_at      timestamptz,
    ADD COLUMN successor_salt   bytea,
    ADD COLUMN successor_key_id integer,
    ADD COLUMN renewed_from     bytea;
