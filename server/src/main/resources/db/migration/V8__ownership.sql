-- When an account was last used: a sign-in, a renewal of tokens, a registration. Of accounts that were there before, nobody
-- knows: they count as used now, so that no number is taken for a recycled one because of the update.
ALTER TABLE account ADD COLUMN last_used_at timestamptz DEFAULT now();
ALTER TABLE account ALTER COLUMN last_used_at DROP DEFAULT;

ALTER TABLE number_holding DROP CONSTRAINT number_holding_release_reason_check;
ALTER TABLE number_holding ADD CONSTRAINT number_holding_release_reason_check
    CHECK (release_reason IN ('moved', 'recycled', 'changed', 'erased'));

-- Somebody proved a number that another account holds, and has to wait: what the holder is told and may refuse.
CREATE TABLE number_claim (
    phone_number text        PRIMARY KEY,
    account_id   uuid        NOT NULL REFERENCES account (id),
    claimed_at   timestamptz NOT NULL
);
CREATE INDEX number_claim_account ON number_claim (account_id);
CREATE INDEX number_claim_age ON number_claim (claimed_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON number_claim TO "${serviceRole}";

-- Not every message carries a code: the old number is told of a change, with the last digits of the new one.
ALTER TABLE message
    ADD COLUMN kind   text NOT NULL DEFAULT 'code' CHECK (kind IN ('code', 'number-changed')),
    ADD COLUMN digits text;
