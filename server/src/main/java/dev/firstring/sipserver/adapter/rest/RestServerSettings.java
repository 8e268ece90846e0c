package dev.firstring.sipserver.adapter.rest;

import dev.firstring.platform.Secret;
import dev.firstring.platform.call.BaseUrl;
import dev.firstring.platform.call.CallLimits;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.adapter.HeaderKey;
import dev.firstring.sipserver.adapter.ServerCaller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A server that speaks the REST dialect. It needs an API key, or a username and a password, or all three.
 *
 * @param id its id in responses and in the database: 1 to 40 lower-case letters, digits and dashes
 * @param url the base URL of its paths, such as {@code https://sip.example.org}; {@code http://} only for this machine,
 *     a private address or a name without a dot
 * @param apiKey the key that is sent as {@code X-API-Key}
 * @param username the username that is sent with the password as {@code Authorization: Basic}
 * @param password the password of the username
 * @param domain the SIP domain whose accounts are listed; by default {@code firstring.sip.domain}
 * @param connectTimeout how long connecting may take; 1 s by default, at most one minute
 * @param timeout how long a call may take in total; 3 s by default, at most one minute
 * @param connections concurrent calls; 16 by default, 1 to 1000
 * @param caFile certificates (PEM) of the authorities to trust for this server, instead of those of the Java runtime
 */
record RestServerSettings(
        @DefaultValue("") String id,
        @DefaultValue("") String url,
        @Nullable Secret apiKey,
        @DefaultValue("") String username,
        @Nullable Secret password,
        @DefaultValue("") String domain,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("3s") Duration timeout,
        @DefaultValue("16") int connections,
        @Nullable Path caFile) {

    private static final String PREFIX = "firstring.sip-server.rest.servers[].";

    /** @throws IllegalArgumentException if a value is missing or out of bounds; the message names the setting */
    RestServerSettings {
        named("id: ", () -> new ServerId(id));
        named("url ", () -> BaseUrl.of(url));
        named("", () -> CallLimits.of(connectTimeout, timeout, connections));
        named("api-key ", () -> HeaderKey.checked(apiKey));
        if (username.isEmpty() != (password == null)) {
            throw new IllegalArgumentException(PREFIX + "username and password go together");
        }
        if (username.contains(":")) {
            throw new IllegalArgumentException(PREFIX + "username must not hold a colon");
        }
        if (apiKey == null && password == null) {
            throw new IllegalArgumentException(PREFIX + "api-key is missing: what " + id + " is to know us by");
        }
    }

    ServerId serverId() {
        return new ServerId(id);
    }

    BaseUrl baseUrl() {
        return BaseUrl.of(url);
    }

    /** @throws IllegalArgumentException if {@code ca-file} is of no use; the message names the setting */
    ServerCaller caller() {
        return named("", () -> new ServerCaller(CallLimits.of(connectTimeout, timeout, connections), caFile));
    }

    /** The secrets in clear, which no message may repeat. */
    List<String> secrets() {
        List<String> found = new ArrayList<>();
        if (apiKey != null) {
            found.add(apiKey.reveal());
        }
        if (password != null) {
            found.add(password.reveal());
        }
        return List.copyOf(found);
    }

    private static <T> T named(String setting, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + setting + e.getMessage(), e);
        }
    }
}
