package dev.firstring.sipserver.adapter.flexisip.redis;

import dev.firstring.sipserver.Page;
import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;

/** Goes through the keys of a Redis in small steps, never through all at once as KEYS does. */
final class RedisScan {

    private RedisScan() {}

    /** About {@code count} keys are looked at; those that are hashes and match are in the page, which may be none. */
    static Page<String> page(
            StatefulRedisConnection<String, String> connection, String cursor, String pattern, int count) {
        KeyScanArgs arguments = new KeyScanArgs();
        arguments.match(pattern).limit(count);
        arguments.type("hash");
        KeyScanCursor<String> found = connection.sync().scan(ScanCursor.of(cursor.isEmpty() ? "0" : cursor), arguments);
        return new Page<>(found.getKeys(), found.isFinished() ? null : found.getCursor());
    }
}
