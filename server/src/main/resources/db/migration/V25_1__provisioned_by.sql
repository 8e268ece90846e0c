-- Who asked for a credential. Until now only owners could.
ALTER TABLE sip_credential ADD COLUMN provisioned_by text NOT NULL DEFAULT 'owner';
