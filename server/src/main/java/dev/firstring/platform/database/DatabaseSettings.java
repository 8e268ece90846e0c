package dev.firstring.platform.database;

import static dev.firstring.platform.configuration.ConfigurationMistakes.line;

import dev.firstring.platform.Secret;
import dev.firstring.platform.configuration.ConfigurationMistakes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the database is and who logs in. Without a URL the service brings its own PostgreSQL, kept in the data
 * directory; then only {@code port}, {@code binaries}, {@code sipReaderPassword} and {@code poolSize} count.
 *
 * @param url JDBC URL of a PostgreSQL 16 or newer, {@code jdbc:postgresql://host:5432/firstring}, without passwords;
 *     default none: the embedded server
 * @param username the role of the service; required with a URL
 * @param password its password; required with a URL
 * @param ownerUsername the role that owns the schema; if it is set, the service migrates the schema at startup,
 *     otherwise {@code bin/firstring migrate} does
 * @param ownerPassword its password
 * @param sipReaderUsername the role with which SIP servers read the views; default {@code firstring_sip}
 * @param sipReaderPassword password for that role on the embedded server; by default it is generated and stored in
 *     {@code database.properties} in the data directory
 * @param sipReaderLongest how long the role of the SIP servers may be in one transaction before its session is
 *     terminated, 2 s to 5 min; default 10 s
 * @param poolSize database connections of this node, 1 to 500, default 16. Requests run on virtual threads and wait for
 *     a connection, so this limits the concurrent work of the node on the database: two to four per processor of the
 *     database server, divided by the number of nodes
 * @param port the port of the embedded server on 127.0.0.1; default 0: a free port, which is kept from then on
 * @param binaries the directory into which the binaries of the embedded server are unpacked; default {@code binaries}
 *     in the data directory
 */
@ConfigurationProperties("firstring.database")
public record DatabaseSettings(
        @Nullable String url,
        @Nullable String username,
        @Nullable Secret password,
        @Nullable String ownerUsername,
        @Nullable Secret ownerPassword,
        @DefaultValue("firstring_sip") String sipReaderUsername,
        @Nullable Secret sipReaderPassword,
        @DefaultValue("10s") Duration sipReaderLongest,
        @DefaultValue("16") int poolSize,
        @DefaultValue("0") int port,
        @Nullable Path binaries) {

    private static final String PREFIX = "firstring.database.";
    private static final int MOST_CONNECTIONS = 500;
    private static final Duration SHORTEST_READING = Duration.ofSeconds(2);
    private static final Duration LONGEST_READING = Duration.ofMinutes(5);
    private static final int HIGHEST_PORT = 65535;
    private static final Pattern HOLDS_PASSWORD =
            Pattern.compile("//[^/?]*@|[?&](?:password|user)=", Pattern.CASE_INSENSITIVE);

    public DatabaseSettings {
        List<String> mistakes = new ArrayList<>();
        if (url == null) {
            refuseLoginsWithoutUrl(mistakes, username, password, ownerUsername, ownerPassword);
        } else {
            refuseBadUrl(mistakes, url);
            refuseHalfALogin(mistakes, "username", username, "password", password, true);
            refuseHalfALogin(mistakes, "owner-username", ownerUsername, "owner-password", ownerPassword, false);
        }
        if (poolSize < 1 || poolSize > MOST_CONNECTIONS) {
            mistakes.add(line(PREFIX + "pool-size", poolSize, "give 1 to " + MOST_CONNECTIONS + " connections"));
        }
        if (sipReaderLongest.compareTo(SHORTEST_READING) < 0 || sipReaderLongest.compareTo(LONGEST_READING) > 0) {
            mistakes.add(line(PREFIX + "sip-reader-longest", sipReaderLongest, "give a time from 2s to 5m"));
        }
        if (port < 0 || port > HIGHEST_PORT) {
            mistakes.add(line(PREFIX + "port", port, "give a port from 1 to 65535, or 0 for any free one"));
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigurationMistakes(mistakes);
        }
    }

    private static void refuseLoginsWithoutUrl(List<String> mistakes, @Nullable Object... logins) {
        for (Object login : logins) {
            if (login != null) {
                mistakes.add(line(
                        PREFIX + "url",
                        "",
                        "usernames and passwords of a database are set, but not its URL; set it too, or leave all of"
                                + " them out for the embedded database"));
                return;
            }
        }
    }

    private static void refuseBadUrl(List<String> mistakes, String url) {
        if (HOLDS_PASSWORD.matcher(url).find()) {
            mistakes.add(line(
                    PREFIX + "url",
                    "(secret)",
                    "must hold no login; give it in firstring.database.username and firstring.database.password"));
        } else if (!url.startsWith("jdbc:postgresql://")) {
            mistakes.add(line(PREFIX + "url", url, "must look like jdbc:postgresql://host:5432/firstring"));
        }
    }

    private static void refuseHalfALogin(
            List<String> mistakes,
            String userSetting,
            @Nullable String user,
            String passwordSetting,
            @Nullable Secret password,
            boolean needed) {
        if (user == null && (needed || password != null)) {
            mistakes.add(line(PREFIX + userSetting, "", "must name the role to log in as"));
        }
        if (password == null && (needed || user != null)) {
            mistakes.add(line(PREFIX + passwordSetting, "", "must hold the password of the role"));
        }
    }
}
