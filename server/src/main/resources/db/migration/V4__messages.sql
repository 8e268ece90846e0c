-- Who carried a message, who would not, what it cost, and what the carrier said later.

ALTER TABLE message
    -- Providers that failed earlier in the session: they are asked last.
    ADD COLUMN avoided  text[]         NOT NULL DEFAULT '{}',
    -- Providers that would not take this message, in the order in which they were asked.
    ADD COLUMN declined text[]         NOT NULL DEFAULT '{}',
    ADD COLUMN cost     numeric(13, 6),
    ADD COLUMN currency text           CHECK (length(currency) = 3),
    -- When the provider was told whether the code was entered, where it wants to know.
    ADD COLUMN told_at  timestamptz;

-- A receipt of an SMSC knows only its own name for the message.
CREATE INDEX message_reference ON message (provider_reference) WHERE provider_reference IS NOT NULL;

-- Receipts that came before the message was known to be sent.
CREATE TABLE early_receipt (
    id          bigint         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider    text           NOT NULL,
    message_id  uuid,
    reference   text,
    state       text           NOT NULL CHECK (state IN ('delivered', 'failed')),
    failure     text,
    cost        numeric(13, 6),
    currency    text           CHECK (length(currency) = 3),
    received_at timestamptz    NOT NULL,
    CHECK (message_id IS NOT NULL OR reference IS NOT NULL)
);
CREATE INDEX early_receipt_age ON early_receipt (received_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON early_receipt TO "${serviceRole}";
