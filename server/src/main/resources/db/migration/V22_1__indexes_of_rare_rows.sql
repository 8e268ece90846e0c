-- Rows that are few among many and were looked for by reading all: admins, and messages that Vonage is still to be told about.
CREATE INDEX account_admin ON account (admin_since, id) WHERE admin_since IS NOT NULL;
CREATE INDEX message_untold ON message (created_at)
    WHERE provider = 'vonage' AND channel = 'sms' AND kind = 'code' AND told_at IS NULL AND provider_reference IS NOT NULL;
