package dev.firstring.sipserver.adapter.kamailio;

import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parses the result of {@code ul.lookup}. */
final class UsrlocContacts {

    /** The remaining time that is reported for a permanent contact. */
    private static final Duration WITHOUT_END = Duration.ofDays(3650);

    private static final Pattern RECEIVED = Pattern.compile("^sips?:\\[?([0-9A-Fa-f.:]+?)]?(?::[0-9]+)?(?:;|$)");

    private UsrlocContacts() {}

    /**
     * Parses the contacts.
     *
     * @throws SipServerFault if the result is malformed; an empty result means that Kamailio did not read the
     *     request
     */
    static List<Registration> in(JsonNode result) {
        JsonNode contacts = result.path("Contacts");
        if (!contacts.isArray()) {
            throw new SipServerFault(Kind.CONFIGURATION_ERROR, "the result of ul.lookup has no contacts");
        }
        List<Registration> live = new ArrayList<>();
        for (JsonNode entry : contacts) {
            JsonNode contact = entry.path("Contact");
            String address = text(contact, "Address");
            if (address == null) {
                throw new SipServerFault(Kind.CONFIGURATION_ERROR, "a contact in ul.lookup has no address");
            }
            Duration left = left(contact.path("Expires"));
            if (left.isPositive()) {
                live.add(new Registration(
                        address,
                        address,
                        text(contact, "User-Agent"),
                        left,
                        instance(contact),
                        refreshed(contact),
                        text(contact, "Call-ID"),
                        null,
                        received(contact)));
            }
        }
        return live;
    }

    /** The remaining time, from a number of seconds or one of the words permanent, deleted, expired. */
    private static Duration left(JsonNode expires) {
        if (expires.isString()) {
            return "permanent".equals(expires.asString()) ? WITHOUT_END : Duration.ZERO;
        }
        return Duration.ofSeconds(expires.asLong(0));
    }

    private static @Nullable String instance(JsonNode contact) {
        String instance = text(contact, "Instance");
        return instance == null ? null : instance.replaceAll("^\"?<|>\"?$", "");
    }

    private static @Nullable Instant refreshed(JsonNode contact) {
        long at = contact.path("Last-Modified").asLong(0);
        return at <= 0 ? null : Instant.ofEpochSecond(at);
    }

    /**
     * The source address behind a NAT, which Kamailio stores as {@code sip:192.0.2.1:5060;transport=tcp}; IPv6 in
     * brackets.
     */
    private static @Nullable String received(JsonNode contact) {
        Matcher host = RECEIVED.matcher(String.valueOf(text(contact, "Received")));
        try {
            return host.find() ? InetAddress.ofLiteral(host.group(1)).getHostAddress() : null;
        } catch (IllegalArgumentException name) {
            return null;
        }
    }

    /** A string; null if Kamailio reports it as not set. */
    private static @Nullable String text(JsonNode contact, String name) {
        String value = contact.path(name).asString("");
        return switch (value) {
            case "", "[not set]", "n/a" -> null;
            default -> value;
        };
    }
}
