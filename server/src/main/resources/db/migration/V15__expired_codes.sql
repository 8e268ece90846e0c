-- Codes that are waited for, by the moment at which they run out: what settles them reads no others.
CREATE INDEX verification_expiry ON verification (expires_at) WHERE status = 'pending';
