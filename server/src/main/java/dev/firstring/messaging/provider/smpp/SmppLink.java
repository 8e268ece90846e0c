package dev.firstring.messaging.provider.smpp;

import dev.firstring.messaging.provider.CallTime;
import dev.firstring.platform.Authorities;
import dev.firstring.platform.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A carrier that speaks SMPP 3.4. This node keeps one bind as a transceiver.
 *
 * @param id its name among the senders: 1 to 40 lower-case letters, digits and dashes
 * @param host the host of the SMSC
 * @param port the port of the SMSC; default 2775
 * @param tls whether the connection uses TLS; the certificate must match the host. Default false: the password and the
 *     codes are then sent in clear text, which is acceptable in private networks only
 * @param caFile certificates (PEM) of the authorities to trust for this carrier, instead of those of the Java runtime;
 *     read at startup, and only with {@code tls}
 * @param systemId the system id of the bind, at most 15 characters
 * @param password the password of the system id, at most 8 characters, as in SMPP; default none
 * @param systemType the system type that some networks require, at most 12 characters; default none
 * @param from the sender of messages, unless {@code firstring.messaging.sender-ids} has one for the country: up to 11
 *     letters and digits, or a number; default none, the network's own
 * @param window unacknowledged messages in flight, 1 to 1000; default 50
 * @param timeout how long a message may take, 100 ms to 4500 ms; default 2 s
 * @param enquireLink the time without traffic after which {@code enquire_link} is sent, 1 s to 5 minutes; default 30 s
 * @param alphabet the encoding of plain text: {@code gsm} (default) or {@code latin1}; other text is UCS-2
 * @param submitIds the format of message ids in responses: {@code hex}, {@code decimal}, {@code text} for ids that are
 *     not numbers, or {@code auto} (default): a receipt then belongs to the only message to its number that fits
 * @param receiptIds the format of message ids in receipts: {@code hex}, {@code decimal}, {@code text} or {@code auto}
 *     (default)
 */
record SmppLink(
        @DefaultValue("") String id,
        @DefaultValue("") String host,
        @DefaultValue("2775") int port,
        @DefaultValue("false") boolean tls,
        @Nullable Path caFile,
        @DefaultValue("") String systemId,
        @Nullable Secret password,
        @DefaultValue("") String systemType,
        @DefaultValue("") String from,
        @DefaultValue("50") int window,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("30s") Duration enquireLink,
        @DefaultValue("gsm") Alphabet alphabet,
        @DefaultValue("auto") IdForm submitIds,
        @DefaultValue("auto") IdForm receiptIds) {

    private static final String PREFIX = "firstring.messaging.smpp.links[].";
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int HIGHEST_PORT = 65_535;
    private static final int LONGEST_SYSTEM_ID = 15;
    private static final int LONGEST_PASSWORD = 8;
    private static final int LONGEST_SYSTEM_TYPE = 12;
    private static final int WIDEST_WINDOW = 1000;
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(1);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    /** The encoding of plain text. */
    enum Alphabet {
        GSM,
        LATIN1
    }

    /** The format of message ids. */
    enum IdForm {
        AUTO,
        TEXT,
        DECIMAL,
        HEX
    }

    /** @throws IllegalArgumentException if a value is missing or out of bounds; the message names the setting */
    SmppLink {
        must(
                ID.matcher(id).matches(),
                "id must be 1 to 40 lower-case letters, digits and dashes, and begin with a letter.");
        must(!host.isBlank(), "host is missing.");
        must(port > 0 && port <= HIGHEST_PORT, "port must be 1 to 65535.");
        must(!systemId.isBlank() && systemId.length() <= LONGEST_SYSTEM_ID, "system-id must be 1 to 15 characters.");
        must(
                password == null || password.reveal().length() <= LONGEST_PASSWORD,
                "password must be at most 8 characters.");
        must(systemType.length() <= LONGEST_SYSTEM_TYPE, "system-type must be at most 12 characters.");
        must(window >= 1 && window <= WIDEST_WINDOW, "window must be 1 to 1000.");
        must(
                enquireLink.compareTo(SHORTEST_SILENCE) >= 0 && enquireLink.compareTo(LONGEST_SILENCE) <= 0,
                "enquire-link must be 1s to 5m.");
        CallTime.checked(PREFIX + "timeout", timeout);
        must(tls || caFile == null, "ca-file is for a connection with tls: true.");
        authorities(caFile);
    }

    /** Returns the authorities to trust for the carrier's certificate; null for those of the Java runtime. */
    @Nullable
    SSLContext authorities() {
        return authorities(caFile);
    }

    private static @Nullable SSLContext authorities(@Nullable Path file) {
        try {
            return file == null ? null : Authorities.in(file);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + e.getMessage(), e);
        }
    }

    private static void must(boolean fine, String message) {
        if (!fine) {
            throw new IllegalArgumentException(PREFIX + message);
        }
    }
}
