package dev.firstring.platform.database.embedded;

import dev.firstring.platform.Ids;
import dev.firstring.platform.Secret;
import dev.firstring.platform.configuration.StartFailure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Properties;

/**
 * The port and passwords of the embedded server, stored in {@code database.properties}. Passwords are generated once;
 * an operator reads the SIP reader's password there to connect a SIP server.
 */
record EmbeddedLogins(int port, Secret superuser, Secret owner, Secret service, Secret sipReader) {

    private static final int BYTES = 24;
    private static final String HEAD =
            "# The embedded database of Firstring. It listens on 127.0.0.1, database firstring.\n";

    static EmbeddedLogins read(DataDirectory data) throws IOException {
        Properties kept = new Properties();
        kept.load(new StringReader(Files.readString(data.logins())));
        return new EmbeddedLogins(
                Integer.parseInt(value(kept, "port", data)),
                Secret.of(value(kept, "superuser-password", data)),
                Secret.of(value(kept, "owner-password", data)),
                Secret.of(value(kept, "service-password", data)),
                Secret.of(value(kept, "sip-reader-password", data)));
    }

    static EmbeddedLogins draw(Ids ids) {
        return new EmbeddedLogins(0, password(ids), password(ids), password(ids), password(ids));
    }

    EmbeddedLogins onPort(int other) {
        return new EmbeddedLogins(other, superuser, owner, service, sipReader);
    }

    EmbeddedLogins withSipReader(Secret other) {
        return new EmbeddedLogins(port, superuser, owner, service, other);
    }

    void write(DataDirectory data) throws IOException {
        String text = HEAD
                + "port=" + port + "\n"
                + "superuser-password=" + superuser.reveal() + "\n"
                + "owner-password=" + owner.reveal() + "\n"
                + "service-password=" + service.reveal() + "\n"
                + "sip-reader-password=" + escaped(sipReader.reveal()) + "\n";
        DataDirectory.writePrivately(data.logins(), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\");
    }

    private static Secret password(Ids ids) {
        return Secret.of(ids.secret(BYTES));
    }

    private static String value(Properties kept, String name, DataDirectory data) {
        String value = kept.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new StartFailure(data.logins() + " has no " + name + ": restore the file from a backup");
        }
        return value;
    }
}
