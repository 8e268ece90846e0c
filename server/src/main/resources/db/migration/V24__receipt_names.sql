-- SMSCs write the name of a message in one way in their answer and in another in its receipt: letters in the other case, zeros in
-- front or none, decimal or hexadecimal. So a name is found without its zeros and in lower case, and the receipt says which it may be.

DROP INDEX message_reference;
CREATE INDEX message_reference ON message (lower(ltrim(provider_reference, '0') COLLATE "C"))
    WHERE provider_reference IS NOT NULL;

ALTER TABLE early_receipt
    -- Names that count whatever number the receipt is about, and those that count only with the message's own number.
    ADD COLUMN names          text[]  NOT NULL DEFAULT '{}',
    ADD COLUMN numbered_names text[]  NOT NULL DEFAULT '{}',
    -- Whether the name must be the reference to the letter.
    ADD COLUMN exact          boolean NOT NULL DEFAULT true,
    -- The numbers that the receipt names, in digits as the carrier writes them.
    ADD COLUMN numbers        text[]  NOT NULL DEFAULT '{}';

UPDATE early_receipt SET names = ARRAY[lower(ltrim(reference, '0') COLLATE "C")] WHERE reference IS NOT NULL;
