package dev.firstring.platform.database.embedded;

import dev.firstring.platform.Secret;

/**
 * The address and logins of an embedded database.
 *
 * @param url its JDBC URL, without a user
 * @param port its port on 127.0.0.1
 */
public record EmbeddedDatabase(
        String url,
        int port,
        String owner,
        Secret ownerPassword,
        String service,
        Secret servicePassword,
        String sipReader,
        Secret sipReaderPassword) {

    static EmbeddedDatabase of(EmbeddedLogins logins) {
        return new EmbeddedDatabase(
                "jdbc:postgresql://127.0.0.1:" + logins.port() + "/" + Roles.DATABASE,
                logins.port(),
                Roles.OWNER,
                logins.owner(),
                Roles.SERVICE,
                logins.service(),
                Roles.SIP_READER,
                logins.sipReader());
    }
}
