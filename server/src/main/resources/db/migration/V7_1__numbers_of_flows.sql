-- The erasure of an account finds unfinished flows of its numbers; without these it would read the tables whole.
CREATE INDEX onboarding_session_number ON onboarding_session (phone_number)
    WHERE account_id IS NULL AND phone_number IS NOT NULL;
CREATE INDEX verification_number ON verification (phone_number) WHERE account_id IS NULL AND phone_number IS NOT NULL;
CREATE INDEX message_number ON message (phone_number) WHERE phone_number IS NOT NULL;
