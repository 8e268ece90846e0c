package dev.firstring.sip.upkeep;

import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.SipUsername;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** A credential whose row the current transaction has locked: the columns id, username, secret and secret_key_id. */
record HeldRow(CredentialId id, SipUsername username, SecretBox.Sealed secret) {

    static HeldRow read(ResultSet row, int number) throws SQLException {
        return new HeldRow(
                new CredentialId(row.getObject("id", UUID.class)),
                new SipUsername(row.getString("username")),
                new SecretBox.Sealed(row.getInt("secret_key_id"), row.getBytes("secret")));
    }
}
