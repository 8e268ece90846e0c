package dev.firstring.sipserver.adapter.flexisip.redis;

import dev.firstring.sipserver.Page;
import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;

/** Iterates over the keys of a Redis in small steps; KEYS would block the server. */
final class RedisScan {

    private RedisScan() {}

    /** Inspects about {@code count} keys and returns the hashes that match; the page may be empty. */
    static Page<String> page(
            StatefulRedisConnection<String, String> connection, String cursor, String pattern, int count) {
        KeyScanArgs arguments = new KeyScanArgs();
        arguments.match(pattern).limit(count);
        arguments.type("hash");
        KeyScanCursor<String> found = connection.sync().scan(ScanCursor.of(cursor.isEmpty() ? "0" : cursor), arguments);
        return new Page<>(found.getKeys(), found.isFinished() ? null : found.getCursor());
    }
}
