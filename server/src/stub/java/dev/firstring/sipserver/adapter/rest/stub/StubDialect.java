package dev.firstring.sipserver.adapter.rest.stub;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dialect itself: what each call does and answers. Thread-safe. */
final class StubDialect {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LARGEST_PAGE = 1000;

    private final StubAccounts accounts;
    private final Instant started;

    StubDialect(StubAccounts accounts) {
        this.accounts = accounts;
        this.started = accounts.clock().instant();
    }

    StubAnswer answer(StubOperation operation, String username, Map<String, String> query, String body) {
        return switch (operation) {
            case HEALTH -> health();
            case CREATE -> create(body);
            case LIST -> list(query);
            case READ ->
                accounts.find(username).map(account -> shown(200, account)).orElseGet(StubDialect::unknown);
            case UPDATE -> update(username, body);
            case DELETE -> accounts.remove(username) ? StubAnswer.empty(204) : unknown();
            case REGISTRATION -> registration(username);
            case DEREGISTER -> accounts.deregister(username) ? StubAnswer.empty(204) : unknown();
        };
    }

    private StubAnswer health() {
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", "ok");
        health.put("version", "stub 1.0");
        health.put(
                "uptime", Duration.between(started, accounts.clock().instant()).toSeconds());
        health.put("registrations", accounts.liveContacts());
        return StubAnswer.json(200, health);
    }

    private StubAnswer create(String body) {
        JsonNode account = read(body);
        String username = account.path("username").asString("");
        String password = account.path("password").asString("");
        String domain = account.path("domain").asString("");
        if (username.isEmpty() || password.isEmpty() || domain.isEmpty()) {
            return StubAnswer.error(400, "BAD_REQUEST", "username, password and domain are needed");
        }
        StubAccount draft = new StubAccount(
                0,
                username,
                domain,
                password,
                text(account, "display_name"),
                text(account, "phone_number"),
                account.path("enabled").asBoolean(true),
                Instant.EPOCH,
                Instant.EPOCH);
        return switch (accounts.add(draft)) {
            case MADE -> accounts.find(username).map(made -> shown(201, made)).orElseGet(StubDialect::unknown);
            case TAKEN -> StubAnswer.error(409, "ACCOUNT_EXISTS", "the account exists");
            case FULL -> StubAnswer.error(403, "QUOTA_EXCEEDED", "there is no place for a further account");
        };
    }

    private StubAnswer update(String username, String body) {
        JsonNode changes = read(body);
        if (!changes.isObject()) {
            return StubAnswer.error(400, "BAD_REQUEST", "the body must be a JSON object");
        }
        Instant now = accounts.clock().instant();
        return accounts.change(
                        username,
                        before -> new StubAccount(
                                before.id(),
                                before.username(),
                                before.domain(),
                                changes.path("password").asString(before.password()),
                                changes.has("display_name") ? text(changes, "display_name") : before.displayName(),
                                before.phoneNumber(),
                                changes.path("enabled").asBoolean(before.enabled()),
                                before.createdAt(),
                                now))
                .map(account -> shown(200, account))
                .orElseGet(StubDialect::unknown);
    }

    private StubAnswer list(Map<String, String> query) {
        int page = number(query, "page", 1, Integer.MAX_VALUE);
        int limit = number(query, "limit", 100, LARGEST_PAGE);
        String domain = query.getOrDefault("domain", "");
        List<Map<String, @Nullable Object>> shown = accounts.page(domain, page, limit).stream()
                .map(StubDialect::fields)
                .toList();
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("accounts", shown);
        list.put("total", accounts.count(domain));
        list.put("page", page);
        list.put("limit", limit);
        return StubAnswer.json(200, list);
    }

    private StubAnswer registration(String username) {
        return accounts.contact(username)
                .map(contact -> {
                    Map<String, Object> shown = new LinkedHashMap<>();
                    shown.put("registered", true);
                    shown.put("contact", contact.contact());
                    shown.put("user_agent", contact.userAgent());
                    shown.put(
                            "expires",
                            Duration.between(accounts.clock().instant(), contact.expiresAt())
                                    .toSeconds());
                    shown.put("last_registered_at", time(contact.registeredAt()));
                    return StubAnswer.json(200, shown);
                })
                .orElseGet(() -> StubAnswer.error(404, "NOT_REGISTERED", "no phone is registered"));
    }

    private static StubAnswer shown(int status, StubAccount account) {
        return StubAnswer.json(status, fields(account));
    }

    private static Map<String, @Nullable Object> fields(StubAccount account) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", Long.toString(account.id()));
        fields.put("username", account.username());
        fields.put("domain", account.domain());
        fields.put("display_name", account.displayName());
        fields.put("enabled", account.enabled());
        fields.put("created_at", time(account.createdAt()));
        fields.put("updated_at", time(account.updatedAt()));
        return fields;
    }

    private static StubAnswer unknown() {
        return StubAnswer.error(404, "ACCOUNT_NOT_FOUND", "there is no such account");
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : null;
    }

    private static int number(Map<String, String> query, String name, int otherwise, int most) {
        String text = query.getOrDefault(name, "");
        return text.matches("[1-9][0-9]{0,8}") ? Math.min(most, Integer.parseInt(text)) : otherwise;
    }
}
