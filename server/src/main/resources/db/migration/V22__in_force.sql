-- When a server was last made to forget, after which it admits nothing that was good before the cut; null until then. It is
-- kept as long as contacts are left of which nobody can tell whether they came in before that.
ALTER TABLE sip_sync ADD COLUMN cut_forgotten_at timestamptz;
