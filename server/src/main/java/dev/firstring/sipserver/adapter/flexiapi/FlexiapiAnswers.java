package dev.firstring.sipserver.adapter.flexiapi;

import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.adapter.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parses the successful responses of FlexiAPI. */
final class FlexiapiAnswers {

    /**
     * The manager does not report the expiry of a registration; this is the default of SIP (RFC 3261, section 10.2).
     */
    private static final Duration USUAL_EXPIRY = Duration.ofHours(1);

    private FlexiapiAnswers() {}

    /** Whether the body is an account; some calls respond with a plain word or an empty body. */
    static boolean isAccount(JsonNode body) {
        return body.isObject() && body.hasNonNull("id") && body.hasNonNull("username");
    }

    /**
     * Returns the account in a response.
     *
     * @throws SipServerFault {@code CONFIGURATION_ERROR} if the body is not an account
     */
    static JsonNode account(Answered reply) {
        return reply.json()
                .filter(FlexiapiAnswers::isAccount)
                .orElseThrow(() -> misfit("HTTP " + reply.status() + " without an account where one was expected"));
    }

    static String id(JsonNode account) {
        return account.path("id").asString();
    }

    static ServerAccount read(JsonNode account) {
        String username = Fields.text(account, "username");
        String domain = Fields.text(account, "domain");
        if (username == null || domain == null) {
            throw misfit("an account came without username or domain");
        }
        return new ServerAccount(
                new Aor(username, domain),
                account.path("activated").asBoolean(false),
                Fields.text(account, "display_name"),
                null,
                Fields.time(account, "created_at"));
    }

    static Page<ServerAccount> page(Answered reply) {
        JsonNode body = reply.json()
                .filter(page -> page.path("data").isArray())
                .orElseThrow(() -> misfit("HTTP " + reply.status() + " without a page of accounts"));
        List<ServerAccount> found = new ArrayList<>();
        body.path("data").forEach(account -> found.add(read(account)));
        int current = body.path("current_page").asInt(1);
        boolean more = current < body.path("last_page").asInt(1);
        return new Page<>(found, more ? Integer.toString(current + 1) : null);
    }

    /** Parses devices, an object with their UUIDs as names; without devices it is an empty array. */
    static List<Registration> devices(Answered reply, Aor aor) {
        JsonNode devices = reply.json()
                .filter(JsonNode::isContainer)
                .orElseThrow(() -> misfit("HTTP " + reply.status() + " without devices where they were expected"));
        List<Registration> found = new ArrayList<>();
        devices.properties().forEach(device -> {
            String uuid = device.getKey();
            found.add(new Registration(
                    uuid,
                    "sip:" + aor,
                    Fields.text(device.getValue(), "user_agent"),
                    USUAL_EXPIRY,
                    uuid.startsWith("urn:") ? uuid : null,
                    refreshed(device.getValue())));
        });
        return found;
    }

    static SipServerFault misfit(String what) {
        return new SipServerFault(Kind.CONFIGURATION_ERROR, what);
    }

    /** The time of the last update: seconds since 1970 as a number or text, or an RFC 3339 time. */
    private static @Nullable Instant refreshed(JsonNode device) {
        String text = device.path("update_time").asString("");
        return text.matches("[1-9][0-9]{8,10}")
                ? Instant.ofEpochSecond(Long.parseLong(text))
                : Fields.time(device, "update_time");
    }
}
