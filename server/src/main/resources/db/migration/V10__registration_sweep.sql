-- When the addresses that are registered on a server were last gone through; whoever sets it does it, one node a period.
ALTER TABLE sip_server ADD COLUMN swept_at timestamptz;
