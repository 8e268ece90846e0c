-- Phones that are set up with user and domain as their name sign in with the hash H(user@domain:realm:password), which Kamailio
-- calls ha1b. It follows from the secret: for credentials that are there the service fills it in after its start.

ALTER TABLE sip_credential
    ADD COLUMN ha1b_md5    text CHECK (length(ha1b_md5) = 32),
    ADD COLUMN ha1b_sha256 text CHECK (length(ha1b_sha256) = 64);

-- Where there is no such hash, there still is one that nobody can guess: Kamailio takes an empty one for a password.
CREATE OR REPLACE VIEW subscriber WITH (security_barrier) AS
    SELECT username, domain, realm,
           COALESCE(ha1_md5, md5('no-md5:' || ha1_sha256))       AS ha1,
           COALESCE(ha1b_md5, md5('no-ha1b:' || ha1_sha256))     AS ha1b,
           ha1_sha256,
           COALESCE(ha1b_sha256, encode(sha256(('no-ha1b:' || ha1_sha256)::bytea), 'hex')) AS ha1b_sha256
      FROM sip_credential
     WHERE status = 'active';
