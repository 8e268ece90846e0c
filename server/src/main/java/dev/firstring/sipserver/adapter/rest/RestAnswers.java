package dev.firstring.sipserver.adapter.rest;

import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.adapter.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Parses the successful responses of a server of the dialect. Thread-safe. */
final class RestAnswers {

    /** The expiry of a contact if the server does not report it (RFC 3261, section 10.2). */
    private static final Duration USUAL_EXPIRY = Duration.ofHours(1);

    private final RestFaults faults;
    private final String domain;

    /**
     * Creates the parser.
     *
     * @param domain the domain of accounts for which the server reports none
     */
    RestAnswers(RestFaults faults, String domain) {
        this.faults = faults;
        this.domain = domain;
    }

    /** Parses a health response. A response without JSON only means that the server is up. */
    ServerHealth health(Answered reply) {
        JsonNode body = reply.json().orElse(MissingNode.getInstance());
        String status = body.path("status").asString("ok");
        boolean well = status.equalsIgnoreCase("ok") || status.equalsIgnoreCase("up");
        return new ServerHealth(
                true,
                Fields.text(body, "version"),
                body.path("uptime").canConvertToLong()
                        ? Duration.ofSeconds(body.path("uptime").asLong())
                        : null,
                body.path("registrations").canConvertToLong()
                        ? body.path("registrations").asLong()
                        : null,
                well ? null : "it calls itself " + faults.quoted(status));
    }

    ServerAccount account(Answered reply) {
        return account(object(reply, "an account"));
    }

    Page<ServerAccount> page(Answered reply, int page, int limit) {
        JsonNode body = object(reply, "a list of accounts");
        JsonNode accounts = body.path("accounts");
        if (!accounts.isArray()) {
            throw faults.misfit("a list of accounts came without accounts");
        }
        List<ServerAccount> found = new ArrayList<>();
        for (JsonNode each : accounts) {
            ServerAccount account = account(each);
            if (account.aor().domain().equals(domain)) {
                found.add(account);
            }
        }
        long size = Math.max(1, body.path("limit").asLong(limit));
        boolean more = body.path("total").canConvertToLong()
                ? page * size < body.path("total").asLong()
                : accounts.size() >= size;
        return new Page<>(found, more && !accounts.isEmpty() ? Integer.toString(page + 1) : null);
    }

    Optional<Registration> registration(Answered reply, Aor aor) {
        JsonNode body = object(reply, "a registration");
        Duration expires = body.path("expires").canConvertToLong()
                ? Duration.ofSeconds(body.path("expires").asLong())
                : USUAL_EXPIRY;
        if (!body.path("registered").asBoolean(false) || !expires.isPositive()) {
            return Optional.empty();
        }
        String contact = Optional.ofNullable(Fields.text(body, "contact")).orElse("sip:" + aor);
        return Optional.of(new Registration(
                contact,
                contact,
                Fields.text(body, "user_agent"),
                expires,
                null,
                Fields.time(body, "last_registered_at")));
    }

    private ServerAccount account(JsonNode account) {
        String username = Fields.text(account, "username");
        if (username == null) {
            throw faults.misfit("an account came without a username");
        }
        String host = Optional.ofNullable(Fields.text(account, "domain")).orElse(domain);
        return new ServerAccount(
                new Aor(username, host),
                account.path("enabled").asBoolean(true),
                Fields.text(account, "display_name"),
                null,
                Fields.time(account, "created_at"));
    }

    /**
     * Returns the body as an object.
     *
     * @throws SipServerFault if the body is not a JSON object
     */
    private JsonNode object(Answered reply, String what) {
        return reply.json()
                .filter(JsonNode::isObject)
                .orElseThrow(() ->
                        faults.misfit("HTTP " + reply.status() + " without JSON where " + what + " was expected"));
    }
}
