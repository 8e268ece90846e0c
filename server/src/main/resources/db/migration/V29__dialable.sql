-- Which account a dialled number rings, for SIP servers: only active credentials of the account that holds the number. The number
-- has digits only, without its plus sign. A number that moves or is released rings the old account no more from that commit on.
CREATE UNIQUE INDEX number_holding_dialled ON number_holding (substr(phone_number, 2)) WHERE released_at IS NULL;

CREATE VIEW dialable WITH (security_barrier) AS
    SELECT substr(number_holding.phone_number, 2) AS number, sip_credential.username, sip_credential.domain
      FROM number_holding
      JOIN sip_credential ON sip_credential.account_id = number_holding.account_id
                         AND sip_credential.phone_number = number_holding.phone_number
                         AND sip_credential.status <> 'revoked'
     WHERE number_holding.released_at IS NULL AND sip_credential.status = 'active';

GRANT SELECT ON dialable TO "${serviceRole}", "${sipReaderRole}";
