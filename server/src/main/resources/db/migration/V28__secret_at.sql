-- When the secret was last changed for another; null if it never was, or not since this column exists. A server that is made to
-- forget the old one long after tells by it who may have come in with that.
ALTER TABLE sip_credential ADD COLUMN secret_at timestamptz;
