-- The region that a start named for a number without its country code: verify, resend and link read what they name with it.
ALTER TABLE onboarding_session ADD COLUMN region text;

-- Numbers that were stored in a form beside the one that stands for the same phone from now on (renumbered.csv, standing
-- "beside"): whoever holds one goes on holding it in its one form. Two accounts that hold both forms of one number keep what
-- they have: neither is taken from its owner here, the next proof goes to the account with the form of today.
CREATE FUNCTION number_of_today(e164 text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN e164 ~ '^\+54[1-8][0-9]{9}$' THEN '+549' || substr(e164, 4)
        WHEN e164 ~ '^\+57[124-8][2-8][0-9]{6}$' THEN '+5760' || substr(e164, 4)
        WHEN e164 ~ '^\+241[256][0-9]{6}$' THEN '+2416' || substr(e164, 5)
        WHEN e164 ~ '^\+2410[256][0-9]{6}$' THEN '+2416' || substr(e164, 6)
        WHEN e164 ~ '^\+241[47][0-9]{6}$' THEN '+2417' || substr(e164, 5)
        WHEN e164 ~ '^\+2410[47][0-9]{6}$' THEN '+2417' || substr(e164, 6)
        WHEN e164 ~ '^\+24101[0-9]{6}$' THEN '+24111' || substr(e164, 7)
        ELSE e164
    END
$$;

-- Of several forms that one account or several hold, the one that was proved last.
WITH old AS (
    SELECT id, number_of_today(phone_number) AS today, verified_at
      FROM number_holding
     WHERE released_at IS NULL AND phone_number ~ '^\+(54[1-8]|57[124-8]|241[0-24-7])'
), kept AS (
    SELECT DISTINCT ON (old.today) old.id, old.today
      FROM old
      JOIN number_holding ON number_holding.id = old.id AND number_holding.phone_number <> old.today
     WHERE NOT EXISTS (SELECT 1 FROM number_holding AS other
                        WHERE other.phone_number = old.today AND other.released_at IS NULL)
     ORDER BY old.today, old.verified_at DESC, old.id
)
UPDATE number_holding SET phone_number = kept.today FROM kept WHERE number_holding.id = kept.id;

UPDATE number_claim SET phone_number = number_of_today(phone_number)
 WHERE phone_number <> number_of_today(phone_number)
   AND EXISTS (SELECT 1 FROM number_holding
                WHERE number_holding.phone_number = number_of_today(number_claim.phone_number) AND released_at IS NULL)
   AND NOT EXISTS (SELECT 1 FROM number_claim AS other
                    WHERE number_of_today(other.phone_number) = number_of_today(number_claim.phone_number)
                      AND other.phone_number <> number_claim.phone_number);

-- A credential follows the number of its account, and SIP servers are told by its higher revision.
WITH old AS (
    SELECT DISTINCT ON (account_id, number_of_today(phone_number))
           id, account_id, number_of_today(phone_number) AS today
      FROM sip_credential
     WHERE status <> 'revoked' AND phone_number ~ '^\+(54[1-8]|57[124-8]|241[0-24-7])'
       AND phone_number <> number_of_today(phone_number)
     ORDER BY account_id, number_of_today(phone_number), created_at DESC, id
)
UPDATE sip_credential SET phone_number = old.today, revision = revision + 1
  FROM old
 WHERE sip_credential.id = old.id
   AND EXISTS (SELECT 1 FROM number_holding
                WHERE number_holding.account_id = old.account_id AND number_holding.phone_number = old.today
                  AND number_holding.released_at IS NULL)
   AND NOT EXISTS (SELECT 1 FROM sip_credential AS other
                    WHERE other.account_id = old.account_id AND other.phone_number = old.today
                      AND other.status <> 'revoked');

DROP FUNCTION number_of_today(text);
