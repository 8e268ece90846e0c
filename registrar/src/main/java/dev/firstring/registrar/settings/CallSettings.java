package dev.firstring.registrar.settings;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How calls are routed.
 *
 * @param atOnce concurrent calls in total
 * @param perCaller concurrent calls and messages of one account
 * @param longest after this time a call is forgotten, whether or not a phone has ended it
 * @param gateway where numbers that no account holds are sent, over UDP; null: they are answered with 404
 */
public record CallSettings(
        int atOnce,
        int perCaller,
        Duration longest,
        @Nullable InetSocketAddress gateway,
        EchoSettings echo) {}
