package dev.firstring.sipserver.adapter.flexiapi;

import dev.firstring.platform.Secret;
import dev.firstring.platform.call.BaseUrl;
import dev.firstring.platform.call.CallLimits;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.adapter.HeaderKey;
import dev.firstring.sipserver.adapter.ServerCaller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A Space of a Flexisip Account Manager.
 *
 * @param id its id in responses and in the database: 1 to 40 lower-case letters, digits and dashes
 * @param url the manager's address with the host of the Space, without {@code /api}, such as
 *     {@code https://accounts.example.org}; {@code http://} only for this machine, a private address or a name without a
 *     dot
 * @param apiKey the key of an admin of the Space, made in the manager's admin panel
 * @param connectTimeout how long connecting may take; 1 s by default, at most one minute
 * @param timeout how long a call may take in total; 3 s by default, at most one minute
 * @param connections concurrent calls; 16 by default, 1 to 1000
 * @param caFile certificates (PEM) of the authorities to trust for this server, instead of those of the Java runtime
 * @param cacheExpire {@code cache-expire} of Flexisip's {@code module::Authentication}: how long Flexisip accepts the
 *     contents of its cache, which the manager cannot clear; 30 minutes by default, as in Flexisip, 0 if it does not
 *     cache
 */
record FlexiapiServerSettings(
        @DefaultValue("") String id,
        @DefaultValue("") String url,
        @Nullable Secret apiKey,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("3s") Duration timeout,
        @DefaultValue("16") int connections,
        @Nullable Path caFile,
        @DefaultValue("30m") Duration cacheExpire) {

    private static final String PREFIX = "firstring.sip-server.flexiapi.servers[].";

    /** @throws IllegalArgumentException if a value is missing or out of bounds; the message names the setting */
    FlexiapiServerSettings {
        named("id: ", () -> new ServerId(id));
        named("url ", () -> BaseUrl.of(url));
        named("", () -> CallLimits.of(connectTimeout, timeout, connections));
        named("api-key ", () -> HeaderKey.checked(apiKey));
        if (apiKey == null) {
            throw new IllegalArgumentException(PREFIX + "api-key is missing: what " + id + " is to know us by");
        }
        if (cacheExpire.isNegative()) {
            throw new IllegalArgumentException(PREFIX + "cache-expire must be 0 or more");
        }
    }

    ServerId serverId() {
        return new ServerId(id);
    }

    BaseUrl baseUrl() {
        return BaseUrl.of(url);
    }

    /** The key in clear, which no message may repeat. */
    String key() {
        return apiKey == null ? "" : apiKey.reveal();
    }

    /** @throws IllegalArgumentException if {@code ca-file} is of no use; the message names the setting */
    ServerCaller caller() {
        return named("", () -> new ServerCaller(CallLimits.of(connectTimeout, timeout, connections), caFile));
    }

    private static <T> T named(String setting, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + setting + e.getMessage(), e);
        }
    }
}
